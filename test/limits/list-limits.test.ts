/** What a list may cost is counted while it runs: where a limit is reached the page ends, says so, and can be gone on from. */
import fc from 'fast-check';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import type { Config } from '../../src/config/load.ts';
import { startGateway, type GatewayUnderTest } from '../gateway.ts';
import { createWorld, type ListedJob, type World } from '../jobs/world.ts';
import { wideLimits } from '../providers.ts';
import { until } from '../until.ts';

const page = /* GraphQL */ `
  query Page($first: Int, $after: String, $filter: JobFilter) {
    jobs(first: $first, after: $after, filter: $filter) {
      nodes {
        id
        status
      }
      pageInfo {
        hasNextPage
        endCursor
      }
      issues {
        source {
          name
        }
        code
        message
      }
    }
  }
`;

const cut = (limit: string) => ({
  source: { name: 'devices' },
  code: 'LIST_TRUNCATED',
  message: `The limit \`${limit}\` ended this page before it was full; what follows comes \`after\` its \`endCursor\`.`,
});

let world: World;
let gateway: GatewayUnderTest | undefined;

/** Nothing is fresh for long: what is asked for is called for. */
async function start(limits: Partial<Config['limits']>, sources = world.sources): Promise<GatewayUnderTest> {
  gateway = await startGateway({ sources, limits, cache: { runningSeconds: 0, terminalSeconds: 0 } });
  return gateway;
}

afterEach(() => gateway?.close());

function countCalls(operation?: string): number {
  const calls = Object.values(world.emulators).flatMap((emulator) => emulator.calls);
  return calls.filter((call) => operation === undefined || call.operation === operation).length;
}

function resetCalls(): void {
  for (const emulator of Object.values(world.emulators)) emulator.reset();
}

const paused = { providers: ['IMPORT_EXPORT'], statuses: ['PAUSED'] };

describe('a filter that no row answers and no job passes, over 2,000 jobs', () => {
  beforeAll(async () => {
    world = await createWorld(2000);
  });
  afterAll(() => world.close());
  beforeEach(resetCalls);

  it.each([
    ['the defaults', {}, 100, 'jobsPerOperation', 200, 500],
    ['few calls', { upstreamCalls: 60, jobsPerOperation: 5000 }, 100, 'upstreamCalls', 59, 60],
    ['a small budget', { jobsPerMinute: 50 }, 1, 'jobsPerMinute', 50, 500],
  ] as const)('ends by %s, and says the rest', async (_what, limits, first, limit, reads, maxCalls) => {
    const { query } = await start(limits);

    const { status, data, errors } = await query(page, { variables: { first, filter: paused } });

    expect([status, errors]).toEqual([200, []]);
    expect(data.jobs).toEqual({
      nodes: [],
      pageInfo: { hasNextPage: true, endCursor: expect.any(String) as string },
      issues: [cut(limit)],
    });
    expect(countCalls('GetStatus')).toBe(reads);
    expect(countCalls()).toBeLessThanOrEqual(maxCalls);
  });

  it('goes on where the last page ended, as far as the viewer’s budget lasts', async () => {
    const { query } = await start({ jobsPerMinute: 250 });

    const one = await query(page, { variables: { first: 20, filter: paused } });
    const after: string = one.data.jobs.pageInfo.endCursor;
    const two = await query(page, { variables: { first: 20, filter: paused, after } });
    const three = await query(page, {
      variables: { first: 20, filter: paused, after: two.data.jobs.pageInfo.endCursor as string },
    });

    expect([one, two, three].map(({ status }) => status)).toEqual([200, 200, 429]);
    expect(one.data.jobs.issues).toEqual([cut('jobsPerOperation')]);
    expect(two.data.jobs.issues).toEqual([cut('jobsPerMinute')]);
    expect(countCalls('GetStatus')).toBe(250);
  });
});

