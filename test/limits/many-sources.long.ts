/** Lists over many accounts: fewer pages of each where the calls do not last, never a refusal before one page of each. */
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Config } from '../../src/config/load.ts';
import { startGateway, type GatewayUnderTest } from '../gateway.ts';
import { createWorld, type World } from '../jobs/world.ts';

const page = /* GraphQL */ `
  query Page($first: Int, $filter: JobFilter) {
    jobs(first: $first, filter: $filter) {
      nodes {
        id
        status
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

let world: World;
let gateway: GatewayUnderTest | undefined;

/** Nothing is fresh for long: what is asked for is called for. */
async function start(limits: Partial<Config['limits']>, sources: readonly object[]): Promise<GatewayUnderTest> {
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

describe('a list over 60 accounts', () => {
  let accounts: readonly object[];

  beforeAll(async () => {
    world = await createWorld(57);
    const [panorama, , , devices] = world.sources;
    accounts = Array.from({ length: 60 }, (_value, index) => ({
      ...(index === 30 ? devices : panorama),
      name: `account-${index}`,
    }));
  });
  afterAll(() => world.close());
  beforeEach(resetCalls);

  it('is answered by default', async () => {
    const { query } = await start({}, accounts);

    const { status, data, errors } = await query(page, { variables: { first: 100 } });

    expect([status, errors]).toEqual([200, []]);
    expect(data.jobs.nodes).toHaveLength(100);
    expect(data.jobs.issues).toEqual([]);
    expect(countCalls()).toBeLessThanOrEqual(500);
  });

  it('reads fewer pages of each where there are not calls for all, and says so', async () => {
    const { query } = await start({ upstreamCalls: 120 + 10 }, accounts);

    const { data, errors } = await query(page, { variables: { first: 10 } });

    expect(errors).toEqual([]);
    expect(data.jobs.nodes).toHaveLength(10);
    expect(data.jobs.issues).toHaveLength(59);
    expect(new Set(data.jobs.issues.map(({ code }: { code: string }) => code))).toEqual(new Set(['LIST_TRUNCATED']));
    expect(countCalls('ListPackageImportJobs')).toBe(59 * 2);
  });

  it('is refused where a page of each is too much', async () => {
    const { query } = await start({ upstreamCalls: 59 }, accounts);
    const document = '{ jobs(first: 10) { nodes { id createdAt } } }';

    const { status, errors } = await query(document);

    expect(status).toBe(400);
    expect(errors.map(({ extensions }) => extensions)).toEqual([
      { code: 'OPERATION_LIMIT_EXCEEDED', limit: 'upstreamCalls', actual: 60, maximum: 59 },
    ]);
    expect(countCalls()).toBe(0);
  });

  it.each(['orderBy: OLDEST_FIRST', 'orderBy: ACTIVE_FIRST', 'last: 5'])(
    'is answered by one page of each, and says so, where there are calls for no more: %s',
    async (args) => {
      const { query } = await start({ upstreamCalls: 60 }, accounts);

      const { data, errors } = await query(
        `{ jobs(${args}) { nodes { createdAt } totalCount { value isLowerBound } issues { code } } }`,
      );

      expect(errors).toEqual([]);
      expect(data.jobs.totalCount).toEqual({ value: 59 * 25 + 57, isLowerBound: true });
      expect(data.jobs.issues).toEqual(Array.from({ length: 59 }, () => ({ code: 'LIST_TRUNCATED' })));
      expect([countCalls(), countCalls('GetStatus')]).toEqual([60, 0]);
    },
  );
});

describe('a list over accounts of which some list newest first', () => {
  beforeAll(async () => {
    world = await createWorld(57);
  });
  afterAll(() => world.close());
  beforeEach(resetCalls);

  const toAccounts = (lists: number, describes: number): readonly object[] => {
    const [panorama, , , devices] = world.sources;
    return [
      ...Array.from({ length: lists }, (_value, index) => ({ ...panorama, name: `lists-${index}` })),
      ...Array.from({ length: describes }, (_value, index) => ({ ...devices, name: `devices-${index}` })),
    ];
  };

  it('counts one page of those, and leaves the rest to the others', async () => {
    const { query } = await start({ upstreamCalls: 20 * 3 + 20 }, toAccounts(20, 20));

    const { data, errors } = await query('{ jobs(first: 10) { nodes { id createdAt } issues { code } } }');

    expect([errors, data.jobs.issues]).toEqual([[], []]);
    expect(countCalls()).toBe(20 * 3 + 20);
  });

  it('puts aside few reads of jobs where few sources need them', async () => {
    const { query } = await start({ upstreamCalls: 39 * 3 + 2 + 3 }, toAccounts(39, 1));

    const { data, errors } = await query(page, { variables: { first: 100 } });

    expect([errors, data.jobs.issues]).toEqual([[], []]);
    expect(data.jobs.nodes).toHaveLength(100);
    expect(countCalls('GetStatus')).toBeGreaterThan(0);
  });

  it('spends on reads of jobs what the pages leave', async () => {
    const { query } = await start({ upstreamCalls: 9 * 10 + 10 }, toAccounts(9, 1));

    const { data, errors } = await query(
      '{ jobs(first: 100, filter: { statuses: [PAUSED, FAILED] }) { totalCount { value isLowerBound } issues { code } } }',
    );

    expect([errors, data.jobs.issues]).toEqual([[], []]);
    const wanted = world.jobs.filter(({ id, status }) => /^panorama/.test(id) && status === 'FAILED').length;
    const ofDevices = world.jobs.filter(({ id, status }) => /^devices/.test(id) && /PAUSED|FAILED/.test(status)).length;
    expect(data.jobs.totalCount).toEqual({ value: wanted * 9 + ofDevices, isLowerBound: false });
    expect(countCalls('GetStatus')).toBeGreaterThan(9);
    expect(countCalls()).toBeLessThanOrEqual(100);
  });
});

describe('the number of jobs', () => {
  beforeAll(async () => {
    world = await createWorld(300);
  });
  afterAll(() => world.close());
  beforeEach(resetCalls);

  it('costs list pages alone', async () => {
    const { query } = await start({}, world.sources.slice(0, 4));

    const { data } = await query('{ jobs { totalCount { value isLowerBound } issues { code } } }');

    expect(data.jobs).toEqual({
      totalCount: { value: 250 + 300 * 3, isLowerBound: true },
      issues: [{ code: 'LIST_TRUNCATED' }],
    });
    expect(
      new Set(Object.values(world.emulators).flatMap(({ calls }) => calls.map(({ operation }) => operation))),
    ).toEqual(new Set(['ListPackageImportJobs', 'ListReferenceStores', 'ListReferenceImportJobs', 'ListJobs']));
  });

  it('is a lower bound where a limit ends the reads that a filter needs, and says so', async () => {
    const { query } = await start({ jobsPerOperation: 50 }, world.sources);
    const filter = { sources: ['devices'], statuses: ['QUEUED'] };

    const { data } = await query(
      'query Q($filter: JobFilter) { jobs(first: 1, filter: $filter) { totalCount { value isLowerBound } issues { code message } } }',
      { variables: { filter } },
    );

    const all = world.jobs.filter(({ id, status }) => id.startsWith('devices:') && status === 'QUEUED').length;
    expect(data.jobs.totalCount.isLowerBound).toBe(true);
    expect(data.jobs.totalCount.value).toBeGreaterThan(0);
    expect(data.jobs.totalCount.value).toBeLessThan(all);
    expect(data.jobs.issues).toEqual([
      {
        code: 'LIST_TRUNCATED',
        message: 'The limit `jobsPerOperation` ended the count before all jobs were judged by the filter.',
      },
    ]);
    expect(countCalls('GetStatus')).toBe(50);
  });

  it('is exact where all can be judged', async () => {
    const { query } = await start({ jobsPerOperation: 1000, upstreamCalls: 1000 }, world.sources);
    const filter = { sources: ['devices'], statuses: ['QUEUED'] };

    const { data } = await query(
      'query Q($filter: JobFilter) { jobs(first: 1, filter: $filter) { totalCount { value isLowerBound } issues { code } } }',
      { variables: { filter } },
    );

    const all = world.jobs.filter(({ id, status }) => id.startsWith('devices:') && status === 'QUEUED').length;
    expect(data.jobs).toEqual({ totalCount: { value: all, isLowerBound: false }, issues: [] });
  });
});
