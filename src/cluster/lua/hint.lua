-- ARGV: channel, sender, then for each hint the names of its source, of its job, and of its word. Returns the time, which is when
-- they came. Of a message: 50 hints at most, as many as one may be long.
for first = 3, #ARGV, 3 * 50 do
  local names = {unpack(ARGV, first, math.min(#ARGV, first + 3 * 50 - 1))}
  redis.call('PUBLISH', ARGV[1], '+' .. ARGV[2] .. ' ' .. now .. ' ' .. table.concat(names, ' '))
end
return now
