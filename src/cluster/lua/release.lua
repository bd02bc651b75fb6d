-- KEYS: claims. ARGV: channel, sender, then for each the name and the token.
local said = {ARGV[2]}
for i = 1, #KEYS do
  if redis.pcall('GET', KEYS[i]) == ARGV[2 + i * 2] then redis.call('DEL', KEYS[i]) end
  said[#said + 1] = ARGV[1 + i * 2]
end
redis.call('PUBLISH', ARGV[1], table.concat(said, ' '))
return #KEYS
