import type { Signal } from './abort.ts';
import type { Party } from './fair-queue.ts';
import type { Tally } from './tally.ts';

/** On whose behalf a job is read. */
export interface ReadContext extends Party {
  /** Aborts at the operation's deadline, or when the client is gone. */
  readonly signal: Signal;
  /** When the signal aborts at the latest, in milliseconds of the monotonic clock. Default: not known. */
  readonly endsAt?: number | undefined;
  /** Of a poll: a page that another process has read does, if it is at most so old, in milliseconds. Default: while it is fresh. */
  readonly pageAge?: number | undefined;
  /** Counts what the operation cost, if needed. */
  readonly tally?: Tally;
  /** Told what the operation's answer is made of, if needed. */
  readonly uses?: UseNotes | undefined;
}

/** Notes what an answer is made of. */
export interface UseNotes {
  /** A memory answered with this entry, which it holds under this id. */
  readonly hit: (source: string, memory: EntryMemory, id: string, entry: object) => void;
  /** A read has ended. `entry` is what the memory now holds of it; undefined if that is nothing, or something else. */
  readonly read: (source: string, memory: EntryMemory, id: string, entry: object | undefined) => void;
}

/** A cache that says whether an entry is still fresh. */
export interface EntryMemory {
  /** The fresh entry, the same object for as long as it is kept. */
  readonly peek: (id: string) => object | undefined;
  /** The last moment at which the entry is fresh, in milliseconds of the monotonic clock; -Infinity without one. */
  readonly freshUntil: (id: string) => number;
  /** Grows with each entry that is kept, replaced or given up. While it does not, entries go by time alone. */
  readonly changes: () => number;
}
