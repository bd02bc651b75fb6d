/** `jobs watch` and `jobs wait`: jobs as they change, pushed by the gateway, until they have ended. */
import stringWidth from 'string-width';
import { isTerminal, jobStatuses } from '../../src/provider/contract/job.ts';
import type { Row } from '../columns.ts';
import { CommandFault, exits, toErrorStatus, toJobStatus, UsageFault, worstOf } from '../exit.ts';
import { toStatuses } from '../filter.ts';
import { describeIdFault } from '../asked-wrong.ts';
import { codeOf, type GraphAnswer } from '../graph.ts';
import { toJobColumns, toJobFields } from '../job-rows.ts';
import { readTimeout } from '../moments.ts';
import { toFollowOperations } from '../operations.ts';
import { chooseFields, refuseForms, toWords } from '../options.ts';
import { createJobComparison, watch } from '../polling.ts';
import { toPrintable } from '../printable.ts';
import type { Session } from '../session.ts';

/** Of `jobs watch`. */
export interface WatchOptions {
  readonly exitStatus?: boolean;
}

/** Of `jobs wait`. */
export interface WaitOptions {
  readonly for?: string;
  readonly ok?: readonly string[];
  readonly any?: boolean;
}

/** The printed fields, and those that every event selects. */
interface WatchedJob extends Row {
  readonly watchedId: string;
  readonly watchedStatus: string | null;
  readonly watchedFrom: string | null;
}

/** Prints a row or a line of JSON per change. */
export async function watchJobs(session: Session, options: WatchOptions, ids: readonly string[]): Promise<number> {
  const chosen = await chooseFields(session.options, 'Job', toJobFields(session.options));
  if ('names' in chosen) return session.names(chosen.names);
  // Rows come one by one: a list of them has no end to be closed at.
  refuseForms(session.options, 'jobs watch', ['table', 'wide', 'jsonl', 'csv', 'id']);
  const isTable = session.options.json === undefined && session.options.output !== 'jsonl';
  let isContinued = false;
  // Rows come one by one, and stand below each other all the same.
  const widths = new Map([
    ['NAME', 24],
    ['STATUS', 12],
    ['SECONDS', 11],
    ['SOURCE', Math.max(6, ...ids.map((id) => id.indexOf(':')))],
    ['ID', Math.max(0, ...ids.map((id) => stringWidth(toPrintable(id))))],
  ]);
  const result = await follow(session, {
    ids,
    selection: chosen.selection,
    isDone: isOver,
    onJob: async ({ watchedId: _id, watchedStatus: _status, watchedFrom: _from, ...job }) => {
      if (isTable) await session.rows(toJobColumns(session.options), [job], { isContinued, widths });
      else session.jsonLine(job);
      isContinued = true;
    },
  });
  if (session.context.signal.aborted) return exits.interrupted;
  return options.exitStatus === true || result.failures.length > 0 ? judge(result, new Set()) : exits.done;
}

/** Prints nothing but why it failed. */
export async function waitForJobs(session: Session, options: WaitOptions, ids: readonly string[]): Promise<number> {
  const goals = new Set<string>(options.for === undefined ? [] : toStatuses('--for', options.for));
  const fine = new Set<string>([...goals, ...toWords(options.ok).flatMap((word) => toStatuses('--ok', word))]);
  const { timeout } = session.options;
  const late = timeout === undefined ? undefined : AbortSignal.timeout(readTimeout('--timeout', timeout));
  const result = await follow(session, {
    ids,
    selection: '',
    isAny: options.any === true,
    isDone: (job) => goals.has(job.watchedStatus ?? '') || isOver(job),
    until: late,
  });
  if (session.context.signal.aborted) return exits.interrupted;
  if (!result.isComplete && late?.aborted === true)
    throw new CommandFault(exits.timeout, `Not all of the jobs have ended within ${timeout ?? ''}.`);
  return judge(result, fine);
}

/** A job that its provider no longer reports will not change any more. */
function isOver({ watchedStatus, watchedFrom }: WatchedJob): boolean {
  const status = jobStatuses.find((known) => known === watchedStatus);
  return watchedFrom === 'NOT_REPORTED' || (status !== undefined && isTerminal(status));
}

interface FollowResult {
  /** The statuses of the jobs that were followed to where they should be. */
  readonly statuses: readonly string[];
  /** Exit statuses for those that could not be read. */
  readonly failures: readonly number[];
  readonly isComplete: boolean;
}

function judge({ statuses, failures }: FollowResult, fine: ReadonlySet<string>): number {
  return worstOf([...statuses.map((status) => toJobStatus(status, fine)), ...failures]);
}

interface Following {
  readonly ids: readonly string[];
  readonly selection: string;
  readonly isDone: (job: WatchedJob) => boolean;
  /** Whether the first job that is done ends all. */
  readonly isAny?: boolean;
  readonly onJob?: (job: WatchedJob) => Promise<void>;
  readonly until?: AbortSignal | undefined;
}

async function follow(session: Session, following: Following): Promise<FollowResult> {
  const { selection, isDone, isAny = false, onJob, until } = following;
  const ids = [...new Set(following.ids)];
  if (ids.length === 0) throw new UsageFault('The id of a job must be given, but none was.');
  const { subscription, question } = toFollowOperations(selection);
  const variables = { ids };
  const last = new Map<string, string>();
  const failures: number[] = [];
  /** Of reads that the gateway tries again. */
  const passing: number[] = [];
  const changes = {
    subscription: { query: subscription, variables },
    question: { query: question, variables },
    compare: createJobComparison(ids),
    onRestart: () => {
      failures.length = 0;
      passing.length = 0;
    },
  };
  const enough = new AbortController();
  const signals = [session.context.signal, enough.signal, ...(until === undefined ? [] : [until])];
  const isEnough = (): boolean => last.size + failures.length >= (isAny ? 1 : ids.length);
  for await (const answer of watch(session, changes, AbortSignal.any(signals))) {
    const job = answer.data?.['jobUpdated'] as WatchedJob | null | undefined;
    if (job == null) {
      const status = await complain(session, ids, answer);
      (status === exits.temporary ? passing : failures).push(status);
    } else {
      await onJob?.(job);
      if (isDone(job)) last.set(job.watchedId, job.watchedStatus ?? 'UNKNOWN');
      else last.delete(job.watchedId);
    }
    if (isEnough()) enough.abort();
  }
  const isComplete = isEnough();
  return { statuses: [...last.values()], failures: isComplete ? failures : [...failures, ...passing], isComplete };
}

async function complain(session: Session, ids: readonly string[], { errors = [] }: GraphAnswer): Promise<number> {
  for (const error of errors) {
    const named = error.extensions?.['jobId'];
    const id = typeof named === 'string' ? named : ids.length === 1 ? ids[0] : undefined;
    const subject = id === undefined ? '' : `${toPrintable(id)}: `;
    session.complain(`! ${subject}${await describeIdFault(session, id, error)}`);
  }
  return toErrorStatus(errors.map(codeOf));
}
