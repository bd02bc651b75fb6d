/** When one watched job is read, one read at a time: by its polls, for hints, and by other processes. */
import { Abandoned } from '../../calls/abandoned.ts';
import { createTally } from '../../calls/tally.ts';
import type { Clock } from '../../platform/clock.ts';
import type { ReadContext } from '../../calls/read-context.ts';
import type { JobKey, JobStatus } from '../../provider/contract/job.ts';
import { createHintedReads, type BegunRead, type HintedReads } from './hinted-reads.ts';
import { createNextPoll, type NextPoll, type ScheduleNext } from './next-poll.ts';
import type { PollPace } from './poll-pace.ts';
import type { HeardHint, Listening, Pushes } from '../pushes/pushes.ts';
import type { ReadRecord } from '../reading/reader.ts';
import type { Source } from '../source.ts';
import type { WatchedJob, WatchedState } from './watched-job.ts';

/** When the jobs of a source may be read. */
export interface PollTimes extends PollPace {
  readonly scheduleNext: ScheduleNext;
}

/** The watched job, its source, and the times of its reads. */
interface JobReadsOptions extends Clock {
  readonly source: Source;
  readonly key: JobKey;
  readonly times: PollTimes;
  readonly watched: WatchedJob;
  /** The operation of all reads. */
  readonly controller: AbortController;
  readonly liveSince: Listening['liveSince'];
  readonly noteFacts: Listening['noteFacts'] | undefined;
}

/** The reads of one watched job. */
interface JobReads {
  /** The first read. */
  readonly begin: () => void;
  /** The job may have changed. */
  readonly hint: (hint: HeardHint) => void;
  /** Changes are not pushed any more: a poll that was only for safety comes earlier. */
  readonly hasten: () => void;
  /** Takes what another process has read since the last poll, in place of the next one. */
  readonly takeRecent: () => Promise<void>;
  /** Ends the read that runs, too. */
  readonly stop: () => void;
}

/** Reads nothing before `begin` is called. */
export function createJobReads(options: JobReadsOptions): JobReads {
  const { source, now, times, controller } = options;
  const isBehind: Pushes['isBehind'] = (facts, word) => source.pushes?.isBehind(facts, word) === true;
  const next = createNextPoll({ ...options, scheduleNext: times.scheduleNext }, (at, since) => {
    void run(reading, at, () => poll(reading, since));
  });
  const hinted = createHintedReads({ ...options, isBehind, whenFree: times.whenFree }, () => {
    void run(reading, now(), () => read(reading, true));
  });
  const reading: Reading = { options, next, hinted };

  return {
    begin: () => void run(reading, now(), () => read(reading, false)),
    hint: (hint) => {
      hinted.note(hint);
      // While a read runs, its end plans the next one.
      if (next.waitsSince() !== undefined) hinted.plan();
    },
    hasten: next.hasten,
    takeRecent: async () => {
      const asked = next.waitsSince();
      // Unless a read has begun meanwhile.
      if ((await seeRecent(options, asked)) && next.waitsSince() === asked) proceed(reading, now());
    },
    stop: () => {
      controller.abort(new Abandoned());
      stop(reading);
    },
  };
}

interface Reading {
  readonly options: JobReadsOptions;
  readonly next: NextPoll;
  readonly hinted: HintedReads;
}

function isOver({ watched, controller }: JobReadsOptions): boolean {
  return watched.state()?.isFinal === true || controller.signal.aborted;
}

function stop({ next, hinted }: Reading): void {
  next.stop();
  hinted.stop();
}

/** After a read that was due then. */
function proceed(reading: Reading, at: number): void {
  stop(reading);
  if (isOver(reading.options)) return;
  reading.next.setAfter(at);
  reading.hinted.plan();
}

/** One work at a time. Never throws. */
async function run(reading: Reading, at: number, work: () => Promise<void>): Promise<void> {
  const { watched, controller } = reading.options;
  stop(reading);
  try {
    await work();
  } catch (error) {
    reading.next.noteSeen(undefined);
    if (!controller.signal.aborted) watched.seeFailure(error);
  }
  proceed(reading, at);
}

