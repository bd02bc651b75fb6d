/** Which processes there are: each tells the store again and again that it lives. Nobody says goodbye. */
import { defineScript } from './script.ts';
import type { Connection } from './connection.ts';

/** Who has not been heard of for so long is gone. */
const memberMilliseconds = 3000;
/** The greatest number of processes in this time is believed: a silence of all is more likely than the end of all. */
const countedMilliseconds = 60_000;

/** Also works in a store that is full: it then counts those that it knows. Nobody was heard of later than now: the clock was set back. */
const beat = defineScript(
  'beat',
  `redis.call('ZREMRANGEBYSCORE',KEYS[1],'-inf',now-tonumber(ARGV[2]))
redis.call('ZREMRANGEBYSCORE',KEYS[1],now+tonumber(ARGV[2]),'+inf')
local added=redis.pcall('ZADD',KEYS[1],now,ARGV[1])
if type(added)=='table' and added.err and not string.find(added.err,'OOM',1,true) then return added end
redis.call('PEXPIRE',KEYS[1],3600000)
return {now,math.max(1,redis.call('ZCARD',KEYS[1]))}`,
);

export interface Members {
  /** Tells the store that this process lives. Resolves to the store's time, in milliseconds. Rejects with `StoreFault`. */
  readonly beat: (run: Connection['run']) => Promise<number>;
  /** How many processes there are, this one included: the most in the last minute. */
  readonly count: () => number;
}

export interface MembersOptions {
  /** The name of this process. */
  readonly self: string;
  readonly key: string;
  /** Before the store has been reached. */
  readonly expected: number;
  readonly monotonic: () => number;
}

export function createMembers({ self, key, expected, monotonic }: MembersOptions): Members {
  let counts: readonly { readonly count: number; readonly at: number }[] = [];

  return {
    beat: async (run) => {
      const [now, count] = (await run(beat, [key], [self, memberMilliseconds])) as [number, number];
      const at = monotonic();
      // Of those that are no greater than a later one, none is the greatest.
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
