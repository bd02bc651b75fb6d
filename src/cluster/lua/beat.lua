-- KEYS: the members. ARGV: the name of this process, the milliseconds after which a silent one is gone.
-- Returns the time, and how many there are. Also works in a store that is full: it then counts those that it knows.
local silence = tonumber(ARGV[2])
redis.call('ZREMRANGEBYSCORE', KEYS[1], '-inf', now - silence)
-- Heard of later than now: the clock was set back.
redis.call('ZREMRANGEBYSCORE', KEYS[1], now + silence, '+inf')
local added = redis.pcall('ZADD', KEYS[1], now, ARGV[1])
if type(added) == 'table' and added.err and not string.find(added.err, 'OOM', 1, true) then return added end
redis.call('PEXPIRE', KEYS[1], 3600000)
return {now, math.max(1, redis.call('ZCARD', KEYS[1]))}
