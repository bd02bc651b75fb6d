-- KEYS: the clock, then a record, its claim and its turn for each question. ARGV: milliseconds of a claim, then for each question
-- the level, the greatest ages (running, terminal, absent), the earliest answer, the greatest length, the token ('': only look),
-- and when a hint came ('': none): then only a read that began since answers, however old it is, and one a second is claimed.
-- Returns the time, the epoch, and an answer to each question: what was found, and how old it is.
local out = {now, epoch}
-- Bytes that all values may have together. What does not fit is not looked up.
local room = 8000000
local restMilliseconds = 1000
for i = 0, (#KEYS - 4) / 3 do
  local record, claim, turn, a = KEYS[2 + i * 3], KEYS[3 + i * 3], KEYS[4 + i * 3], 2 + i * 8
  local level, notBefore, maxLength, token = tonumber(ARGV[a]), tonumber(ARGV[a + 4]), tonumber(ARGV[a + 5]), ARGV[a + 6]
  local since = tonumber(ARGV[a + 7])
  local r = find(record, maxLength)
  if r and r.at < notBefore then r = nil end
  if r and since and r.fence < since then r = nil end
  if r and not since and now - r.at >= (tonumber(ARGV[a + r.state]) or 0) then r = nil end
  if r then room = room - #r.value end
  if r and room < 0 then out[#out + 1] = {'none'}
  elseif r and (r.state == 3 or r.level >= level) then out[#out + 1] = {'hit', now - r.at, r.value}
  elseif token == '' then out[#out + 1] = {'none'}
  else
    local left = redis.call('PTTL', claim)
    local rest = since and redis.call('PTTL', turn) or 0
    if left > 0 and left <= tonumber(ARGV[1]) or rest > 0 and rest <= restMilliseconds then out[#out + 1] = {'held'}
    else
      local set = redis.pcall('SET', claim, token, 'PX', ARGV[1])
      if since and not set.err then redis.call('SET', turn, '1', 'PX', restMilliseconds) end
      if set.err then out[#out + 1] = {'none'}
      elseif r then out[#out + 1] = {'yours', now - r.at, r.value}
      else out[#out + 1] = {'yours'} end
    end
  end
end
return out
