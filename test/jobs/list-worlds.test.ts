/** What a list gives is what filtering and sorting all jobs by hand would give, however the provider lists them. */
import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { GatewayUnderTest, GraphQLAnswer } from '../gateway.ts';
import { loadDepotGateway, unloadDepotGateway } from './depot-gateway.ts';
import { startDepot, type Depot, type DepotJob } from './depot.ts';
import { meets, sortByHand, toFilter, toKeyed, toListed, world, type Listed } from './list-by-hand.ts';
import { toRuns } from '../runs.ts';

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

const toExpected = (jobs: readonly DepotJob[], rows: string): readonly Listed[] =>
  sortByHand('NEWEST_FIRST', jobs, rows).map(toListed);

const sourceOf = (source: object): object => ({ name: 'depot', provider: 'cosbatch', endpoint: depot.url, ...source });

it('is whole, sorted and without repetitions over all pages', async () => {
  await fc.assert(
    fc.asyncProperty(world, async ({ jobs, first, asked, source }) => {
      depot.jobs = toKeyed(jobs);
      const gateway = await startGateway({
        sources: [sourceOf(source)],
        cache: { runningSeconds: 60 },
        list: { maxPagesPerSource: 1000 },
        limits: { upstreamCalls: 10_000, jobsPerOperation: 5000 },
      });
      const filter = toFilter(asked);

      const found = await walk(gateway, first, filter);
      await gateway.close();

      const expected = toExpected(
        depot.jobs.filter(
          (job) =>
            (!source.containers || (source.containers as readonly string[]).includes(job.container)) &&
            meets(filter, job, source.rows),
        ),
        source.rows,
      );
      expect(found).toEqual(expected);
    }),
    { numRuns: toRuns(25), seed: 20261122 },
  );
}, 60_000);

it('reads no more pages than it may, and is whole where it does not say that it is not', async () => {
  let cuts = 0;
  await fc.assert(
    fc.asyncProperty(world, fc.integer({ min: 1, max: 3 }), async ({ jobs, first, source }, maxPagesPerSource) => {
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
      const expected = toExpected(
        depot.jobs.filter(({ container }) => !containers || named.includes(container)),
        rows,
      );
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
    { numRuns: toRuns(40), seed: 20261123 },
  );
  expect(cuts).toBeGreaterThan(3);
}, 60_000);
