/** Several processes' buckets of one source over a store that comes and goes: how many calls start, in any span of time. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { TokenBucket } from '../../src/calls/token-bucket.ts';
import { createSharedBucket } from '../../src/cluster/shared-bucket.ts';
import { toRuns } from '../runs.ts';

const rate = { requestsPerSecond: 20, burst: 12, concurrency: 10_000, timeoutMilliseconds: 1000 };
const stepMilliseconds = 10;

/** A step of the world: whether the store is there, and which processes want a call. */
interface Step {
  readonly isThere: boolean;
  readonly wants: readonly boolean[];
}

/** What `lua/take.lua` does, without leases. */
function createStore(now: () => number) {
  let bucket: { readonly tokens: number; readonly at: number } | undefined;
  return {
    loseAll: (): void => {
      bucket = undefined;
    },
    take: (values: readonly (string | number)[]): readonly number[] => {
      const [, , , wanted, horizon, , , first, most] = values.map(Number);
      const held =
        bucket === undefined ? (first ?? 0) : bucket.tokens + ((now() - bucket.at) / 1000) * rate.requestsPerSecond;
      let tokens = Math.min(held, rate.burst, most ?? 0);
      const waits: number[] = [];
      let retry = 0;
      while (waits.length < (wanted ?? 0)) {
        const wait = tokens < 1 - 1e-9 ? Math.ceil(((1 - tokens) / rate.requestsPerSecond) * 1000) : 0;
        if (wait > (horizon ?? 0)) {
          retry = wait;
          break;
        }
        tokens -= 1;
        waits.push(wait);
      }
      bucket = { tokens, at: now() };
      return [retry, Math.floor(tokens), ...waits];
    },
  };
}

/** From when until when the store was away. */
interface Outage {
  readonly from: number;
  until: number;
}

/** When calls started, and when the store was away, in milliseconds. */
async function play(steps: readonly Step[], replicas: number, keeps: boolean) {
  let now = 0;
  let isThere = true;
  let joins = 1;
  const store = createStore(() => now);
  const open = (self: string): TokenBucket =>
    createSharedBucket({
      cluster: {
        key: (kind) => kind,
        run: (script, _keys, values) => {
          if (!isThere) return Promise.resolve(undefined);
          return Promise.resolve(script.read(script.name === 'take' ? store.take(values) : 1));
        },
        state: () => (isThere ? 'JOINED' : 'ALONE'),
        joins: () => joins,
        replicas: () => replicas,
        self,
      },
      returns: { add: () => undefined, send: () => undefined },
      source: 'devices',
      rate,
      onMore: () => undefined,
      monotonic: () => now,
    });
  const buckets = Array.from({ length: replicas }, (_, index) => open(`process ${index}`));
  const starts: number[] = [];
  const outages: Outage[] = [];
  for (const step of steps) {
    const outage = outages.at(-1);
    if (step.isThere && !isThere && outage !== undefined) {
      joins += 1;
      outage.until = now;
    }
    if (!step.isThere && isThere) {
      outages.push({ from: now, until: Infinity });
      if (!keeps) store.loseAll();
    }
    isThere = step.isThere;
    for (const [index, bucket] of buckets.entries())
      while (step.wants[index] === true && bucket.spend(1) === 0) {
        starts.push(now);
        bucket.end();
      }
    // The store's answers.
    await new Promise(setImmediate);
    now += stepMilliseconds;
  }
  return { starts, outages };
}

/** The most calls of any span beyond its time's, and beyond a burst for its beginning and for each outage in it. */
function findExcess(starts: readonly number[], outages: readonly Outage[]): number {
  let most = -Infinity;
  for (const [first, from] of starts.entries())
    for (const [last, to] of starts.entries()) {
      if (last < first) continue;
      const met = outages.filter((outage) => outage.until >= from && outage.from <= to).length;
      const allowed = (rate.requestsPerSecond * (to - from)) / 1000 + rate.burst * (1 + met);
      most = Math.max(most, last - first + 1 - allowed);
    }
  return most;
}

/** Phases of 50 to 600 ms. */
const worlds = fc.record({
  replicas: fc.integer({ min: 1, max: 4 }),
  keeps: fc.boolean(),
  phases: fc.array(
    fc.record({
      isThere: fc.boolean(),
      wants: fc.array(fc.boolean(), { minLength: 4, maxLength: 4 }),
      steps: fc.integer({ min: 5, max: 60 }),
    }),
    { minLength: 1, maxLength: 12 },
  ),
});

describe('calls of all processes together', () => {
  it('are never beyond the rate by more than a burst, and one more for each time that the store has gone', async () => {
    await fc.assert(
      fc.asyncProperty(worlds, async ({ replicas, keeps, phases }) => {
        const steps = phases.flatMap(({ steps: count, ...step }) => Array.from({ length: count }, () => step));

        const { starts, outages } = await play(steps, replicas, keeps);

        // One of each process, whose call is credited the time that it was queued for.
        expect(findExcess(starts, outages)).toBeLessThanOrEqual(replicas);
      }),
      { numRuns: toRuns(60) },
    );
  });

  it('are never beyond it by more than one burst, if all ask all the time and the store forgets nothing', async () => {
    await fc.assert(
      fc.asyncProperty(worlds, async ({ replicas, keeps, phases }) => {
        const wants = [true, true, true, true];
        const steps = phases.flatMap(({ steps: count, isThere }) =>
          Array.from({ length: count }, () => ({ isThere, wants })),
        );

        const { starts, outages } = await play(steps, replicas, keeps);

        // A store that comes back empty has also forgotten which starts were reserved ahead.
        const forgotten = keeps ? 0 : replicas * outages.length;
        expect(findExcess(starts, [])).toBeLessThanOrEqual(replicas + forgotten);
      }),
      { numRuns: toRuns(60) },
    );
  });
});
