/**
 * Running operations that equal ones follow. The first operation leads. Equal ones wait for its answer instead of being
 * run. If the leader's client hangs up, the leader continues as long as others follow it.
 */
import { raceAbort } from '../../calls/abort.ts';
import type { Signal } from '../../platform/signal.ts';
import type { FinishedAnswer } from './answer-memory.ts';
import { isCurrent, type DependencyTracker } from './dependency-tracker.ts';

/**
 * The outcome of the operation that leads. `own`: no other operation may use its answer. `ended`: it ended early.
 * `late`: it takes longer than followers wait.
 */
export type Outcome = FinishedAnswer | 'own' | 'ended' | 'late';

/** A running operation, as its followers see it. */
export interface RunningAnswer {
  /** The entries that its answer has used so far. */
  readonly tracker: DependencyTracker;
  /** Rejects with the signal's reason if that aborts first. */
  readonly follow: (signal: Signal) => Promise<Outcome>;
}

/** A running operation, as it sees itself. */
export interface Leader {
  /** Reports that the operation has ended. */
  readonly settle: (outcome: Exclude<Outcome, 'late'>) => void;
  /** Reports that its client has the answer or is gone. Calls `end` as soon as the last follower has left. */
  readonly detach: (end: () => void) => void;
}

/** Running operations, by everything that their answers depend on. */
export interface RunningAnswers {
  /**
   * A running operation that an equal one may follow from now on. Each entry that it has used so far is still the one
   * that the entry's memory would return, and all further entries are yet to be read.
   */
  readonly find: (key: string) => RunningAnswer | undefined;
  /** From now on, equal operations follow this one. */
  readonly publish: (key: string, tracker: DependencyTracker) => Leader;
}

/** @param maxWaitMilliseconds how long an operation may lead; 0: no operation leads */
export function createRunningAnswers(maxWaitMilliseconds: number): RunningAnswers {
  const running = new Map<string, RunningAnswer>();

  return {
    find: (key) => {
      const known = running.get(key);
      return known?.tracker.dependencies()?.every(isCurrent) === true ? known : undefined;
    },
    publish: (key, tracker) => {
      const { present, leader } = createLeader(tracker, maxWaitMilliseconds, () => {
        if (running.get(key) === present) running.delete(key);
      });
      if (maxWaitMilliseconds > 0) running.set(key, present);
      return leader;
    },
  };
}

/** @param onClose called when it leads no more */
function createLeader(
  tracker: DependencyTracker,
  maxWaitMilliseconds: number,
  onClose: () => void,
): { readonly present: RunningAnswer; readonly leader: Leader } {
  const { promise, resolve } = Promise.withResolvers<Outcome>();
  let followers = 0;
  let isUnderWay = true;
  let endLater: (() => void) | undefined;

  function close(): void {
    isUnderWay = false;
    clearTimeout(timer);
    onClose();
  }
  function settle(outcome: Outcome): void {
    if (!isUnderWay) return;
    close();
    resolve(outcome);
    // Operations that have just stopped following join the running reads before this one ends.
    if (endLater !== undefined) setImmediate(endLater);
  }
  const timer = setTimeout(settle, maxWaitMilliseconds, 'late').unref();

  return {
    present: {
      tracker,
      follow: (signal) => {
        if (signal.aborted) return Promise.reject(signal.reason);
        followers += 1;
        return raceAbort(promise, signal, () => {
          followers -= 1;
          if (followers > 0 || endLater === undefined || !isUnderWay) return;
          close();
          endLater();
        });
      },
    },
    leader: {
      settle,
      detach: (end) => {
        if (isUnderWay && followers > 0) endLater = end;
        else {
          close();
          end();
        }
      },
    },
  };
}
