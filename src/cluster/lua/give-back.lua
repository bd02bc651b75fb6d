-- KEYS: leases. ARGV: those that are given back.
return redis.call('ZREM', KEYS[1], unpack(ARGV))
