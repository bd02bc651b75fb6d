/** Any order of what three processes do with one record, against a model of the rules. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRecords, type Claim, type Put, type Records } from '../../src/cluster/records.ts';
import type { Cluster } from '../../src/cluster/cluster.ts';
import { defineScript, readCount } from '../../src/cluster/script.ts';
import { toRuns } from '../runs.ts';
import { useCluster } from './join.ts';
import { hasRedis } from './redis.ts';

type State = Put['state'];

interface Step {
  readonly kind: 'look' | 'peek' | 'put' | 'offer' | 'release' | 'expire';
  readonly process: number;
  readonly level: number;
  readonly state: State;
  /** How long before its claim, or before now, a read began, in milliseconds. */
  readonly ago: number;
}

const step: fc.Arbitrary<Step> = fc.record({
  kind: fc.constantFrom('look', 'look', 'look', 'peek', 'put', 'put', 'offer', 'release', 'expire'),
  process: fc.nat(2),
  level: fc.constantFrom(1, 2),
  state: fc.constantFrom<State>(1, 1, 2, 3),
  ago: fc.nat(40),
});

const now = defineScript('now', 'return now', readCount);
const anyAge = 60_000;
const maxAges = [anyAge, anyAge, anyAge] as const;

interface Model {
  record: Pick<Put, 'level' | 'state' | 'answeredAt' | 'beganAt' | 'value'> | undefined;
  /** The token of who holds it. */
  claim: string | undefined;
}

/** Whether the rules let it take the present record's place. */
function mayReplace(put: Put, { record, claim }: Model, at: number): boolean {
  if (put.claim !== undefined && put.claim.token !== claim) return false;
  if (put.answeredAt > at) return false;
  if (record === undefined) return true;
  const isLower = record.state !== 3 && put.state !== 3 && record.level > put.level;
  const isOverEnd = record.state === 2 && put.state === 1 && record.answeredAt > put.beganAt;
  return record.beganAt <= put.beganAt && !isLower && !isOverEnd;
}

describe.skipIf(!hasRedis)('three processes and one record', () => {
  const { redis, join } = useCluster();

  it('keep to the rules in any order', async () => {
    const clusters = await Promise.all([join(), join(), join()]);
    const all = clusters.map((cluster) =>
      createRecords({ cluster, channel: 'lab:1:done:', monotonic: () => performance.now(), onClockStep: () => {} }),
    );
    let run = 0;

    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 3, maxLength: 25 }), async (steps) => {
        const name = `record-${(run += 1)}`;
        const model: Model = { record: undefined, claim: undefined };
        const held: (Claim | undefined)[] = [undefined, undefined, undefined];
        for (const [index, one] of steps.entries())
          await act(one, `value ${index}`, { name, model, held, all, clusters });
        for (const [index, claim] of held.entries()) if (claim !== undefined) all[index]!.release(claim);
      }),
      { numRuns: toRuns(60) },
    );
    for (const { close } of all) close();
  });

  interface World {
    readonly name: string;
    readonly model: Model;
    readonly held: (Claim | undefined)[];
    readonly all: readonly Records[];
    readonly clusters: readonly Cluster[];
  }

  async function act(
    { kind, process, level, state, ago }: Step,
    value: string,
    { name, model, held, all, clusters }: World,
  ): Promise<void> {
    const records = all[process]!;
    const claim = held[process];
    /** What was sent before has been done, also what the store had to be sent again or what waited for an earlier call. */
    const settle = async (): Promise<number> => {
      await new Promise(setImmediate);
      await clusters[process]!.run(now, [], []);
      return Number(await clusters[process]!.run(now, [], []));
    };
    if (kind === 'look' || kind === 'peek') {
      // Each holds one claim at most, as a read does.
      const claims = kind === 'look' && claim === undefined;
      const looked = await records.look({ name, level, maxAges, notBefore: 0, maxLength: 100, claims });
      const { record } = model;
      const isThere = record !== undefined && (record.state === 3 || record.level >= level);
      expect(looked.result).toBe(isThere ? 'hit' : !claims ? 'none' : model.claim === undefined ? 'yours' : 'held');
      if (looked.result === 'hit') expect(looked.found.value).toBe(record?.value);
      if (looked.result !== 'yours') return;
      expect(looked.base?.value).toBe(record?.value);
      held[process] = looked.claim;
      model.claim = looked.claim.token;
    } else if (kind === 'put' || kind === 'offer') {
      if (kind === 'put' && claim === undefined) return;
      const used = kind === 'put' ? claim : undefined;
      const at = await settle();
      const beganAt = (used?.given ?? at) - ago;
      const answeredAt = used === undefined ? beganAt : Math.max(used.given, at - 1);
      const put: Put = { name, claim: used, level, state, answeredAt, beganAt, maxAge: anyAge, keptFor: anyAge, value };
      records.put(put);
      await settle();
      const replaces = mayReplace(put, model, at);
      if (used !== undefined) held[process] = undefined;
      if (used?.token === model.claim && used !== undefined) model.claim = undefined;
      if (replaces) model.record = { level, state, answeredAt, beganAt, value };
    } else if (kind === 'release' && claim !== undefined) {
      records.release(claim);
      await settle();
      held[process] = undefined;
      if (claim.token === model.claim) model.claim = undefined;
    } else if (kind === 'expire') {
      // Whoever holds it sleeps, and does not know.
      await redis().client.del(`lab:1:claim:${name}`);
      model.claim = undefined;
    }
    const stored = await redis().client.hmget(`lab:1:record:${name}`, 'f', 'v');
    expect(stored).toEqual(
      model.record === undefined ? [null, null] : [String(model.record.beganAt), model.record.value],
    );
  }
});
