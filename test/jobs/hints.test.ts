/** What a push leads to: a read now, and fewer polls. */
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createJobWatcher, type JobWatcher, type Watch } from '../../src/jobs/watching/watcher.ts';
import { startPushedSource, type PushedSource } from './pushed-source.ts';

const interval = 2000;
const safety = 300_000;

beforeEach(() => {
  vi.useFakeTimers({ now: 0 });
});
afterEach(() => {
  vi.useRealTimers();
});

function watchAll(
  { source }: PushedSource,
  count = 1,
  random: () => number = () => 0,
): { readonly watcher: JobWatcher; readonly watches: readonly Watch[] } {
  const watcher = createJobWatcher({
    now: Date.now,
    monotonic: Date.now,
    random,
    minInterval: interval,
    maxInterval: 60_000,
  });
  const watches = Array.from({ length: count }, (_, n) => watcher.watch(source, `j${n}`, () => undefined));
  return { watcher, watches };
}

describe('a hint', () => {
  it('leads to a read now, which no memory answers', async () => {
    const pushed = startPushedSource();
    watchAll(pushed);
    await vi.advanceTimersByTimeAsync(500);

    pushed.hint('j0');
    await vi.advanceTimersByTimeAsync(5);

    expect(pushed.times()).toEqual([0, 500]);
    expect(pushed.reads.map(({ isAfresh }) => isAfresh)).toEqual([false, true]);
  });

  it('costs nothing where the job is not watched', async () => {
    const pushed = startPushedSource();
    const { watches } = watchAll(pushed);
    await vi.advanceTimersByTimeAsync(100);
    watches[0]?.stop();

    pushed.hint('j0');
    pushed.hint('j1');
    await vi.advanceTimersByTimeAsync(10_000);
    watchAll(pushed);
    await vi.advanceTimersByTimeAsync(1000);

    // Neither then nor when somebody comes.
    expect(pushed.times()).toEqual([0, 10_100]);
    expect(pushed.reads.at(-1)?.isAfresh).toBe(false);
  });

  it('that comes within a second of a read is read for after it, with all others of that time', async () => {
    const pushed = startPushedSource();
    watchAll(pushed);
    await vi.advanceTimersByTimeAsync(100);

    for (let at = 100; at < 1700; at += 100) {
      pushed.hint('j0');
      await vi.advanceTimersByTimeAsync(100);
    }
    await vi.advanceTimersByTimeAsync(1500);

    // The last one came at 1,600.
    expect(pushed.times()).toEqual([0, 100, 1100, 2100]);
  });

  it('leads to one read a second, where a thousand come in each', async () => {
    const pushed = startPushedSource();
    watchAll(pushed);
    await vi.advanceTimersByTimeAsync(100);
    pushed.reads.length = 0;

    for (let sent = 0; sent < 5000; sent += 1) {
      pushed.hint('j0', String(sent % 7));
      await vi.advanceTimersByTimeAsync(1);
    }

    expect(pushed.times()).toEqual([100, 1100, 2100, 3100, 4100, 5100].slice(0, pushed.reads.length));
    expect(pushed.reads).toHaveLength(5);
  });

  it('that comes while a read runs is read for by another one', async () => {
    const pushed = startPushedSource();
    watchAll(pushed);
    await vi.advanceTimersByTimeAsync(100);
    pushed.world.milliseconds = 1500;
    pushed.hint('j0');
    await vi.advanceTimersByTimeAsync(1400);

    pushed.world.status = 'SUCCEEDED';
    pushed.hint('j0');
    await vi.advanceTimersByTimeAsync(2000);

    expect(pushed.times()).toEqual([0, 100, 1600]);
  });

  it('is read for again after one and five seconds, while what is read is older', async () => {
    const pushed = startPushedSource();
    pushed.setLive(0);
    watchAll(pushed);
    await vi.advanceTimersByTimeAsync(100);

    pushed.hint('j0', '2');
    await vi.advanceTimersByTimeAsync(60_000);
    expect(pushed.times()).toEqual([0, 100, 1100, 5100]);

    pushed.hint('j0', '3');
    await vi.advanceTimersByTimeAsync(500);
    pushed.world.version = 3;
    await vi.advanceTimersByTimeAsync(60_000);
    expect(pushed.times().slice(4)).toEqual([60_100, 61_100]);
  });

  it('of a job that has ended, or without a word, is read for once', async () => {
    const pushed = startPushedSource();
    pushed.setLive(0);
    watchAll(pushed);
    await vi.advanceTimersByTimeAsync(100);

    pushed.hint('j0');
    await vi.advanceTimersByTimeAsync(10_000);
    pushed.world.status = 'SUCCEEDED';
    pushed.hint('j0', '9');
    await vi.advanceTimersByTimeAsync(600_000);

    expect(pushed.times()).toEqual([0, 100, 10_100]);
  });

  it('takes the place of what is left of an earlier one', async () => {
    const pushed = startPushedSource();
    pushed.setLive(0);
    watchAll(pushed);
    await vi.advanceTimersByTimeAsync(100);

    pushed.hint('j0', '2');
    await vi.advanceTimersByTimeAsync(3000);
    pushed.hint('j0', '1');
    await vi.advanceTimersByTimeAsync(60_000);

    expect(pushed.times()).toEqual([0, 100, 1100, 3100]);
  });

  it('whose read fails is read for again, and polls come at the pace of the job', async () => {
    const pushed = startPushedSource();
    pushed.setLive(0);
    const { watches } = watchAll(pushed);
    await vi.advanceTimersByTimeAsync(100);

    pushed.world.isDown = true;
    pushed.hint('j0');
    await vi.advanceTimersByTimeAsync(8000);
    expect(pushed.times()).toEqual([0, 100, 1100, 3100, 5100, 7100]);

    pushed.world.isDown = false;
    pushed.world.version = 7;
    await vi.advanceTimersByTimeAsync(interval);
    expect(watches[0]?.state()).toMatchObject({ record: { facts: { statusMessage: '7' } } });
  });
});

