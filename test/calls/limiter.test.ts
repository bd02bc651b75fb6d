import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { ProviderError } from '../../src/errors/errors.ts';
import { createLimiter, type Limiter } from '../../src/calls/limiter.ts';
import type { LimiterSettings } from '../../src/provider/contract/limiter-settings.ts';
import { createTokenBucket } from '../../src/calls/token-bucket.ts';

const unhurried: LimiterSettings = { requestsPerSecond: 1000, burst: 1000, concurrency: 1000, queue: 100_000 };

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

function startLimiter(settings: Partial<LimiterSettings>): Limiter {
  const all = { ...unhurried, ...settings };
  return createLimiter(all, () => createTokenBucket(all, Date.now), Date.now);
}

async function acquire(
  limiter: Limiter,
  operation: object = {},
  signal = new AbortController().signal,
  startBy = Infinity,
  requester = 'ada',
): Promise<() => void> {
  return await limiter.acquire({ requester, operation, signal, isRefused: () => true, startBy });
}

/** Acquires turns that end at once, and gives the times at which they came. */
function countTurns(limiter: Limiter, count: number, operation: object = {}): number[] {
  const times: number[] = [];
  for (let index = 0; index < count; index += 1) {
    void acquire(limiter, operation).then((release) => {
      times.push(Date.now());
      release();
    });
  }
  return times;
}

describe('the rate', () => {
  it.each([
    { requestsPerSecond: 5, burst: 10 },
    { requestsPerSecond: 20, burst: 1 },
    // 3.3 ms apart, by timers of whole milliseconds.
    { requestsPerSecond: 300, burst: 1 },
    { requestsPerSecond: 0.5, burst: 2 },
  ])('holds to 5% over 20 s at ten times the demand: $requestsPerSecond/s, burst $burst', async (settings) => {
    const limiter = startLimiter(settings);
    const promised = settings.requestsPerSecond * 20;

    const times = countTurns(limiter, Math.max(100, promised * 10));
    await vi.advanceTimersByTimeAsync(20_000);

    const sustained = times.length - settings.burst;
    expect(sustained).toBeGreaterThanOrEqual(promised * 0.95);
    expect(sustained).toBeLessThanOrEqual(promised * 1.05);
  });

  it('lets a burst through after a quiet time, and no more than that', async () => {
    const limiter = startLimiter({ requestsPerSecond: 1, burst: 4 });
    countTurns(limiter, 4);
    await vi.advanceTimersByTimeAsync(3_600_000);

    const times = countTurns(limiter, 50);
    await vi.advanceTimersByTimeAsync(0);

    expect(times).toHaveLength(4);
  });

  it('halves when the provider throttles, and recovers by a twentieth a second', async () => {
    const limiter = startLimiter({ requestsPerSecond: 20, burst: 20 });
    const times = countTurns(limiter, 5000);
    const countIn = (from: number, to: number): number =>
      times.filter((time) => time >= start + from * 1000 && time < start + to * 1000).length;
    await vi.advanceTimersByTimeAsync(1000);

    const start = Date.now();
    limiter.slowDown(start);
    await vi.advanceTimersByTimeAsync(20_000);

    expect(countIn(0, 1)).toBeGreaterThanOrEqual(9);
    expect(countIn(0, 1)).toBeLessThanOrEqual(11);
    expect(countIn(4, 5)).toBeGreaterThanOrEqual(13);
    expect(countIn(4, 5)).toBeLessThanOrEqual(15);
    expect(countIn(15, 20)).toBe(100);
  });

  it('halves once for calls that were under way together, and never below a tenth', async () => {
    const limiter = startLimiter({ requestsPerSecond: 100, burst: 1 });
    const startedAt = Date.now();
    await vi.advanceTimersByTimeAsync(10);

    for (let index = 0; index < 16; index += 1) limiter.slowDown(startedAt);
    const afterOne = countTurns(limiter, 1000);
    await vi.advanceTimersByTimeAsync(1000);
    for (let index = 0; index < 16; index += 1) {
      await vi.advanceTimersByTimeAsync(1);
      limiter.slowDown(Date.now());
    }
    const before = afterOne.length;
    await vi.advanceTimersByTimeAsync(1000);

    expect(before).toBeGreaterThanOrEqual(50);
    expect(before).toBeLessThanOrEqual(54);
    expect(afterOne.length - before).toBeGreaterThanOrEqual(9);
    expect(afterOne.length - before).toBeLessThanOrEqual(14);
  });
});

