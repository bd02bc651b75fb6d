/** What is counted by definition and by reason is what a slow count by hand gives, whatever lists say and reads add. */
import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { toRuns } from '../runs.ts';
import { loadDepotGateway, unloadDepotGateway } from './depot-gateway.ts';
import { startDepot, type Depot, type DepotJob } from './depot.ts';
import { definitionsByHand, reasonsByHand, toRows, type Asked, type Lists } from './stats-by-hand.ts';

const stats = /* GraphQL */ `
  query ($filter: JobFilter, $first: Int, $runs: Int, $maxReads: Int) {
    definitions: jobStats(filter: $filter) {
      byDefinition(runs: $runs, maxReads: $maxReads) {
        source {
          name
        }
        definition
        total {
          value
          isLowerBound
        }
        runs {
          id
          status
          createdAt
          endedAt
        }
        hasEarlierRuns
        failedSince
        failuresInARow {
          value
          isLowerBound
        }
      }
      issues {
        source {
          name
        }
        code
      }
    }
    reasons: jobStats(filter: $filter) {
      byReason(first: $first, maxReads: $maxReads) {
        key
        text
        count {
          value
          isLowerBound
        }
        firstSeenAt
        lastSeenAt
        definitionCount {
          value
          isLowerBound
        }
        sources {
          name
        }
        example {
          id
        }
      }
      issues {
        source {
          name
        }
        code
      }
    }
  }
`;

const sources: readonly Lists[] = [
  { name: 'whole', rows: 'whole', saysDefinition: true, saysFailed: true },
  { name: 'keys', rows: 'keys', saysDefinition: true, saysFailed: true },
  { name: 'mute', rows: 'some', saysDefinition: false, saysFailed: false },
  { name: 'defined', rows: 'some', saysDefinition: true, saysFailed: false },
  { name: 'failed', rows: 'some', saysDefinition: true, saysFailed: true },
];
const names = sources.map(({ name }) => name);

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

/** Distinct ones order definitions; few of them share a time. */
const times = Array.from({ length: 400 }, (_, index) => new Date(Date.UTC(2026, 10, 22, 0, index)).toISOString());
const time = fc.constantFrom(...times);

const world = fc.record({
  jobs: fc.array(
    fc.record({
      createdAt: fc.oneof({ weight: 15, arbitrary: time }, { weight: 1, arbitrary: fc.constant(null) }),
      status: fc.constantFrom('RUNNING', 'SUCCEEDED', 'FAILED', 'FAILED'),
      end: fc.option(time),
      definition: fc.constantFrom('a', 'b', 'c', null),
      failure: fc.constantFrom('disk 7 is full', 'disk 8 is full', 'no route', 'no node', null),
    }),
    { minLength: 5, maxLength: 40 },
  ),
  sources: fc.subarray(names, { minLength: 1 }),
  asked: fc.record({
    statuses: fc.option(fc.subarray(['RUNNING', 'SUCCEEDED', 'FAILED'], { minLength: 1 }), { freq: 2 }),
    definitions: fc.option(fc.subarray(['a', 'b'], { minLength: 1 }), { freq: 2 }),
    createdAfter: fc.option(time, { freq: 2 }),
    first: fc.constantFrom(1, 2, 20),
    runs: fc.constantFrom(0, 3, 20),
    maxReads: fc.constantFrom(0, 3, 100),
  }),
});

const toJobs = (given: readonly { end: string | null; status: DepotJob['status'] }[]): readonly DepotJob[] =>
  given.map(({ end, status, ...job }, index) => ({
    ...(job as Pick<DepotJob, 'createdAt'>),
    status,
    container: 'a',
    key: `job-${(index * 7919) % 101}`,
    endedAt: status === 'RUNNING' ? null : end,
  }));

interface Issue {
  readonly source: { readonly name: string };
  readonly code: string;
}

const toTexts = (issues: readonly Issue[]): readonly string[] =>
  issues.map(({ source, code }) => `${source.name} ${code}`).sort();
const distinct = (issues: readonly string[]): readonly string[] => [...new Set(issues)].sort();

it('counts as by hand', async () => {
  const gateway = await startGateway({
    sources: sources.map((source) => ({ provider: 'cosbatch', endpoint: depot.url, pageSize: 7, ...source })),
    cache: { runningSeconds: 0, terminalSeconds: 0 },
    list: { maxPagesPerSource: 1000 },
    limits: { upstreamCalls: 10_000, jobsPerOperation: 10_000, answerFields: 1_000_000 },
  });
  const seen = { reads: 0, entries: 0, reasons: 0 };
  await fc.assert(
    fc.asyncProperty(world, async ({ jobs, sources: chosen, asked }) => {
      depot.jobs = toJobs(jobs);
      depot.calls.length = 0;
      const { first, runs, maxReads, ...filter }: Asked = asked;
      const { data, errors } = await gateway.query(stats, {
        variables: { filter: { ...filter, sources: chosen }, first, runs, maxReads },
      });

      expect(errors).toEqual([]);
      const lists = sources.filter(({ name }) => chosen.includes(name));
      const rows = toRows(lists, depot.jobs, asked);
      const definitions = definitionsByHand(rows, asked);
      const reasons = reasonsByHand(rows, names, asked);
      expect(sortTies(data.definitions.byDefinition as Entry[])).toEqual(sortTies(definitions.entries as Entry[]));
      expect(toTexts(data.definitions.issues as Issue[])).toEqual(distinct(definitions.issues));
      expect(data.reasons.byReason).toEqual(reasons.entries);
      expect(toTexts(data.reasons.issues as Issue[])).toEqual(distinct(reasons.issues));
      if (maxReads === 0 && !chosen.includes('keys'))
        expect(depot.calls.filter(({ operation }) => operation === 'jobs')).toEqual([]);
      seen.reads += depot.calls.filter(({ operation }) => operation === 'jobs').length;
      seen.entries += definitions.entries.length;
      seen.reasons += reasons.entries.length;
    }),
    { numRuns: toRuns(150), seed: 20261122 },
  );
  await gateway.close();
  expect(seen.reads).toBeGreaterThan(20);
  expect(seen.entries).toBeGreaterThan(100);
  expect(seen.reasons).toBeGreaterThan(100);
}, 60_000);

interface Entry {
  readonly source: { readonly name: string };
  readonly definition: string;
  readonly failedSince: string | null;
  readonly runs: readonly { readonly createdAt: string | null }[];
}

/** The sources show the same jobs, so their definitions share times: which of those comes first is not promised. */
function sortTies(entries: readonly Entry[]): object {
  const nameOf = ({ source, definition }: Entry): string => `${source.name} ${definition}`;
  return {
    times: entries.map(({ failedSince, runs }) => failedSince ?? runs[0]?.createdAt ?? null),
    entries: entries.toSorted((one, other) => (nameOf(one) < nameOf(other) ? -1 : 1)),
  };
}
