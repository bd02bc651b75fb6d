/**
 * Between answers that are read, everything else gets its turn: of the answers that came at once, no more are read in
 * one turn of the event loop than hold so many bytes together, and at least one.
 */
export interface Turns {
  /** A promise only where it has to be waited for. First come, first served. */
  readonly take: (bytes: number) => Promise<void> | undefined;
}

/** Some 20 usual answers, which take a millisecond; the worst of this size takes 20 (see parts.ts). */
const defaultMaxBytes = 65_536;

interface Waiting {
  readonly bytes: number;
  readonly start: () => void;
}

export function createTurns(maxBytes = defaultMaxBytes): Turns {
  const waiting: Waiting[] = [];
  /** In this turn. */
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
