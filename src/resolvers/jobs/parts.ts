/** The list of each source, row by row, without the rows that a filter rules out. */
import { formatJobId, type Instant } from '../../job.ts';
import type { RowStream } from '../../jobs/list-reader.ts';
import type { ReadContext } from '../../calls/read-context.ts';
import type { Source } from '../../jobs/source.ts';
import type { JobOrder } from '../types.generated.ts';
import type { ListAllowance } from './allowance.ts';
import { findGap } from './coverage.ts';
import type { CheckedFilter } from './filter.ts';
import type { Issues } from './issues.ts';
import type { ListedJob } from './listed-job.ts';
import { toPlace } from './order.ts';
import { judgeRow } from './verdict.ts';

/** Which rows are read, and what they may cost. */
export interface ScanOptions {
  readonly filter: CheckedFilter;
  /** Which the places of the jobs are in. Default: newest first, as the rows come. */
  readonly order?: JobOrder;
  readonly readContext: ReadContext;
  readonly pagesOf: ListAllowance['pagesOf'];
  readonly issues: Issues;
}

/** One source's rows. */
export interface Part {
  readonly source: Source;
  readonly stream: RowStream;
}

/** Those of the sources that can be asked; each other one becomes an issue. */
export function createParts({ filter, readContext, pagesOf, issues }: ScanOptions): readonly Part[] {
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
export async function findNext(
  { source, stream }: Part,
  { filter, order = 'NEWEST_FIRST' }: ScanOptions,
): Promise<ListedJob | undefined> {
  for (let row = await stream.next(); row !== undefined; row = await stream.next()) {
    const id = formatJobId(source.name, row.key);
    const verdict = judgeRow(filter, source, row, id);
    if (verdict !== 'fails')
      return { source, row, id, place: toPlace(order, row, id), isDecided: verdict === 'passes' };
  }
  return undefined;
}

/** Records an issue for each source whose older rows were not read. */
export function noteTruncations(parts: readonly Part[], { issues }: ScanOptions): void {
  for (const { source, stream } of parts) if (stream.isTruncated()) issues.noteGap(source, 'LIST_TRUNCATED');
}

/** When the oldest of the lists so far was read; null if none was. */
export function findOldest(parts: readonly Part[]): Instant | null {
  return parts.flatMap(({ stream }) => stream.fetchedAt() ?? []).sort()[0] ?? null;
}
