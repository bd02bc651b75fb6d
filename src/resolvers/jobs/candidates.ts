/** One source's part of the job list: its rows that pass the filter, newest first, and why some may be missing. */
import { ProviderError } from '../../errors.ts';
import { compareNewestFirst, type JobPosition, type JobStatus } from '../../job.ts';
import type { JobLoader } from '../../upstream/loader.ts';
import type { ReadRow, RowStream } from '../../upstream/list-reader.ts';
import { holdsInRow } from '../../upstream/plan.ts';
import type { ReadContext } from '../../upstream/reader.ts';
import type { Source } from '../../upstream/source.ts';
import type { Ask } from '../../upstream/ask.ts';
import { toJobId } from '../nodes.ts';
import { withStatus } from '../selection.ts';
import { isInSpan, type CheckedFilter } from './filter.ts';
import { isGone, type Issues } from './issues.ts';
import type { ListedJob } from './row-node.ts';

export interface Candidates {
  /** The next job that passes; undefined at the end. Never throws for the source's failures: they are issues. */
  readonly next: () => Promise<ListedJob | undefined>;
  /** Says at the end that older jobs were left out, where they were. */
  readonly noteTruncation: () => void;
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
  readonly issues: Issues;
}

export function createCandidates(source: Source, options: CandidatesOptions): Candidates {
  const note = (error: unknown): void => {
    options.issues.note(source, error);
  };
  const stream = source.listReader?.stream(options.filter.listFilter, options.readContext);
  if (stream === undefined) note(new ProviderError('LIST_NOT_SUPPORTED'));
  const rows = stream === undefined ? undefined : readCandidates(source, stream, options);

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
    noteTruncation: () => {
      if (stream?.isTruncated() === true) note(new ProviderError('LIST_TRUNCATED'));
    },
  };
}

async function* readCandidates(
  source: Source,
  stream: RowStream,
  options: CandidatesOptions,
): AsyncGenerator<ListedJob> {
  let batch: ListedJob[] = [];
  for (let row = await stream.next(); row !== undefined; row = await stream.next()) {
    const candidate = { source, row, id: toJobId(source, row.key) };
    if (isPastSpan(source, options.filter, row)) break;
    if (!isInSpan(options.filter, row.facts.createdAt) || !isAfter(options.after, candidate)) continue;
    batch.push(candidate);
    if (batch.length < toBatchSize(source, options, row)) continue;
    yield* await filterByStatus(batch, options);
    batch = [];
  }
  yield* await filterByStatus(batch, options);
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

function isAfter(position: JobPosition | null, { id, row }: ListedJob): boolean {
  return position === null || compareNewestFirst({ createdAt: row.facts.createdAt, id }, position) > 0;
}

async function filterByStatus(batch: readonly ListedJob[], options: CandidatesOptions): Promise<readonly ListedJob[]> {
  const { statuses } = options.filter;
  if (statuses === null) return batch;
  const judged = await Promise.all(batch.map(async (job) => ({ job, status: await readStatus(job, options) })));
  return judged.flatMap(({ job, status }) => (status !== undefined && statuses.has(status) ? [job] : []));
}

/** Undefined where it cannot be read: that is an issue. */
async function readStatus(
  { source, row, id }: ListedJob,
  { loader, ask, issues }: CandidatesOptions,
): Promise<JobStatus | undefined> {
  if (holdsStatus(source, row)) return row.facts.status;
  try {
    return (await loader.load({ ...withStatus(ask), key: row.key })).facts.status;
  } catch (error) {
    if (!isGone(error)) {
      issues.note(source, error);
      return undefined;
    }
    issues.noteGone(source, id);
    return row.facts.status;
  }
}
