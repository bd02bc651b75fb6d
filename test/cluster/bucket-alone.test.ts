import { setImmediate as turn } from 'node:timers/promises';
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
          if (script.name !== 'take') return Promise.resolve(script.read(1));
          asked.push(values);
          const reply = replies.shift();
          return Promise.resolve(reply === undefined ? undefined : script.read(reply));
        },
        state: () => state,
        joins: () => joins,
        replicas: () => replicas,
        self: 'me',
      },
      returns: { add: () => undefined, send: () => undefined },
      source: 'devices',
      rate,
      onMore: () => undefined,
      monotonic: () => now,
    });
    const countStarts = (milliseconds: number): number => {
      let starts = 0;
      for (const end = now + milliseconds; now < end; now += 1)
        while (bucket.spend(1) === 0) {
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

  /** The store has said how many tokens it holds, in the answer to a call that took one; then it goes. */
  async function startAfter(tokens: number, replicas = 4) {
    const started = startAlone(replicas);
    started.set('JOINED');
    started.replies.push([0, tokens, 0]);
    started.bucket.spend(1);
    await turn();
    expect(started.bucket.spend(1)).toBe(0);
    started.bucket.end();
    started.set('ALONE');
    return started;
  }

  it('each process begins with its part of a burst if the store has said nothing, and keeps to its part of the rate', () => {
    const { countStarts } = startAlone(4);

    expect(countStarts(1)).toBe(5);
    expect(countStarts(1000)).toBeLessThanOrEqual(10);
    expect(countStarts(10_000)).toBeGreaterThanOrEqual(95);
  });

  it.each([
    [12, 3],
    [20, 5],
    [9e15, 5],
    [3, 0],
    [0, 0],
  ])('each process begins with its part of the %d tokens that the store held last', async (tokens, starts) => {
    const { countStarts } = await startAfter(tokens);

    expect(countStarts(1)).toBe(starts);
    expect(countStarts(1000)).toBeLessThanOrEqual(11);
  });

  it('the store’s tokens have become more since it was heard', async () => {
    const { countStarts, pass } = await startAfter(0);
    pass(200);

    expect(countStarts(1)).toBe(2);
  });

  it.each([-20, -9e15])('each process waits for what was reserved ahead, and no longer: %d tokens', async (tokens) => {
    const { countStarts } = await startAfter(tokens);

    expect(countStarts(590)).toBe(0);
    expect(countStarts(20)).toBe(1);
  });

  it('each process keeps to its part of the calls under way', () => {
    const { bucket } = startAlone(4);

    let underWay = 0;
    while (underWay < 100 && bucket.spend(1) === 0) underWay += 1;

    expect(underWay).toBe(2);
  });

  it('each process has one burst, however often the store comes and goes', () => {
    const { countStarts, set } = startAlone(4);
    expect(countStarts(1)).toBe(5);
    set('JOINED');
    set('ALONE');

    expect(countStarts(1)).toBe(0);
    expect(countStarts(1000)).toBeLessThanOrEqual(10);
  });

  it('that was away and is empty now is asked for no burst', async () => {
    const { bucket, asked, set } = startAlone(4);
    set('JOINED');
    set('ALONE');
    set('JOINED');

    bucket.spend(1);
    await turn();

    expect(asked.map((values) => values.slice(-2))).toEqual([[0, 20]]);
  });

  it('goes on alone at once when the store gives no answer, and tells it how much is left when it is back', async () => {
    const { bucket, replies, asked, countStarts, set } = startAlone(2);
    set('JOINED');
    replies.push([0, 19, 0]);
    bucket.spend(1);
    await turn();
    expect(bucket.spend(1)).toBe(0);
    bucket.end();
    replies.push(undefined);
    bucket.spend(1);
    await turn();

    // Half of the 19 tokens, and of the rate.
    expect(countStarts(240)).toBe(14);

    countStarts(20);
    await turn();
    // The tokens of a bucket that is not there, and the most of one that is.
    expect(asked.map((values) => values.slice(-2))).toEqual([
      [20, 20],
      [0, 20],
      [0, 0],
    ]);
  });

  it('leaves no more in the store than it has left itself', async () => {
    const { bucket, asked, countStarts, pass, set } = await startAfter(16, 2);
    expect(countStarts(1)).toBe(8);
    pass(250);
    set('JOINED');

    bucket.spend(1);
    await turn();

    expect(asked.at(-1)?.slice(-2)).toEqual([5, 5]);
  });
});
