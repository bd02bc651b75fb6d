-- KEYS: the viewer's jobs of this minute. ARGV: jobs.
-- Returns how many there are now, and the milliseconds that are left of the minute: of one that was left before the clock was
-- set back, no more than a minute. Sets the end first: a script that has written anything goes on beyond the store's memory.
local left = redis.call('PTTL', KEYS[1])
if left <= 0 or left > 60000 then left = 60000 end
redis.call('PEXPIRE', KEYS[1], left)
redis.call('SADD', KEYS[1], unpack(ARGV))
redis.call('PEXPIRE', KEYS[1], left)
return {redis.call('SCARD', KEYS[1]), left}
