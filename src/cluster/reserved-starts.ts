/** Starts of calls that the store has granted to this process, until they are used. */

interface Start {
  /** By the monotonic clock. */
  readonly at: number;
  readonly lease: string;
}

/** Starts of calls that this process may still use, each with its time and its lease. */
export interface ReservedStarts {
  /** The lease of a start whose time has come. */
  readonly next: () => string | undefined;
  readonly count: () => number;
  /** When the next start may be taken; Infinity without one. */
  readonly nextAt: () => number;
  /** @param waits milliseconds from now, in order; the leases are named as `takeStarts` does */
  readonly add: (lease: string, waits: readonly number[]) => void;
  readonly giveUp: () => void;
}

/** How far ahead a start is reserved: so much of the rate is lost at most when its call is given up. */
export const horizonMilliseconds = 500;
/** A start that is not used by then is lost: later it would come on top of the rate. */
const staleMilliseconds = 250;

/** @param release called with the leases of unused starts */
export function createReservedStarts(
  monotonic: () => number,
  release: (leases: readonly string[]) => void,
): ReservedStarts {
  const starts: Start[] = [];
  let sweep: NodeJS.Timeout | undefined;

  function drop(count: number): void {
    release(starts.splice(0, count).map(({ lease }) => lease));
  }

  function dropStale(): void {
    drop(starts.filter(({ at }) => at + staleMilliseconds < monotonic()).length);
  }

  return {
    next: () => {
      dropStale();
      return starts[0] !== undefined && starts[0].at <= monotonic() ? starts.shift()?.lease : undefined;
    },
    count: () => starts.length,
    nextAt: () => starts[0]?.at ?? Infinity,
    add: (lease, waits) => {
      const now = monotonic();
      // Counted from the reply, so that none is early.
      starts.push(...waits.map((wait, index) => ({ at: now + wait, lease: `${lease}:${index + 1}` })));
      clearTimeout(sweep);
      sweep = setTimeout(dropStale, horizonMilliseconds + staleMilliseconds + 1).unref();
    },
    giveUp: () => {
      drop(starts.length);
    },
  };
}
