import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { setTimeout as wait } from 'node:timers/promises';
import { createListWatcher, type ListWatcher } from '../../src/jobs/watching/list-watcher.ts';
import type { TestSource } from '../jobs/test-source.ts';
import { until } from '../until.ts';
import { openDepotSource, startDepot, type Depot } from './depot.ts';
import { useCluster } from './join.ts';
import { hasRedis } from './redis.ts';

interface Process {
  readonly source: TestSource;
  readonly watcher: ListWatcher;
  /** The names of the newest job, each once, as its follower saw them. */
  readonly seen: (string | null | undefined)[];
}

describe.skipIf(!hasRedis)('a list that several processes watch', () => {
  const { join, calls } = useCluster();
  let depot: Depot;
  let processes: Process[];

  beforeEach(async () => {
    depot = await startDepot();
    processes = [];
  });
  afterEach(async () => {
    for (const { watcher } of processes) watcher.close();
    await Promise.all(processes.map(({ source }) => source.close()));
    await depot.close();
  });

  async function start(minInterval: number, now: () => number = Date.now): Promise<void> {
    const cluster = await join();
    const source = openDepotSource(depot, cluster, {
      cache: { runningSeconds: 0.4, terminalSeconds: 60, notFoundSeconds: 5 },
    });
    const watcher = createListWatcher({
      now,
      monotonic: () => performance.now(),
      random: Math.random,
      minInterval,
      maxPages: 3,
    });
    const seen: (string | null | undefined)[] = [];
    processes.push({ source, watcher, seen });
    watcher.follow(
      source.source,
      {},
      {
        see: async (look) => {
          const row = await look.open(() => undefined).next();
          const name = row?.facts.name;
          const isNew = seen.at(-1) !== name;
          if (isNew) seen.push(name);
          // As if it changed with each look: the interval stays the same.
          return true;
        },
      },
    );
  }

  it('is read by one of them in each interval, and all see a change at once', async () => {
    depot.jobs.set('a', { name: 'first' });
    const startedAt = performance.now();
    // The last would not look again by itself while the test runs.
    for (const minInterval of [600, 600, 600, 120_000]) {
      await start(minInterval);
      // Whoever comes later is given what is known.
      await until(() => processes.every(({ seen }) => seen.length === 1) && calls.includes('put OK'));
    }
    await wait(1300);
    depot.jobs.set('a', { name: 'second' });
    await until(() => processes.every(({ seen }) => seen.length === 2));
    const intervals = (performance.now() - startedAt) / 600;

    expect(depot.asked.length).toBeLessThanOrEqual(1 + Math.ceil(intervals));
    expect(processes.map(({ seen }) => seen)).toEqual(Array(4).fill(['first', 'second']));
  });

  it('is read again in each interval, whatever the time of day is said to be', async () => {
    depot.jobs.set('a', { name: 'first' });
    // An hour later each time that it is asked for.
    let hours = 0;
    await start(600, () => (hours += 1) * 3_600_000);
    await until(() => processes[0]!.seen.length === 1 && calls.includes('put OK'));
    depot.jobs.set('a', { name: 'second' });

    await until(() => processes[0]!.seen.length === 2);
  });
});
