-- What `look` and `put` share. KEYS[1] is the clock. A record is a hash: its level `l`, its state `s`, when it was answered `a`,
-- when that read began `f` (the fence), how long it is believed `m`, the epoch `e`, and its value `v`; times are the store's, in
-- milliseconds. A claim is the token of the process that reads a record now.
local day = 86400000

-- What others have written may be anything.
local function whole(text)
  local number = tonumber(text)
  if number and number >= 0 and number <= 2 ^ 52 and number % 1 == 0 then return number end
  return nil
end

-- A clock that was set back makes records younger than they are. So the store remembers how late it has been, and a step back
-- of more than 50 ms begins an epoch, in which no record of another one is believed. A store that is full still answers.
local known = redis.pcall('HMGET', KEYS[1], 'a', 'e')
local last, epoch = 0, 0
if not known.err then last, epoch = whole(known[1]) or 0, whole(known[2]) or 0 end
local isBack = now < last - 50
if isBack then epoch = epoch + 1 end

-- Returns whether there is room for it.
local function keepClock()
  local kept = redis.pcall('HSET', KEYS[1], 'a', now, 'e', epoch)
  if type(kept) == 'table' and kept.err then return false end
  redis.call('PEXPIRE', KEYS[1], day)
  return true
end
if isBack or now > last + 100 then keepClock() end

-- `maxLength`: of its value, in bytes; a longer one is not there.
local function find(key, maxLength)
  local length = redis.pcall('HSTRLEN', key, 'v')
  if type(length) ~= 'number' or length == 0 or length > maxLength then return nil end
  local r = redis.pcall('HMGET', key, 'l', 's', 'a', 'f', 'm', 'e', 'v')
  local level, state, at, fence, max = whole(r[1]), whole(r[2]), whole(r[3]), whole(r[4]), tonumber(r[5])
  if not (level and state and at and fence and max) or state < 1 or state > 3 then return nil end
  if whole(r[6]) ~= epoch or at > now or fence > at then return nil end
  return {level = level, state = state, at = at, fence = fence, max = max, value = r[7]}
end
