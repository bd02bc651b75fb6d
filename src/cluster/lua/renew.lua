-- KEYS: claims. ARGV: milliseconds of a claim, then their tokens. Returns how many are still held.
local held = 0
for i = 1, #KEYS do
  if redis.pcall('GET', KEYS[i]) == ARGV[1 + i] then
    redis.call('PEXPIRE', KEYS[i], ARGV[1])
    held = held + 1
  end
end
return held
