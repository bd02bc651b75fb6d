/** When a watched list is looked at: by an alarm, after hints, and when another process has read it. */
import type { ListFilter } from '../../provider/contract/adapter.ts';
import type { Source } from '../source.ts';
import { createAlarm } from './alarm.ts';

/** What makes a poller look at its list. */
interface RefreshTriggers {
  /** A look has begun: the next one waits for its end. Returns whether it is for a hint and needs a new read. */
  readonly begin: () => boolean;
  /** For the next look, after so many in a row without a change. */
  readonly wait: (quiet: number) => void;
  readonly stop: () => void;
}

/** The list, and how long its poller waits between looks. */
export interface RefreshTriggersOptions {
  readonly source: Source;
  readonly filter: ListFilter;
  readonly monotonic: () => number;
  /** Milliseconds from one look to the next, after so many looks in a row without a change. */
  readonly toWait: (quiet: number) => number;
}

/** From the beginning of one look for hints to the next one, at least. */
const hintMilliseconds = 1000;

/** @param look gets the time since when other processes' reads were not seen, by the monotonic clock */
export function createRefreshTriggers(
  { source, filter, monotonic, toWait }: RefreshTriggersOptions,
  look: (since: number) => void,
): RefreshTriggers {
  /** Since when the next look is waited for; undefined while a look runs, and at the end. */
  let waitingSince: number | undefined;
  let begunAt = -Infinity;
  let isHinted = false;
  const alarm = createAlarm(monotonic, lookNow);

  const leavePushes = source.pushes?.followAll(() => {
    if (isHinted) return;
    isHinted = true;
    if (waitingSince !== undefined) lookForHint();
  });
  const leaveOthers = source.listReader?.follow(filter, () => {
    // What another process has read may be older than the hint.
    if (!isHinted) lookNow();
  });

  function lookNow(): undefined {
    if (waitingSince !== undefined) look(waitingSince);
  }

  function lookForHint(): void {
    alarm.setAt(begunAt + Math.max(hintMilliseconds, toWait(0)));
  }

  function end(): void {
    waitingSince = undefined;
    alarm.stop();
  }

  return {
    begin: () => {
      end();
      begunAt = monotonic();
      const isForHint = isHinted;
      isHinted = false;
      return isForHint;
    },
    wait: (quiet) => {
      waitingSince = monotonic();
      if (isHinted) lookForHint();
      else alarm.setAt(waitingSince + toWait(quiet));
    },
    stop: () => {
      end();
      leaveOthers?.();
      leavePushes?.();
    },
  };
}
