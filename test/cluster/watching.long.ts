import { setTimeout as wait } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Cluster } from '../../src/cluster/cluster.ts';
import { createJobWatcher, type JobWatcher, type Watch } from '../../src/jobs/watching/watcher.ts';
import type { TestSource } from '../jobs/test-source.ts';
import { until } from '../until.ts';
import { depotAdapter, openDepotSource, startDepot, type Depot } from './depot.ts';
import { useCluster } from './join.ts';
import { hasRedis } from './redis.ts';

interface Process {
  readonly cluster: Cluster;
  readonly source: TestSource;
  readonly watcher: JobWatcher;
  /** The names of the job that its subscriber was told. */
  readonly told: (string | null)[];
  readonly watch: Watch;
}

describe.skipIf(!hasRedis)('a job that several processes watch', () => {
  const { redis, join, calls } = useCluster();
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

  /** Watches the job at once. One call a job, so that each process has its own jitter. */
  async function start(
    random: () => number,
    minInterval = 500,
    now: () => number = Date.now,
    runningSeconds = 0.4,
  ): Promise<Process> {
    const cluster = await join();
    const source = openDepotSource(depot, cluster, {
      cache: { runningSeconds, terminalSeconds: 60, notFoundSeconds: 5 },
      adapter: { ...depotAdapter, describe: { ...depotAdapter.describe!, maxKeys: 1 } },
    });
    const watcher = createJobWatcher({
      now,
      monotonic: () => performance.now(),
      random,
      minInterval,
      maxInterval: 60_000,
    });
    const told: (string | null)[] = [];
    const watch: Watch = watcher.watch(source.source, 'a', () => {
      const state = watch.state();
      if (state !== undefined && 'record' in state) told.push(state.record.facts.name);
    });
    const started = { cluster, source, watcher, told, watch };
    processes.push(started);
    return started;
  }

  const describes = (): number => depot.asked.filter((path) => path === '/jobs/a').length;

  it('is read by one of them in each interval, and all are told of a change at once', async () => {
    depot.jobs.set('a', { name: 'first', createdAt: new Date().toISOString() });
    const startedAt = performance.now();
    // The last would not look again by itself while the test runs.
    for (const minInterval of [500, 500, 500, 500, 120_000]) {
      await start(Math.random, minInterval);
      // Whoever comes later is given what is known.
      await until(() => processes.every(({ told }) => told.length === 1) && calls.includes('put OK'));
    }
    await wait(1000);
    depot.jobs.set('a', { name: 'second', createdAt: new Date().toISOString() });
    await until(() => processes.every(({ told }) => told.length === 2));
    const intervals = (performance.now() - startedAt) / 500;

    expect(describes()).toBeLessThanOrEqual(1 + Math.ceil(intervals));
    expect(processes.map(({ told }) => told)).toEqual(Array(5).fill(['first', 'second']));
  });

  it('goes on being read when the one that read it has ended', async () => {
    depot.jobs.set('a', { name: 'first', createdAt: new Date().toISOString() });
    // The first is always sooner.
    const first = await start(() => 0);
    const second = await start(() => 1);
    await until(() => second.told.length === 1);
    await wait(600);
    first.watcher.close();
    first.cluster.close();
    depot.jobs.set('a', { name: 'second', createdAt: new Date().toISOString() });

    await until(() => second.told.length === 2);
  });

  it('is read again in each interval, whatever the time of day is said to be', async () => {
    depot.jobs.set('a', { name: 'first' });
    // An hour later each time that it is asked for.
    let hours = 0;
    const one = await start(Math.random, 500, () => (hours += 1) * 3_600_000);
    await until(() => one.told.length === 1 && calls.includes('put OK'));
    depot.jobs.set('a', { name: 'second' });

    await until(() => one.told.length === 2);
  });

  it('is taken from the own memory while it is fresh there, and the store is not asked', async () => {
    depot.jobs.set('a', { name: 'first', createdAt: new Date().toISOString() });
    const { told } = await start(Math.random, 200, Date.now, 60);
    await until(() => told.length === 1 && calls.includes('put OK'));
    await wait(1000);

    expect(calls.filter((call) => call === 'look OK')).toHaveLength(1);
    expect(describes()).toBe(1);
  });

  it('is watched by each for itself while the store is away', async () => {
    depot.jobs.set('a', { name: 'first', createdAt: new Date().toISOString() });
    const first = await start(Math.random);
    const second = await start(Math.random);
    await until(() => [first, second].every(({ told }) => told.length === 1));
    redis().freeze();
    depot.jobs.set('a', { name: 'second', createdAt: new Date().toISOString() });

    await until(() => [first, second].every(({ told }) => told.length === 2));

    redis().resume();
    await until(() => [first, second].every(({ cluster }) => cluster.state() === 'JOINED'));
    depot.jobs.set('a', { name: 'third', createdAt: new Date().toISOString(), status: 'SUCCEEDED' });
    await until(() => [first, second].every(({ told }) => told.length === 3));
    expect([first, second].map(({ watch }) => watch.state()?.isFinal)).toEqual([true, true]);
  });
});
