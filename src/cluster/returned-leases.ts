/** Leases of calls that have ended: those of all sources are given back together. */
import { giveBack } from './rate-scripts.ts';
import type { SharedStore } from './shared-store.ts';

/** Leases that are not needed any more. */
export interface ReturnedLeases {
  /** They are given back soon, together with others. @param key of the leases of their source */
  readonly add: (key: string, leases: readonly string[]) => void;
  /** Gives them back at once. */
  readonly send: () => void;
}

/** Far below how often a process asks again that was given none. */
const returnMilliseconds = 10;

/** Gives leases back to the store of this cluster. */
export function createReturnedLeases({ run }: Pick<SharedStore, 'run'>): ReturnedLeases {
  const waiting = new Map<string, string[]>();
  let timer: NodeJS.Timeout | undefined;

  function send(): void {
    clearTimeout(timer);
    timer = undefined;
    if (waiting.size === 0) return;
    const values = [...waiting.values()].flatMap((leases) => [leases.length, ...leases]);
    void run(giveBack, [...waiting.keys()], values);
    waiting.clear();
  }

  return {
    add: (key, leases) => {
      if (leases.length === 0) return;
      const ofSource = waiting.get(key);
      if (ofSource === undefined) waiting.set(key, [...leases]);
      else ofSource.push(...leases);
      timer ??= setTimeout(send, returnMilliseconds).unref();
    },
    send,
  };
}
