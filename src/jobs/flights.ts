/** Single flight by key: work in flight is joined, never started twice. */
import type { Signal } from '../calls/abort.ts';
import { createShared, type Shared } from './share.ts';

/** The work in flight, by name. */
export interface Flights<T> {
  /** The work in flight under this name, if it may be joined. */
  readonly find: (name: string) => Shared<T> | undefined;
  /** Starts work under a name. Its signal aborts when everyone who joined has left. */
  readonly start: (name: string, work: (signal: Signal) => Promise<T>) => Shared<T>;
}

export function createFlights<T>(): Flights<T> {
  const underWay = new Map<string, Shared<T>>();

  return {
    find: (name) => {
      const flight = underWay.get(name);
      return flight?.isAbandoned() === false ? flight : undefined;
    },
    start: (name, work) => {
      const flight: Shared<T> = createShared(async (signal) => {
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
