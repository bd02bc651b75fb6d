/**
 * Operations under way that equal ones follow: these wait for the answer of the first one, which leads, instead of being
 * run. A client that leaves does not end the operation that it leads as long as others follow it.
 */
import { raceAbort } from '../calls/race-abort.ts';
import type { FinishedAnswer } from './answer-memory.ts';
import { stillStands, type Recording } from './recording.ts';

/**
 * What came of the operation that leads. `own`: its answer is of no use to another one; `ended`: it ended before its time;
 * `late`: it takes too long to be waited for.
 */
export type Outcome = FinishedAnswer | 'own' | 'ended' | 'late';

/** An operation under way, to those who follow it. */
export interface RunningAnswer {
  /** What its answer is made of, so far. */
  readonly recording: Recording;
  /** Rejects with the signal's reason if that aborts first. */
  readonly follow: (signal: AbortSignal) => Promise<Outcome>;
}

/** An operation under way, to itself. */
export interface Leader {
  /** It has come to its end. */
  readonly land: (outcome: Exclude<Outcome, 'late'>) => void;
  /** Its client has the answer, or is gone. Calls `end` as soon as nobody follows it. */
  readonly leave: (end: () => void) => void;
}

/** Operations under way, by all that their answer depends on. */
export interface RunningAnswers {
  /**
   * An operation under way that an equal one may follow from now on: all that it has used so far is what its memory would
   * answer with now, and what it will use is not read yet.
   */
  readonly find: (key: string) => RunningAnswer | undefined;
  /** From now on, equal operations follow this one. */
  readonly lead: (key: string, recording: Recording) => Leader;
}

/** @param patienceMilliseconds how long an operation may lead; 0: none does */
export function createRunningAnswers(patienceMilliseconds: number): RunningAnswers {
  const running = new Map<string, RunningAnswer>();

  return {
    find: (key) => {
      const known = running.get(key);
      return known?.recording.uses()?.every(stillStands) === true ? known : undefined;
    },
    lead: (key, recording) => {
      const { present, leader } = createLeader(recording, patienceMilliseconds, () => {
        if (running.get(key) === present) running.delete(key);
      });
      if (patienceMilliseconds > 0) running.set(key, present);
      return leader;
    },
  };
}

/** @param onClose it leads no more */
function createLeader(
  recording: Recording,
  patienceMilliseconds: number,
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
  function land(outcome: Outcome): void {
    if (!isUnderWay) return;
    close();
    resolve(outcome);
    // Those who follow no more join what is still being read first.
    if (endLater !== undefined) setImmediate(endLater);
  }
  const timer = setTimeout(land, patienceMilliseconds, 'late').unref();

  return {
    present: {
      recording,
      follow: (signal) => {
        if (signal.aborted) return Promise.reject(signal.reason as Error);
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
      land,
      leave: (end) => {
        if (isUnderWay && followers > 0) endLater = end;
        else {
          close();
          end();
        }
      },
    },
  };
}
