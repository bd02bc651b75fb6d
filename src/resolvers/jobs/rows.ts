/** The rows of all sources merged, newest first, as far as a page may read them. Reads no job. */
import { ProviderError } from '../../errors/errors.ts';
import { compareNewestFirst, formatJobId, type JobPosition } from '../../job.ts';
import type { RowStream } from '../../jobs/list-reader.ts';
import type { ReadContext } from '../../calls/read-context.ts';
import type { Source } from '../../jobs/source.ts';
import { isInSpan, type CheckedFilter } from './filter.ts';
import type { Issues } from './issues.ts';
import { isBefore, toPosition, type ListedJob } from './listed-job.ts';

export interface Rows {
  /** The next `count` rows; fewer only at the end. A source that fails becomes an issue and gives no more rows. */
  readonly take: (count: number) => Promise<readonly ListedJob[]>;
  /** Records an issue for each source whose older rows were not read. */
  readonly noteTruncations: () => void;
}

export interface RowsOptions {
  readonly filter: CheckedFilter;
  readonly after: JobPosition | null;
  readonly readContext: ReadContext;
  readonly pagesPerSource: number;
  readonly issues: Issues;
}

export function createRows(options: RowsOptions): Rows {
  const parts = options.filter.sources.map((source) => createSourceRows(source, options));
  let heads: Promise<(ListedJob | undefined)[]> | undefined;

  return {
    take: async (count) => {
      heads ??= Promise.all(parts.map((part) => part.next()));
      const newest = await heads;
      const taken: ListedJob[] = [];
      while (taken.length < count) {
        const index = indexOfNewest(newest);
        const job = newest[index];
        if (job === undefined) break;
        taken.push(job);
        newest[index] = await parts[index]?.next();
      }
      return taken;
    },
    noteTruncations: () => {
      for (const part of parts) part.noteTruncation();
    },
  };
}

function indexOfNewest(heads: readonly (ListedJob | undefined)[]): number {
  return heads.reduce<number>((best, job, index) => {
    const leader = heads[best];
    if (job === undefined) return best;
    return leader === undefined || isBefore(job, leader) ? index : best;
  }, -1);
}

interface SourceRows {
  readonly next: () => Promise<ListedJob | undefined>;
  readonly noteTruncation: () => void;
}

function createSourceRows(source: Source, options: RowsOptions): SourceRows {
  const { filter, readContext, pagesPerSource, issues } = options;
  const stream = source.listReader?.stream(filter.listFilter, readContext, pagesPerSource);
  if (stream === undefined) issues.note(source, new ProviderError('LIST_NOT_SUPPORTED'));
  const rows = stream === undefined ? undefined : readRows(source, stream, options);
  return {
    next: async () => {
      try {
        const step = await rows?.next();
        return step?.done === false ? step.value : undefined;
      } catch (error) {
        issues.note(source, error);
        return undefined;
      }
    },
    noteTruncation: () => {
      if (stream?.isTruncated() === true) issues.note(source, new ProviderError('LIST_TRUNCATED'));
    },
  };
}

async function* readRows(
  source: Source,
  stream: RowStream,
  { filter, after }: RowsOptions,
): AsyncGenerator<ListedJob, undefined> {
  const { createdAfter } = filter;
  const isOrdered = source.adapter.listing?.newestFirst === true;
  for (let row = await stream.next(); row !== undefined; row = await stream.next()) {
    const { createdAt } = row.facts;
    // If the provider lists newest first, all further rows are older, too.
    if (isOrdered && createdAfter !== null && createdAt !== null && createdAt < createdAfter) return;
    const job: ListedJob = { source, row, id: formatJobId(source.name, row.key) };
    const isAfter = after === null || compareNewestFirst(toPosition(job), after) > 0;
    if (isAfter && isInSpan(filter, createdAt)) yield job;
  }
}
