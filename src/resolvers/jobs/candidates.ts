/** One source's part of the job list: its rows that pass the filter, newest first, and why some may be missing. */
import { ProviderError, type ProviderErrorCode } from '../../errors.ts';
import { compareNewestFirst, type JobPosition } from '../../job.ts';
import type { JobLoader } from '../../upstream/loader.ts';
import type { ReadRow, RowStream } from '../../upstream/list-reader.ts';
import { holdsInRow } from '../../upstream/plan.ts';
import type { ReadContext, ReadRecord } from '../../upstream/reader.ts';
import type { Source } from '../../upstream/source.ts';
import type { Ask } from '../../upstream/ask.ts';
import { toJobId } from '../nodes.ts';
import { withStatus } from '../selection.ts';
import { isInSpan, type CheckedFilter } from './filter.ts';

export interface Candidate {
  readonly source: Source;
  readonly row: ReadRow;
  readonly id: string;
}

export interface SourceIssue {
  readonly source: Source;
  readonly code: ProviderErrorCode;
  readonly message: string;
  readonly isRetryable: boolean;
}

export interface Candidates {
  /** The next job that passes; undefined at the end. Never throws for the source's failures: they are issues. */
  readonly next: () => Promise<Candidate | undefined>;
  readonly issues: () => readonly SourceIssue[];
}

export interface CandidatesOptions {
  readonly filter: CheckedFilter;
  readonly after: JobPosition | null;
  readonly readContext: ReadContext;
  readonly loader: JobLoader;
  /** What will be asked of each job of this source, so that one read serves the filter and the answer. */
  readonly ask: Ask;
  /** How many jobs are described at once where the filter needs more than a row holds. */
  readonly batchSize: number;
}

export function createCandidates(source: Source, options: CandidatesOptions): Candidates {
  const errors = new Map<ProviderErrorCode, ProviderError>();
  const note = (error: unknown): void => {
    if (!(error instanceof ProviderError)) throw error;
    if (!errors.has(error.code)) errors.set(error.code, error);
  };
  const stream = source.listReader?.stream(options.filter.listFilter, options.readContext);
  if (stream === undefined) note(new ProviderError('LIST_NOT_SUPPORTED'));
  const rows = stream === undefined ? undefined : readCandidates(source, stream, options, note);

  return {
    next: async () => {
      try {
        const step = await rows?.next();
        return step?.done === false ? step.value : undefined;
      } catch (error) {
        note(error);
        return undefined;
      }
    },
    issues: () => {
      if (stream?.isTruncated() === true) note(new ProviderError('LIST_TRUNCATED'));
      return [...errors.values()].map(({ code, message, isRetryable }) => ({ source, code, message, isRetryable }));
    },
  };
}

async function* readCandidates(
  source: Source,
  stream: RowStream,
  options: CandidatesOptions,
  note: (error: unknown) => void,
): AsyncGenerator<Candidate> {
  let batch: Candidate[] = [];
  for (let row = await stream.next(); row !== undefined; row = await stream.next()) {
    const candidate = { source, row, id: toJobId(source, row.key) };
    if (isPastSpan(source, options.filter, row)) break;
    if (!isInSpan(options.filter, row.facts.createdAt) || !isAfter(options.after, candidate)) continue;
    batch.push(candidate);
    if (batch.length < toBatchSize(source, options, row)) continue;
    yield* await filterByStatus(batch, options, note);
    batch = [];
  }
  yield* await filterByStatus(batch, options, note);
}

/** Where rows say the status, each is judged as it comes; where they do not, a batch is described at once. */
function toBatchSize(source: Source, { filter, batchSize }: CandidatesOptions, row: ReadRow): number {
  return filter.statuses === null || holdsStatus(source, row) ? 1 : batchSize;
}

function holdsStatus({ adapter: { listing } }: Source, { alsoHolds }: ReadRow): boolean {
  return holdsInRow(listing, alsoHolds, 'status');
}

/** Older rows cannot follow newer ones where the provider lists newest first. */
function isPastSpan({ adapter }: Source, { createdAfter }: CheckedFilter, { facts: { createdAt } }: ReadRow): boolean {
  return (
    adapter.listing?.newestFirst === true && createdAfter !== null && createdAt !== null && createdAt < createdAfter
  );
}

function isAfter(position: JobPosition | null, { id, row }: Candidate): boolean {
  return position === null || compareNewestFirst({ createdAt: row.facts.createdAt, id }, position) > 0;
}

async function filterByStatus(
  batch: readonly Candidate[],
  { filter: { statuses }, loader, ask }: CandidatesOptions,
  note: (error: unknown) => void,
): Promise<readonly Candidate[]> {
  if (statuses === null) return batch;
  const records = await Promise.all(
    batch.map(async ({ source, row }) => (holdsStatus(source, row) ? row : readStatus(loader, row.key, ask, note))),
  );
  return batch.filter((_candidate, index) => {
    const record = records[index];
    return record !== undefined && statuses.has(record.facts.status);
  });
}

async function readStatus(
  loader: JobLoader,
  key: string,
  ask: Ask,
  note: (error: unknown) => void,
): Promise<Pick<ReadRecord, 'facts'> | undefined> {
  try {
    return await loader.load({ ...withStatus(ask), key });
  } catch (error) {
    note(error);
    return undefined;
  }
}
