/** Which jobs stand on a page: the newest that pass the filter, as far as the operation's limits let it look. */
import type { JobPosition, JobStatus } from '../../job.ts';
import type { Ask } from '../../upstream/ask.ts';
import type { JobLoader } from '../../upstream/loader.ts';
import { answersFromRow, callsOf, holdsInRow, toLevel } from '../../upstream/plan.ts';
import type { Source } from '../../upstream/source.ts';
import type { ListAllowance, ListLimit } from './allowance.ts';
import { isGone, type Issues } from './issues.ts';
import { toPosition, type ListedJob } from './listed-job.ts';
import type { Rows } from './rows.ts';

export interface TakenPage {
  readonly jobs: readonly ListedJob[];
  readonly hasMore: boolean;
  /** What follows the page comes behind this; null on an empty page at the list's end. */
  readonly end: JobPosition | null;
}

export interface TakeOptions {
  readonly first: number;
  readonly statuses: ReadonlySet<JobStatus> | null;
  readonly allowance: ListAllowance;
  /** What will be asked of each job of this source, so that one read serves the filter and the answer. */
  readonly askOf: (source: Source) => Ask;
  /** The same, with what the filter needs to know. */
  readonly filterAskOf: (source: Source) => Ask;
  readonly loaderOf: (source: Source) => JobLoader;
  /** Aborts when the operation's time is over. */
  readonly signal: AbortSignal;
  readonly issues: Issues;
}

/** Rows that are looked at together at most, beyond those that the page still has room for. */
const largestBatch = 100;

export async function takePage(rows: Rows, options: TakeOptions): Promise<TakenPage> {
  const { first } = options;
  const found: ListedJob[] = [];
  let judged: ListedJob | undefined;
  let size = 0;
  // One more than the page holds tells whether another page follows.
  while (found.length <= first) {
    // Where few rows pass, more and more are looked at together.
    size = Math.max(first + 1 - found.length, Math.min(size * 2, largestBatch));
    const batch = await rows.take(size);
    const { passing, looked, limit } = await judge(batch, found.length, options);
    found.push(...passing);
    judged = batch[looked - 1] ?? judged;
    if (looked < batch.length && found.length <= first) {
      const stoppedAt = batch[looked];
      if (limit !== undefined && stoppedAt !== undefined && found.length < first)
        options.issues.noteCut(stoppedAt.source, limit);
      return { jobs: found, hasMore: judged !== undefined, end: judged === undefined ? null : toPosition(judged) };
    }
    if (batch.length < size) break;
  }
  const jobs = found.slice(0, first);
  const last = jobs.at(-1);
  return { jobs, hasMore: found.length > first, end: last === undefined ? null : toPosition(last) };
}

interface Judged {
  readonly passing: readonly ListedJob[];
  /** How many of the batch were looked at. */
  readonly looked: number;
  /** Why the others were not, where a limit is the reason. */
  readonly limit: ListLimit | undefined;
}

/** Looks at rows in their order, until a limit is reached or the operation's time is over. */
async function judge(batch: readonly ListedJob[], found: number, options: TakeOptions): Promise<Judged> {
  const { allowed, limit } = allow(batch, found, options);
  const verdicts = await Promise.all(allowed.map(async (job) => ({ job, passes: await passes(job, options) })));
  // What is not read when the time is over is not said to fail the filter: the next page begins there.
  const unread = options.signal.aborted ? verdicts.findIndex((verdict) => verdict.passes === undefined) : -1;
  const looked = unread === -1 ? verdicts : verdicts.slice(0, unread);
  return {
    passing: looked.flatMap((verdict) => (verdict.passes === true ? [verdict.job] : [])),
    looked: looked.length,
    limit: unread === -1 ? limit : undefined,
  };
}

/** The rows that the limits let the page look at. A row that its list says enough of costs nothing until it is on the page. */
function allow(
  batch: readonly ListedJob[],
  found: number,
  options: TakeOptions,
): { readonly allowed: readonly ListedJob[]; readonly limit: ListLimit | undefined } {
  const { first, statuses, allowance } = options;
  let onPage = found;
  for (const [index, job] of batch.entries()) {
    const isToBeRead = statuses !== null && !holdsStatus(job);
    if (!isToBeRead && (!passesByRow(job, statuses) || onPage >= first)) continue;
    const limit = allowance.take(job.id, countCalls(job, isToBeRead, options));
    if (limit !== undefined) return { allowed: batch.slice(0, index), limit };
    if (!isToBeRead) onPage += 1;
  }
  return { allowed: batch, limit: undefined };
}

function countCalls({ source, row }: ListedJob, isToBeRead: boolean, { askOf, filterAskOf }: TakeOptions): number {
  if (!isToBeRead && answersFromRow(source.adapter, row, askOf(source))) return 0;
  return callsOf(toLevel(source.adapter, (isToBeRead ? filterAskOf : askOf)(source).facts));
}

function holdsStatus({ source, row }: ListedJob): boolean {
  return holdsInRow(source.adapter.listing, row.alsoHolds, 'status');
}

function passesByRow({ row }: ListedJob, statuses: TakeOptions['statuses']): boolean {
  return statuses === null || statuses.has(row.facts.status);
}

/** Undefined where the job cannot be read: that is an issue. */
async function passes(job: ListedJob, options: TakeOptions): Promise<boolean | undefined> {
  const { statuses, filterAskOf, loaderOf, issues } = options;
  const { source, row, id } = job;
  if (statuses === null || holdsStatus(job)) return passesByRow(job, statuses);
  try {
    return statuses.has((await loaderOf(source).load({ ...filterAskOf(source), key: row.key })).facts.status);
  } catch (error) {
    if (!isGone(error)) {
      issues.note(source, error);
      return undefined;
    }
    issues.noteGone(source, id);
    return passesByRow(job, statuses);
  }
}
