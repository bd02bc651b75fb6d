/** Aborts inside of the program: the signal of calls, deadlines, and waits that a signal ends. */
import type { Signal } from '../platform/signal.ts';
import { ProviderError } from '../errors/errors.ts';

/**
 * Stands where an `AbortController` and its signal would, as long as no library is given them: an `AbortSignal` is an
 * `EventTarget` and costs ten times as much as these few members. Each call has three signals.
 */
export class Aborter implements Signal {
  aborted = false;
  reason!: Error;
  #listeners: (() => void)[] = [];

  /** Only the first call has an effect. */
  abort(reason: Error): void {
    if (this.aborted) return;
    this.aborted = true;
    this.reason = reason;
    // One that is removed meanwhile is not called.
    for (let next = this.#listeners.shift(); next !== undefined; next = this.#listeners.shift()) next();
  }

  throwIfAborted(): void {
    if (this.aborted) throw this.reason;
  }

  addEventListener(_type: 'abort', listener: () => void): void {
    if (!this.aborted && !this.#listeners.includes(listener)) this.#listeners.push(listener);
  }

  removeEventListener(_type: 'abort', listener: () => void): void {
    const at = this.#listeners.indexOf(listener);
    if (at !== -1) this.#listeners.splice(at, 1);
  }
}

/** The same for a library, which takes no other kind of signal. */
export function toAbortSignal(signal: Signal): AbortSignal {
  const controller = new AbortController();
  const abort = (): void => {
    controller.abort(signal.reason);
  };
  if (signal.aborted) abort();
  else signal.addEventListener('abort', abort, { once: true });
  return controller.signal;
}

/** A signal that aborts when the time is over or the outer signal aborts. */
interface Deadline {
  readonly signal: Signal;
  /** Call when the work is over: removes the listener from the outer signal. */
  readonly clear: () => void;
}

/** Aborts with PROVIDER_TIMEOUT after a while, or with the outer signal's reason. */
export function createDeadline(milliseconds: number, outer: Signal): Deadline {
  // Not AbortSignal.any: its weak references were a third of what a read costs here.
  const aborter = new Aborter();
  const follow = (): void => {
    aborter.abort(outer.reason);
  };
  const timer = setTimeout(() => {
    aborter.abort(new ProviderError('PROVIDER_TIMEOUT'));
  }, milliseconds);
  if (outer.aborted) follow();
  else outer.addEventListener('abort', follow, { once: true });
  return {
    signal: aborter,
    clear: () => {
      clearTimeout(timer);
      outer.removeEventListener('abort', follow);
    },
  };
}

/**
 * Settles as the work does, or rejects with the signal's reason if the signal aborts first. The work continues.
 * @param onAbort called where the signal aborts first. Not for a signal that had aborted before
 */
export function raceAbort<T>(work: Promise<T>, signal: Signal, onAbort = (): void => undefined): Promise<T> {
  return new Promise((resolve, reject) => {
    const stop = listen(signal, () => {
      reject(signal.reason);
      onAbort();
    });
    const afterStop =
      <Outcome>(settle: (outcome: Outcome) => void) =>
      (outcome: Outcome): void => {
        stop();
        settle(outcome);
      };
    work.then(afterStop(resolve), afterStop(reject));
  });
}

interface Listener {
  readonly waiting: Set<() => void>;
  readonly wakeAll: () => void;
}

const listeners = new WeakMap<Signal, Listener>();

/**
 * One listener for everything that waits on a signal: an operation may wait for hundreds of jobs, and a signal searches
 * all its listeners for the one that is removed.
 * @returns what ends it
 */
function listen(signal: Signal, wake: () => void): () => void {
  const { waiting, wakeAll } = listeners.get(signal) ?? startListening(signal);
  waiting.add(wake);
  return () => {
    waiting.delete(wake);
    if (waiting.size > 0) return;
    listeners.delete(signal);
    signal.removeEventListener('abort', wakeAll);
  };
}

function startListening(signal: Signal): Listener {
  const waiting = new Set<() => void>();
  const wakeAll = (): void => {
    for (const wake of [...waiting]) wake();
  };
  listeners.set(signal, { waiting, wakeAll });
  signal.addEventListener('abort', wakeAll, { once: true });
  return { waiting, wakeAll };
}
