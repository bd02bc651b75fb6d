/**
 * The steps by which processes share reads. A record is a hash: its level `l`, its state `s`, when it was answered `a`, when
 * that read began `f` (the fence), how long it is believed `m`, the epoch `e`, and its value `v`; times are the store's, in milliseconds.
 * A claim is the token of the process that reads a record now.
 */
import { defineScript } from './script.ts';

/**
 * A clock that was set back makes records younger than they are. So the store remembers how late it has been, and a step back
 * of more than 50 ms begins an epoch, in which no record of another one is believed. A store that is full still answers.
 */
const findEpoch = `
local known=redis.pcall('HMGET',KEYS[1],'a','e')
local last,epoch=0,0
if not known.err then last,epoch=tonumber(known[1]) or 0,tonumber(known[2]) or 0 end
if now<last-50 then epoch=epoch+1 redis.pcall('HSET',KEYS[1],'a',now,'e',epoch)
elseif now>last+100 then redis.pcall('HSET',KEYS[1],'a',now,'e',epoch) end
local function find(key)
  local r=redis.pcall('HMGET',key,'l','s','a','f','m','e','v')
  if r.err or not r[7] then return nil end
  local level,state,at,fence,max=tonumber(r[1]),tonumber(r[2]),tonumber(r[3]),tonumber(r[4]),tonumber(r[5])
  if not (level and state and at and fence and max) or state<1 or state>3 or state%1~=0 then return nil end
  if tonumber(r[6])~=epoch or at>now then return nil end
  return {level=level,state=state,at=at,fence=fence,max=max,value=r[7]}
end`;

/**
 * KEYS: the clock, then a record and its claim for each question. ARGV: milliseconds of a claim, then for each question the level, the
 * greatest ages (running, terminal, absent), the earliest answer, the token ('': only look).
 */
export const look = defineScript(
  'look',
  `${findEpoch}
local out={now,epoch}
for i=0,(#KEYS-3)/2 do
  local record,claim,a=KEYS[2+i*2],KEYS[3+i*2],2+i*6
  local r=find(record)
  if r and (now-r.at>=(tonumber(ARGV[a+r.state]) or 0) or r.at<tonumber(ARGV[a+4])) then r=nil end
  if r and (r.state==3 or r.level>=tonumber(ARGV[a])) then out[#out+1]={'hit',now-r.at,r.value}
  elseif ARGV[a+5]=='' then out[#out+1]={'none'}
  else
    local left=redis.call('PTTL',claim)
    if left>0 and left<=tonumber(ARGV[1]) then out[#out+1]={'held'}
    else
      local set=redis.pcall('SET',claim,ARGV[a+5],'PX',ARGV[1])
      if set.err then out[#out+1]={'none'}
      elseif r then out[#out+1]={'yours',now-r.at,r.value}
      else out[#out+1]={'yours'} end
    end
  end
end
return out`,
);

/**
 * KEYS: the clock, then a record and its claim for each. ARGV: channel, sender, then for each the name, the token ('': offered), level,
 * state, when it was answered, when its read began, how long it is believed, how long it is kept, the value, the epoch of these times ('': not
 * known). Only who still holds the claim may put: a process that slept may not know how old its answer is. Times of another epoch are not taken.
 * Returns how many are stored. Writes to the clock first: a script
 * that has written anything may go on beyond the store's memory.
 */
export const put = defineScript(
  'put',
  `${findEpoch}
local room=redis.pcall('HSET',KEYS[1],'a',now,'e',epoch)
local full=type(room)=='table' and room.err~=nil
local stored=0
local said={ARGV[2]}
for i=0,(#KEYS-3)/2 do
  local record,claim,a=KEYS[2+i*2],KEYS[3+i*2],3+i*10
  local token,level,state=ARGV[a+1],tonumber(ARGV[a+2]),tonumber(ARGV[a+3])
  local at,fence,max,kept=tonumber(ARGV[a+4]),tonumber(ARGV[a+5]),tonumber(ARGV[a+6]),tonumber(ARGV[a+7])
  local owns=token=='' or redis.pcall('GET',claim)==token
  if owns and token~='' then redis.call('DEL',claim) end
  said[#said+1]=ARGV[a]
  local old=find(record)
  if not full and owns and (ARGV[a+9]=='' or tonumber(ARGV[a+9])==epoch) and at<=now and at+kept>now
    and not (old and old.fence>fence)
    and not (old and now-old.at<old.max and old.state~=3 and state~=3 and old.level>level)
    and not (old and old.state==2 and state==1 and old.at>fence) then
    redis.call('DEL',record)
    redis.call('HSET',record,'l',level,'s',state,'a',at,'f',fence,'m',max,'e',epoch,'v',ARGV[a+8])
    redis.call('PEXPIRE',record,at+kept-now)
    stored=stored+1
  end
end
redis.call('PUBLISH',ARGV[1],table.concat(said,' '))
if full then return redis.error_reply('OOM no room for records') end
return stored`,
);

/** KEYS: claims. ARGV: channel, sender, then for each the name and the token. */
export const release = defineScript(
  'release',
  `local said={ARGV[2]}
for i=1,#KEYS do
  if redis.pcall('GET',KEYS[i])==ARGV[2+i*2] then redis.call('DEL',KEYS[i]) end
  said[#said+1]=ARGV[1+i*2]
end
redis.call('PUBLISH',ARGV[1],table.concat(said,' '))
return #KEYS`,
);

/** KEYS: claims. ARGV: milliseconds of a claim, then their tokens. Returns how many are still held. */
export const renew = defineScript(
  'renew',
  `local held=0
for i=1,#KEYS do
  if redis.pcall('GET',KEYS[i])==ARGV[1+i] then redis.call('PEXPIRE',KEYS[i],ARGV[1]) held=held+1 end
end
return held`,
);
