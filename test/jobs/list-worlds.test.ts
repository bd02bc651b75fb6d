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
        endedAt
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
      // Of those that have ended.
      endedAt: fc.option(fc.constantFrom(...times)),
      message: fc.option(fc.constantFrom('Waits for a Node', 'no node left', 'LEFT behind', '')),
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
  isTerminal: fc.option(fc.boolean(), { freq: 2 }),
  endedAfter: fc.option(fc.constantFrom(...times), { freq: 2 }),
  endedBefore: fc.option(fc.constantFrom(...times), { freq: 1 }),
  text: fc.option(fc.constantFrom('node', 'LEFT', 'left no', 'job-1', 'depot: b', 'queued', ' succ  no ', 'nowhere'), {
    freq: 2,
  }),
});

interface Listed {
  readonly id: string;
  readonly status: string;
  readonly createdAt: string | null;
  readonly endedAt: string | null;
  readonly roleArn: string;
}

interface Filter {
  readonly statuses: readonly string[] | null;
  readonly isTerminal: boolean | null;
  readonly createdAfter: string | null;
  readonly createdBefore: string | null;
  readonly endedAfter: string | null;
  readonly endedBefore: string | null;
  readonly text: string | null;
}

/** By hand. What rows say of a failed job, its word included, depends on what they are made of. */
function meets(filter: Filter, job: DepotJob, rows: string): boolean {
  const isIn = (time: string | null | undefined, from: string | null, until: string | null): boolean =>
    (from === null && until === null) ||
    (typeof time === 'string' && (from === null || time >= from) && (until === null || time < until));
  const texts = [`depot:${job.key}`, rows === 'some' && job.status === 'FAILED' ? '' : job.status, job.message ?? ''];
  const words = filter.text?.toLowerCase().split(' ') ?? [];
  return (
    (filter.statuses?.includes(job.status) ?? true) &&
    (filter.isTerminal ?? hasEnded(job)) === hasEnded(job) &&
    isIn(job.createdAt, filter.createdAfter, filter.createdBefore) &&
    isIn(job.endedAt, filter.endedAfter, filter.endedBefore) &&
    words.every((word) => texts.some((text) => text.toLowerCase().includes(word)))
  );
}

function hasEnded({ status }: Pick<DepotJob, 'status'>): boolean {
  return status === 'SUCCEEDED' || status === 'FAILED';
}

function toExpected(jobs: readonly DepotJob[]): readonly Listed[] {
  return jobs
    .map(({ key, status, createdAt, endedAt = null }) => ({
      id: `depot:${key}`,
      status,
      createdAt,
      endedAt,
      roleArn: `role of ${key}`,
    }))
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
  jobs.map((job, index) => ({
    ...job,
    key: `job-${(index * 7919) % 101}`,
    endedAt: hasEnded(job) ? (job.endedAt ?? null) : null,
  }));

/** A span that ends before it begins is refused. */
const toSpan = (from: string | null, until: string | null): readonly [string | null, string | null] => [
  from !== null && until !== null && from > until ? null : from,
  until,
];

it('is whole, sorted and without repetitions over all pages', async () => {
  await fc.assert(
    fc.asyncProperty(world, async ({ jobs, first, statuses: asked, isTerminal, text, ...rest }) => {
      const { createdAfter, createdBefore, endedAfter, endedBefore, ...source } = rest;
      depot.jobs = toKeyed(jobs);
      const gateway = await startGateway({
        sources: [sourceOf(source)],
        cache: { runningSeconds: 60 },
        list: { maxPagesPerSource: 1000 },
        limits: { upstreamCalls: 10_000, jobsPerOperation: 5000 },
      });
      const [fromCreated, untilCreated] = toSpan(createdAfter, createdBefore);
      const [fromEnded, untilEnded] = toSpan(endedAfter, endedBefore);
      const filter: Filter = {
        statuses: asked,
        isTerminal,
        createdAfter: fromCreated,
        createdBefore: untilCreated,
        endedAfter: fromEnded,
        endedBefore: untilEnded,
        text,
      };

      const found = await walk(gateway, first, filter);
      await gateway.close();

      const expected = toExpected(
        depot.jobs.filter(
          (job) =>
            (!source.containers || (source.containers as readonly string[]).includes(job.container)) &&
            meets(filter, job, source.rows),
        ),
      );
      expect(found).toEqual(expected);
    }),
    { numRuns: 80, seed: 20261122 },
  );
}, 60_000);

it('reads no more pages than it may, and is whole where it does not say that it is not', async () => {
  let cuts = 0;
  await fc.assert(
    fc.asyncProperty(world, fc.integer({ min: 1, max: 3 }), async ({ jobs, first, ...source }, maxPagesPerSource) => {
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
