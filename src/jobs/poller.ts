/** One watched job: read from its feed while that is live, otherwise by polls. */
import { Abandoned } from '../calls/abandoned.ts';
import type { Clock } from '../clock.ts';
import { ProviderError } from '../errors/errors.ts';
import { isTerminal, type JobKey } from '../job.ts';
import type { FollowedJob } from './feeds.ts';
import type { SchedulePoll } from './poll-schedule.ts';
import type { ReadRecord } from './reader.ts';
import type { Source } from './source.ts';

/** The last known state of a job. `version` increases with every change of an open fact. */
export type WatchedState = { readonly version: number; readonly isFinal: boolean } & (
  { readonly record: ReadRecord } | { readonly error: ProviderError }
);

/** Follows one job by polls or its feed, and calls its watchers after each change. */
export interface Poller {
  readonly watchers: Set<() => void>;
  readonly state: () => WatchedState | undefined;
  readonly stop: () => void;
}

/** Schedules the poll after the one that was due at `since`. Returns what cancels it. */
export type ScheduleNext = (
  poll: (at: number) => void,
  since: number,
  state: WatchedState | undefined,
) => ReturnType<SchedulePoll>;

/** A feed that is not live by then leaves the first state to a poll. */
const feedMilliseconds = 2000;

export function createPoller(
  source: Source,
  key: JobKey,
  { now, monotonic }: Clock,
  scheduleNext: ScheduleNext,
): Poller {
  const watched = createWatchedJob(source);
  const controller = new AbortController();
  const polls = createPolls({
    ...{ source, key, now, monotonic, scheduleNext, watched, controller },
    isFed: () => isFed(followed),
  });

  function hear(): void {
    if (watched.state()?.isFinal === true || controller.signal.aborted) return;
    const record = followed?.record();
    if (isFed(followed) && record !== undefined) {
      polls.cancel();
      watched.seeRecord({ facts: record.facts, fetchedAt: record.fetchedAt, secrets: {} });
    } else if (followed?.isLive() === true) {
      // Deleted, or its record cannot be read: the provider says which.
      polls.pollNow();
    } else if (watched.state() !== undefined) polls.pollLater(now());
    else if (followed?.hasFailed() === true) polls.pollNow();
  }

  const followed = source.feeds?.follow(key, hear);
  const leaveOthers = source.reader.others?.follow(key, () => void polls.takeRecent());
  if (followed === undefined || followed.hasFailed()) polls.pollNow();
  else if (followed.isLive()) hear();
  else polls.pollAfter(feedMilliseconds);
  return {
    watchers: watched.watchers,
    state: watched.state,
    stop: () => {
      polls.cancel();
      leaveOthers?.();
      followed?.leave();
      controller.abort(new Abandoned());
    },
  };
}

/** A live feed reports every change of a job whose record it has. */
function isFed(followed: FollowedJob | undefined): boolean {
  return followed?.isLive() === true && followed.record() !== undefined;
}

/** What another process has read in this last part of an interval does for a poll. */
const shareOfInterval = 0.9;

interface PollsOptions extends Clock {
  readonly source: Source;
  readonly key: JobKey;
  readonly scheduleNext: ScheduleNext;
  readonly watched: WatchedJob;
  readonly controller: AbortController;
  /** Whether no poll is needed. */
  readonly isFed: () => boolean;
}

interface Polls {
  readonly pollNow: () => void;
  readonly pollAfter: (milliseconds: number) => void;
  /** As the schedule has it, if polls are needed. */
  readonly pollLater: (since: number) => void;
  /** Takes what another process has read since the last poll, in place of the next one. */
  readonly takeRecent: () => Promise<void>;
  readonly cancel: () => void;
}

function createPolls(options: PollsOptions): Polls {
  const { source, key, now, monotonic, scheduleNext, watched, isFed } = options;
  const { signal } = options.controller;
  let cancel = (): void => undefined;
  let isPolling = false;
  let mustRepeat = false;
  /** Since when the next poll is waited for, by the monotonic clock. What was read before then has been seen. */
  let waitsSince: number | undefined;

  async function poll(at: number, since?: number): Promise<void> {
    cancel();
    mustRepeat = isPolling;
    if (isPolling) return;
    isPolling = true;
    waitsSince = undefined;
    try {
      const isSeen = source.reader.others !== undefined && (await seeRecent(options, since));
      if (!isSeen) watched.seeRecord(await readWhole(source, key, options.controller));
    } catch (error) {
      if (!signal.aborted) watched.seeFailure(error);
    } finally {
      isPolling = false;
      if (mustRepeat && !signal.aborted) void poll(now());
      else pollLater(at);
    }
  }

  function pollLater(since: number): void {
    cancel();
    waitsSince = undefined;
    if (watched.state()?.isFinal === true || signal.aborted || isFed()) return;
    const from = monotonic();
    waitsSince = from;
    cancel = scheduleNext((next) => void poll(next, from), since, watched.state());
  }

  async function takeRecent(): Promise<void> {
    const asked = waitsSince;
    // Unless a poll has begun meanwhile.
    if ((await seeRecent(options, asked)) && waitsSince === asked) pollLater(now());
  }

  return {
    takeRecent,
    pollNow: () => void poll(now()),
    pollAfter: (milliseconds) => {
      const timer = setTimeout(() => void poll(now()), milliseconds);
      cancel = () => {
        clearTimeout(timer);
      };
    },
    pollLater,
    cancel: () => cancel(),
  };
}

/** Resolves to whether another process has read the job since then. */
async function seeRecent(
  { source, key, monotonic, watched, controller }: PollsOptions,
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

/** A name that no row contains, and one that needs the completion: together they select every open fact. */
const everyFact: ReadonlySet<string> = new Set(['*', 'status']);
const nothing: ReadonlySet<string> = new Set();
const everything = { facts: everyFact, secrets: nothing, secretsOfMasked: nothing };
/** All polls together count as one requester. */
const requester = 'watcher';

function readWhole({ reader }: Source, key: JobKey, operation: AbortController): Promise<ReadRecord> {
  return Promise.resolve(reader.read({ key, ...everything }, { requester, operation, signal: operation.signal }));
}

interface WatchedJob {
  readonly watchers: Set<() => void>;
  readonly state: () => WatchedState | undefined;
  readonly seeRecord: (record: ReadRecord) => void;
  readonly seeFailure: (error: unknown) => void;
}

function createWatchedJob({ feeds }: Source): WatchedJob {
  const watchers = new Set<() => void>();
  let state: WatchedState | undefined;

  function see(next: { readonly record: ReadRecord } | { readonly error: ProviderError }, isFinal: boolean): void {
    state = { ...next, isFinal, version: (state?.version ?? 0) + 1 };
    for (const notify of [...watchers]) notify();
  }

  return {
    watchers,
    state: () => state,
    seeRecord: (record) => {
      const seen = state !== undefined && 'record' in state ? state.record.facts : undefined;
      // A poll and the feed may overtake each other.
      if (seen !== undefined && feeds?.isEarlier(record.facts, seen) === true) return;
      if (seen !== undefined && JSON.stringify(seen) === JSON.stringify(record.facts)) return;
      see({ record }, isTerminal(record.facts.status));
    },
    /** Reported once, and only if no state is known; a later failure keeps the last state. */
    seeFailure: (error) => {
      const failure =
        error instanceof ProviderError ? error : new ProviderError('PROVIDER_UNAVAILABLE', { cause: error });
      const isFinal = failure.code === 'JOB_NOT_FOUND' || failure.code === 'JOB_GONE';
      if (state === undefined || isFinal) see({ error: failure }, isFinal);
    },
  };
}
