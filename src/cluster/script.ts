import { createHash } from 'node:crypto';
import { readLua } from './lua-texts.ts';
import { isWhole, type Reply } from './reply-reader.ts';

/** A step that the store runs as one, in Lua. Name its keys by `KEYS` and its values by `ARGV`: its text never changes. */
export interface Script<Result> {
  /** Of the metrics: one word. */
  readonly name: string;
  readonly lua: string;
  /** What the store calls it. */
  readonly digest: string;
  /** Checks what the store has answered. Undefined: it is no answer to this script. Never throws. */
  readonly read: (reply: Reply) => Result | undefined;
}

/** @param lua run as `EVAL` would run it. `now` is the store's time, in whole milliseconds */
export function defineScript<Result>(name: string, lua: string, read: Script<Result>['read']): Script<Result> {
  const text = `${readLua('now')}${lua}`;
  return { name, lua: text, digest: createHash('sha1').update(text).digest('hex'), read };
}

/** A reply that only counts. */
export function readCount(reply: Reply): number | undefined {
  return isWhole(reply) ? reply : undefined;
}
