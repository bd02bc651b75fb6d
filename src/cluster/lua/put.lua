-- KEYS: the clock, then a record and its claim for each. ARGV: channel, sender, then for each the name, the token ('': offered),
-- level, state, when it was answered, when its read began, how long it is believed, how long it is kept, the value, the epoch of
-- these times ('': not known). Only who still holds the claim may put: a process that slept may not know how old its answer is.
-- Times of another epoch are not taken. Returns how many are stored. Writes to the clock first: a script that has written
-- anything may go on beyond the store's memory.
local full = not keepClock()
local stored = 0
-- Longer ones are replaced: no format has them.
local longestKept = 1048576
local said = {ARGV[2]}
for i = 0, (#KEYS - 3) / 2 do
  local record, claim, a = KEYS[2 + i * 2], KEYS[3 + i * 2], 3 + i * 10
  local token, level, state = ARGV[a + 1], tonumber(ARGV[a + 2]), tonumber(ARGV[a + 3])
  local at, fence, max, kept = tonumber(ARGV[a + 4]), tonumber(ARGV[a + 5]), tonumber(ARGV[a + 6]), tonumber(ARGV[a + 7])
  local owns = token == '' or redis.pcall('GET', claim) == token
  if owns and token ~= '' then redis.call('DEL', claim) end
  said[#said + 1] = ARGV[a]
  local old = find(record, longestKept)
  if not full and owns and (ARGV[a + 9] == '' or tonumber(ARGV[a + 9]) == epoch) and at <= now and at + kept > now
    and not (old and old.fence > fence)
    and not (old and now - old.at < old.max and old.state ~= 3 and state ~= 3 and old.level > level)
    and not (old and old.state == 2 and state == 1 and old.at > fence) then
    redis.call('DEL', record)
    redis.call('HSET', record, 'l', level, 's', state, 'a', at, 'f', fence, 'm', max, 'e', epoch, 'v', ARGV[a + 8])
    redis.call('PEXPIRE', record, at + kept - now)
    stored = stored + 1
  end
end
redis.call('PUBLISH', ARGV[1], table.concat(said, ' '))
if full then return redis.error_reply('OOM no room for records') end
return stored
