import { createHash } from 'node:crypto';

/** A step that the store runs as one, in Lua. Name its keys by `KEYS` and its values by `ARGV`: its text never changes. */
export interface Script {
  /** Of the metrics: one word. */
  readonly name: string;
  readonly lua: string;
  /** What the store calls it. */
  readonly digest: string;
}

/** @param lua run as `EVAL` would run it. `now` is the store's time, in whole milliseconds */
export function defineScript(name: string, lua: string): Script {
  const text = `local t=redis.call('TIME') local now=t[1]*1000+math.floor(t[2]/1000)\n${lua}`;
  return { name, lua: text, digest: createHash('sha1').update(text).digest('hex') };
}
