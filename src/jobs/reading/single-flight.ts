/**
 * Single flight by key: work in flight is joined, never started twice. A waiter that leaves does not affect the others; when
 * the last one leaves, the call is cancelled.
 */
import type { Signal } from '../../platform/signal.ts';
import { Aborter, raceAbort } from '../../calls/abort.ts';
import { Abandoned } from '../../calls/abandoned.ts';

/** The work in flight, by name. */
interface SingleFlight<T> {
  /** The work in flight under this name, if it may be joined. */
  readonly find: (name: string) => Flight<T> | undefined;
  /** Starts work under a name. Its signal aborts when everyone who joined has left. */
  readonly start: (name: string, work: (signal: Signal) => Promise<T>) => Flight<T>;
}

/** Starts without work in flight. */
export function createSingleFlight<T>(): SingleFlight<T> {
  const underWay = new Map<string, Flight<T>>();

  return {
    find: (name) => {
      const flight = underWay.get(name);
      return flight?.isAbandoned() === false ? flight : undefined;
    },
    start: (name, work) => {
      const flight: Flight<T> = startFlight(async (signal) => {
        try {
          return await work(signal);
        } finally {
          if (underWay.get(name) === flight) underWay.delete(name);
        }
      });
      underWay.set(name, flight);
      return flight;
    },
  };
}

/** A call in flight that several may wait for. */
export interface Flight<T> {
  /** Waits for the result. Throws the reason of the waiter's signal if that aborts first. */
  readonly join: (signal: Signal) => Promise<T>;
  /** True once the last waiter has left: the call is being cancelled and must not be joined. */
  readonly isAbandoned: () => boolean;
}

/** Starts `work` at once. Its signal aborts when all waiters have left. */
export function startFlight<T>(work: (signal: Signal) => Promise<T>): Flight<T> {
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
