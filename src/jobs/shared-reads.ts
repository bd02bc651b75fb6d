/** The port to what several processes share: one of them asks the provider, the others are given what it answered. */
import type { Signal } from '../calls/abort.ts';
import type { Entry } from './store.ts';

/** What an entry says, which decides how long it is believed. */
export type SharedState = 'running' | 'terminal' | 'absent';

/** How entries of one kind of one source are told apart and checked. */
export interface SharedFormat<T extends Entry> {
  readonly source: string;
  /** What entries of the same name must have in common to be the same: provider, address, version. */
  readonly print: string;
  /** Milliseconds that an entry is believed; 0: not at all. */
  readonly maxAges: Readonly<Record<SharedState, number>>;
  readonly toState: (entry: T) => SharedState;
  /** How much it says: a question for less is answered by more. */
  readonly toLevel: (entry: T) => number;
  /** Longer ones are not shared, in characters of their JSON. */
  readonly maxLength: number;
  /** Whether this is an entry: somebody else has written it. `readAt` is not a part of it. */
  readonly isFit: (value: object) => boolean;
  /** How long a read may take, in milliseconds: longer nobody waits for another process. */
  readonly maxWait: number;
}

export interface SharedQuestion {
  /** The entry's name among those of its kind and source. */
  readonly id: string;
  readonly level: number;
}

/** Entries of one kind of one source, of all processes. Times are translated: `readAt` and `fetchedAt` are this process's. */
export interface SharedReads<T extends Entry> {
  /**
   * What a process has read that is fresh enough, with `onFound` called for it; else waits for the process that reads it
   * now; else runs `read`, and gives the others what that gives to `share`. Rejects as `read` does, and with the signal's
   * reason where it aborts first. An unreachable store means `read`.
   */
  readonly once: <Result>(question: SharedQuestion, work: SharedWork<T, Result>) => Promise<Result>;
  /** The entry if it is at most so old, whatever else is known of it. Asks no provider. Never rejects. */
  readonly recent: (question: SharedQuestion, maxAge: number) => Promise<T | undefined>;
  /** Gives the others what was read by itself. @param beganAt when the read began, by the monotonic clock */
  readonly offer: (id: string, entry: T, beganAt: number) => void;
  /** Entries that were read before then are not taken any more. @param before by the monotonic clock */
  readonly forget: (id: string, before: number) => void;
  /** Calls `onNews` when a process has read the entry, or may have while nobody listened. Returns what ends it. */
  readonly follow: (id: string, onNews: () => void) => () => void;
}

export interface SharedWork<T extends Entry, Result> {
  readonly signal: Signal;
  /** What the answer is, where a process has read the entry. May throw. */
  readonly onFound: (entry: T) => Result;
  /** An entry that is fresh, but says too little: `read` may begin with it. */
  readonly onBase?: (entry: T) => void;
  readonly read: () => Promise<Result>;
  /** Called when `read` has ended, well or not: what the others are given. Undefined: nothing. */
  readonly toShared: () => T | undefined;
}

/** Opens what is shared of one kind of one source. */
export type ShareReads = <T extends Entry>(format: SharedFormat<T>) => SharedReads<T>;
