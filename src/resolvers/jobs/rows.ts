/** The rows of all sources that may meet a filter: newest first, as far as they are asked for, or all. Reads no job. */
import type { Instant } from '../../provider/contract/job.ts';
import type { ListedJob } from './listed-job.ts';
import { comparePlaces, type Place, toPlace } from './order.ts';
import { formatJobId } from '../../jobs/reading/job-id.ts';
import type { RowStream } from '../../jobs/lists/list-reader.ts';
import type { ReadContext } from '../../calls/read-context.ts';
import type { Source } from '../../jobs/source.ts';
import type { JobOrder } from '../types.generated.ts';
import type { ListAllowance } from './allowance.ts';
import { findGap } from './coverage.ts';
import { isPushable, type CheckedFilter } from './filter.ts';
import type { Issues } from './issues.ts';
import { judgeRow, toSearchedText } from './verdict.ts';

/** The rows of all listed sources as one list. */
export interface Rows {
  /** The next `count` rows; fewer only at the end. A source that fails becomes an issue and gives no more rows. */
  readonly next: (count: number) => Promise<readonly ListedJob[]>;
  /** Records an issue for each source whose older rows were not read. */
  readonly noteTruncations: () => void;
  /** When the oldest of the lists so far was read; null before the first. */
  readonly fetchedAt: () => Instant | null;
}

/** The lists to read, and the place behind which the rows begin; null: at the newest. */
interface RowsOptions extends Omit<ScanOptions, 'order'> {
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
    next: async (count) => {
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
  /** When the oldest of the lists was read; null if no list was read. */
  readonly fetchedAt: Instant | null;
  /** How many jobs meet the filter, of the sources whose provider says it. */
  readonly totals: ReadonlyMap<Source, number>;
}

/** How far lists are read. Default: to their ends. */
interface ScanExtent {
  /** Newer jobs than at this place are enough; null: all. */
  readonly until?: Place | null;
  /** So many jobs behind a place are enough of a source whose provider says how many there are. */
  readonly first?: { readonly count: number; readonly after: Place | null } | undefined;
}

/**
 * Reads every source's list to its end, as far as `pagesOf` allows. Reads no job: those that only a read can judge are
 * among the rows, with `isDecided` false. Sources that are not covered, or not to their end, become issues.
 */
export async function scanRows(options: ScanOptions, extent: ScanExtent = {}): Promise<Scan> {
  const parts = createParts(options);
  const jobs = await Promise.all(parts.map((part) => readAll(part, options, extent)));
  noteTruncations(parts, options);
  const totals = parts.flatMap((part) => {
    const total = toTotal(part, options);
    return total === null ? [] : [[part.source, total] as const];
  });
  return { jobs: jobs.flat(), fetchedAt: findOldest(parts), totals: new Map(totals) };
}

async function readAll(
  part: Part,
  options: ScanOptions,
  { until = null, first }: ScanExtent,
): Promise<readonly ListedJob[]> {
  const jobs: ListedJob[] = [];
  let found = 0;
  for (let job = await findNext(part, options); job !== undefined; job = await findNext(part, options)) {
    if (until !== null && comparePlaces('NEWEST_FIRST', job.place, until) >= 0) break;
    jobs.push(job);
    if (first === undefined || toTotal(part, options) === null) continue;
    const isBehind = first.after === null || comparePlaces('NEWEST_FIRST', job.place, first.after) > 0;
    if (isBehind && job.isDecided) found += 1;
    if (found === first.count) break;
  }
  return jobs;
}

/** How many jobs the provider counts by the whole filter; null where it does not say, or knows only a part of the filter. */
function toTotal({ stream }: Part, { filter }: ScanOptions): number | null {
  return isPushable(filter) ? stream.total() : null;
}

/** The jobs of a scan in the order of its places, from one end of the list or from behind a place on. */
export function createSortedRows(
  { jobs, fetchedAt }: Pick<Scan, 'jobs' | 'fetchedAt'>,
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
    next: (count) => {
      taken += count;
      return Promise.resolve(sorted.slice(taken - count, taken));
    },
    // The scan has recorded them.
    noteTruncations: () => undefined,
    fetchedAt: () => fetchedAt,
  };
}

/** Which rows are read, and what they may cost. */
export interface ScanOptions {
  readonly filter: CheckedFilter;
  /** The order of the jobs' places. Default: newest first, as the rows come. */
  readonly order?: JobOrder;
  readonly readContext: ReadContext;
  readonly pagesOf: ListAllowance['pagesOf'];
  readonly issues: Issues;
}

/** One source's rows. */
interface Part {
  readonly source: Source;
  readonly stream: RowStream;
}

/** The parts of the sources that can be asked. Each other source becomes an issue. */
function createParts({ filter, readContext, pagesOf, issues }: ScanOptions): readonly Part[] {
  return filter.sources.flatMap((source) => {
    const gap = findGap(source, filter);
    if (gap !== undefined) issues.noteGap(source, gap);
    if (gap !== undefined || source.listReader === undefined) return [];
    const stream = source.listReader.stream({
      filter: filter.listFilter,
      context: readContext,
      allowance: pagesOf(source),
      onFailure: (error) => {
        issues.note(source, error);
      },
    });
    return [{ source, stream }];
  });
}

/** The next row, newest first, that the filter does not rule out. */
async function findNext(
  { source, stream }: Part,
  { filter, order = 'NEWEST_FIRST' }: ScanOptions,
): Promise<ListedJob | undefined> {
  for (let row = await stream.next(); row !== undefined; row = await stream.next()) {
    const id = formatJobId(source.name, row.key);
    const verdict = judgeRow(filter, source, row, filter.words.length === 0 ? '' : toSearchedText(row, id));
    if (verdict !== 'fails')
      return { source, row, id, place: toPlace(order, row, id), isDecided: verdict === 'passes' };
  }
  return undefined;
}

/** Records an issue for each source whose older rows were not read. */
function noteTruncations(parts: readonly Part[], { issues }: ScanOptions): void {
  for (const { source, stream } of parts) if (stream.isTruncated()) issues.noteGap(source, 'LIST_TRUNCATED');
}

/** When the oldest of the lists so far was read; null before the first. */
function findOldest(parts: readonly Part[]): Instant | null {
  return parts.flatMap(({ stream }) => stream.fetchedAt() ?? []).sort()[0] ?? null;
}
