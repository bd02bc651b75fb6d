/** One call for many askers. An asker that leaves cancels nobody else's; the last one's leaving cancels the call. */
import { Abandoned } from './abandoned.ts';

export interface Shared<T> {
  /** Waits for the result. Throws the signal's reason where the asker's own signal aborts first. */
  readonly join: (signal: AbortSignal) => Promise<T>;
  /** True once the last asker has left: the call is being cancelled, and nobody may join it. */
  readonly isAbandoned: () => boolean;
}

/** Starts `work` at once; its signal aborts when all askers have left. */
export function createShared<T>(work: (signal: AbortSignal) => Promise<T>): Shared<T> {
  const controller = new AbortController();
  const result = work(controller.signal);
  // Every asker may have left before it fails.
  result.catch(() => undefined);
  let askers = 0;

  return {
    isAbandoned: () => controller.signal.aborted,
    join: (signal) => {
      if (signal.aborted) {
        // It may have been the first: then nobody would ever leave.
        if (askers === 0) controller.abort(new Abandoned());
        return Promise.reject(signal.reason as Error);
      }
      askers += 1;
      return new Promise((resolve, reject) => {
        const leave = (): void => {
          reject(signal.reason as Error);
          askers -= 1;
          if (askers === 0) controller.abort(new Abandoned());
        };
        signal.addEventListener('abort', leave, { once: true });
        void result.then(resolve, reject).finally(() => {
          signal.removeEventListener('abort', leave);
        });
      });
    },
  };
}
