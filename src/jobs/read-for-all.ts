/** A job's facts, read by one process for all that share. In front of the reads of this process, which stay as they are. */
import type { Signal } from '../calls/abort.ts';
import { formatJobId } from '../job.ts';
import { levels } from '../provider/plan.ts';
import { orThrow, storeRead, type Stored, type StoredFacts } from './fact-store.ts';
import { createFlights } from './flights.ts';
import type { ReaderOptions } from './reader.ts';
import type { ReadShared } from './shared-read.ts';
import type { SharedReads } from './shared-reads.ts';

/** In this process each job is asked of the others once, however many wait for it. */
export function createReadForAll(
  { source, store }: Pick<ReaderOptions, 'source' | 'store'>,
  shared: SharedReads<Stored>,
  readHere: ReadShared,
): ReadShared {
  const flights = createFlights<StoredFacts>();

  return (requested, level, context) => {
    const { key } = requested;
    const id = formatJobId(source, key);
    const running = flights.find(`${level} ${key}`) ?? flights.find(`complete ${key}`);
    if (running !== undefined) {
      context.tally?.shared(source);
      return running.join(context.signal);
    }
    const keep = (stored: Stored): void => {
      storeRead(store, source, id, stored);
    };
    const ask = (signal: Signal): Promise<StoredFacts> =>
      shared.once(
        { id, level: levels.indexOf(level) },
        {
          signal,
          onFound: (stored) => {
            context.tally?.sharedHit(source);
            keep(stored);
            return orThrow(stored);
          },
          onBase: keep,
          read: () => readHere(requested, level, { ...context, signal }),
          toShared: () => toShared(store.peek(id)),
        },
      );
    return flights.start(`${level} ${key}`, ask).join(context.signal);
  };
}

/** What this process remembers. Rows are in lists, and what may not be remembered may not be shared. */
export function toShared(stored: Stored | undefined): Stored | undefined {
  return stored !== undefined && ('absent' in stored || stored.level !== 'row') ? stored : undefined;
}
