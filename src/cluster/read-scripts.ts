/** The scripts by which processes share reads. Their arguments and effects are described in `lua/`. */
import { readLua } from './lua-texts.ts';
import { isList, isWhole, type Reply } from './reply-reader.ts';
import { defineScript, readCount } from './script.ts';

/** What a look has found: the value, and how old it was. */
export interface FoundValue {
  readonly value: string;
  readonly age: number;
}

/** `hit` has found something. `yours` may have, which says too little. */
interface LookAnswer {
  readonly result: 'hit' | 'yours' | 'held' | 'none';
  readonly found: FoundValue | undefined;
}

/** `now` and `epoch` are the store's. An answer for each question, in their order. */
interface LookReply {
  readonly now: number;
  readonly epoch: number;
  readonly answers: readonly LookAnswer[];
}

function readLook(reply: Reply): LookReply | undefined {
  if (!isList(reply)) return undefined;
  const [now, epoch, ...answers] = reply;
  return isWhole(now) && isWhole(epoch) ? { now, epoch, answers: answers.map(readAnswer) } : undefined;
}

const results: readonly LookAnswer['result'][] = ['hit', 'yours', 'held', 'none'];

function readAnswer(answer: Reply): LookAnswer {
  const [word, age, value] = isList(answer) ? answer : [];
  const found = isWhole(age) && age >= 0 && typeof value === 'string' ? { value, age } : undefined;
  const result = results.find((known) => known === word) ?? 'none';
  return { result: result === 'hit' && found === undefined ? 'none' : result, found };
}

/** Looks records up and claims those that are missing. See `lua/look.lua`. */
export const look = defineScript('look', readLua('records') + readLua('look'), readLook);
/** Stores records, ends their claims and announces them. See `lua/put.lua`. */
export const put = defineScript('put', readLua('records') + readLua('put'), readCount);
/** Gives claims up without a record. See `lua/release.lua`. */
export const release = defineScript('release', readLua('release'), readCount);
/** Prolongs claims that are still held. See `lua/renew.lua`. */
export const renew = defineScript('renew', readLua('renew'), readCount);
