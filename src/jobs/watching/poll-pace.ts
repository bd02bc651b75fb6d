/** Keeps reads for hints within the share of a source's rate that polls may use. Polls have their own schedule, and count. */

export interface PollPace {
  /** A poll begins. */
  readonly notePoll: () => void;
  /** Runs it when there is room, in the order of the calls. Returns what cancels it. */
  readonly whenFree: (read: () => void) => () => void;
}

/** How much of a source's rate polls may use. */
interface PollPaceOptions {
  readonly monotonic: () => number;
  /** How many calls of the source per second may be polls. */
  readonly callsPerSecond: number;
  /** How many jobs one call reads. */
  readonly maxKeys: number;
  /** Whether each job needs one more call. */
  readonly hasCompletion: boolean;
}

/** What may be used at once after a quiet time, in milliseconds of the rate. */
const burstMilliseconds = 1000;
/** How long reads for hints wait for polls at most, even if many polls came at once. */
const maxDebtMilliseconds = 2000;

/** Reads that are free in one turn of the event loop begin in one turn, so that they share calls. */
export function createPollPace({ monotonic, callsPerSecond, maxKeys, hasCompletion }: PollPaceOptions): PollPace {
  const waiting = new Set<() => void>();
  const step = 1000 / callsPerSecond;
  let timer: NodeJS.Timeout | undefined;
  /** Until when the rate is used. */
  let usedUntil = -Infinity;

  function use(calls: number): void {
    const now = monotonic();
    usedUntil = Math.min(Math.max(usedUntil, now) + calls * step, now + Math.max(maxDebtMilliseconds, step));
  }

  function serve(): void {
    timer = undefined;
    while (waiting.size > 0) {
      const wait = usedUntil - monotonic() - Math.max(0, burstMilliseconds - step);
      if (wait > 0) {
        timer = setTimeout(serve, Math.ceil(wait));
        return;
      }
      const batch = takeFirst(waiting, maxKeys);
      use(hasCompletion ? 1 + batch.length : 1);
      for (const read of batch) read();
    }
  }

  return {
    notePoll: () => {
      use(hasCompletion ? 1 + 1 / maxKeys : 1 / maxKeys);
    },
    whenFree: (read) => {
      waiting.add(read);
      timer ??= setTimeout(serve, 0);
      return () => {
        waiting.delete(read);
        if (waiting.size > 0) return;
        clearTimeout(timer);
        timer = undefined;
      };
    },
  };
}

/** Removes up to so many. */
function takeFirst<Item>(items: Set<Item>, count: number): readonly Item[] {
  const taken: Item[] = [];
  for (const item of items) {
    if (taken.length === count) break;
    items.delete(item);
    taken.push(item);
  }
  return taken;
}
