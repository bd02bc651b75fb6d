-- KEYS: leases of a source each. ARGV: for each source how many of its leases are given back, then those.
local at = 1
for i = 1, #KEYS do
  local count = tonumber(ARGV[at])
  redis.call('ZREM', KEYS[i], unpack(ARGV, at + 1, at + count))
  at = at + 1 + count
end
return #KEYS
