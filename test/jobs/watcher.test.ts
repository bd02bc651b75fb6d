import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { JobFacts } from '../../src/provider/contract/job.ts';
import type { JobRequest } from '../../src/jobs/reading/plan.ts';
import { createBatcher } from '../../src/jobs/reading/batcher.ts';
import type { ReadContext } from '../../src/calls/read-context.ts';
import type { Source } from '../../src/jobs/source.ts';
import { createJobWatcher, type JobWatcher } from '../../src/jobs/watching/watcher.ts';

it('polls for nobody once it is closed', () => {
  let reads = 0;
  const source = {
    name: 'lab',
    adapter: { describe: { maxKeys: 1 } },
    reader: {
      read: () => {
        reads += 1;
        return new Promise(() => undefined);
      },
    },
  } as unknown as Source;
  const watcher = createJobWatcher({
    now: () => 0,
    monotonic: () => 0,
    random: () => 0,
    minInterval: 1000,
    maxInterval: 60_000,
  });
  watcher.watch(source, 'a', () => undefined);
  watcher.close();

  const late = watcher.watch(source, 'b', () => undefined);

  expect(reads).toBe(1);
  expect(watcher.size()).toBe(0);
  expect(late.state()).toBeUndefined();
  late.stop();
});

interface Watched {
  readonly source: Source;
  /** When each read began, in milliseconds. */
  readonly reads: number[];
}

/** A source of running jobs that never move. */
function startSource(
  requestsPerSecond: number,
  adapter: object = {},
  maxKeys = 1,
  more: Partial<JobFacts> = {},
): Watched {
  const reads: number[] = [];
  const fetchedAt = new Date(0).toISOString();
  const facts = { status: 'RUNNING', updatedAt: null, createdAt: null, ...more } as JobFacts;
  const read = () => {
    reads.push(Date.now());
    return Promise.resolve({ facts, secrets: {}, fetchedAt });
  };
  return {
    source: {
      name: 'lab',
      requestsPerSecond,
      adapter: { describe: { maxKeys }, ...adapter },
      reader: { read },
    } as unknown as Source,
    reads,
  };
}

beforeEach(() => {
  vi.useFakeTimers({ now: 0 });
});
afterEach(() => {
  vi.useRealTimers();
});

it.each([
  ['one call', {}, 0.5],
  ['two calls', { completion: {} }, 0.25],
])(
  'takes half of the rate of a source whose jobs are read by %s, once each job has been seen',
  async (_n, adapter, share) => {
    const { source, reads } = startSource(5, adapter);
    const watcher = createJobWatcher({
      now: Date.now,
      monotonic: () => performance.now(),
      random: () => 0,
      minInterval: 1000,
      maxInterval: 60_000,
    });
    for (let index = 0; index < 60; index += 1) watcher.watch(source, `j${index}`, () => undefined);

    await vi.advanceTimersByTimeAsync(600_000);
    watcher.close();

    expect(reads.slice(0, 60).every((at) => at === 0)).toBe(true);
    expect(reads.length - 60).toBeLessThanOrEqual(600 * 5 * share);
    expect(reads.length - 60).toBeGreaterThan(600 * 5 * share * 0.9);
  },
);

it('reads a job once per interval, however many watch it', async () => {
  const { source, reads } = startSource(1000);
  const watcher = createJobWatcher({
    now: Date.now,
    monotonic: () => performance.now(),
    random: () => 0,
    minInterval: 1000,
    maxInterval: 60_000,
  });
  for (let viewer = 0; viewer < 100; viewer += 1)
    for (let index = 0; index < 50; index += 1) watcher.watch(source, `j${index}`, () => undefined);

  await vi.advanceTimersByTimeAsync(10_000);
  watcher.close();

  expect(reads).toHaveLength(50 * 11);
});

it.each([
  ['one job', 1],
  ['a hundred', 100],
])('reads an old job that waits after the longest lag at the latest, by calls of %s', async (_n, maxKeys) => {
  const createdAt = new Date(-3 * 86_400_000).toISOString();
  const { source, reads } = startSource(1000, {}, maxKeys, { status: 'QUEUED', createdAt });
  const watcher = createJobWatcher({
    now: Date.now,
    monotonic: () => performance.now(),
    random: () => 0.99,
    minInterval: 1000,
    // Its own pace would be 30 s.
    maxInterval: 10_000,
  });
  watcher.watch(source, 'a', () => undefined);
  await vi.advanceTimersByTimeAsync(100_000);
  watcher.close();

  const waits = reads.slice(1).map((at, index) => at - reads[index]!);
  expect(Math.max(...waits)).toBeLessThanOrEqual(10_000);
  expect(Math.min(...waits)).toBeGreaterThan(7_500);
});

