/** Single flight by key: work that is under way under a name is joined, never started twice. */
import { createShared, type Shared } from './share.ts';

export interface Flights<T> {
  /** What is under way under that name and may be joined. */
  readonly find: (name: string) => Shared<T> | undefined;
  /** Starts work under a name, until it ends. Its signal aborts when all who joined have left. */
  readonly start: (name: string, work: (signal: AbortSignal) => Promise<T>) => Shared<T>;
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
