/** Every order, forth and back: pages hold what sorting all jobs by hand gives, and say rightly what stands around them. */
import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { GatewayUnderTest, GraphQLAnswer } from '../gateway.ts';
import { loadDepotGateway, unloadDepotGateway } from './depot-gateway.ts';
import { startDepot, type Depot } from './depot.ts';
import { meets, sortByHand, toFilter, toKeyed, world, type Order } from './list-by-hand.ts';
import { toRuns } from '../runs.ts';

const page = /* GraphQL */ `
  query (
    $first: Int
    $after: String
    $last: Int
    $before: String
    $orderBy: JobOrder
    $filter: JobFilter
    $counts: Boolean!
  ) {
    jobs(first: $first, after: $after, last: $last, before: $before, orderBy: $orderBy, filter: $filter) {
      edges {
        cursor
        node {
          id
        }
      }
      pageInfo {
        hasNextPage
        hasPreviousPage
        startCursor
        endCursor
      }
      totalCount @include(if: $counts) {
        value
        isLowerBound
      }
      fetchedAt
      issues {
        code
      }
    }
  }
`;

interface Page {
  readonly edges: readonly { readonly cursor: string; readonly node: { readonly id: string } }[];
  readonly pageInfo: {
    readonly hasNextPage: boolean;
    readonly hasPreviousPage: boolean;
    readonly startCursor: string | null;
    readonly endCursor: string | null;
  };
  readonly totalCount?: { readonly value: number; readonly isLowerBound: boolean };
  readonly fetchedAt: string | null;
}

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

async function read(gateway: GatewayUnderTest, variables: Readonly<Record<string, unknown>>): Promise<Page> {
  const { data, errors }: GraphQLAnswer = await gateway.query(page, { variables });
  expect([errors, data.jobs?.issues]).toEqual([[], []]);
  return data.jobs as Page;
}

const orders: readonly Order[] = ['NEWEST_FIRST', 'OLDEST_FIRST', 'ACTIVE_FIRST'];

it('gives every page of every order, forth and back', async () => {
  await fc.assert(
    fc.asyncProperty(
      world,
      fc.constantFrom(...orders),
      fc.boolean(),
      async ({ jobs, first: size, asked, source }, orderBy, counts) => {
        depot.jobs = toKeyed(jobs);
        const shared = { provider: 'cosbatch', endpoint: depot.url, ...source };
        // The second source lists the other way.
        const gateway = await startGateway({
          sources: [
            { ...shared, name: 'depot', containers: ['a', 'b'] },
            { ...shared, name: 'depot-2', containers: ['c', 'd'], newestFirst: !source.newestFirst },
          ],
          cache: { runningSeconds: 60 },
          list: { maxPagesPerSource: 1000 },
          limits: { upstreamCalls: 10_000, jobsPerOperation: 5000 },
        });
        const filter = toFilter({ ...asked, text: asked.text === 'depot: b' ? null : asked.text });
        const toId = (key: string): string => `${/[ab]/.test(containerOf(key)) ? 'depot' : 'depot-2'}:${key}`;
        const containerOf = (key: string): string => depot.jobs.find((job) => job.key === key)?.container ?? '';
        const named = depot.jobs
          .filter((job) => meets(filter, job, source.rows))
          .map((job) => ({ ...job, key: toId(job.key) }));
        const expected = sortByHand(orderBy, named, source.rows).map(({ key }) => key);
        const given = { orderBy, filter, counts };

        const check = ({ edges, pageInfo, totalCount, fetchedAt }: Page, start: number, count: number): void => {
          expect(edges.map(({ node }) => node.id)).toEqual(expected.slice(start, start + count));
          expect(pageInfo).toEqual({
            hasNextPage: start + count < expected.length,
            hasPreviousPage: start > 0,
            startCursor: edges[0]?.cursor ?? null,
            endCursor: edges.at(-1)?.cursor ?? null,
          });
          expect(totalCount).toEqual(counts ? { value: expected.length, isLowerBound: false } : undefined);
          expect(fetchedAt).toEqual(expect.any(String));
        };

        let after: string | null = null;
        for (let start = 0; start < expected.length; start += size) {
          const forth: Page = await read(gateway, { ...given, first: size, after });
          check(forth, start, Math.min(size, expected.length - start));
          after = forth.pageInfo.endCursor;
        }
        let before: string | null = null;
        for (let end = expected.length; end > 0; end -= size) {
          const back: Page = await read(gateway, { ...given, last: size, before });
          check(back, Math.max(0, end - size), Math.min(size, end));
          before = back.pageInfo.startCursor;
        }
        if (after !== null) {
          const behind = await read(gateway, { ...given, first: size, after });
          expect([behind.edges, behind.pageInfo]).toEqual([
            [],
            { hasNextPage: false, hasPreviousPage: true, startCursor: null, endCursor: null },
          ]);
        }
        await gateway.close();
      },
    ),
    { numRuns: toRuns(25), seed: 20261124 },
  );
}, 60_000);