describe('the concurrency', () => {
  it('is never passed, and a release lets the next one start', async () => {
    const limiter = startLimiter({ concurrency: 3 });
    const started: (() => void)[] = [];
    for (let index = 0; index < 10; index += 1) void acquire(limiter).then((release) => started.push(release));

    await vi.advanceTimersByTimeAsync(1000);
    const atFirst = { started: started.length, inFlight: limiter.inFlight(), queued: limiter.queued() };
    started[0]?.();
    started[0]?.();
    await vi.advanceTimersByTimeAsync(0);

    expect(atFirst).toEqual({ started: 3, inFlight: 3, queued: 7 });
    expect({ started: started.length, inFlight: limiter.inFlight(), queued: limiter.queued() }).toEqual({
      started: 4,
      inFlight: 3,
      queued: 6,
    });
  });
});

describe('the queue', () => {
  it('refuses at once when it is full', async () => {
    const limiter = startLimiter({ concurrency: 1, queue: 2 });
    await acquire(limiter);
    void acquire(limiter);
    void acquire(limiter);

    await expect(acquire(limiter)).rejects.toMatchObject({ code: 'PROVIDER_THROTTLED' });
    expect(limiter.queued()).toBe(2);
  });

  it('may be of no length at all', async () => {
    const limiter = startLimiter({ concurrency: 1, queue: 0 });
    const release = await acquire(limiter);

    await expect(acquire(limiter)).rejects.toMatchObject({ code: 'PROVIDER_THROTTLED' });

    release();
    await expect(acquire(limiter)).resolves.toBeTypeOf('function');
  });

  it('lets go of those who leave, and makes room', async () => {
    const limiter = startLimiter({ concurrency: 1, queue: 1 });
    const release = await acquire(limiter);
    const leaving = new AbortController();
    const left = acquire(limiter, {}, leaving.signal);
    const refusal = expect(left).rejects.toThrow('gone');

    leaving.abort(new Error('gone'));
    await refusal;
    const next = acquire(limiter);
    release();

    await expect(next).resolves.toBeTypeOf('function');
    expect({ inFlight: limiter.inFlight(), queued: limiter.queued() }).toEqual({ inFlight: 1, queued: 0 });
  });

  it('takes nobody in who has already left', async () => {
    const limiter = startLimiter({});

    await expect(acquire(limiter, {}, AbortSignal.abort(new Error('gone')))).rejects.toThrow('gone');
    expect(limiter.inFlight()).toBe(0);
  });

  it('starts no call whose turn comes too late for it', async () => {
    const limiter = startLimiter({ requestsPerSecond: 1, burst: 1 });
    await acquire(limiter);
    const late = expect(acquire(limiter, {}, undefined, Date.now() + 900)).rejects.toMatchObject({
      code: 'PROVIDER_TIMEOUT',
    });
    const next = acquire(limiter);

    await vi.advanceTimersByTimeAsync(1000);

    await late;
    // The late one took no token with it.
    await expect(next).resolves.toBeTypeOf('function');
  });

  it('can be emptied', async () => {
    const limiter = startLimiter({ concurrency: 1 });
    await acquire(limiter);
    const refused = [acquire(limiter), acquire(limiter)].map((turn) =>
      expect(turn).rejects.toMatchObject({ code: 'PROVIDER_UNAVAILABLE' }),
    );

    limiter.refuseQueued(new ProviderError('PROVIDER_UNAVAILABLE'));
    await Promise.all(refused);

    expect({ inFlight: limiter.inFlight(), queued: limiter.queued() }).toEqual({ inFlight: 1, queued: 0 });
  });

  it('serves operations in turn: a query for one job waits one turn behind a query for 200', async () => {
    const limiter = startLimiter({ requestsPerSecond: 5, burst: 1 });
    const many = countTurns(limiter, 200);
    await vi.advanceTimersByTimeAsync(1000);
    const servedBefore = many.length;

    const start = Date.now();
    const [one, other] = [countTurns(limiter, 1), countTurns(limiter, 1)];
    await vi.advanceTimersByTimeAsync(1000);

    // At most: the turn of the 200, then theirs, at 200 ms each.
    expect(one[0]).toBeLessThanOrEqual(start + 400);
    expect(other[0]).toBeLessThanOrEqual(start + 600);
    expect(many.length).toBe(servedBefore + 3);
  });

  it('keeps the order within an operation', async () => {
    const limiter = startLimiter({ requestsPerSecond: 10, burst: 1 });
    const order: string[] = [];
    const [big, small] = [{}, {}];
    for (const name of ['a1', 'a2', 'a3']) void acquire(limiter, big).then(() => order.push(name));
    for (const name of ['b1', 'b2']) void acquire(limiter, small).then(() => order.push(name));

    await vi.advanceTimersByTimeAsync(1000);

    expect(order).toEqual(['a1', 'a2', 'b1', 'a3', 'b2']);
  });
});

