/** The rows of all sources that may meet a filter: newest first, as far as they are asked for, or all. Reads no job. */
import type { Instant } from '../../job.ts';
import type { ListedJob } from './listed-job.ts';
import { comparePlaces, type Place } from './order.ts';
import { createParts, findNext, findOldest, noteTruncations, type Part, type ScanOptions } from './parts.ts';

/** The rows of all listed sources as one list. */
export interface Rows {
  /** The next `count` rows; fewer only at the end. A source that fails becomes an issue and gives no more rows. */
  readonly take: (count: number) => Promise<readonly ListedJob[]>;
  /** Records an issue for each source whose older rows were not read. */
  readonly noteTruncations: () => void;
  /** When the oldest of the lists so far was read; null if none was. */
  readonly fetchedAt: () => Instant | null;
}

export interface RowsOptions extends Omit<ScanOptions, 'order'> {
  readonly after: Place | null;
}

/** Newest first, merged. A source's next page is read when one of its rows is needed. */
export function createRows(options: RowsOptions): Rows {
  const parts = createParts(options);
  let heads: Promise<(ListedJob | undefined)[]> | undefined;
  /** The part whose head was taken. Its next one is read when it is needed, because it may be on another page. */
  let taken = -1;

  async function takeNewest(): Promise<ListedJob | undefined> {
    heads ??= Promise.all(parts.map((part) => findNextBehind(part, options)));
    const newest = await heads;
    const part = parts[taken];
    if (part !== undefined) newest[taken] = await findNextBehind(part, options);
    taken = indexOfNewest(newest);
    return newest[taken];
  }

  return {
    take: async (count) => {
      const jobs: ListedJob[] = [];
      while (jobs.length < count) {
        const job = await takeNewest();
        if (job === undefined) break;
        jobs.push(job);
      }
      return jobs;
    },
    noteTruncations: () => {
      noteTruncations(parts, options);
    },
    fetchedAt: () => findOldest(parts),
  };
}

function indexOfNewest(heads: readonly (ListedJob | undefined)[]): number {
  return heads.reduce<number>((best, job, index) => {
    const leader = heads[best];
    if (job === undefined) return best;
    return leader === undefined || comparePlaces('NEWEST_FIRST', job.place, leader.place) < 0 ? index : best;
  }, -1);
}

async function findNextBehind(part: Part, options: RowsOptions): Promise<ListedJob | undefined> {
  let job = await findNext(part, options);
  while (options.after !== null && job !== undefined && comparePlaces('NEWEST_FIRST', job.place, options.after) <= 0)
    job = await findNext(part, options);
  return job;
}

/** All rows of the sources' lists that may meet a filter. */
export interface Scan {
  /** By source in the filter's order, each newest first. */
  readonly jobs: readonly ListedJob[];
  /** When the oldest of the lists was read; null if none was. */
  readonly fetchedAt: Instant | null;
}

/**
 * Reads every source's list to its end, as far as `pagesOf` allows. Reads no job: those that only a read can judge are
 * among the rows, with `isDecided` false. Sources that are not covered, or not to their end, become issues.
 * @param until newer jobs than at this place are enough; null: all
 */
export async function scanRows(options: ScanOptions, until: Place | null = null): Promise<Scan> {
  const parts = createParts(options);
  const jobs = await Promise.all(parts.map((part) => readAll(part, options, until)));
  noteTruncations(parts, options);
  return { jobs: jobs.flat(), fetchedAt: findOldest(parts) };
}

async function readAll(part: Part, options: ScanOptions, until: Place | null): Promise<readonly ListedJob[]> {
  const jobs: ListedJob[] = [];
  for (let job = await findNext(part, options); job !== undefined; job = await findNext(part, options)) {
    if (until !== null && comparePlaces('NEWEST_FIRST', job.place, until) >= 0) break;
    jobs.push(job);
  }
  return jobs;
}

/** The jobs of a scan in the order of its places, from one end of the list or from behind a place on. */
export function createSortedRows(
  { jobs, fetchedAt }: Scan,
  { order = 'NEWEST_FIRST' }: Pick<ScanOptions, 'order'>,
  { cursor, isBackward }: { readonly cursor: Place | null; readonly isBackward: boolean },
): Rows {
  const direction = isBackward ? -1 : 1;
  const compare = (one: Place, other: Place): number => direction * comparePlaces(order, one, other);
  const sorted = jobs
    .filter(({ place }) => cursor === null || compare(place, cursor) > 0)
    .sort((one, other) => compare(one.place, other.place));
  let taken = 0;
  return {
    take: (count) => {
      taken += count;
      return Promise.resolve(sorted.slice(taken - count, taken));
    },
    // The scan has.
    noteTruncations: () => undefined,
    fetchedAt: () => fetchedAt,
  };
}
