/** One call for many waiters. A waiter that leaves does not affect the others; when the last one leaves, the call is cancelled. */
import { Aborter, type Signal } from '../calls/abort.ts';
import { Abandoned } from '../calls/abandoned.ts';
import { raceAbort } from '../calls/race-abort.ts';

/** A call in flight that several may wait for. */
export interface Shared<T> {
  /** Waits for the result. Throws the reason of the waiter's signal if that aborts first. */
  readonly join: (signal: Signal) => Promise<T>;
  /** True once the last waiter has left: the call is being cancelled and must not be joined. */
  readonly isAbandoned: () => boolean;
}

/** Starts `work` at once. Its signal aborts when all waiters have left. */
export function createShared<T>(work: (signal: Signal) => Promise<T>): Shared<T> {
  const aborter = new Aborter();
  const result = work(aborter);
  let requesters = 0;

  return {
    isAbandoned: () => aborter.aborted,
    join: (signal) => {
      if (signal.aborted) {
        // It may have been the first waiter: then no other one would ever leave, nor be told of a failure.
        if (requesters === 0) aborter.abort(new Abandoned());
        result.catch(() => undefined);
        return Promise.reject(signal.reason);
      }
      requesters += 1;
      return raceAbort(result, signal, () => {
        requesters -= 1;
        if (requesters === 0) aborter.abort(new Abandoned());
      });
    },
  };
}
