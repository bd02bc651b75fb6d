import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { setTimeout as wait } from 'node:timers/promises';
import { createListWatcher, type ListWatcher } from '../../src/jobs/list-watcher.ts';
import type { TestSource } from '../jobs/test-source.ts';
import { until } from '../until.ts';
import { openDepotSource, startDepot, type Depot } from './depot.ts';
import { useCluster } from './join.ts';
import { hasRedis } from './redis.ts';

interface Process {
  readonly source: TestSource;
  readonly watcher: ListWatcher;
  /** The name of the newest job at each look, with when. */
  readonly seen: { readonly name: string | null | undefined; readonly at: number }[];
}

describe.skipIf(!hasRedis)('a list that several processes watch', () => {
  const { join } = useCluster();
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

  async function start(): Promise<void> {
    const cluster = await join();
    const source = openDepotSource(depot, cluster, {
      cache: { runningSeconds: 0.4, terminalSeconds: 60, notFoundSeconds: 5 },
    });
    const watcher = createListWatcher({ now: Date.now, random: Math.random, minInterval: 600, maxPages: 3 });
    const seen: { readonly name: string | null | undefined; readonly at: number }[] = [];
    processes.push({ source, watcher, seen });
    watcher.follow(
      source.source,
      {},
      {
        see: async (look) => {
          const row = await look.open(() => undefined).next();
          const name = row?.facts.name;
          const isNew = seen.at(-1)?.name !== name;
          if (isNew) seen.push({ name, at: performance.now() });
          // As if it changed with each look: the interval stays the same.
          return true;
        },
      },
    );
  }

  it('is read by one of them in each interval, and all see a change at once', async () => {
    depot.jobs.set('a', { name: 'first' });
    for (let index = 0; index < 3; index += 1) {
      await start();
      await wait(60);
    }
    await until(() => processes.every(({ seen }) => seen.length === 1));
    const before = depot.asked.length;
    const startedAt = performance.now();
    await wait(1300);
    depot.jobs.set('a', { name: 'second' });
    await until(() => processes.every(({ seen }) => seen.length === 2));
    const intervals = (performance.now() - startedAt) / 600;

    expect(before).toBe(1);
    expect(depot.asked.length - before).toBeLessThanOrEqual(Math.ceil(intervals));
    const times = processes.map(({ seen }) => seen[1]!.at);
    expect(Math.max(...times) - Math.min(...times)).toBeLessThan(300);
  });
});
