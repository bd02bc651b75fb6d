import type { Signal } from '../platform/signal.ts';
import type { FlowKey } from './fair-queue.ts';
import type { Tally } from './tally.ts';

/** On whose behalf a job is read. */
export interface ReadContext extends FlowKey {
  /** Aborts at the operation's deadline, or when the client is gone. */
  readonly signal: Signal;
  /** When the signal aborts at the latest, in milliseconds of the monotonic clock. Default: not known. */
  readonly endsAt?: number | undefined;
  /**
   * For polls: the greatest age, in milliseconds, of a page to take from another process. Default: while it is fresh.
   */
  readonly pageAge?: number | undefined;
  /** The read is for a hint: neither memory nor a call that began before may answer it. Default: false. */
  readonly isAfresh?: boolean | undefined;
  /**
   * Beside `isAfresh`: when the hint came, by the clock of the store that processes share. What another process has begun
   * to read since then does, too. Default: only this process's read does.
   */
  readonly sinceInStore?: number | undefined;
  /** Counts what the operation cost, if needed. */
  readonly tally?: Tally;
  /** Records which reads the operation's answer uses, if needed. */
  readonly recorder?: DependencyRecorder | undefined;
}

/** Records which reads an answer uses. */
export interface DependencyRecorder {
  /** A memory answered with this entry, which it holds under this id. */
  readonly hit: (source: string, memory: EntryMemory, id: string, entry: object) => void;
  /** A read has ended. `entry` is its entry in memory; undefined if memory holds nothing, or another read's. */
  readonly read: (source: string, memory: EntryMemory, id: string, entry: object | undefined) => void;
}

/** A cache that says whether an entry is still fresh. */
export interface EntryMemory {
  /** The fresh entry, the same object for as long as it is kept. */
  readonly peek: (id: string) => object | undefined;
  /** The last moment at which the entry is fresh, in milliseconds of the monotonic clock; -Infinity without one. */
  readonly freshUntil: (id: string) => number;
  /**
   * Grows with each entry that is kept, replaced or given up. While it stays the same, entries end by their age alone.
   */
  readonly changes: () => number;
}
