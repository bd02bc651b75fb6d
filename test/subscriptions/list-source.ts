/** A source whose list holds what a test puts there, with hints as a test gives them, and what a subscriber sees of it. */
import { vi } from 'vitest';
import type { JobFacts } from '../../src/provider/contract/job.ts';
import { compareRows } from '../../src/jobs/lists/container-pages.ts';
import type { ReadRow } from '../../src/jobs/lists/container-pages.ts';
import { createListWatcher } from '../../src/jobs/watching/list-watcher.ts';
import type { Source } from '../../src/jobs/source.ts';
import { followSource, type FollowedSource } from '../../src/resolvers/jobs/followed-source.ts';
import { readFilter, type CheckedFilter } from '../../src/resolvers/jobs/filter.ts';
import type { JobFilter } from '../../src/resolvers/types.generated.ts';

export function toFacts(number: number, rest: Partial<JobFacts> = {}): JobFacts {
  const createdAt = new Date(Date.UTC(2026, 0, 1) + number * 60_000).toISOString();
  return { name: `job-${number}`, status: 'RUNNING', createdAt, endedAt: null, ...rest } as unknown as JobFacts;
}

/** Milliseconds from one look to the next, at least. */
export const interval = 5000;

/** After `tell`, a look comes as soon as `interval` has passed since the one before. */
export function createListSource(count: number) {
  const jobs = new Map<string, Omit<ReadRow, 'key'>>();
  const put = (number: number, rest?: Partial<JobFacts>): void => {
    jobs.set(`job-${number}`, { facts: toFacts(number, rest), fetchedAt: '' });
  };
  for (let number = 0; number < count; number += 1) put(number);
  const listeners = new Set<() => void>();
  const pushes = {
    followAll: (onHint: () => void) => {
      listeners.add(onHint);
      return () => listeners.delete(onHint);
    },
  };
  const listing = {
    containers: [null],
    maxPageSize: 200,
    rowsAreRecords: true,
    rowFacts: new Set(['status', 'endedAt']),
    page: () => ({ request: {} }),
  };
  const listReader = {
    follow: () => () => undefined,
    stream: () => {
      const rows = [...jobs].map(([key, record]) => ({ key, ...record, facts: { ...record.facts } })).sort(compareRows);
      return { next: () => Promise.resolve(rows.shift()), isTruncated: () => false, rows: () => 0 };
    },
  };
  const source = {
    ...{ name: 'one', requestsPerSecond: 100, reader: { forget: () => undefined }, pushes, listReader },
    adapter: { listing, describe: { maxKeys: 1 } },
  } as unknown as Source;
  const watcher = createListWatcher({
    ...{ now: Date.now, monotonic: () => performance.now(), random: () => 0, minInterval: interval, maxPages: 10 },
  });
  return {
    ...{ jobs, put, source, watcher },
    filterBy: (filter: JobFilter) => readFilter(new Map([['one', source]]), filter),
    follow: (filter: CheckedFilter, first = 1, onChange: () => void = () => undefined): FollowedSource =>
      followSource(source, {
        ...{ first, filter, watcher, onChange },
        onFault: (error) => {
          throw error;
        },
      }),
    tell: () => {
      for (const listener of listeners) listener();
    },
  };
}

/** Waits for a look that is due, and for all that follows from it. */
export async function settle(): Promise<void> {
  await vi.advanceTimersByTimeAsync(100);
  for (let turn = 0; turn < 20; turn += 1) await new Promise(setImmediate);
}
