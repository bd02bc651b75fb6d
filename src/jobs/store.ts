/** A cache of plain data: for this process only, or shared with others. */
import type { Weight } from './weighed.ts';

/** Plain data: equal to itself after a round trip through JSON. */
export interface Entry extends Weight {
  /** When its answer came, in milliseconds of this process's monotonic clock. A store that is shared translates it. */
  readonly readAt: number;
  /** The answer's, if its read can be repeated with `if-none-match`. */
  readonly etag?: string;
}

/** State that several processes may share. What is in this process is answered synchronously. */
export interface Store<T extends Entry> {
  /** The entry in this process, synchronously. */
  readonly peek: (id: string) => T | undefined;
  /** The entry in this process or in the shared store. Never rejects: an unreachable store has no entries. */
  readonly get: (id: string) => Promise<T | undefined>;
  /** The entry in this process, even past its age if it has an `etag`: what a 304 to the repeated read says is still so. */
  readonly held: (id: string) => T | undefined;
  /** Replaces the entry, even if the new one may not be stored. */
  readonly set: (id: string, entry: T) => void;
  readonly delete: (id: string) => void;
}
