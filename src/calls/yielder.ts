/**
 * Lets other work run between pieces of work that come together, such as answers to read: one turn of the event loop does
 * pieces of at most `max` in all, but at least one.
 */
export interface Yielder {
  /** Returns a promise only if the caller has to wait. First come, first served. `size`: in the unit of `max`. */
  readonly acquire: (size: number) => Promise<void> | undefined;
}

/** Bytes of about 20 usual answers, which take a millisecond. The worst answer of this size takes 20 ms (see parts.ts). */
const maxAnswerBytes = 65_536;

interface Waiting {
  readonly size: number;
  readonly start: () => void;
}

/** One per gateway and kind of work: all its sources share the event loop. Default: bytes of answers from providers. */
export function createYielder(max = maxAnswerBytes): Yielder {
  const waiting: Waiting[] = [];
  /** The work of this turn so far, in the unit of `max`. */
  let taken = 0;
  let isNextPlanned = false;

  function fits(size: number): boolean {
    return taken === 0 || taken + size <= max;
  }

  function use(size: number): void {
    taken += size;
    if (isNextPlanned) return;
    isNextPlanned = true;
    setImmediate(startNext);
  }

  function startNext(): void {
    taken = 0;
    isNextPlanned = false;
    for (let [next] = waiting; next !== undefined && fits(next.size); [next] = waiting) {
      waiting.shift();
      use(next.size);
      next.start();
    }
  }

  return {
    acquire: (size) => {
      if (waiting.length > 0 || !fits(size)) {
        return new Promise((start) => {
          waiting.push({ size, start });
        });
      }
      use(size);
      return undefined;
    },
  };
}
