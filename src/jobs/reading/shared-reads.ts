/** The port to reads that several processes share: one of them asks the provider, and the others get the answer. */
import type { Signal } from '../../platform/signal.ts';
import type { Entry } from './store.ts';

/** The state of an entry, which decides how long the entry stays fresh. */
export type SharedState = 'running' | 'terminal' | 'absent';

/** How entries of one kind of one source are told apart and checked. */
export interface SharedFormat<T extends Entry> {
  readonly source: string;
  /** What entries of the same name must have in common to be the same: provider, address, version. */
  readonly fingerprint: string;
  /** How long an entry stays fresh, in milliseconds; 0: it is never fresh. */
  readonly maxAges: Readonly<Record<SharedState, number>>;
  readonly toState: (entry: T) => SharedState;
  /** How much an entry says. An entry of a higher level answers a question for a lower one. */
  readonly toLevel: (entry: T) => number;
  /** Longer ones are neither given nor taken, in bytes of their text. */
  readonly maxLength: number;
  /** Whether this is an entry, which another process has written. It has neither `readAt` nor `bytes`. */
  readonly isValid: (value: object) => boolean;
}

/** A request for an entry that says at least `level`. */
export interface SharedQuestion {
  /** The entry's name among those of its kind and source. */
  readonly id: string;
  readonly level: number;
  /** By the store's clock: the read must have begun since then. Default: a fresh entry answers. */
  readonly since?: number | undefined;
}

/** Entries of one kind of one source, of all processes. Times are translated: `readAt` and `fetchedAt` are this process's. */
export interface SharedReads<T extends Entry> {
  /**
   * If a process has read a fresh entry, resolves to the result of `onFound`. If a process reads the entry now, waits
   * for it. Otherwise runs `read`, and gives the others the result of `toShared`, as it does if the store cannot be
   * reached. Rejects as `read` does, or with the signal's reason if the signal aborts first.
   */
  readonly once: <Result>(question: SharedQuestion, work: SharedWork<T, Result>) => Promise<Result>;
  /** The entry if it is at most so old, in milliseconds, even if it is not fresh. Asks no provider. Never rejects. */
  readonly recent: (question: SharedQuestion, maxAge: number) => Promise<T | undefined>;
  /**
   * Gives the others an entry that was read outside of `once`.
   * @param beganAt when the read began, by the monotonic clock
   */
  readonly offer: (id: string, entry: T, beganAt: number) => void;
  /** Entries that were read before then are not taken any more. @param before by the monotonic clock */
  readonly forget: (id: string, before: number) => void;
  /** Calls `onChange` when a process has read the entry, or may have while messages were missed. Returns what ends it. */
  readonly follow: (id: string, onChange: () => void) => () => void;
}

/** How one read is made, and what becomes of its answer. */
export interface SharedWork<T extends Entry, Result> {
  readonly signal: Signal;
  /** The result if a process has read the entry. May throw. */
  readonly onFound: (entry: T) => Result;
  /** An entry that is fresh, but says too little: `read` may begin with it. */
  readonly onBase?: (entry: T) => void;
  readonly read: () => Promise<Result>;
  /** The entry for the others; undefined if they get nothing. Called when `read` has ended, well or not. */
  readonly toShared: () => T | undefined;
}

/** Opens the shared entries of one kind of one source. */
export type ShareReads = <T extends Entry>(format: SharedFormat<T>) => SharedReads<T>;
