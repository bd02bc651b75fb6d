/** Which processes there are: each tells the store again and again that it lives. Nobody says goodbye. */
import { randomBytes } from 'node:crypto';
import { defineScript } from './script.ts';
import type { Connection } from './connection.ts';

/** Who has not been heard of for so long is gone. */
const memberMilliseconds = 3000;
/** The greatest number of processes in this time is believed: a silence of all is more likely than the end of all. */
const countedMilliseconds = 60_000;

/** Also works in a store that is full: it then counts those that it knows. */
const beat = defineScript(
  'beat',
  `redis.call('ZREMRANGEBYSCORE',KEYS[1],'-inf',now-tonumber(ARGV[2]))
local added=redis.pcall('ZADD',KEYS[1],now,ARGV[1])
if type(added)=='table' and added.err and not string.find(added.err,'OOM',1,true) then return added end
redis.call('PEXPIRE',KEYS[1],3600000)
return math.max(1,redis.call('ZCARD',KEYS[1]))`,
);

export interface Members {
  /** Tells the store that this process lives. Rejects with `StoreFault`. */
  readonly beat: (run: Connection['run']) => Promise<void>;
  /** How many processes there are, this one included: the most in the last minute. */
  readonly count: () => number;
}

export interface MembersOptions {
  readonly key: string;
  /** Before the store has been reached. */
  readonly expected: number;
  readonly monotonic: () => number;
}

export function createMembers({ key, expected, monotonic }: MembersOptions): Members {
  const self = randomBytes(9).toString('base64url');
  let counts: readonly { readonly count: number; readonly at: number }[] = [];

  return {
    beat: async (run) => {
      const count = Number(await run(beat, [key], [self, memberMilliseconds]));
      const at = monotonic();
      // Of those that are no greater than a later one, none is the greatest.
      counts = [
        ...counts.filter((earlier) => earlier.count > count && at - earlier.at < countedMilliseconds),
        { count, at },
      ];
    },
    // While the store is away the last count stands: it is the last in the list.
    count: () => Math.max(...counts.map(({ count }) => count), counts.length === 0 ? expected : 1),
  };
}
