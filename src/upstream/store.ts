/** Where plain data is kept for a while: in this process alone, or shared with others. */
import type { Weight } from './weighed.ts';

/** What is kept is plain data: it equals what is read from its JSON. */
export interface Entry extends Weight {
  /** When its answer came, in milliseconds of this process's monotonic clock. A store that is shared translates it. */
  readonly readAt: number;
}

export interface Store<T extends Entry> {
  /** What this process holds, at once. */
  readonly peek: (id: string) => T | undefined;
  /** What this process holds, or another that shares the store. Never rejects: a store that is away holds nothing. */
  readonly get: (id: string) => Promise<T | undefined>;
  /** Replaces what is held under that id, even where the new entry may not be kept. */
  readonly set: (id: string, entry: T) => void;
  readonly delete: (id: string) => void;
}
