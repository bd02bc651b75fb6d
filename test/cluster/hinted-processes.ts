/** Three processes that watch one job, and are told hints. */
import { afterEach, beforeEach } from 'vitest';
import type { Cluster } from '../../src/cluster/cluster.ts';
import type { PushReader, PushStateWord } from '../../src/jobs/pushes/pushes.ts';
import { createJobWatcher, type JobWatcher } from '../../src/jobs/watching/watcher.ts';
import type { TestSource } from '../jobs/test-source.ts';
import { until } from '../until.ts';
import { depotAdapter, openDepotSource, startDepot, type Depot } from './depot.ts';
import { useCluster } from './join.ts';
import type { RedisServer } from './redis.ts';

export interface Process {
  readonly cluster: Cluster;
  readonly source: TestSource;
  readonly watcher: JobWatcher;
  /** The names that its subscriber was told. */
  readonly told: (string | null)[];
  readonly states: PushStateWord[];
  /** What its reads for hints have shown. */
  readonly reads: string[];
}

export interface HintedProcesses {
  readonly depot: () => Depot;
  readonly redis: () => RedisServer;
  readonly processes: readonly Process[];
  readonly readerOf: (index: number) => PushReader;
  readonly isTold: (name: string) => boolean;
  /** How often the job was read. */
  readonly describes: () => number;
}

/** Of all tests of the block that it is called in. Each process has read the job `a`, and its pushes are live. */
export function useHintedProcesses(): HintedProcesses {
  const { redis, join } = useCluster();
  const processes: Process[] = [];
  let depot: Depot;

  beforeEach(async () => {
    depot = await startDepot();
    depot.jobs.set('a', { name: 'first', rawStatus: 'running' });
    processes.splice(
      0,
      Infinity,
      ...(await Promise.all([join, join, join].map(async (one) => start(depot, await one())))),
    );
    await until(() => processes.every(({ told, states }) => told.length === 1 && states.at(-1) === 'LIVE'));
    depot.asked.length = 0;
  });
  afterEach(async () => {
    for (const { watcher } of processes) watcher.close();
    await Promise.all(processes.map(({ source }) => source.close()));
    await depot.close();
  });

  return {
    depot: () => depot,
    redis,
    processes,
    readerOf: (index) => processes[index]!.source.source.pushes!.reader!,
    isTold: (name) => processes.every(({ told }) => told.at(-1) === name),
    describes: () => depot.asked.filter((path) => path === '/jobs/a').length,
  };
}

function start(depot: Depot, cluster: Cluster): Process {
  const [states, reads, told]: [PushStateWord[], string[], (string | null)[]] = [[], [], []];
  const source = openDepotSource(depot, cluster, {
    adapter: { ...depotAdapter, hintedAs: ({ name }) => name },
    webhooks: { safetySeconds: 300 },
    pushReport: {
      onPush: () => undefined,
      onPushLag: () => undefined,
      onPushState: (_source, state) => states.push(state),
      onHintedRead: (_source, result) => reads.push(result),
    },
  });
  const watcher = createJobWatcher({
    now: Date.now,
    monotonic: () => performance.now(),
    random: () => 0,
    // No poll comes while the test runs.
    minInterval: 3_600_000,
    maxInterval: 3_600_000,
  });
  const watch = watcher.watch(source.source, 'a', () => {
    const state = watch.state();
    if (state !== undefined && 'record' in state) told.push(state.record.facts.name);
  });
  source.source.pushes?.reader?.answered();
  return { cluster, source, watcher, told, states, reads };
}
