import type { Signal } from './abort.ts';
/**
 * The work's outcome, or the signal's reason where it aborts first; the work goes on.
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