describe('several requesters', () => {
  /** Fills the queue with one requester's calls: 24 operations of 200 each, and gives how many were refused. */
  function flood(limiter: Limiter, served: string[], requester = 'greedy'): { refused: number } {
    const count = { refused: 0 };
    const leaving = new AbortController().signal;
    for (let index = 0; index < 24; index += 1) {
      const operation = {};
      for (let job = 0; job < 200; job += 1) {
        acquire(limiter, operation, leaving, Infinity, requester).then(
          (release) => {
            served.push(requester);
            release();
          },
          () => {
            count.refused += 1;
          },
        );
      }
    }
    return count;
  }

  it.each([
    ['requester', (name: string) => name],
    ['operation of the same requester', () => 'greedy'],
  ])(
    'find a place each, and wait one turn behind every other %s, however many one holds',
    async (_name, toRequester) => {
      const limiter = startLimiter({ requestsPerSecond: 10, burst: 1, queue: 1000 });
      const served: string[] = [];
      const { refused } = flood(limiter, served);
      await vi.advanceTimersByTimeAsync(1000);
      const before = served.length;

      const others = Array.from({ length: 99 }, (_, index) => {
        const name = `viewer ${index}`;
        return acquire(limiter, {}, undefined, Infinity, toRequester(name)).then((release) => {
          served.push(name);
          release();
        });
      });
      const askedAt = served.length;
      await vi.advanceTimersByTimeAsync(13_000);
      await Promise.all(others);

      const turns = served.slice(askedAt);
      expect(before).toBeGreaterThan(5);
      expect(refused).toBe(0);
      expect(limiter.queued()).toBeLessThanOrEqual(1000);
      // Behind 98 others, and one turn of the greedy one or of each of its operations.
      expect(turns.findLastIndex((name) => name !== 'greedy')).toBeLessThanOrEqual(98 + 24);
    },
  );

  it('share the places of a full queue evenly: the newest of whoever holds most is refused', async () => {
    const limiter = startLimiter({ requestsPerSecond: 1, burst: 1, queue: 12 });
    await acquire(limiter);
    const outcomes = new Map<string, string[]>();
    const ask = (requester: string, name: string): void => {
      const list = outcomes.get(requester) ?? [];
      outcomes.set(requester, list);
      acquire(limiter, {}, undefined, Infinity, requester).catch(() => list.push(name));
    };
    for (let index = 0; index < 12; index += 1) ask('a', `a${index}`);
    for (let index = 0; index < 8; index += 1) ask('b', `b${index}`);
    for (let index = 0; index < 8; index += 1) ask('c', `c${index}`);
    await vi.advanceTimersByTimeAsync(0);

    expect([...outcomes].map(([requester, refused]) => [requester, refused.length])).toEqual([
      ['a', 8],
      ['b', 4],
      ['c', 4],
    ]);
    expect(outcomes.get('a')).not.toContain('a0');
    expect(limiter.queued()).toBe(12);
  });

  it('lose no turn to calls that came too late to be made', async () => {
    const limiter = startLimiter({ requestsPerSecond: 1, burst: 1 });
    await acquire(limiter);
    const served: string[] = [];
    const turn = (name: string, requester: string, startBy = Infinity) =>
      acquire(limiter, {}, undefined, startBy, requester).then(
        (release) => {
          served.push(name);
          release();
        },
        () => served.push(`${name} refused`),
      );
    void turn('late', 'a', Date.now() + 500);
    void turn('a', 'a');
    void turn('b', 'b');

    await vi.advanceTimersByTimeAsync(2000);

    expect(served).toEqual(['late refused', 'a', 'b']);
  });
});

