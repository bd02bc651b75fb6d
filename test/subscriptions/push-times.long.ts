/** From a change that a provider tells to an event at a WebSocket, for each way in which changes are pushed. */
import { setTimeout as wait } from 'node:timers/promises';
import { expect, it, onTestFinished } from 'vitest';
import { fastSource, startCluster } from '../datasources/kubernetes/jobs.ts';
import { repository } from '../datasources/githubactions/runs.ts';
import { startGateway, type GatewayUnderTest } from '../gateway.ts';
import { keys, readCounter, startEventWorld, toEvent } from '../queues/event-world.ts';
import { until } from '../until.ts';
import { send, startWorld, toPayload } from '../webhooks/webhook-world.ts';
import { connect, subscribe } from './watched-world.ts';

interface Told {
  readonly gateway: GatewayUnderTest;
  readonly id: string;
  /** Resolves when whatever comes before the measurement has come. */
  readonly ready: () => Promise<unknown>;
  /** Changes the job so that its event differs from the last one, and tells of it. */
  readonly change: (count: number) => unknown;
  readonly reads: () => number;
}

const withoutPolls = { pollMilliseconds: 3_600_000, subscriptions: { maxLagSeconds: 3600 } };
const changes = 30;

async function openDoor(): Promise<Told> {
  const world = await startWorld(withoutPolls);
  return {
    gateway: world.gateway,
    id: `ci:${repository}/7`,
    ready: () => Promise.resolve(),
    change: (count) => {
      world.set({ status: 'in_progress', conclusion: null, display_title: `change ${count}` });
      return send(world.url, { body: JSON.stringify({ ...toPayload(7, 'in_progress'), count }) });
    },
    reads: world.reads,
  };
}

async function openQueue(): Promise<Told> {
  const world = await startEventWorld(withoutPolls);
  return {
    gateway: world.gateway,
    id: `batch:${keys.batch}`,
    ready: () => until(() => world.emulator.inFlight === 1, 'a long poll waits'),
    change: (count) => {
      world.words.batch = count % 2 === 1 ? 'RUNNABLE' : 'RUNNING';
      world.queue.send(toEvent('batch', world.words.batch));
    },
    reads: () => world.reads('batch'),
  };
}

async function openWatch(): Promise<Told> {
  const cluster = await startCluster();
  const key = cluster.put('job-1');
  const source = { name: 'cluster', provider: 'kubernetes', server: cluster.emulator.url, ...fastSource };
  const gateway = await startGateway({ ...withoutPolls, sources: [source] });
  onTestFinished(async () => {
    await gateway.close();
    await cluster.emulator.close();
  });
  return {
    gateway,
    id: `cluster:${key}`,
    ready: () => until(() => cluster.emulator.watches === 1, 'the watch is open'),
    change: (count) => {
      cluster.put('job-1', { active: count % 2 });
      cluster.emulator.publish();
    },
    reads: () => cluster.emulator.calls.filter(({ operation }) => operation.startsWith('read')).length,
  };
}

it.each([
  ['a delivery', openDoor],
  ['a message of a queue', openQueue],
  ['an event of a watch', openWatch],
])('after %s half of all changes are told within 150 ms, nearly all within a second', async (how, open) => {
  const { gateway, id, ready, change, reads } = await open();
  const { results } = subscribe(connect(gateway), [id], 'status name');
  await until(() => results.length === 1, 'the first state is told');
  await ready();
  const [before, times] = [reads(), [] as number[]];

  for (let count = 1; count <= changes; count += 1) {
    // A job is read at most once a second.
    await wait(1100);
    const changedAt = performance.now();
    void change(count);
    await until(() => results.length === count + 1, 'the change is told');
    times.push(performance.now() - changedAt);
  }

  times.sort((one, other) => one - other);
  const [p50, p95] = [times[changes / 2] ?? 0, times[Math.floor(changes * 0.95)] ?? 0];
  process.stdout.write(`    ${how}: p50 ${p50.toFixed(0)} ms, p95 ${p95.toFixed(0)} ms\n`);
  expect(p50).toBeLessThan(150);
  expect(p95).toBeLessThan(1000);
  expect(reads() - before).toBe(changes);
  const source = id.slice(0, id.indexOf(':'));
  expect(await readCounter(gateway, 'jobgraph_pushes_total', { source, result: 'hint' })).toBe(changes);
  expect(await readCounter(gateway, 'jobgraph_push_lag_seconds_count', { source })).toBe(changes);
});
