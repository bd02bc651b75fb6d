/** What the store does about the calls to a source, for all processes together. */
import { defineScript } from './script.ts';

/** Longer than any lease, and what is reserved ahead: `timeoutSeconds` is 300 at most. */
const longestLeaseMilliseconds = 310_000;

/**
 * Forgets leases that are over, and those that were given before the clock was set back. To be called first: a script that
 * has written anything goes on beyond the store's memory.
 */
const endLeases = `
redis.call('ZREMRANGEBYSCORE',KEYS[2],'-inf',now)
redis.call('ZREMRANGEBYSCORE',KEYS[2],now+${longestLeaseMilliseconds},'+inf')`;

/**
 * Reserves starts of calls: each with a token of the bucket and a lease, which stands for a call under way until it is given
 * back or is over.
 * KEYS: bucket, leases. ARGV: calls a second, burst, concurrency, wanted starts, how far ahead a start may be, how long a
 * lease lasts, the name of the leases, 1 if a bucket that is not there is full, 1 if the bucket is to be emptied first.
 * Returns the milliseconds after which more can be had (0: all that were wanted are given), then for each start how long it has to wait.
 */
export const takeStarts = defineScript(
  'take',
  `${endLeases}
local h=redis.call('HMGET',KEYS[1],'tokens','at','rate')
local full=tonumber(ARGV[1]) local burst=tonumber(ARGV[2])
local first=0 if ARGV[8]=='1' then first=burst end
local elapsed=math.max(0,now-tonumber(h[2] or now))/1000
local rate=math.min(full,tonumber(h[3] or full)+elapsed*full*0.05)
local tokens=math.min(burst,tonumber(h[1] or first)+elapsed*rate)
if ARGV[9]=='1' then tokens=math.min(tokens,0) end
local free=tonumber(ARGV[3])-redis.call('ZCARD',KEYS[2])
local waits={} local retry=0
for i=1,tonumber(ARGV[4]) do
  if free<=0 then retry=25 break end
  local wait=0
  if tokens<1-1e-9 then wait=math.ceil((1-tokens)/rate*1000) end
  if wait>tonumber(ARGV[5]) then retry=wait break end
  tokens=tokens-1 free=free-1
  redis.call('ZADD',KEYS[2],now+wait+tonumber(ARGV[6]),ARGV[7]..':'..i)
  waits[#waits+1]=wait
end
redis.call('HSET',KEYS[1],'tokens',tostring(tokens),'at',now,'rate',tostring(rate))
return {retry,unpack(waits)}`,
);

/** KEYS: leases. ARGV: those that are given back. */
export const giveBack = defineScript('give-back', `return redis.call('ZREM',KEYS[1],unpack(ARGV))`);

/**
 * Halves the rate once for all calls that were under way together, as the bucket of one process does.
 * KEYS: bucket, leases. ARGV: calls a second, how long ago the throttled call started.
 */
export const slowDown = defineScript(
  'slow-down',
  `${endLeases}
local h=redis.call('HMGET',KEYS[1],'tokens','at','rate','slowedAt')
local slowed=tonumber(h[4] or -1)
if slowed<=now and now-tonumber(ARGV[2])<=slowed then return 0 end
local full=tonumber(ARGV[1])
local elapsed=math.max(0,now-tonumber(h[2] or now))/1000
local rate=math.min(full,tonumber(h[3] or full)+elapsed*full*0.05)
local tokens=math.min(0,tonumber(h[1] or 0)+elapsed*rate)
redis.call('HSET',KEYS[1],'tokens',tostring(tokens),'at',now,'rate',tostring(math.max(full*0.1,rate/2)),'slowedAt',now)
return 1`,
);
