import fc from 'fast-check';
import { setImmediate as turn, setTimeout as wait } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { createLimiter, type Limiter } from '../../src/calls/limiter.ts';
import type { SharedRate, TokenBucket } from '../../src/calls/token-bucket.ts';
import type { Cluster } from '../../src/cluster/cluster.ts';
import { takeStarts } from '../../src/cluster/rate-scripts.ts';
import { createReturnedLeases } from '../../src/cluster/returned-leases.ts';
import { createSharedBucket } from '../../src/cluster/shared-bucket.ts';
import { toRuns } from '../runs.ts';
import { until } from '../until.ts';
import { useCluster } from './join.ts';
import { hasRedis } from './redis.ts';

const monotonic = (): number => performance.now();
const source = 'devices';
const generous = { concurrency: 1000, timeoutMilliseconds: 10_000 };

/** A process with one source. */
function toShare(cluster: Cluster) {
  return { cluster, returns: createReturnedLeases(cluster) };
}

function toLimiter(cluster: Cluster, rate: SharedRate): Limiter {
  return createLimiter(
    { ...rate, queue: 1000 },
    (onMore) => createSharedBucket({ ...toShare(cluster), source, rate, onMore, monotonic }),
    monotonic,
  );
}

function toBucket(cluster: Cluster, rate: SharedRate): TokenBucket {
  return createSharedBucket({ ...toShare(cluster), source, rate, onMore: () => undefined, monotonic });
}

async function giveAll(bucket: TokenBucket, count: number): Promise<void> {
  for (let given = 0; given < count; given += 1) {
    await until(() => bucket.spend(1) === 0);
    bucket.end();
  }
}

function acquire(limiter: Limiter, signal = new AbortController().signal): Promise<() => void> {
  const operation = {};
  const request = { requester: 'ada', operation, signal, isRefused: () => false, startBy: Infinity };
  return Promise.resolve(limiter.acquire(request));
}

describe.skipIf(!hasRedis)('the rate of a source', () => {
  const { redis, join, calls } = useCluster();

  it('is one for all processes, and is used up', async () => {
    const rate = { requestsPerSecond: 100, burst: 10, ...generous };
    const limiters = (await Promise.all([join(), join(), join()])).map((cluster) => toLimiter(cluster, rate));
    const leaving = new AbortController();
    const startedAt = monotonic();
    const starts = limiters.map(() => 0);
    const countAll = (): number => starts.reduce((sum, count) => sum + count);
    const callers = limiters.flatMap((limiter, index) =>
      Array.from({ length: 10 }, async () => {
        for (;;) {
          const release = await acquire(limiter, leaving.signal);
          starts[index]! += 1;
          release();
        }
      }),
    );

    // As many as come in half a second: on a busy machine it takes longer, and some of the rate is not used.
    await until(() => countAll() >= 60);
    leaving.abort();
    await Promise.allSettled(callers);

    const allowed = rate.burst + ((monotonic() - startedAt) / 1000) * rate.requestsPerSecond;
    expect(countAll()).toBeLessThanOrEqual(allowed);
    expect(Math.min(...starts)).toBeGreaterThan(0);
  });

  it('never grants more than its tokens, whoever asks for how many and when', async () => {
    const cluster = await join();
    const requestsPerSecond = 200;
    const burst = 5;
    const asks = fc.array(fc.record({ wanted: fc.integer({ min: 1, max: 12 }), pause: fc.nat(15) }), { maxLength: 20 });
    let world = 0;

    await fc.assert(
      fc.asyncProperty(asks, async (given) => {
        world += 1;
        const keys = [cluster.key('rate', `${world}`), cluster.key('calls', `${world}`)];
        // By the store's clock: no start is before what was said of it.
        const startedAt = await readTime();
        const starts: number[] = [];
        for (const [index, { wanted, pause }] of given.entries()) {
          const before = await readTime();
          const limits = [requestsPerSecond, burst, 1000, wanted, 100, 1000];
          const granted = await cluster.run(takeStarts, keys, [...limits, `ask ${index}`, burst, burst]);
          const waits = granted?.waits ?? [];
          const after = await readTime();
          expect(waits.length).toBeLessThanOrEqual(wanted);
          starts.push(...waits.map((milliseconds) => after + milliseconds));
          expect(after).toBeGreaterThanOrEqual(before);
          await wait(pause);
        }
        starts.sort((one, other) => one - other);
        for (const [index, at] of starts.entries())
          expect(index + 1).toBeLessThanOrEqual(burst + ((at - startedAt + 1) / 1000) * requestsPerSecond + 1e-6);
      }),
      { numRuns: toRuns(8) },
    );

    async function readTime(): Promise<number> {
      const [seconds, microseconds] = await redis().client.time();
      return Number(seconds) * 1000 + Math.floor(Number(microseconds) / 1000);
    }
  });

  it.each([
    ['tokens', '-1e9'],
    ['tokens', 'nan'],
    ['tokens', 'many'],
    ['rate', '-5'],
    ['rate', '1e-9'],
    ['rate', 'fast'],
    ['at', '1e300'],
    ['at', 'yesterday'],
    ['slowedAt', '1e300'],
  ])('is given again within seconds where somebody has written %s %s', async (field, value) => {
    const rate = { requestsPerSecond: 20, burst: 4, ...generous };
    const cluster = await join();
    const limiter = toLimiter(cluster, rate);
    (await acquire(limiter))();
    const [key = ''] = await redis().client.keys('lab:1:rate:*');
    await redis().client.hset(key, field, value);

    const startedAt = monotonic();
    for (let count = 0; count < 6; count += 1) (await acquire(limiter))();

    // What was written would hold the source for minutes at least.
    expect(monotonic() - startedAt).toBeLessThan(20_000);
    expect(calls.filter((call) => call.startsWith('take ') && call !== 'take OK')).toEqual([]);
    const tokens = Number(await redis().client.hget(key, 'tokens'));
    expect(Math.abs(tokens)).toBeLessThanOrEqual(10);
  });

  it('is asked for again within a second, however long the store has said to wait', async () => {
    const cluster = await join();
    let retry = 3_600_000;
    let asked = 0;
    const rate = { requestsPerSecond: 20, burst: 4, ...generous };
    const wrong: Cluster['run'] = (script, keys, values) => {
      if (script.name !== 'take' || retry === 0) return cluster.run(script, keys, values);
      asked += 1;
      return Promise.resolve(script.read([retry, 0]));
    };
    const limiter = toLimiter({ ...cluster, run: wrong }, rate);
    const acquired = acquire(limiter);
    await until(() => asked > 0);
    retry = 0;

    const startedAt = monotonic();
    (await acquired)();

    // The store has said an hour.
    expect(monotonic() - startedAt).toBeLessThan(20_000);
  });

  it('is halved for all when one is throttled, once for calls that were under way together', async () => {
    const rate = { requestsPerSecond: 20, burst: 4, ...generous };
    const [one, other] = await Promise.all([join(), join()]);
    // Far longer than the store takes to answer, however busy the machine is.
    const startedAt = monotonic() - 60_000;
    const buckets = [one, other].map((cluster) => toBucket(cluster, rate));
    for (const bucket of buckets) bucket.slowDown(startedAt);
    await until(() => calls.filter((call) => call === 'slow-down OK').length === 2);

    const [key = ''] = await redis().client.keys('lab:1:rate:*');
    expect(await redis().client.hmget(key, 'rate', 'tokens')).toEqual(['10', '0']);
  });

  it('is halved in a store that is full, and whose clock was set back', async () => {
    const rate = { requestsPerSecond: 20, burst: 4, ...generous };
    const cluster = await join();
    const bucket = toBucket(cluster, rate);
    await giveAll(bucket, 4);
    const [key = ''] = await redis().client.keys('lab:1:rate:*');
    // It has been an hour later than it is now.
    await redis().client.hset(key, 'slowedAt', Date.now() + 3_600_000);
    await redis().fill();

    bucket.slowDown(monotonic());
    await until(() => calls.some((call) => call.startsWith('slow-down')));

    expect(await redis().client.hget(key, 'rate')).toBe('10');
    expect(calls).toContain('slow-down OK');
  });
});

