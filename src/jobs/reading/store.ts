/** A cache of plain data in this process. What processes share goes through `shared-reads.ts`. */
import type { Weight } from './weighed.ts';

/** Plain data: equal to itself after a round trip through JSON. */
export interface Entry extends Weight {
  /** When its answer came, in milliseconds of this process's monotonic clock; translated where another process has read it. */
  readonly readAt: number;
  /** The answer's, if its read can be repeated with `if-none-match`. */
  readonly etag?: string;
}

/** Answers synchronously. */
export interface Store<T extends Entry> {
  /** The entry, if it is fresh. */
  readonly peek: (id: string) => T | undefined;
  /** The entry, even past its age if it has an `etag`: what a 304 to the repeated read says is still so. */
  readonly getStale: (id: string) => T | undefined;
  /** Replaces the entry, even if the new one may not be stored. */
  readonly set: (id: string, entry: T) => void;
  readonly delete: (id: string) => void;
  /**
   * The last moment at which `peek` gives the entry, by the monotonic clock; -Infinity without one. Does not count as a
   * use.
   */
  readonly freshUntil: (id: string) => number;
  /** Grows with each `set` and `delete`, and so before any entry is evicted. */
  readonly changes: () => number;
}
