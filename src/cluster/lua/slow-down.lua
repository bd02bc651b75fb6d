-- Halves the rate once for all calls that were under way together, as the bucket of one process does.
-- KEYS: bucket, leases. ARGV: calls a second, how far ahead a start may be, how long ago the throttled call
-- started.
local full, horizon, ago = tonumber(ARGV[1]), tonumber(ARGV[2]), tonumber(ARGV[3])
endLeases()
local tokens, rate, slowedAt = readBucket(full, horizon, 0, 0)
if slowedAt <= now and now - ago <= slowedAt then return 0 end
keepBucket(math.min(tokens, 0), math.max(full * leastShare, rate / 2))
redis.call('HSET', KEYS[1], 'slowedAt', now)
return 1
