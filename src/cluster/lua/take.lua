-- Reserves starts of calls: each with a token of the bucket and a lease, which stands for a call under way until it is given
-- back or is over.
-- KEYS: bucket, leases. ARGV: calls a second, burst, concurrency, wanted starts, how far ahead a start may be, how long a
-- lease lasts, the name of the leases, the tokens of a bucket that is not there, the most tokens that it may hold now.
-- Returns the milliseconds after which more can be had (0: all that were wanted are given), the whole tokens that are left,
-- then for each start how long it has to wait.
local full, burst, concurrency = tonumber(ARGV[1]), tonumber(ARGV[2]), tonumber(ARGV[3])
local wanted, horizon, lease = tonumber(ARGV[4]), tonumber(ARGV[5]), tonumber(ARGV[6])
endLeases()
local tokens, rate = readBucket(full, horizon, burst, tonumber(ARGV[8]))
tokens = math.min(tokens, tonumber(ARGV[9]))
local free = concurrency - redis.call('ZCARD', KEYS[2])
local waits, retry = {}, 0
for i = 1, wanted do
  if free <= 0 then retry = 25 break end
  local wait = 0
  if tokens < 1 - 1e-9 then wait = math.ceil((1 - tokens) / rate * 1000) end
  if wait > horizon then retry = wait break end
  tokens, free = tokens - 1, free - 1
  redis.call('ZADD', KEYS[2], now + wait + lease, ARGV[7] .. ':' .. i)
  waits[#waits + 1] = wait
end
-- A lease may be much shorter than the time until all are over.
redis.call('PEXPIRE', KEYS[2], longestLease)
keepBucket(tokens, rate)
return {retry, math.floor(tokens), unpack(waits)}
