/** Chooses the jobs of a page: the first rows whose jobs meet the filter, as far as the operation's limits allow to look. */
import type { Signal } from '../../platform/signal.ts';
import { answersFromRow, type RequestedFields } from '../../jobs/reading/plan.ts';
import type { Source } from '../../jobs/source.ts';
import type { ListAllowance, ListLimit } from './allowance.ts';
import type { Issues } from './issues.ts';
import { createCallCount, type CallCount, type Judge } from './judge.ts';
import type { ListedJob } from './listed-job.ts';
import type { Place } from './order.ts';
import type { Rows } from './rows.ts';

/** The jobs of a page in the direction of the rows, and where the next one begins. */
export interface TakenPage {
  readonly jobs: readonly ListedJob[];
  readonly hasMore: boolean;
  /** The next page starts behind this place; null on an empty page at the end of the list. */
  readonly end: Place | null;
}

/** The size of a page, its limits, and how its rows are judged. */
interface TakeOptions {
  /** How many jobs at most. */
  readonly count: number;
  readonly allowance: ListAllowance;
  /** The selection for the jobs of a source, so that one read serves both the filter and the answer. */
  readonly requestedOf: (source: Source) => RequestedFields;
  /** The same, with the facts that the filter needs. */
  readonly filterRequestedOf: (source: Source) => RequestedFields;
  readonly judge: Judge;
  /** Aborts at the operation's deadline. */
  readonly signal: Signal;
  readonly issues: Issues;
}

interface Taking extends TakeOptions {
  readonly callsOnPage: CallCount;
}

/** How many rows are checked together, beyond those that the page still has room for. */
const maxBatch = 100;

/** Takes rows until the page is full, the rows end, or the list's allowance is spent. */
export async function takePage(rows: Rows, given: TakeOptions): Promise<TakenPage> {
  const { count } = given;
  // All jobs of the page are read in one turn.
  const options: Taking = { ...given, callsOnPage: createCallCount(given.requestedOf) };
  const found: ListedJob[] = [];
  let judged: ListedJob | undefined;
  let size = 0;
  // One more than fits the page, to know whether another page follows.
  while (found.length <= count) {
    // The fewer rows pass, the larger the batches.
    size = Math.max(count + 1 - found.length, Math.min(size * 2, maxBatch));
    const batch = await rows.next(size);
    const { passing, looked, limit } = await judgeBatch(batch, found.length, options);
    found.push(...passing);
    judged = batch[looked - 1] ?? judged;
    if (looked < batch.length && found.length <= count) {
      const stoppedAt = batch[looked];
      if (limit !== undefined && stoppedAt !== undefined && found.length < count)
        options.issues.noteCut(stoppedAt.source, limit);
      return { jobs: found, hasMore: judged !== undefined, end: judged === undefined ? null : judged.place };
    }
    if (batch.length < size) break;
  }
  const jobs = found.slice(0, count);
  const last = jobs.at(-1);
  return { jobs, hasMore: found.length > count, end: last === undefined ? null : last.place };
}

interface Judged {
  readonly passing: readonly ListedJob[];
  /** How many of the batch were checked. */
  readonly looked: number;
  /** The limit that prevented the others, if it was a limit. */
  readonly limit: ListLimit | undefined;
}

/** Checks rows in order, until a limit or the operation's deadline is reached. */
async function judgeBatch(batch: readonly ListedJob[], found: number, options: Taking): Promise<Judged> {
  const { allowed, limit } = allow(batch, found, options);
  const verdicts = await Promise.all(allowed.map(async (job) => ({ job, passes: await options.judge.judge(job) })));
  // Rows that were not read by the deadline do not count as filtered out: the next page begins there.
  const unread = options.signal.aborted ? verdicts.findIndex((verdict) => verdict.passes === undefined) : -1;
  const looked = unread === -1 ? verdicts : verdicts.slice(0, unread);
  return {
    passing: looked.flatMap((verdict) => (verdict.passes === true ? [verdict.job] : [])),
    looked: looked.length,
    limit: unread === -1 ? limit : undefined,
  };
}

/** The rows that the limits allow to check. A row that can be checked without a read costs nothing until it is on the page. */
function allow(
  batch: readonly ListedJob[],
  found: number,
  options: Taking,
): { readonly allowed: readonly ListedJob[]; readonly limit: ListLimit | undefined } {
  const { count, judge, allowance, requestedOf, filterRequestedOf, callsOnPage } = options;
  const callsToFilter = createCallCount(filterRequestedOf);
  let onPage = found;
  for (const [index, job] of batch.entries()) {
    const { source, row, isDecided } = job;
    if (judge.isReady(job) && (!isDecided || onPage >= count)) continue;
    const isInRow = isDecided && answersFromRow(source.adapter, row, requestedOf(source));
    const calls = isInRow ? 0 : (isDecided ? callsOnPage : callsToFilter)(source);
    const limit = allowance.spend(job.id, calls);
    if (limit !== undefined) return { allowed: batch.slice(0, index), limit };
    if (isDecided) onPage += 1;
  }
  return { allowed: batch, limit: undefined };
}
