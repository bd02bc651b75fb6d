/** One call for many waiters. A waiter that leaves does not affect the others; when the last one leaves, the call is cancelled. */
import { Abandoned } from '../calls/abandoned.ts';
import { raceAbort } from '../calls/race-abort.ts';

/** A call in flight that several may wait for. */
export interface Shared<T> {
  /** Waits for the result. Throws the reason of the waiter's signal if that aborts first. */
  readonly join: (signal: AbortSignal) => Promise<T>;
  /** True once the last waiter has left: the call is being cancelled and must not be joined. */
  readonly isAbandoned: () => boolean;
}

/** Starts `work` at once. Its signal aborts when all waiters have left. */
export function createShared<T>(work: (signal: AbortSignal) => Promise<T>): Shared<T> {
  const controller = new AbortController();
  const result = work(controller.signal);
  // All waiters may have left before it fails.
  result.catch(() => undefined);
  let requesters = 0;

  return {
    isAbandoned: () => controller.signal.aborted,
    join: (signal) => {
      if (signal.aborted) {
        // It may have been the first waiter: then no other one would ever leave.
        if (requesters === 0) controller.abort(new Abandoned());
        return Promise.reject(signal.reason as Error);
      }
      requesters += 1;
      return raceAbort(result, signal, () => {
        requesters -= 1;
        if (requesters === 0) controller.abort(new Abandoned());
      });
    },
  };
}