describe('pages that limits end', () => {
  beforeAll(async () => {
    world = await createWorld(40);
  });
  afterAll(() => world.close());
  beforeEach(resetCalls);

  it('name every job once all the same, newest first, and no page costs more than the limits', async () => {
    const statuses = ['QUEUED', 'RUNNING', 'CANCELLED', 'FAILED', 'PAUSED', 'SUCCEEDED', 'PARTIALLY_SUCCEEDED'];
    await fc.assert(
      fc.asyncProperty(
        fc.record({
          first: fc.integer({ min: 1, max: 30 }),
          upstreamCalls: fc.integer({ min: 40, max: 70 }),
          jobsPerOperation: fc.integer({ min: 30, max: 60 }),
          statuses: fc.subarray(statuses, { minLength: 1 }),
        }),
        async ({ first, upstreamCalls, jobsPerOperation, statuses: asked }) => {
          const { query, close } = await start({ upstreamCalls, jobsPerOperation });
          const found: ListedJob[] = [];
          for (let after: string | null = null, more = true; more;) {
            resetCalls();
            const { data, errors } = await query(page, { variables: { first, after, filter: { statuses: asked } } });
            expect(errors).toEqual([]);
            expect(countCalls()).toBeLessThanOrEqual(upstreamCalls);
            expect(countCalls('GetStatus')).toBeLessThanOrEqual(jobsPerOperation);
            found.push(...(data.jobs.nodes as ListedJob[]));
            const { hasNextPage, endCursor } = data.jobs.pageInfo;
            [after, more] = [endCursor, hasNextPage];
          }
          await close();
          expect(found).toEqual(
            world.jobs.filter(({ status }) => asked.includes(status)).map(({ id, status }) => ({ id, status })),
          );
        },
      ),
      { numRuns: 8, seed: 11 },
    );
  });

  it('hold as many jobs as the calls describe, where each is to be described', async () => {
    const { query } = await start({ upstreamCalls: 20 });

    const { data, errors } = await query(
      `{ jobs(first: 30, filter: {sources: ["cos"]}) { nodes { id ... on CosBatchJob { manifest { objectArn } } }
         pageInfo { hasNextPage } issues { code } } }`,
    );

    expect(errors).toEqual([]);
    expect(data.jobs.nodes).toHaveLength(19);
    expect(data.jobs.nodes.every(({ manifest }: { manifest: unknown }) => manifest !== null)).toBe(true);
    expect([data.jobs.pageInfo, data.jobs.issues]).toEqual([{ hasNextPage: true }, [{ code: 'LIST_TRUNCATED' }]]);
    expect(countCalls()).toBe(20);
  });

  it('share what the limits leave: two lists and a job cost no more than one operation may', async () => {
    const { query } = await start({ upstreamCalls: 30, jobsPerOperation: 25 });
    const [job = { id: '' }] = world.jobs;

    const { data, errors } = await query(
      `query Q($filter: JobFilter) { job(id: "${job.id}") { id }
         one: jobs(first: 10, filter: $filter) { nodes { id } issues { code } pageInfo { hasNextPage } }
         two: jobs(first: 10, filter: {statuses: [FAILED], sources: ["devices"]}) { nodes { id } issues { code } pageInfo { hasNextPage } } }`,
      { variables: { filter: paused } },
    );

    expect(errors).toEqual([]);
    const ended = { nodes: [], issues: [{ code: 'LIST_TRUNCATED' }], pageInfo: { hasNextPage: true } };
    expect([data.one, data.two]).toEqual([ended, ended]);
    // Both lists look at the same newest jobs: one reads ten of its own and all that is shared, the other ten.
    expect(countCalls('GetStatus')).toBeLessThanOrEqual(24);
    expect(countCalls()).toBeLessThanOrEqual(30);
  });
});

it('a page that runs out of time ends where it was, and can be gone on from', async () => {
  world = await createWorld(30);
  const keys = world.jobs.filter(({ id }) => id.startsWith('devices:')).map(({ id }) => id.slice('devices:'.length));
  // Cancelled jobs are never read: their rows say so.
  const hanging = keys.slice(12).find((key) => Number(key.slice(1)) % 5 !== 0) ?? '';
  world.breakReads('devices', { kind: 'hang' }, [hanging]);
  // One call at a time: when the one that hangs is under way, all before it are answered.
  const limits = { ...wideLimits, concurrency: 1 };
  const devices = world.sources.filter((source) => 'name' in source && source.name === 'devices');
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  onTestFinished(() => void vi.useRealTimers());
  gateway = await startGateway({
    sources: devices.map((source) => ({ ...source, limits, timeoutSeconds: 60, deadlineSeconds: 60 })),
    server: { operationSeconds: 30 },
  });

  const answer = gateway.query(page, { variables: { first: 30, filter: { statuses: ['QUEUED'] } } });
  await until(() => world.emulators.devices.calls.some(({ id }) => id === hanging));
  await vi.advanceTimersByTimeAsync(30_000);
  const { data, errors } = await answer;
  vi.useRealTimers();
  world.breakReads('devices', { kind: 'hang' }, []);
  const rest = await gateway.query(page, {
    variables: { first: 30, after: data.jobs.pageInfo.endCursor as string, filter: { statuses: ['QUEUED'] } },
  });
  await world.close();

  const queued = world.jobs.filter(({ id, status }) => id.startsWith('devices:') && status === 'QUEUED');
  const ids = (nodes: readonly ListedJob[]) => nodes.map(({ id }) => id);
  expect(errors).toEqual([]);
  expect(data.jobs.pageInfo.hasNextPage).toBe(true);
  expect(data.jobs.issues.map(({ code }: { code: string }) => code)).toEqual(['PROVIDER_TIMEOUT']);
  expect(ids(rest.data.jobs.nodes)[0]).toBe(`devices:${hanging}`);
  expect([...ids(data.jobs.nodes), ...ids(rest.data.jobs.nodes)]).toEqual(queued.map(({ id }) => id));
  expect(rest.data.jobs.issues).toEqual([]);
});
