/** `jobStats` over the emulators of five providers: what it says, what it leaves out, and what it costs. */
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startGateway, type GatewayUnderTest, type GraphQLAnswer } from '../gateway.ts';
import { createWorld, type World } from './world.ts';

const stats = /* GraphQL */ `
  query ($filter: JobFilter) {
    jobStats(filter: $filter) {
      total {
        value
        isLowerBound
      }
      byStatus {
        status
        count
      }
      bySource {
        source {
          name
        }
        total {
          value
          isLowerBound
        }
        byStatus {
          status
          count
        }
        newestCreatedAt
      }
      issues {
        source {
          name
        }
        code
        message
        isRetryable
        jobId
      }
      fetchedAt
    }
  }
`;

let world: World;
let gateway: GatewayUnderTest;

beforeAll(async () => {
  world = await createWorld(60);
});
afterAll(() => world.close());
beforeEach(async () => {
  for (const emulator of Object.values(world.emulators)) emulator.reset();
  gateway = await startGateway({ sources: world.sources, cache: { runningSeconds: 60 } });
});
afterEach(async () => {
  for (const name of ['panorama', 'omics', 'cos', 'devices'] as const) world.breakLists(name, undefined);
  await gateway.close();
});

function ask(filter?: object): Promise<GraphQLAnswer> {
  return gateway.query(stats, { variables: { filter } });
}

function operations(): readonly string[] {
  return Object.values(world.emulators).flatMap(({ calls }) => calls.map(({ operation }) => operation));
}

const issue = (name: string, code: string, message: string): object => ({
  source: { name },
  code,
  message,
  isRetryable: false,
  jobId: null,
});
const noListing = issue('pipelines', 'LIST_NOT_SUPPORTED', 'The provider offers no listing of jobs.');
const noStatus = issue(
  'devices',
  'STATUS_NOT_LISTED',
  "The provider's list does not say the status of 48 jobs: counted under a status of null.",
);
const notJudged = issue(
  'devices',
  'STATUS_NOT_LISTED',
  "The provider's list does not say the status of 48 jobs: not counted, because it is not known whether the filter is met.",
);

function newestOf(source: string): string | undefined {
  return world.jobs.find(({ id }) => id.startsWith(`${source}:`))?.createdAt;
}

describe('the numbers of 60 jobs a source', () => {
  it('are by source in the order of the configuration, by status the most frequent first', async () => {
    const { data, errors } = await ask();

    expect(errors).toEqual([]);
    expect(data.jobStats).toMatchObject({
      // One source cannot be counted.
      total: { value: 240, isLowerBound: true },
      byStatus: [
        { status: 'QUEUED', count: 50 },
        { status: 'FAILED', count: 50 },
        { status: null, count: 48 },
        { status: 'SUCCEEDED', count: 42 },
        { status: 'RUNNING', count: 30 },
        { status: 'CANCELLED', count: 12 },
        { status: 'PARTIALLY_SUCCEEDED', count: 8 },
      ],
      bySource: [
        {
          source: { name: 'panorama' },
          total: { value: 60, isLowerBound: false },
          byStatus: [
            { status: 'QUEUED', count: 20 },
            { status: 'SUCCEEDED', count: 20 },
            { status: 'FAILED', count: 20 },
          ],
          newestCreatedAt: newestOf('panorama'),
        },
        { source: { name: 'omics' }, total: { value: 60, isLowerBound: false }, newestCreatedAt: newestOf('omics') },
        { source: { name: 'cos' }, total: { value: 60, isLowerBound: false }, newestCreatedAt: newestOf('cos') },
        {
          source: { name: 'devices' },
          total: { value: 60, isLowerBound: false },
          byStatus: [
            { status: null, count: 48 },
            { status: 'CANCELLED', count: 12 },
          ],
          newestCreatedAt: newestOf('devices'),
        },
      ],
      issues: [noStatus, noListing],
    });
    expect(Date.parse(data.jobStats.fetchedAt as string)).toBeGreaterThan(Date.now() - 60_000);
  });

  it('are exact where all sources that are asked for say all of it', async () => {
    const { data } = await ask({ sources: ['cos', 'panorama'], statuses: ['FAILED'] });

    expect(data.jobStats.total).toEqual({ value: 35, isLowerBound: false });
    expect(data.jobStats.issues).toEqual([]);
    expect(data.jobStats.bySource.map(({ source }: { source: { name: string } }) => source.name)).toEqual([
      'panorama',
      'cos',
    ]);
  });

  it.each([{ statuses: ['QUEUED'] }, { isTerminal: false }])(
    'leave out what only a read of the job would tell, and say so: %j',
    async (filter) => {
      const { data } = await ask({ ...filter, providers: ['IMPORT_EXPORT'] });

      expect(data.jobStats).toMatchObject({
        total: { value: 0, isLowerBound: true },
        byStatus: [],
        bySource: [{ source: { name: 'devices' }, total: { value: 0, isLowerBound: true }, newestCreatedAt: null }],
        issues: [notJudged],
      });
      expect(operations()).not.toContain('GetStatus');
    },
  );

  it('are of no source that fails, and say so', async () => {
    world.breakLists('cos', { kind: 'accessDenied' });

    const { data, errors } = await ask({ sources: ['panorama', 'cos'] });

    expect(errors).toEqual([]);
    expect(data.jobStats.total).toEqual({ value: 60, isLowerBound: true });
    expect(data.jobStats.bySource).toMatchObject([
      { source: { name: 'panorama' }, total: { value: 60, isLowerBound: false } },
    ]);
    expect(data.jobStats.issues).toMatchObject([{ source: { name: 'cos' }, code: 'PROVIDER_ACCESS_DENIED' }]);
  });

  it('are nothing where no source can be asked', async () => {
    const { data } = await ask({ providers: ['CODEPIPELINE'] });

    expect(data.jobStats).toEqual({
      total: { value: 0, isLowerBound: true },
      byStatus: [],
      bySource: [],
      issues: [noListing],
      fetchedAt: null,
    });
  });
});