it('reads jobs as often as the rate allows, where the longest lag is too short for them', async () => {
  const { source, reads } = startSource(2);
  const watcher = createJobWatcher({
    now: Date.now,
    monotonic: () => performance.now(),
    random: () => 0.5,
    minInterval: 1000,
    maxInterval: 5000,
  });
  for (let index = 0; index < 60; index += 1) watcher.watch(source, `j${index}`, () => undefined);
  await vi.advanceTimersByTimeAsync(600_000);
  watcher.close();

  expect(reads.length - 60).toBeLessThanOrEqual(600);
});

describe('a source that reads 100 jobs per call', () => {
  let latency = 40;
  const interval = 1000;

  /** Of running jobs that never move. */
  function startBatches(requestsPerSecond: number): { readonly source: Source; readonly calls: number[] } {
    const calls: number[] = [];
    const record = { facts: { status: 'RUNNING', updatedAt: null, createdAt: null } as JobFacts };
    const gather = createBatcher<typeof record, ReadContext>({
      maxKeys: 100,
      call: async (keys) => {
        calls.push(keys.length);
        await new Promise((resolve) => setTimeout(resolve, latency));
        return new Map(keys.map((key) => [key, record]));
      },
    });
    const reader = { read: ({ key }: JobRequest, context: ReadContext) => gather(key, context) };
    const adapter = { describe: { maxKeys: 100 } };
    return { source: { name: 'lab', requestsPerSecond, adapter, reader } as unknown as Source, calls };
  }

  async function watchAll(source: Source, count: number, random = 0): Promise<JobWatcher> {
    const watcher = createJobWatcher({
      now: Date.now,
      monotonic: () => performance.now(),
      random: () => random,
      minInterval: interval,
      maxInterval: 60_000,
    });
    for (let index = 0; index < count; index += 1) {
      watcher.watch(source, `j${index}`, () => undefined);
      await vi.advanceTimersByTimeAsync(7);
    }
    // Until all have met.
    await vi.advanceTimersByTimeAsync(30 * interval);
    return watcher;
  }

  it.each([0, 0.5, 0.99])('is called once per interval for 100 watched jobs, with jitter %d', async (random) => {
    const { source, calls } = startBatches(1000);
    const watcher = await watchAll(source, 100, random);
    calls.length = 0;

    await vi.advanceTimersByTimeAsync(11 * interval);
    watcher.close();

    expect(calls).toEqual(Array.from({ length: 10 }, () => 100));
  });

  it.each([300, 900])('splits no batch whose answer takes %d of the milliseconds between two polls', async (late) => {
    const { source, calls } = startBatches(1000);
    const watcher = await watchAll(source, 100);
    latency = late;
    await vi.advanceTimersByTimeAsync(11 * interval);
    latency = 40;
    calls.length = 0;

    await vi.advanceTimersByTimeAsync(11 * interval);
    watcher.close();

    expect(calls).toEqual(Array.from({ length: 10 }, () => 100));
  });

  it('is called no more than its share of the rate allows', async () => {
    const { source, calls } = startBatches(1);
    const watcher = await watchAll(source, 250);
    calls.length = 0;

    await vi.advanceTimersByTimeAsync(66 * interval);
    watcher.close();

    expect(calls.length).toBeLessThanOrEqual(66 * 0.5);
    expect(calls.reduce((sum, size) => sum + size, 0)).toBeGreaterThanOrEqual(250 * 9);
  });

  it('is not called for all jobs at once where they are many', async () => {
    const { source, calls } = startBatches(10);
    const watcher = await watchAll(source, 2000);

    for (let second = 0; second < 11; second += 1) {
      calls.length = 0;
      await vi.advanceTimersByTimeAsync(1.1 * interval);
      expect(calls).toEqual([100, 100, 100, 100, 100]);
    }
    watcher.close();
  });

  it('is polled on after the clock was set back', async () => {
    const { source, calls } = startBatches(1000);
    vi.setSystemTime(3_600_000);
    const watcher = await watchAll(source, 3);
    vi.setSystemTime(0);
    calls.length = 0;

    await vi.advanceTimersByTimeAsync(11 * interval);
    watcher.close();

    expect(calls.length).toBeGreaterThanOrEqual(8);
  });

  it('has no timers left once nobody watches', async () => {
    const { source } = startBatches(1000);
    const watcher = createJobWatcher({
      now: Date.now,
      monotonic: () => performance.now(),
      random: () => 0,
      minInterval: interval,
      maxInterval: 60_000,
    });
    const watches = ['a', 'b'].map((key) => watcher.watch(source, key, () => undefined));
    await vi.advanceTimersByTimeAsync(500);

    const before = vi.getTimerCount();
    for (const { stop } of watches) stop();

    expect([before, vi.getTimerCount()]).toEqual([1, 0]);
  });
});