/** @param since what another process has read since then takes the poll's place, by the monotonic clock */
async function poll(reading: Reading, since: number): Promise<void> {
  const { options } = reading;
  if (seeOwn(options) || (await seeRecent(options, since))) return;
  options.times.notePoll();
  await read(reading, options.liveSince() !== undefined);
}

/** @param isAfresh whether a new call is needed, which shows all changes until now */
async function read({ options, next, hinted }: Reading, isAfresh: boolean): Promise<void> {
  const { monotonic, watched } = options;
  const beganAt = monotonic();
  const begun = isAfresh ? hinted.begin() : undefined;
  const before = watched.state();
  const note = noteRead(options, begun);
  let record: ReadRecord;
  try {
    record = await readWhole(options, { isAfresh, sinceInStore: begun?.hint?.sinceInStore, tally: note.tally });
  } catch (error) {
    begun?.settle(undefined);
    note.failed();
    throw error;
  }
  begun?.settle(record.facts);
  if (isAfresh) next.noteSeen(beganAt);
  options.noteFacts?.(record.facts);
  watched.seeRecord(record);
  note.ended(before, watched.state());
}

/** Tells the source's pushes what the read has shown: the hint's job, or a change that nothing has hinted at. */
function noteRead({ source, monotonic }: JobReadsOptions, begun: BegunRead | undefined) {
  const { pushes } = source;
  const hint = begun?.hint;
  const tally = createTally();
  const lag = (): number | undefined => (hint?.cameAt === undefined ? undefined : monotonic() - hint.cameAt);
  return {
    tally,
    failed: () => {
      if (hint !== undefined) pushes?.noteRead('failed', lag());
    },
    ended: (before: WatchedState | undefined, after: WatchedState | undefined) => {
      const isOthers = (tally.bySource.get(source.name)?.sharedHits ?? 0) > 0;
      const hasChanged = before?.version !== after?.version;
      if (hint !== undefined) pushes?.noteRead(isOthers ? 'elsewhere' : hasChanged ? 'changed' : 'unchanged', lag());
      else if (before !== undefined && statusOf(before) !== statusOf(after)) pushes?.noteMissed();
    },
  };
}

function statusOf(state: WatchedState | undefined): JobStatus | undefined {
  return state !== undefined && 'record' in state ? state.record.facts.status : undefined;
}

/** A poll is skipped if another process has read the job in this last part of the interval. */
const shareOfInterval = 0.9;

/** Resolves to whether another process has read the job since then. */
async function seeRecent(
  { source, key, monotonic, watched, controller }: JobReadsOptions,
  since: number | undefined,
): Promise<boolean> {
  const { others } = source.reader;
  const maxAge = since === undefined ? 0 : (monotonic() - since) * shareOfInterval;
  if (others === undefined || maxAge <= 0) return false;
  try {
    const record = await others.recent({ key, ...everything }, maxAge);
    if (record !== undefined && !controller.signal.aborted) watched.seeRecord(record);
    return record !== undefined;
  } catch (error) {
    if (!controller.signal.aborted) watched.seeFailure(error);
    return true;
  }
}

/** Whether this process has just read the job: the others need not be asked. */
function seeOwn({ source, key, watched, controller, liveSince }: JobReadsOptions): boolean {
  if (source.reader.others === undefined || liveSince() !== undefined) return false;
  const record = source.reader.peek({ key, ...everything }, toContext(controller));
  if (record !== undefined) watched.seeRecord(record);
  return record !== undefined;
}

/** A name that no row contains, and one that needs the completion: together they select every open fact. */
const everyFact: ReadonlySet<string> = new Set(['*', 'status']);
const nothing: ReadonlySet<string> = new Set();
const everything = { facts: everyFact, secrets: nothing };
/** All polls together count as one requester. */
const requester = 'watcher';

type How = Pick<ReadContext, 'isAfresh' | 'sinceInStore' | 'tally'>;

async function readWhole({ source, key, controller }: JobReadsOptions, how: How): Promise<ReadRecord> {
  return source.reader.read({ key, ...everything }, { ...toContext(controller), ...how });
}

function toContext(controller: AbortController): ReadContext {
  return { requester, operation: controller, signal: controller.signal };
}
