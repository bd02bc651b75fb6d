import { expect, it, onTestFinished } from 'vitest';
import { startGateway } from '../../gateway.ts';
import { connect, subscribe } from '../../subscriptions/watched-world.ts';
import { until } from '../../until.ts';
import { fastSource, startCluster } from './jobs.ts';

it('a change is at the subscribers of a WebSocket well within a second, through one read', async () => {
  const cluster = await startCluster();
  const keys = Array.from({ length: 10 }, (_, n) => cluster.put(`job-${n}`));
  const gateway = await startGateway({
    sources: [{ name: 'cluster', provider: 'kubernetes', server: cluster.emulator.url, ...fastSource }],
    // No poll would come in time.
    pollMilliseconds: 3_600_000,
  });
  onTestFinished(async () => {
    await gateway.close();
    await cluster.emulator.close();
  });
  const ids = keys.map((key) => `cluster:${key}`);
  const seen = subscribe(connect(gateway), ids, 'id status');
  await until(() => seen.results.length === keys.length && cluster.emulator.watches === 1);
  const countReads = () => cluster.emulator.calls.filter(({ operation }) => operation.startsWith('read')).length;
  const before = countReads();

  const times: number[] = [];
  for (const n of keys.keys()) {
    cluster.put(`job-${n}`, { active: 1 });
    const changedAt = performance.now();
    cluster.emulator.publish();
    await until(() => seen.results.length === keys.length + n + 1, 'the change is told');
    times.push(performance.now() - changedAt);
    expect(seen.results.at(-1)?.data?.jobUpdated).toEqual({ id: ids[n], status: 'RUNNING' });
  }

  expect(countReads() - before).toBe(keys.length);
  expect(Math.max(...times)).toBeLessThan(500);
});
