/** When a watched job is polled next: often, or for safety only while its changes are pushed. */
import type { Clock } from '../../platform/clock.ts';
import type { SchedulePoll } from './poll-schedule.ts';
import type { Listening } from '../pushes/pushes.ts';
import type { WatchedJob, WatchedState } from './watched-job.ts';

/** What decides when a job is polled next. */
export interface PollNeed {
  /** When the last poll was due, in milliseconds since 1970. */
  readonly since: number;
  readonly state: WatchedState | undefined;
  /** Whether all changes since the last read are pushed, so that the poll is only for safety. */
  readonly isPushed: boolean;
  /** Whether `isPushed` had the other value for the last poll. */
  readonly isNewPace: boolean;
}

/** Schedules the next poll of a job. Returns what cancels it. */
export type ScheduleNext = (poll: (at: number) => void, need: PollNeed) => ReturnType<SchedulePoll>;

/** The next poll of one job. */
export interface NextPoll {
  /** After a read that was due then, in milliseconds since 1970. */
  readonly setAfter: (at: number) => void;
  /** Changes may be missed from now on: a poll that was only for safety comes earlier. A poll is never put off. */
  readonly hasten: () => void;
  /** A read that began then, by the monotonic clock, has shown all changes until then; undefined: it has failed. */
  readonly noteSeen: (beganAt: number | undefined) => void;
  /** Since when the poll is waited for, by the monotonic clock; undefined between polls. */
  readonly waitsSince: () => number | undefined;
  readonly stop: () => void;
}

/** The watched job, since when its changes are pushed, and the schedule of its polls. */
interface NextPollOptions extends Clock {
  readonly watched: Pick<WatchedJob, 'state'>;
  readonly liveSince: Listening['liveSince'];
  readonly scheduleNext: ScheduleNext;
}

/** @param poll is given when it was due, and since when it was waited for, by the monotonic clock */
export function createNextPoll(
  { now, monotonic, watched, liveSince, scheduleNext }: NextPollOptions,
  poll: (at: number, since: number) => void,
): NextPoll {
  let cancel = (): void => undefined;
  let isPushed = false;
  let seenUntil = -Infinity;
  let waitsSince: number | undefined;

  function stop(): void {
    cancel();
    waitsSince = undefined;
  }

  function setAfter(at: number): void {
    stop();
    const wasPushed = isPushed;
    isPushed = seenUntil >= (liveSince() ?? Infinity);
    const since = monotonic();
    waitsSince = since;
    const need = { since: at, state: watched.state(), isPushed, isNewPace: isPushed !== wasPushed };
    cancel = scheduleNext((due) => {
      poll(due, since);
    }, need);
  }

  return {
    setAfter,
    hasten: () => {
      if (isPushed && waitsSince !== undefined) setAfter(now());
    },
    noteSeen: (beganAt) => {
      seenUntil = beganAt ?? -Infinity;
    },
    waitsSince: () => waitsSince,
    stop,
  };
}
