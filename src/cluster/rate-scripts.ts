/** The scripts by which the store limits the calls to a source, for all processes together. */
import { readLua } from './lua-texts.ts';
import { isList, isWhole, type Reply } from './reply-reader.ts';
import { horizonMilliseconds } from './reserved-starts.ts';
import { defineScript, readCount } from './script.ts';

/** Starts that the store has granted. */
interface GrantedStarts {
  /** After so many milliseconds more can be had; 0: all that were wanted are given. */
  readonly retry: number;
  /** The whole tokens that are left; less than none if starts are reserved ahead. */
  readonly tokens: number;
  /** For each start how long it has to wait, in milliseconds. */
  readonly waits: readonly number[];
}

/** Of the slowest source that can be configured, the next call is sooner. */
const longestRetryMilliseconds = 86_400_000;

function readStarts(reply: Reply): GrantedStarts | undefined {
  if (!isList(reply)) return undefined;
  const [retry, tokens, ...waits] = reply.filter(isWhole);
  if (retry === undefined || retry < 0 || retry > longestRetryMilliseconds) return undefined;
  if (tokens === undefined || waits.length !== reply.length - 2) return undefined;
  const isValid = waits.every((wait) => wait >= 0 && wait <= horizonMilliseconds) && (retry > 0 || waits.length > 0);
  return isValid ? { retry, tokens, waits } : undefined;
}

/** Reserves starts of calls. See `lua/take.lua`. */
export const takeStarts = defineScript('take', readLua('bucket') + readLua('take'), readStarts);
/** Halves the rate after a throttled call. See `lua/slow-down.lua`. */
export const slowDown = defineScript('slow-down', readLua('bucket') + readLua('slow-down'), readCount);
/** Returns leases of calls that have ended. See `lua/give-back.lua`. */
export const giveBack = defineScript('give-back', readLua('give-back'), readCount);