describe('a filter that cannot be', () => {
  it.each([
    [{ sources: ['nowhere'] }, '`filter.sources` must name configured sources, but got "nowhere".'],
    [
      { createdAfter: '2026-01-02T00:00:00Z', createdBefore: '2026-01-01T00:00:00Z' },
      '`filter.createdAfter` must not be later than `createdBefore`, but got 2026-01-02T00:00:00.000Z and 2026-01-01T00:00:00.000Z.',
    ],
    [{ text: ' ' }, '`filter.text` must hold 1 to 8 words, but got 0.'],
  ])('is refused before any call: %j', async (filter, message) => {
    const { data, errors } = await ask(filter);

    expect(data.jobStats).toBeNull();
    expect(errors).toMatchObject([{ message, path: ['jobStats'], extensions: { code: 'BAD_USER_INPUT' } }]);
    expect(operations()).toEqual([]);
  });
});

it('is denied to a viewer without the scope, at no cost', async () => {
  const token = await gateway.token('job:sensitive');

  const { data, errors } = await gateway.query('{ jobStats { total { value } } }', { token });

  expect(data.jobStats).toBeNull();
  expect(errors).toMatchObject([{ path: ['jobStats'], extensions: { code: 'UNAUTHORIZED_FIELD_OR_TYPE' } }]);
  expect(operations()).toEqual([]);
});

describe('what it costs', () => {
  it('is the pages of the lists, and no read of a job', async () => {
    await ask();

    const called = operations();
    expect(called.length).toBeGreaterThan(4);
    expect(called.filter((operation) => !operation.startsWith('List'))).toEqual([]);
  });

  it('is nothing more beside a page and a second count of the same jobs', async () => {
    const filter = { createdAfter: '2025-11-01T00:05:00Z' };
    await ask(filter);
    const alone = operations().length;
    await gateway.close();
    for (const emulator of Object.values(world.emulators)) emulator.reset();
    gateway = await startGateway({ sources: world.sources, cache: { runningSeconds: 60 } });

    const { data, errors, extensions } = await gateway.query(
      `query ($filter: JobFilter) {
        jobs(first: 50, filter: $filter) { nodes { id createdAt } issues { code } }
        jobStats(filter: $filter) { total { value } }
        chart: jobStats(filter: $filter) { overTime(interval: DAY) { start } }
      }`,
      { variables: { filter }, headers: { 'jobgraph-explain': '1' } },
    );

    expect(errors).toEqual([]);
    expect(data.jobs.nodes.length).toBe(50);
    expect(operations().length).toBe(alone);
    const explained = Object.values(extensions?.['upstream'] as Readonly<Record<string, { calls: object }>>);
    expect(explained.flatMap(({ calls }) => Object.keys(calls)).filter((name) => !name.startsWith('List'))).toEqual([]);
  });

  it('counts as a scan of each source: pages are left out, and it is said', async () => {
    await gateway.close();
    const small = world.sources.filter((source) => ['panorama', 'cos'].includes((source as { name: string }).name));
    // One call for each source, and one more: not enough for the three pages of Panorama.
    gateway = await startGateway({ sources: small, limits: { upstreamCalls: 3 } });

    const { status, data } = await ask();

    expect(status).toBe(200);
    expect(operations().length).toBeLessThanOrEqual(3);
    expect(data.jobStats.issues).toMatchObject([{ source: { name: 'panorama' }, code: 'LIST_TRUNCATED' }]);
    expect(data.jobStats.total.isLowerBound).toBe(true);
    expect(data.jobStats.total.value).toBeLessThan(120);
  });

  it('is refused where not even one page of each source may be read', async () => {
    await gateway.close();
    gateway = await startGateway({ sources: world.sources, limits: { upstreamCalls: 2 } });

    const { status, errors } = await ask();

    expect([status, errors[0]?.extensions]).toMatchObject([
      400,
      { code: 'OPERATION_LIMIT_EXCEEDED', limit: 'upstreamCalls', maximum: 2 },
    ]);
    expect(operations()).toEqual([]);
  });
});
