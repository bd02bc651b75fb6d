/** What polls cost while changes are pushed. */
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { createJobWatcher } from '../../src/jobs/watching/watcher.ts';
import { startPushedSource } from './pushed-source.ts';

beforeEach(() => {
  vi.useFakeTimers({ now: 0 });
});
afterEach(() => {
  vi.useRealTimers();
});

const safetySeconds = 300;
const count = 100;

it.each([
  ['each read by a call of its own', 1],
  ['a hundred of which one call reads', 100],
])('while pushes are live, jobs, %s, are polled once in safetySeconds', async (_how, maxKeys) => {
  const pushed = startPushedSource(10, maxKeys);
  pushed.setLive(0);
  let drawn = 0;
  const random = (): number => ((drawn += 37) % 101) / 101;
  const watcher = createJobWatcher({
    now: Date.now,
    monotonic: Date.now,
    random,
    minInterval: 2000,
    maxInterval: 60_000,
  });
  for (let n = 0; n < count; n += 1) watcher.watch(pushed.source, `j${n}`, () => undefined);
  await vi.advanceTimersByTimeAsync(2 * safetySeconds * 1000);
  pushed.reads.length = 0;

  const intervals = 10;
  await vi.advanceTimersByTimeAsync(intervals * safetySeconds * 1000);
  watcher.close();

  // At most watched / safetySeconds a second; somewhat less, because each wait is a little longer.
  expect(pushed.reads.length).toBeLessThanOrEqual(intervals * count);
  expect(pushed.reads.length).toBeGreaterThan(0.8 * intervals * count);
  const ofOne = pushed.reads.filter(({ key }) => key === 'j42').map(({ at }) => at);
  const waits = ofOne.slice(1).map((at, n) => at - (ofOne[n] ?? 0));
  expect(Math.min(...waits)).toBeGreaterThanOrEqual(safetySeconds * 1000);
});
