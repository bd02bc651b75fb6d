-- What `take` and `slow-down` share. KEYS: bucket, leases. `full` is the rate that the source allows.

-- Longer than any lease, and what is reserved ahead: `timeoutSeconds` is 300 at most.
local longestLease = 310000
local day = 86400000
-- The least rate that a source is slowed down to.
local leastShare = 0.1
-- Of the full rate that it recovers in a second.
local recovery = 0.05

-- Forgets leases that are over, and those that were given before the clock was set back. To be called first: a script that
-- has written anything goes on beyond the store's memory.
local function endLeases()
  redis.call('ZREMRANGEBYSCORE', KEYS[2], '-inf', now)
  redis.call('ZREMRANGEBYSCORE', KEYS[2], now + longestLease, '+inf')
end

local function within(least, value, most)
  -- What is no number is neither.
  if value >= least and value <= most then return value end
  if value < least then return least end
  return most
end

-- The tokens and the rate as they are now, whatever somebody has written there, and when the rate was halved. Starts are
-- reserved until `horizon`, so no more tokens than those of that time are owed.
local function readBucket(full, horizon, burst, first)
  local h = redis.call('HMGET', KEYS[1], 'tokens', 'at', 'rate', 'slowedAt')
  local at = within(0, tonumber(h[2]) or now, now)
  local elapsed = (now - at) / 1000
  local rate = within(full * leastShare, (tonumber(h[3]) or full) + elapsed * full * recovery, full)
  local tokens = within(-full * horizon / 1000, (tonumber(h[1]) or first) + elapsed * rate, burst)
  return tokens, rate, tonumber(h[4]) or -1
end

local function keepBucket(tokens, rate)
  redis.call('HSET', KEYS[1], 'tokens', tostring(tokens), 'at', now, 'rate', tostring(rate))
  redis.call('PEXPIRE', KEYS[1], day)
end
