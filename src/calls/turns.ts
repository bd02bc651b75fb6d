/**
 * Lets other work run between answers that are read: of answers that arrive together, one turn of the event loop reads at
 * most `maxBytes`, but at least one answer.
 */
export interface Turns {
  /** Returns a promise only if the caller has to wait. First come, first served. */
  readonly take: (bytes: number) => Promise<void> | undefined;
}

/** About 20 usual answers, which take a millisecond. The worst answer of this size takes 20 ms (see parts.ts). */
const defaultMaxBytes = 65_536;

interface Waiting {
  readonly bytes: number;
  readonly start: () => void;
}

/** One per gateway: all its sources share the event loop. */
export function createTurns(maxBytes = defaultMaxBytes): Turns {
  const waiting: Waiting[] = [];
  /** Bytes read in this turn. */
  let taken = 0;
  let isNextPlanned = false;

  function fits(bytes: number): boolean {
    return taken === 0 || taken + bytes <= maxBytes;
  }

  function use(bytes: number): void {
    taken += bytes;
    if (isNextPlanned) return;
    isNextPlanned = true;
    setImmediate(startNext);
  }

  function startNext(): void {
    taken = 0;
    isNextPlanned = false;
    for (let [next] = waiting; next !== undefined && fits(next.bytes); [next] = waiting) {
      waiting.shift();
      use(next.bytes);
      next.start();
    }
  }

  return {
    take: (bytes) => {
      if (waiting.length > 0 || !fits(bytes)) {
        return new Promise((start) => {
          waiting.push({ bytes, start });
        });
      }
      use(bytes);
      return undefined;
    },
  };
}