describe('a bucket that is shared', () => {
  it('is told how many wait, and serves them in turn when its tokens come, however far off it said they were', async () => {
    const asked: number[] = [];
    let tokens = 0;
    let onMore: (() => void) | undefined;
    const limiter = createLimiter(
      unhurried,
      (more) => {
        onMore = more;
        const spend = (queued: number): number => {
          asked.push(queued);
          tokens -= 1;
          return tokens >= 0 ? 0 : Infinity;
        };
        return { spend, slowDown: () => undefined, end: () => undefined };
      },
      Date.now,
    );
    const served: string[] = [];
    for (const name of ['a', 'b', 'c']) void acquire(limiter).then(() => served.push(name));
    await vi.advanceTimersByTimeAsync(0);
    const before = [...served];

    tokens = 2;
    onMore?.();
    await vi.advanceTimersByTimeAsync(0);
    const after = [...served];
    tokens = 1;
    onMore?.();
    await vi.advanceTimersByTimeAsync(0);

    expect([before, after, served]).toEqual([[], ['a', 'b'], ['a', 'b', 'c']]);
    expect(asked).toEqual([0, 1, 2, 3, 3, 2, 1, 1]);
    expect(vi.getTimerCount()).toBe(0);
  });
});

describe('the timers', () => {
  it.each<[string, (limiter: Limiter, leaving: AbortController) => void | Promise<unknown>]>([
    ['all have been served', () => vi.advanceTimersByTimeAsync(10_000)],
    [
      'all have left',
      (_limiter, leaving) => {
        leaving.abort(new Error('gone'));
      },
    ],
    [
      'all were refused',
      (limiter) => {
        limiter.refuseQueued(new ProviderError('PROVIDER_UNAVAILABLE'));
      },
    ],
  ])('are none when %s', async (_name, end) => {
    const limiter = startLimiter({ requestsPerSecond: 1, burst: 1 });
    const leaving = new AbortController();
    const turns = [1, 2, 3].map(() =>
      acquire(limiter, {}, leaving.signal)
        .then((release) => {
          release();
        })
        .catch(() => undefined),
    );
    await vi.advanceTimersByTimeAsync(0);
    const whileQueued = vi.getTimerCount();

    await end(limiter, leaving);
    await Promise.all(turns);

    expect(whileQueued).toBe(1);
    expect(vi.getTimerCount()).toBe(0);
    expect({ inFlight: limiter.inFlight(), queued: limiter.queued() }).toEqual({ inFlight: 0, queued: 0 });
  });
});

describe('the slots of an requester whose calls hang', () => {
  it('are half of all while others wait, and as many as there are while nobody does', async () => {
    const limiter = startLimiter({ concurrency: 4 });
    const started: string[] = [];
    const releases: (() => void)[] = [];
    const start = (requester: string): void => {
      void acquire(limiter, {}, undefined, Infinity, requester).then((release) => {
        started.push(requester);
        releases.push(release);
      });
    };
    for (const requester of ['ada', 'ada', 'ada', 'bob', 'ada', 'bob', 'bob']) start(requester);
    await vi.advanceTimersByTimeAsync(0);
    expect(started).toEqual(['ada', 'ada', 'ada', 'bob']);

    // Ada's never end.
    for (const index of [3, 4, 5]) {
      releases[index]?.();
      await vi.advanceTimersByTimeAsync(0);
    }

    expect(started.slice(4)).toEqual(['bob', 'bob', 'ada']);
  });
});
