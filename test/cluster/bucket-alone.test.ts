import { describe, expect, it } from 'vitest';
import { createSharedBucket } from '../../src/cluster/shared-bucket.ts';

describe('without the store', () => {
  function startAlone(replicas: number) {
    let now = 0;
    let state: 'JOINED' | 'ALONE' = 'ALONE';
    let joins = 0;
    const replies: (readonly number[] | undefined)[] = [];
    const asked: (readonly (string | number)[])[] = [];
    const rate = { requestsPerSecond: 40, burst: 20, concurrency: 8, timeoutMilliseconds: 1000 };
    const bucket = createSharedBucket({
      cluster: {
        key: (kind, name) => `${kind}:${name ?? ''}`,
        run: (script, _keys, values) => {
          if (script.name === 'take') asked.push(values);
          return Promise.resolve(script.name === 'take' ? replies.shift() : 1);
        },
        state: () => state,
        joins: () => joins,
        replicas: () => replicas,
        self: 'me',
      },
      source: 'devices',
      rate,
      onMore: () => undefined,
      monotonic: () => now,
    });
    const countStarts = (milliseconds: number): number => {
      let starts = 0;
      for (const end = now + milliseconds; now < end; now += 1)
        while (bucket.take(1) === 0) {
          starts += 1;
          bucket.end();
        }
      return starts;
    };
    const set = (next: typeof state): void => {
      state = next;
      if (next === 'JOINED') joins += 1;
    };
    const pass = (milliseconds: number): void => {
      now += milliseconds;
    };
    return { bucket, replies, asked, countStarts, pass, set };
  }

  it('each process keeps to its part of the rate, and begins without a burst', () => {
    const { countStarts } = startAlone(4);

    expect(countStarts(1000)).toBeLessThanOrEqual(10);
    expect(countStarts(10_000)).toBeGreaterThanOrEqual(95);
  });

  it('each process keeps to its part of the calls under way', () => {
    const { bucket, pass } = startAlone(4);
    bucket.take(1);
    pass(2000);

    let underWay = 0;
    while (underWay < 100 && bucket.take(1) === 0) underWay += 1;

    expect(underWay).toBe(2);
  });

  it('each process begins without a burst again, each time that the store has gone', () => {
    const { bucket, countStarts, pass, set } = startAlone(4);
    bucket.take(1);
    pass(10_000);
    set('JOINED');
    pass(10_000);
    set('ALONE');

    expect(countStarts(1000)).toBeLessThanOrEqual(10);
  });

  it('that was away and is empty now is asked for no burst', () => {
    const { bucket, asked, set } = startAlone(4);
    set('JOINED');
    set('ALONE');
    set('JOINED');

    bucket.take(1);

    expect(asked.map((values) => values.slice(-2))).toEqual([[0, 0]]);
  });

  it('goes on alone at once when the store gives no answer, and empties the bucket when it is back', async () => {
    const { bucket, replies, asked, countStarts, set } = startAlone(2);
    set('JOINED');
    replies.push([0, 0]);
    bucket.take(1);
    await Promise.resolve().then(() => undefined);
    expect(bucket.take(1)).toBe(0);
    bucket.end();
    replies.push(undefined);
    bucket.take(1);
    await Promise.resolve().then(() => undefined);

    expect(countStarts(240)).toBeGreaterThan(0);

    countStarts(20);
    // Is the bucket full if it is new? Is it to be emptied?
    expect(asked.map((values) => values.slice(-2))).toEqual([
      [1, 0],
      [0, 0],
      [0, 1],
    ]);
  });
});