describe.skipIf(!hasRedis)('the calls under way to a source', () => {
  const { join, redis, calls } = useCluster();
  const rate = { requestsPerSecond: 1000, burst: 1000, concurrency: 3, timeoutMilliseconds: 10_000 };

  it('are at most so many in all processes together', async () => {
    const limiters = (await Promise.all([join(), join()])).map((cluster) => toLimiter(cluster, rate));
    let underWay = 0;
    let most = 0;

    await Promise.all(
      Array.from({ length: 20 }, async (_value, index) => {
        const release = await acquire(limiters[index % 2] as Limiter);
        underWay += 1;
        most = Math.max(most, underWay);
        await wait(5);
        underWay -= 1;
        release();
      }),
    );

    expect(most).toBe(3);
    await until(async () => {
      const [leases] = await redis().client.keys('lab:1:calls:*');
      return leases === undefined || (await redis().client.zcard(leases)) === 0;
    });
  });

  it('give their places back together, and at once where others wait for them', async () => {
    const many = { ...rate, burst: 1000, concurrency: 60 };
    const bucket = toBucket(await join(), many);
    for (let given = 0; given < 60; given += 1) await until(() => bucket.spend(60 - given) === 0);
    calls.length = 0;

    for (let ended = 0; ended < 60; ended += 1) {
      bucket.end();
      await turn();
    }
    await until(() => bucket.spend(1) === 0);

    expect(calls.indexOf('give-back OK')).toBeLessThan(calls.lastIndexOf('take OK'));
    expect(calls.filter((call) => call === 'give-back OK').length).toBeLessThan(30);
    bucket.end();
  });

  it('lose the places of a process that is gone when their time is over', async () => {
    const short = { ...rate, timeoutMilliseconds: -900 };
    const [gone, other] = await Promise.all([join(), join()]);
    const limiter = toLimiter(gone, short);
    for (let index = 0; index < 3; index += 1) await acquire(limiter);

    const release = await acquire(toLimiter(other, short));

    release();
  });

  it('lose the places of a process that is gone, also when the store’s clock was set back', async () => {
    const [gone, other] = await Promise.all([join(), join()]);
    const limiter = toLimiter(gone, rate);
    for (let index = 0; index < 3; index += 1) await acquire(limiter);
    const [key = ''] = await redis().client.keys('lab:1:calls:*');
    // It has been an hour later than it is now.
    for (const lease of await redis().client.zrange(key, '0', '-1'))
      await redis().client.zincrby(key, '3600000', lease);

    const release = await acquire(toLimiter(other, rate));

    release();
  });
});
