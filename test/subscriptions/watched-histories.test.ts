/** Whoever replays the events of a watched list holds what the list is at the end, whatever happened in between. */
import fc from 'fast-check';
import { createClient } from 'graphql-ws';
import { WebSocket } from 'ws';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { loadDepotGateway, unloadDepotGateway } from '../jobs/depot-gateway.ts';
import { startDepot, type Depot, type DepotJob } from '../jobs/depot.ts';
import { until } from '../until.ts';
import { watchList, type ListEvent } from './watched-lists.ts';
import { toRuns } from '../runs.ts';

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
const times = Array.from({ length: 6 }, (_, index) => new Date(Date.UTC(2026, 0, 1, 0, index)).toISOString());

const job = fc.record({
  number: fc.integer({ min: 0, max: 14 }),
  container: fc.constantFrom('a', 'b'),
  createdAt: fc.oneof({ weight: 8, arbitrary: fc.constantFrom(...times) }, { weight: 1, arbitrary: fc.constant(null) }),
  status: fc.constantFrom(...statuses),
});

type Happening =
  | { readonly set: Omit<DepotJob, 'key'> & { readonly number: number } }
  | { readonly drop: number }
  | { readonly fail: string };

/** One thing that happens: a job comes or changes, a job goes, or a part of the lists fails until something else happens. */
const happening: fc.Arbitrary<Happening> = fc.oneof(
  { weight: 6, arbitrary: job.map((set) => ({ set })) },
  { weight: 2, arbitrary: fc.integer({ min: 0, max: 14 }).map((drop) => ({ drop })) },
  { weight: 1, arbitrary: fc.constantFrom('a', 'b').map((fail) => ({ fail })) },
);

const history = fc.record({
  before: fc.array(job, { minLength: 4, maxLength: 12 }),
  // So many at once: a look may fall between any two of them, or see all of them together.
  steps: fc.array(fc.array(happening, { minLength: 1, maxLength: 4 }), { minLength: 2, maxLength: 6 }),
  rows: fc.constantFrom('keys', 'some', 'whole'),
  newestFirst: fc.boolean(),
  containers: fc.constantFrom(undefined, null, ['a', 'b']),
  pageSize: fc.integer({ min: 1, max: 5 }),
  pushesDown: fc.boolean(),
  first: fc.integer({ min: 1, max: 8 }),
  filter: fc.oneof(
    fc.constant({}),
    fc.record({ statuses: fc.subarray([...statuses], { minLength: 1, maxLength: 3 }) }),
    fc.record({ isTerminal: fc.boolean() }),
    fc.record({ createdAfter: fc.constantFrom(...times), text: fc.constant('job-1') }),
  ),
});

function happen(what: Happening): void {
  depot.toFault = () => undefined;
  if ('fail' in what) depot.toFault = (container) => (container === what.fail || container === '' ? 403 : undefined);
  else if ('drop' in what) depot.jobs = depot.jobs.filter(({ key }) => key !== `job-${what.drop}`);
  else depot.jobs = withJob(depot.jobs, what.set);
}

/** A job's time and container never change. */
function withJob(
  jobs: readonly DepotJob[],
  { number, ...rest }: { readonly number: number } & Omit<DepotJob, 'key'>,
): readonly DepotJob[] {
  const key = `job-${number}`;
  const known = jobs.find((one) => one.key === key);
  return [...jobs.filter((one) => one.key !== key), known ? { ...known, status: rest.status } : { key, ...rest }];
}

/** What a client holds that does as the events say. Fails where an event does not fit what it holds. */
function replay(events: readonly ListEvent[], first: number): ReadonlyMap<string, unknown> {
  const held = new Map<string, unknown>();
  for (const { kind, job: shown } of events) {
    const id = String(shown?.['id']);
    if (kind === 'COVERAGE_CHANGED') continue;
    expect(`${kind} ${held.has(id)}`).toBe(`${kind} ${kind === 'CHANGED' || kind === 'LEFT'}`);
    if (kind === 'LEFT') held.delete(id);
    else held.set(id, shown);
    expect(held.size).toBeLessThanOrEqual(first);
  }
  return held;
}

const query = `query($first: Int, $filter: JobFilter) {
  jobs(first: $first, filter: $filter) { nodes { id status createdAt ... on CosBatchJob { roleArn } } issues { code } }
}`;

const kinds = new Set<string>();

it('gives exactly the list that `jobs` answers at the end', async () => {
  await fc.assert(
    fc.asyncProperty(history, async ({ before, steps, first, filter, ...settings }) => {
      depot.toFault = () => undefined;
      depot.jobs = before.reduce<readonly DepotJob[]>(withJob, []);
      const gateway = await startGateway({
        sources: [{ name: 'depot', provider: 'cosbatch', endpoint: depot.url, ...settings }],
        pollMilliseconds: 1,
        cache: { runningSeconds: 0, terminalSeconds: 0, notFoundSeconds: 0 },
        list: { maxPagesPerSource: 1000 },
        limits: { upstreamCalls: 10_000, jobsPerOperation: 5000 },
        random: () => 0,
        breaker: { failures: 1_000_000 },
      });
      const client = createClient({ url: gateway.url.replace('http', 'ws'), webSocketImpl: WebSocket });
      const seen = watchList(client, { first, filter }, 'id status createdAt ... on CosBatchJob { roleArn }');
      const lists = (): number => depot.calls.filter(({ operation }) => operation === 'list').length;
      const begun = lists();
      await until(() => lists() > begun + 1, 'the list was looked at');
      for (const step of steps) {
        const now = lists();
        for (const what of step) happen(what);
        await until(() => lists() > now, 'the list is looked at');
      }
      depot.toFault = () => undefined;

      const { data } = await gateway.query(query, { variables: { first, filter } });
      const expected = new Map((data.jobs.nodes as { readonly id: string }[]).map((node) => [node.id, node]));
      const isThere = (): boolean => {
        const held = replay(seen.events, first);
        const isCovered = (seen.events.at(-1)?.issues.length ?? 0) === 0;
        return (
          isCovered && held.size === expected.size && [...expected].every(([id, node]) => isLike(held.get(id), node))
        );
      };
      await until(isThere, `${JSON.stringify(seen.words())} are ${JSON.stringify([...expected.keys()])}`).finally(
        async () => {
          await client.dispose();
          await gateway.close();
        },
      );
      expect(data.jobs.issues).toEqual([]);
      expect(seen.errors).toEqual([]);
      for (const { kind } of seen.events) kinds.add(kind);
    }),
    { numRuns: toRuns(12), seed: 20261122 },
  );
  expect([...kinds].sort()).toEqual(['APPEARED', 'CHANGED', 'COVERAGE_CHANGED', 'LEFT', 'PRESENT']);
}, 120_000);

function isLike(held: unknown, node: unknown): boolean {
  return JSON.stringify(held) === JSON.stringify(node);
}
