/** What jobs are counted is what counting all jobs by hand gives, however the provider lists them; no job is read for it. */
import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import type { GatewayUnderTest } from '../gateway.ts';
import { loadDepotGateway, unloadDepotGateway } from './depot-gateway.ts';
import { startDepot, type Depot, type DepotJob } from './depot.ts';
import { toRuns } from '../runs.ts';

const stats = /* GraphQL */ `
  query ($filter: JobFilter, $interval: JobStatsInterval!) {
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
      overTime(interval: $interval) {
        start
        byStatus {
          status
          count
        }
      }
      issues {
        source {
          name
        }
        code
      }
      fetchedAt
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
beforeEach(() => {
  depot.calls.length = 0;
});

const statuses = ['QUEUED', 'RUNNING', 'SUCCEEDED', 'FAILED'] as const;
const minute = 60_000;
const start2026 = Date.UTC(2026, 1, 27, 20, 59, 59, 700);
/** Some share a span of each length, and some begin one. */
const times = [0, 300, 301, minute, 20 * minute, 60 * minute + 300, 5 * 60 * minute, 26 * 60 * minute, 27 * 60 * minute]
  .map((later) => new Date(start2026 + later).toISOString())
  .sort();
const time = fc.constantFrom(...times);

/** Sources of every way to list, over the same depot. */
const listings = new Map(
  (['keys', 'some', 'whole'] as const)
    .flatMap((rows) => [true, false].map((newestFirst) => ({ rows, newestFirst })))
    .flatMap((one) => [true, false].map((pushesDown) => ({ ...one, pushesDown })))
    .flatMap((one) => [true, false].map((reportsEnd) => ({ ...one, reportsEnd })))
    .map((one, index) => [
      `source-${index}`,
      { ...one, pageSize: 1 + (index % 9), containers: index % 2 === 0 ? ['a', 'b'] : ['b', 'c', 'd'] },
    ]),
);
const names = [...listings.keys()];
/** Mostly absent: many conditions together leave nothing to count. */
const seldom = <T>(one: fc.Arbitrary<T>): fc.Arbitrary<T | null> =>
  fc.oneof({ weight: 4, arbitrary: fc.constant(null) }, { weight: 1, arbitrary: one });

const world = fc.record({
  jobs: fc.array(
    fc.record({
      container: fc.constantFrom('a', 'b', 'c', 'd'),
      createdAt: fc.oneof({ weight: 9, arbitrary: time }, { weight: 1, arbitrary: fc.constant(null) }),
      status: fc.constantFrom(...statuses),
      endedAt: fc.option(time),
      message: fc.option(fc.constantFrom('no node left', 'LEFT behind')),
    }),
    { minLength: 10, maxLength: 40 },
  ),
  statuses: seldom(fc.subarray([...statuses])),
  isTerminal: seldom(fc.boolean()),
  created: fc.record({ from: fc.option(time, { freq: 2 }), until: fc.option(time, { freq: 2 }) }),
  ended: fc.record({ from: seldom(time), until: seldom(time) }),
  text: seldom(fc.constantFrom('node', 'left', 'job-1', 'nowhere')),
  sources: fc.subarray(names, { minLength: 1, maxLength: 3 }),
  interval: fc.constantFrom('MINUTE', 'HOUR', 'DAY'),
  now: fc.constantFrom(...times.map((at) => Date.parse(at) + 10)),
});

interface Filter {
  readonly statuses: readonly string[] | null;
  readonly isTerminal: boolean | null;
  readonly createdAfter: string | null;
  readonly createdBefore: string | null;
  readonly endedAfter: string | null;
  readonly endedBefore: string | null;
  readonly text: string | null;
  readonly sources: readonly string[];
}

interface Counted {
  readonly status: string | null;
  readonly createdAt: string | null;
}

function hasEnded({ status }: Pick<DepotJob, 'status'>): boolean {
  return status === 'SUCCEEDED' || status === 'FAILED';
}

const isIn = (at: string | null | undefined, from: string | null, until: string | null): boolean =>
  (from === null && until === null) ||
  (typeof at === 'string' && (from === null || at >= from) && (until === null || at < until));

/** By hand: what a source counts, and what its issues are. Rows of `some` facts say nothing of how failed jobs ended. */
function countByHand(
  name: string,
  filter: Filter,
): { readonly counted: readonly Counted[]; readonly codes: readonly string[]; readonly isAsked: boolean } {
  const lists = listings.get(name);
  if (lists === undefined) throw new Error('no such source');
  const endIsAsked = filter.endedAfter !== null || filter.endedBefore !== null;
  if (endIsAsked && !lists.reportsEnd) return { counted: [], codes: ['NOT_REPORTED'], isAsked: false };
  const counted: Counted[] = [];
  let unlisted = 0;
  const asked = filter.statuses?.filter(
    (status) => filter.isTerminal === null || ['SUCCEEDED', 'FAILED'].includes(status) === filter.isTerminal,
  );
  for (const job of depot.jobs) {
    if (!lists.containers.includes(job.container)) continue;
    const isMute = lists.rows === 'some' && job.status === 'FAILED';
    const texts = [`${name}:${job.key}`, isMute ? '' : job.status, job.message ?? ''].map((one) => one.toLowerCase());
    if (filter.text !== null && !texts.some((one) => one.includes(filter.text ?? ''))) continue;
    if (!isIn(job.createdAt, filter.createdAfter, filter.createdBefore)) continue;
    // The provider leaves it out.
    if (lists.pushesDown && asked?.length === 1 && asked[0] !== job.status) continue;
    if (isMute) {
      unlisted += 1;
      if (filter.statuses === null && filter.isTerminal === null && !endIsAsked)
        counted.push({ status: null, createdAt: job.createdAt });
      continue;
    }
    const meets =
      (filter.statuses?.includes(job.status) ?? true) &&
      (filter.isTerminal ?? hasEnded(job)) === hasEnded(job) &&
      isIn(job.endedAt, filter.endedAfter, filter.endedBefore);
    if (meets) counted.push({ status: job.status, createdAt: job.createdAt });
  }
  return { counted, codes: unlisted > 0 ? ['STATUS_NOT_LISTED'] : [], isAsked: true };
}

type StatusCounts = readonly { readonly status: string | null; readonly count: number }[];

function toMap(counts: StatusCounts): ReadonlyMap<string | null, number> {
  expect(counts.map(({ count }) => count)).toEqual(counts.map(({ count }) => count).toSorted((a, b) => b - a));
  return new Map(counts.map(({ status, count }) => [status, count]));
}

function countStatuses(jobs: readonly Counted[]): ReadonlyMap<string | null, number> {
  return new Map([...Map.groupBy(jobs, ({ status }) => status)].map(([status, all]) => [status, all.length]));
}

/** The beginning of a time's span, by its text. */
const lengths = {
  MINUTE: { keep: 16, rest: ':00.000Z', milliseconds: minute },
  HOUR: { keep: 13, rest: ':00:00.000Z', milliseconds: 60 * minute },
  DAY: { keep: 10, rest: 'T00:00:00.000Z', milliseconds: 24 * 60 * minute },
} as const;

function toSpanStarts(filter: Filter, interval: keyof typeof lengths, now: number): readonly string[] {
  const { keep, rest, milliseconds } = lengths[interval];
  const cut = (at: number): number => Date.parse(new Date(at).toISOString().slice(0, keep) + rest);
  const last = cut(filter.createdBefore === null ? now : Date.parse(filter.createdBefore) - 1);
  const first = filter.createdAfter === null ? last - 23 * milliseconds : cut(Date.parse(filter.createdAfter));
  const starts = [new Date(first).toISOString()];
  for (let at = first + milliseconds; at <= last; at += milliseconds) starts.push(new Date(at).toISOString());
  return starts;
}

const toKeyed = (jobs: readonly Omit<DepotJob, 'key'>[]): readonly DepotJob[] =>
  jobs.map((job, index) => ({
    ...job,
    key: `job-${(index * 7919) % 101}`,
    endedAt: hasEnded(job) ? (job.endedAt ?? null) : null,
  }));

/** A span that ends before it begins is refused. */
const orOpen = ({ from, until }: { readonly from: string | null; readonly until: string | null }) =>
  from !== null && until !== null && from > until ? { from: null, until } : { from, until };

const clock = { at: 0 };

/** Over all the sources. Nothing is fresh for long: each count reads the lists. */
function start(maxPagesPerSource: number): Promise<GatewayUnderTest> {
  return startGateway({
    sources: [...listings].map(([name, listing]) => ({ name, provider: 'cosbatch', endpoint: depot.url, ...listing })),
    cache: { runningSeconds: 0, terminalSeconds: 0 },
    list: { maxPagesPerSource },
    limits: { upstreamCalls: 10_000 },
    now: () => clock.at,
    monotonic: () => performance.now(),
  });
}

it('counts as by hand with every filter, and reads no job', async () => {
  const gateway = await start(1000);
  const seen = { refused: 0, counted: 0, codes: new Set<string>() };
  await fc.assert(
    fc.asyncProperty(world, async ({ jobs, created, ended, interval, now, ...rest }) => {
      depot.jobs = toKeyed(jobs);
      depot.calls.length = 0;
      clock.at = now;
      const [createdSpan, endedSpan] = [orOpen(created), orOpen(ended)];
      const filter: Filter = {
        ...rest,
        createdAfter: createdSpan.from,
        createdBefore: createdSpan.until,
        endedAfter: endedSpan.from,
        endedBefore: endedSpan.until,
      };

      const { data, errors } = await gateway.query(stats, { variables: { filter, interval } });

      const starts = toSpanStarts(filter, interval, now);
      if (starts.length > 400) {
        seen.refused += 1;
        expect(data.jobStats).toBeNull();
        expect(errors).toMatchObject([
          {
            message: `\`overTime\` must have 1 to 400 spans, but \`interval: MINUTE\` makes ${starts.length}: ask for a longer interval, or a shorter span in \`filter\`.`,
            extensions: { code: 'BAD_USER_INPUT' },
          },
        ]);
        return;
      }
      expect(errors).toEqual([]);
      const parts = names
        .filter((name) => filter.sources.includes(name))
        .map((name) => ({ name, ...countByHand(name, filter) }));
      const all = parts.flatMap(({ counted }) => counted);
      const isLower = (codes: readonly string[]): boolean =>
        codes.length > 0 &&
        (filter.statuses !== null ||
          filter.isTerminal !== null ||
          filter.endedAfter !== null ||
          filter.endedBefore !== null);
      const found = data.jobStats;
      expect(found.total).toEqual({ value: all.length, isLowerBound: parts.some(({ codes }) => isLower(codes)) });
      expect(toMap(found.byStatus as StatusCounts)).toEqual(countStatuses(all));
      expect(
        found.bySource.map((one: { byStatus: StatusCounts }) => ({ ...one, byStatus: toMap(one.byStatus) })),
      ).toEqual(
        parts
          .filter(({ isAsked }) => isAsked)
          .map(({ name, counted, codes }) => ({
            source: { name },
            total: { value: counted.length, isLowerBound: isLower(codes) },
            byStatus: countStatuses(counted),
            newestCreatedAt:
              counted
                .flatMap(({ createdAt }) => createdAt ?? [])
                .sort()
                .at(-1) ?? null,
          })),
      );
      const { keep, rest: end } = lengths[interval];
      const toStart = (at: string | null): string => `${at?.slice(0, keep) ?? ''}${end}`;
      expect(
        found.overTime.map((one: { byStatus: StatusCounts }) => ({ ...one, byStatus: toMap(one.byStatus) })),
      ).toEqual(
        starts.map((at) => ({
          start: at,
          byStatus: countStatuses(all.filter(({ createdAt }) => toStart(createdAt) === at)),
        })),
      );
      expect(found.issues).toEqual(
        parts.flatMap(({ name, codes }) => codes.map((code) => ({ source: { name }, code }))),
      );
      expect(found.fetchedAt).toBe(parts.some(({ isAsked }) => isAsked) ? new Date(now).toISOString() : null);
      // A list of keys is read with the jobs that it names.
      const areKeys = filter.sources.some((name) => listings.get(name)?.rows === 'keys');
      if (!areKeys) expect(depot.calls.filter(({ operation }) => operation !== 'list')).toEqual([]);
      seen.counted += all.length;
      for (const { codes } of parts) for (const code of codes) seen.codes.add(code);
    }),
    { numRuns: toRuns(120), seed: 20261122 },
  );
  await gateway.close();
  expect(seen.refused).toBeGreaterThan(3);
  expect(seen.counted).toBeGreaterThan(500);
  expect(seen.codes).toEqual(new Set(['STATUS_NOT_LISTED', 'NOT_REPORTED']));
}, 60_000);

