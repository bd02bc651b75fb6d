import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { JobFacts } from '../../src/job.ts';
import type { Source } from '../../src/jobs/source.ts';
import { createJobWatcher } from '../../src/jobs/watcher.ts';

it('polls for nobody once it is closed', () => {
  let reads = 0;
  const source = {
    name: 'lab',
    adapter: {},
    reader: {
      read: () => {
        reads += 1;
        return new Promise(() => undefined);
      },
    },
  } as unknown as Source;
  const watcher = createJobWatcher({ now: () => 0, random: () => 0, shortestInterval: 1000 });
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
function startSource(requestsPerSecond: number, adapter: object = {}): Watched {
  const reads: number[] = [];
  const fetchedAt = new Date(0).toISOString();
  const facts = { status: 'RUNNING', updatedAt: null, createdAt: null } as JobFacts;
  const read = () => {
    reads.push(Date.now());
    return Promise.resolve({ facts, secrets: {}, fetchedAt });
  };
  return { source: { name: 'lab', requestsPerSecond, adapter, reader: { read } } as unknown as Source, reads };
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
    const watcher = createJobWatcher({ now: Date.now, random: () => 0, shortestInterval: 1000 });
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
  const watcher = createJobWatcher({ now: Date.now, random: () => 0, shortestInterval: 1000 });
  for (let viewer = 0; viewer < 100; viewer += 1)
    for (let index = 0; index < 50; index += 1) watcher.watch(source, `j${index}`, () => undefined);

  await vi.advanceTimersByTimeAsync(10_000);
  watcher.close();

  expect(reads).toHaveLength(50 * 11);
});
