/** Counts the processes. Each sends heartbeats to the store; a process that ends sends no message. */
import type { Connection } from './connection.ts';
import { readLua } from './lua-texts.ts';
import { isList, isWhole, type Reply } from './reply-reader.ts';
import { defineScript } from './script.ts';

/** A process without a heartbeat for so long is gone. */
const memberMilliseconds = 3000;
/** The greatest number of processes in this time counts: all are more likely to be silent than to have ended. */
const countedMilliseconds = 60_000;

/** Greater numbers are cut to this one: each process would get next to nothing of the shared limits. */
const maxMembers = 1000;

function readBeat(reply: Reply): { readonly now: number; readonly count: number } | undefined {
  const [now, count] = isList(reply) ? reply : [];
  return isWhole(now) && isWhole(count) && count >= 1 ? { now, count: Math.min(count, maxMembers) } : undefined;
}

const beat = defineScript('beat', readLua('beat'), readBeat);

/** The processes that share one store. */
interface Members {
  /** Tells the store that this process lives. Resolves to the store's time, in milliseconds. Rejects with `StoreFault`. */
  readonly beat: (run: Connection['run']) => Promise<number>;
  /** How many processes there are, this one included: the most in the last minute. */
  readonly count: () => number;
}

/** Who this process is, and how many processes are expected. */
interface MembersOptions {
  /** The name of this process. */
  readonly self: string;
  readonly key: string;
  /** Before the store has been reached. */
  readonly expected: number;
  readonly monotonic: () => number;
}

/** Counts `expected` processes until the store has answered. */
export function createMembers({ self, key, expected, monotonic }: MembersOptions): Members {
  let counts: readonly { readonly count: number; readonly at: number }[] = [];

  return {
    beat: async (run) => {
      const { now, count } = await run(beat, [key], [self, memberMilliseconds]);
      const at = monotonic();
      // An earlier count that is no greater than this one is never the greatest again.
      counts = [
        ...counts.filter((earlier) => earlier.count > count && at - earlier.at < countedMilliseconds),
        { count, at },
      ];
      return now;
    },
    // While the store is away the last count stands: it is the last in the list.
    count: () => Math.max(...counts.map(({ count }) => count), counts.length === 0 ? expected : 1),
  };
}
