/** What a list gives is what filtering and sorting all jobs by hand would give, however the provider lists them. */
import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { GatewayUnderTest, GraphQLAnswer } from '../gateway.ts';
import { loadDepotGateway, unloadDepotGateway } from './depot-gateway.ts';
import { startDepot, type Depot, type DepotJob } from './depot.ts';

const page = /* GraphQL */ `
  query ($first: Int, $after: String, $filter: JobFilter) {
    jobs(first: $first, after: $after, filter: $filter) {
      nodes {
        id
        status
        createdAt
        ... on CosBatchJob {
          roleArn
        }
      }
      pageInfo {
        hasNextPage
        endCursor
      }
      issues {
        code
      }
    }
  }
`;

let depot: Depot;
let startGateway: Awaited<ReturnType<typeof loadDepotGateway>>;

beforeAll(async () => {
  startGateway = await loadDepotGateway();
  depot = await startDepot();
});
afterAll(async () => {
  unloadDepotGateway();
  await depot.close();
});

const statuses = ['QUEUED', 'RUNNING', 'SUCCEEDED', 'FAILED'] as const;
/** Few, so that many jobs have the same. */
const times = Array.from({ length: 12 }, (_, index) =>
  new Date(Date.UTC(2026, 0, 1, 0, 0, 0, index * 400)).toISOString(),
);

const world = fc.record({
  jobs: fc.array(
    fc.record({
      container: fc.constantFrom('a', 'b', 'c', 'd'),
      createdAt: fc.oneof(
        { weight: 12, arbitrary: fc.constantFrom(...times) },
        { weight: 1, arbitrary: fc.constant(null) },
      ),
      status: fc.constantFrom(...statuses),
    }),
    { maxLength: 40 },
  ),
  rows: fc.constantFrom('keys', 'some', 'whole'),
  newestFirst: fc.boolean(),
  containers: fc.constantFrom(undefined, null, ['a', 'b', 'c', 'd'], ['b', 'd']),
  pageSize: fc.integer({ min: 1, max: 9 }),
  maxKeys: fc.integer({ min: 1, max: 9 }),
  pushesDown: fc.boolean(),
  first: fc.integer({ min: 1, max: 20 }),
  statuses: fc.option(fc.subarray([...statuses])),
  createdAfter: fc.option(fc.constantFrom(...times)),
  createdBefore: fc.option(fc.constantFrom(...times)),
});

interface Listed {
  readonly id: string;
  readonly status: string;
  readonly createdAt: string | null;
  readonly roleArn: string;
}

function toExpected(jobs: readonly DepotJob[]): readonly Listed[] {
  return jobs
    .map(({ key, status, createdAt }) => ({ id: `depot:${key}`, status, createdAt, roleArn: `role of ${key}` }))
    .sort((one, other) => {
      if (one.createdAt === other.createdAt) return one.id < other.id ? -1 : 1;
      return (one.createdAt ?? '') > (other.createdAt ?? '') ? -1 : 1;
    });
}

async function walk(gateway: GatewayUnderTest, first: number, filter: object): Promise<readonly Listed[]> {
  const found: Listed[] = [];
  for (let after: string | null = null, more = true; more;) {
    const { data, errors }: GraphQLAnswer = await gateway.query(page, { variables: { first, after, filter } });
    expect(errors).toEqual([]);
    expect(data.jobs.issues).toEqual([]);
    expect(data.jobs.nodes.length).toBeLessThanOrEqual(first);
    found.push(...(data.jobs.nodes as Listed[]));
    [after, more] = [data.jobs.pageInfo.endCursor, data.jobs.pageInfo.hasNextPage];
  }
  return found;
}

const sourceOf = (source: object): object => ({ name: 'depot', provider: 'cosbatch', endpoint: depot.url, ...source });

const toKeyed = (jobs: readonly Omit<DepotJob, 'key'>[]): readonly DepotJob[] =>
  jobs.map((job, index) => ({ ...job, key: `job-${(index * 7919) % 101}` }));

it('is whole, sorted and without repetitions over all pages', async () => {
  await fc.assert(
    fc.asyncProperty(world, async ({ jobs, first, statuses: asked, createdAfter, createdBefore, ...source }) => {
      depot.jobs = toKeyed(jobs);
      const gateway = await startGateway({
        sources: [sourceOf(source)],
        cache: { runningSeconds: 60 },
        list: { maxPagesPerSource: 1000 },
        limits: { upstreamCalls: 10_000, jobsPerOperation: 5000 },
      });
      const isEmpty = createdAfter !== null && createdBefore !== null && createdAfter > createdBefore;
      const filter = { statuses: asked, createdAfter: isEmpty ? null : createdAfter, createdBefore };

      const found = await walk(gateway, first, filter);
      await gateway.close();

      const expected = toExpected(
        depot.jobs.filter(
          ({ container, status, createdAt }) =>
            (!source.containers || (source.containers as readonly string[]).includes(container)) &&
            (asked?.includes(status) ?? true) &&
            (filter.createdAfter === null || (createdAt !== null && createdAt >= filter.createdAfter)) &&
            (createdBefore === null || (createdAt !== null && createdAt < createdBefore)),
        ),
      );
      expect(found).toEqual(expected);
    }),
    { numRuns: 40, seed: 20261122 },
  );
}, 60_000);

it('reads no more pages than it may, and is whole where it does not say that it is not', async () => {
  let cuts = 0;
  await fc.assert(
    fc.asyncProperty(world, fc.integer({ min: 1, max: 8 }), async ({ jobs, first, ...source }, maxPagesPerSource) => {
      depot.jobs = toKeyed(jobs);
      depot.calls.length = 0;
      const { rows, newestFirst, containers, pageSize, maxKeys } = source;
      const gateway = await startGateway({
        sources: [sourceOf({ rows, newestFirst, containers, pageSize, maxKeys })],
        list: { maxPagesPerSource },
        limits: { upstreamCalls: 10_000, jobsPerOperation: 5000 },
      });

      const { data } = await gateway.query(page, { variables: { first } });
      await gateway.close();

      const named: readonly string[] = containers ?? [];
      const listed = containers === null ? new Set(jobs.map(({ container }) => container)).size : named.length;
      const pages = depot.calls.filter(({ operation }) => operation === 'list').length;
      expect(pages).toBeLessThanOrEqual(Math.max(maxPagesPerSource, listed));
      const expected = toExpected(depot.jobs.filter(({ container }) => !containers || named.includes(container)));
      const codes = (data.jobs.issues as readonly { readonly code: string }[]).map(({ code }) => code);
      if (codes.length === 0) {
        expect(data.jobs.nodes).toEqual(expected.slice(0, first));
        return;
      }
      cuts += 1;
      expect(codes).toEqual(['LIST_TRUNCATED']);
      const found = new Set((data.jobs.nodes as readonly Listed[]).map(({ id }) => id));
      expect(data.jobs.nodes).toEqual(expected.filter(({ id }) => found.has(id)));
    }),
    { numRuns: 40, seed: 20261123 },
  );
  expect(cuts).toBeGreaterThan(3);
}, 60_000);