it('is whole where it does not say that there may be more', async () => {
  clock.at = start2026;
  let cuts = 0;
  for (const maxPagesPerSource of [1, 3]) {
    const gateway = await start(maxPagesPerSource);
    await fc.assert(
      fc.asyncProperty(world, async ({ jobs, sources }) => {
        depot.jobs = toKeyed(jobs);

        const { data } = await gateway.query(
          `query ($filter: JobFilter) { jobStats(filter: $filter) {
            total { value isLowerBound } bySource { source { name } total { value isLowerBound } } issues { source { name } code } } }`,
          { variables: { filter: { sources } } },
        );

        const { total, bySource, issues } = data.jobStats;
        const cut = (issues as readonly { readonly source: { readonly name: string }; readonly code: string }[])
          .filter(({ code }) => code === 'LIST_TRUNCATED')
          .map(({ source }) => source.name);
        for (const { source, total: ofSource } of bySource) {
          const containers = listings.get(source.name as string)?.containers;
          const really = jobs.filter(({ container }) => containers?.includes(container)).length;
          expect(ofSource.isLowerBound).toBe(cut.includes(source.name as string));
          if (ofSource.isLowerBound === true) expect(ofSource.value).toBeLessThan(really);
          else expect(ofSource.value).toBe(really);
        }
        expect(bySource.length).toBe(sources.length);
        expect(total.isLowerBound).toBe(cut.length > 0);
        cuts += cut.length;
      }),
      { numRuns: toRuns(20), seed: 20261123 },
    );
    await gateway.close();
  }
  expect(cuts).toBeGreaterThan(10);
}, 60_000);
