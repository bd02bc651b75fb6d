/** Generated depots and filters, and what filtering and sorting all of their jobs by hand gives. */
import fc from 'fast-check';
import type { DepotJob } from './depot.ts';

const statuses = ['QUEUED', 'RUNNING', 'SUCCEEDED', 'FAILED'] as const;
/** Few, so that many jobs have the same. */
const times = Array.from({ length: 12 }, (_, index) =>
  new Date(Date.UTC(2026, 0, 1, 0, 0, 0, index * 400)).toISOString(),
);

/** Of what a client may ask for. */
const asked = fc.record({
  statuses: fc.option(fc.subarray([...statuses])),
  createdAfter: fc.option(fc.constantFrom(...times)),
  createdBefore: fc.option(fc.constantFrom(...times)),
  isTerminal: fc.option(fc.boolean(), { freq: 2 }),
  endedAfter: fc.option(fc.constantFrom(...times), { freq: 2 }),
  endedBefore: fc.option(fc.constantFrom(...times), { freq: 2 }),
  text: fc.option(fc.constantFrom('node', 'LEFT', 'left no', 'job-1', 'depot: b', 'queued', ' succ  no ', 'nowhere'), {
    freq: 2,
  }),
});

/** How a depot lists its jobs. */
export const source = fc.record({
  rows: fc.constantFrom('keys', 'some', 'whole'),
  newestFirst: fc.boolean(),
  containers: fc.constantFrom(undefined, null, ['a', 'b', 'c', 'd'], ['b', 'd']),
  pageSize: fc.integer({ min: 1, max: 9 }),
  maxKeys: fc.integer({ min: 1, max: 9 }),
  pushesDown: fc.boolean(),
});

/** Jobs, how they are listed, and what is asked of the list. */
export const world = fc.record({
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
  source,
  first: fc.integer({ min: 1, max: 20 }),
  asked,
});

export interface Listed {
  readonly id: string;
  readonly status: string;
  readonly createdAt: string | null;
  readonly endedAt: string | null;
  readonly roleArn: string;
}

export interface Filter {
  readonly statuses: readonly string[] | null;
  readonly isTerminal: boolean | null;
  readonly createdAfter: string | null;
  readonly createdBefore: string | null;
  readonly endedAfter: string | null;
  readonly endedBefore: string | null;
  readonly text: string | null;
}

/** What rows say of a failed job, its word included, depends on what they are made of. */
export function meets(filter: Filter, job: DepotJob, rows: string): boolean {
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

export type Order = 'NEWEST_FIRST' | 'OLDEST_FIRST' | 'ACTIVE_FIRST';

/** Unknown times last; of equal times the smaller id first. */
export function sortByHand(order: Order, jobs: readonly DepotJob[], rows: string): readonly DepotJob[] {
  const saysEnd = (job: DepotJob): boolean => hasEnded(job) && (rows !== 'some' || job.status !== 'FAILED');
  const isBehind = (job: DepotJob): boolean => order === 'ACTIVE_FIRST' && saysEnd(job);
  const timeOf = (job: DepotJob): string | null => (isBehind(job) ? (job.endedAt ?? null) : job.createdAt);
  const byTime = (one: string, other: string): number => (one < other ? -1 : 1) * (order === 'OLDEST_FIRST' ? 1 : -1);
  return jobs.toSorted((one, other) => {
    if (isBehind(one) !== isBehind(other)) return isBehind(one) ? 1 : -1;
    const [left, right] = [timeOf(one), timeOf(other)];
    if (left !== right) return left === null ? 1 : right === null ? -1 : byTime(left, right);
    return one.key < other.key ? -1 : 1;
  });
}

export function toListed({ key, status, createdAt, endedAt = null }: DepotJob): Listed {
  return { id: `depot:${key}`, status, createdAt, endedAt, roleArn: `role of ${key}` };
}

export const toKeyed = (jobs: readonly Omit<DepotJob, 'key'>[]): readonly DepotJob[] =>
  jobs.map((job, index) => ({
    ...job,
    key: `job-${(index * 7919) % 101}`,
    endedAt: hasEnded(job) ? (job.endedAt ?? null) : null,
  }));

const toSpan = (from: string | null, until: string | null): readonly [string | null, string | null] => [
  from !== null && until !== null && from > until ? null : from,
  until,
];

/** Spans that end before they begin are refused: their beginnings are left out. */
export function toFilter({ createdAfter, createdBefore, endedAfter, endedBefore, ...others }: Filter): Filter {
  const [fromCreated, untilCreated] = toSpan(createdAfter, createdBefore);
  const [fromEnded, untilEnded] = toSpan(endedAfter, endedBefore);
  return {
    ...others,
    createdAfter: fromCreated,
    createdBefore: untilCreated,
    endedAfter: fromEnded,
    endedBefore: untilEnded,
  };
}
