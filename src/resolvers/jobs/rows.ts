/** The rows of all sources that may meet the filter, merged, newest first, as far as they are asked for. Reads no job. */
import { compareNewestFirst, formatJobId, type Instant, type JobPosition } from '../../job.ts';
import type { RowStream } from '../../jobs/list-reader.ts';
import type { ReadContext } from '../../calls/read-context.ts';
import type { Source } from '../../jobs/source.ts';
import { findGap } from './coverage.ts';
import type { CheckedFilter } from './filter.ts';
import type { Issues } from './issues.ts';
import type { ListAllowance } from './allowance.ts';
import { isBefore, toPosition, type ListedJob } from './listed-job.ts';
import { judgeRow } from './verdict.ts';

export interface Rows {
  /** The next `count` rows; fewer only at the end. A source that fails becomes an issue and gives no more rows. */
  readonly take: (count: number) => Promise<readonly ListedJob[]>;
  /** Records an issue for each source whose older rows were not read. */
  readonly noteTruncations: () => void;
  /** When the oldest of the lists so far was read; null if none was. */
  readonly fetchedAt: () => Instant | null;
}

export interface ScanOptions {
  readonly filter: CheckedFilter;
  readonly readContext: ReadContext;
  readonly pagesOf: ListAllowance['pagesOf'];
  readonly issues: Issues;
}

export interface RowsOptions extends ScanOptions {
  readonly after: JobPosition | null;
}

export function createRows(options: RowsOptions): Rows {
  const parts = createParts(options);
  let heads: Promise<(ListedJob | undefined)[]> | undefined;
  /** The part whose head was taken. Its next one is read when it is needed, because it may be on another page. */
  let taken = -1;

  async function takeNewest(): Promise<ListedJob | undefined> {
    heads ??= Promise.all(parts.map((part) => findNext(part, options)));
    const newest = await heads;
    const part = parts[taken];
    if (part !== undefined) newest[taken] = await findNext(part, options);
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
 */
export async function scanRows(options: ScanOptions): Promise<Scan> {
  const parts = createParts(options);
  const jobs = await Promise.all(parts.map((part) => readToEnd(part, options)));
  noteTruncations(parts, options);
  return { jobs: jobs.flat(), fetchedAt: findOldest(parts) };
}

interface Part {
  readonly source: Source;
  readonly stream: RowStream;
}

function createParts({ filter, readContext, pagesOf, issues }: ScanOptions): readonly Part[] {
  return filter.sources.flatMap((source) => {
    const gap = findGap(source, filter);
    if (gap !== undefined) issues.noteGap(source, gap);
    const stream =
      gap === undefined
        ? source.listReader?.stream({
            filter: filter.listFilter,
            context: readContext,
            allowance: pagesOf(source),
            onFailure: (error) => {
              issues.note(source, error);
            },
          })
        : undefined;
    return stream === undefined ? [] : [{ source, stream }];
  });
}

function indexOfNewest(heads: readonly (ListedJob | undefined)[]): number {
  return heads.reduce<number>((best, job, index) => {
    const leader = heads[best];
    if (job === undefined) return best;
    return leader === undefined || isBefore(job, leader) ? index : best;
  }, -1);
}

/** The part's next row behind `after` that the filter does not rule out. */
async function findNext({ source, stream }: Part, { filter, after }: RowsOptions): Promise<ListedJob | undefined> {
  for (let row = await stream.next(); row !== undefined; row = await stream.next()) {
    const id = formatJobId(source.name, row.key);
    if (after !== null && compareNewestFirst(toPosition({ row, id }), after) <= 0) continue;
    const verdict = judgeRow(filter, source, row, id);
    if (verdict !== 'fails') return { source, row, id, isDecided: verdict === 'passes' };
  }
  return undefined;
}

async function readToEnd(part: Part, options: ScanOptions): Promise<readonly ListedJob[]> {
  const jobs: ListedJob[] = [];
  const untilEnd = { ...options, after: null };
  for (let job = await findNext(part, untilEnd); job !== undefined; job = await findNext(part, untilEnd))
    jobs.push(job);
  return jobs;
}

function noteTruncations(parts: readonly Part[], { issues }: ScanOptions): void {
  for (const { source, stream } of parts) if (stream.isTruncated()) issues.noteGap(source, 'LIST_TRUNCATED');
}

function findOldest(parts: readonly Part[]): Instant | null {
  return parts.flatMap(({ stream }) => stream.fetchedAt() ?? []).sort()[0] ?? null;
}
