/** The rows of all sources merged, newest first, as far as a page may read them. Reads no job. */
import { ProviderError } from '../../errors/errors.ts';
import { compareNewestFirst, formatJobId, type JobPosition } from '../../job.ts';
import type { RowStream } from '../../jobs/list-reader.ts';
import type { ReadContext } from '../../calls/read-context.ts';
import type { Source } from '../../jobs/source.ts';
import { isInSpan, type CheckedFilter } from './filter.ts';
import type { Issues } from './issues.ts';
import type { ListAllowance } from './allowance.ts';
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
  readonly pagesOf: ListAllowance['pagesOf'];
  readonly issues: Issues;
}

export function createRows(options: RowsOptions): Rows {
  const parts = options.filter.sources.map((source) => createSourceRows(source, options));
  let heads: Promise<(ListedJob | undefined)[]> | undefined;
  /** The part whose head was taken. Its next one is read when it is needed, because it may be on another page. */
  let taken = -1;

  async function takeNewest(): Promise<ListedJob | undefined> {
    heads ??= Promise.all(parts.map((part) => part.next()));
    const newest = await heads;
    if (taken !== -1) newest[taken] = await parts[taken]?.next();
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
  const { filter, readContext, pagesOf, issues } = options;
  const stream = source.listReader?.stream({
    filter: filter.listFilter,
    context: readContext,
    allowance: pagesOf(source),
    onFailure: (error) => {
      issues.note(source, error);
    },
  });
  if (stream === undefined) issues.note(source, new ProviderError('LIST_NOT_SUPPORTED'));
  return {
    next: async () => (stream === undefined ? undefined : findNext(source, stream, options)),
    noteTruncation: () => {
      if (stream?.isTruncated() === true) issues.note(source, new ProviderError('LIST_TRUNCATED'));
    },
  };
}

async function findNext(
  source: Source,
  stream: RowStream,
  { filter, after }: RowsOptions,
): Promise<ListedJob | undefined> {
  for (let row = await stream.next(); row !== undefined; row = await stream.next()) {
    const job: ListedJob = { source, row, id: formatJobId(source.name, row.key) };
    const isAfter = after === null || compareNewestFirst(toPosition(job), after) > 0;
    if (isAfter && isInSpan(filter, row.facts.createdAt)) return job;
  }
  return undefined;
}