it('hints for many jobs are read for within half of the rate of the source, in the order in which they came', async () => {
  const pushed = startPushedSource(10);
  pushed.setLive(0);
  const { watcher } = watchAll(pushed, 200);
  await vi.advanceTimersByTimeAsync(100);
  pushed.reads.length = 0;

  for (let n = 0; n < 200; n += 1) pushed.hint(`j${n}`);
  await vi.advanceTimersByTimeAsync(20_000);
  watcher.close();

  const hinted = pushed.reads.filter(({ isAfresh }) => isAfresh);
  expect(hinted.length).toBeGreaterThan(95);
  expect(hinted.length).toBeLessThanOrEqual(105);
  expect(hinted.map(({ key }) => key)).toEqual(hinted.map((_read, n) => `j${n}`));
  // A second's share at once.
  expect(hinted.filter(({ at }) => at <= 110)).toHaveLength(5);
});

it('a job whose polls and hints are over holds no timer', async () => {
  const pushed = startPushedSource();
  const { watches } = watchAll(pushed, 3);
  await vi.advanceTimersByTimeAsync(10);
  for (let n = 0; n < 3; n += 1) pushed.hint(`j${n}`, '9');
  pushed.world.milliseconds = 5000;
  await vi.advanceTimersByTimeAsync(50);
  for (let n = 0; n < 3; n += 1) pushed.hint(`j${n}`, '9');

  for (const { stop } of watches) stop();
  await vi.advanceTimersByTimeAsync(5000);

  expect(vi.getTimerCount()).toBe(0);
  expect(pushed.reads).toHaveLength(6);
});

describe('polls', () => {
  it('come for safety only, while each change since the last read is pushed', async () => {
    const pushed = startPushedSource();
    watchAll(pushed);
    await vi.advanceTimersByTimeAsync(500);

    // What has happened between the first read and now is not pushed.
    pushed.setLive(500);
    await vi.advanceTimersByTimeAsync(3 * safety + interval);

    expect(pushed.times()).toEqual([0, interval, interval + safety, interval + 2 * safety, interval + 3 * safety]);
    expect(pushed.reads.slice(1).every(({ isAfresh }) => isAfresh)).toBe(true);
  });

  it('of a read that began before the pushes did come at the pace of the job', async () => {
    const pushed = startPushedSource();
    pushed.world.milliseconds = 1000;
    watchAll(pushed);

    pushed.setLive(500);
    await vi.advanceTimersByTimeAsync(20_000);

    expect(pushed.times()).toEqual([0, 1000 + interval]);
  });

  it('come no later for pushes that begin and end again and again', async () => {
    const pushed = startPushedSource();
    watchAll(pushed);
    for (let at = 0; at < 60_000; at += 50) {
      pushed.setLive(Date.now());
      await vi.advanceTimersByTimeAsync(25);
      pushed.setLive(undefined);
      await vi.advanceTimersByTimeAsync(25);
    }

    const waits = pushed.times().map((at, n, all) => at - (all[n - 1] ?? 0));
    expect(Math.max(...waits)).toBeLessThanOrEqual(interval + 50);
  });

  it('come at the pace of the job once pushes are lost, spread over an interval', async () => {
    const pushed = startPushedSource(1000);
    let drawn = 0;
    const { watcher } = watchAll(pushed, 100, () => ((drawn += 1) % 100) / 100);
    pushed.setLive(0);
    await vi.advanceTimersByTimeAsync(2 * interval);
    pushed.reads.length = 0;
    const lostAt = Date.now();

    pushed.setLive(undefined);
    await vi.advanceTimersByTimeAsync(interval);
    watcher.close();

    const jobs = new Set(pushed.reads.map(({ key }) => key));
    expect(jobs.size).toBe(100);
    const early = pushed.reads.filter(({ at }) => at < lostAt + interval / 2);
    expect(early.length).toBeGreaterThan(30);
    expect(early.length).toBeLessThan(70);
  });

  it('for safety are spread over the whole interval from the first one on', async () => {
    const pushed = startPushedSource(1000);
    pushed.setLive(0);
    let drawn = 0;
    const { watcher } = watchAll(pushed, 100, () => ((drawn += 1) % 100) / 100);
    await vi.advanceTimersByTimeAsync(2 * interval);
    pushed.reads.length = 0;

    await vi.advanceTimersByTimeAsync(safety);
    watcher.close();

    expect(pushed.reads.length).toBeGreaterThan(90);
    expect(pushed.reads.length).toBeLessThanOrEqual(115);
    const firstHalf = pushed.reads.filter(({ at }) => at < safety / 2);
    expect(firstHalf.length).toBeGreaterThan(35);
    expect(firstHalf.length).toBeLessThan(65);
  });
});
