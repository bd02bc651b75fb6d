/** A job's facts, read by one process for all that share. In front of the reads of this process, which stay as they are. */
import type { Signal } from '../../platform/signal.ts';
import { formatJobId } from './job-id.ts';
import { levels } from './plan.ts';
import { orThrow, storeRead, type Stored, type StoredFacts } from './fact-store.ts';
import { createSingleFlight } from './single-flight.ts';
import type { ReaderOptions } from './reader-options.ts';
import type { ReadShared } from './shared-read.ts';
import type { SharedReads } from './shared-reads.ts';

/** This process asks the others once for each job, even if many callers wait for it. */
export function createReadForAll(
  { source, store, monotonic }: Pick<ReaderOptions, 'source' | 'store' | 'monotonic'>,
  shared: SharedReads<Stored>,
  readHere: ReadShared,
): ReadShared {
  const singleFlight = createSingleFlight<StoredFacts>();

  /** What another process has read, or reads now, may be older than the hint. */
  async function readAfresh(...[requested, level, context]: Parameters<ReadShared>): Promise<StoredFacts> {
    const id = formatJobId(source, requested.key);
    const beganAt = monotonic();
    const read = await readHere(requested, level, context);
    const stored = toShared(store.peek(id));
    if (stored !== undefined) shared.offer(id, stored, beganAt);
    return read;
  }

  return (requested, level, context) => {
    const { isAfresh = false, sinceInStore } = context;
    if (isAfresh && sinceInStore === undefined) return readAfresh(requested, level, context);
    const { key } = requested;
    const id = formatJobId(source, key);
    const running = isAfresh
      ? undefined
      : (singleFlight.find(`${level} ${key}`) ?? singleFlight.find(`complete ${key}`));
    if (running !== undefined) {
      context.tally?.shared(source);
      return running.join(context.signal);
    }
    const keep = (stored: Stored): void => {
      storeRead(store, source, id, stored);
    };
    const ask = (signal: Signal): Promise<StoredFacts> =>
      shared.once(
        { id, level: levels.indexOf(level), since: sinceInStore },
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
    return singleFlight.start(`${level} ${key}`, ask).join(context.signal);
  };
}

/** The entry to share; undefined for a row, which is shared with its page, and for a job that memory may not hold. */
export function toShared(stored: Stored | undefined): Stored | undefined {
  return stored !== undefined && ('absent' in stored || stored.level !== 'row') ? stored : undefined;
}
