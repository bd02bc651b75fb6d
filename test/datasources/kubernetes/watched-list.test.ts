import { expect, it, onTestFinished } from 'vitest';
import { startGateway } from '../../gateway.ts';
import { connect } from '../../subscriptions/watched-world.ts';
import { watchList } from '../../subscriptions/watched-lists.ts';
import { until } from '../../until.ts';
import { complete, fastSource, startCluster } from './jobs.ts';

it('a watched list shows what comes, changes and leaves', async () => {
  const cluster = await startCluster({ token: 'token-1' });
  cluster.put('job-1');
  const gateway = await startGateway({
    sources: [
      {
        name: 'cluster',
        provider: 'kubernetes',
        server: cluster.emulator.url,
        credentials: { token: 'token-1' },
        ...fastSource,
      },
    ],
    pollMilliseconds: 20,
    cache: { runningSeconds: 0 },
  });
  onTestFinished(async () => {
    await gateway.close();
    await cluster.emulator.close();
  });
  const seen = watchList(connect(gateway), {}, 'id status providerJobId ... on KubernetesJob { namespace }');
  await until(() => seen.events.length === 1, 'the list is there');
  await until(() => cluster.emulator.calls.some(({ operation }) => operation.startsWith('watch')), 'it is fed');

  cluster.put('job-2');
  cluster.emulator.publish();
  await until(() => seen.events.length === 2, 'the new job is there');
  cluster.put('job-1', complete);
  cluster.emulator.publish();
  await until(() => seen.events.length === 3, 'the change is there');
  cluster.remove('job-2');
  cluster.emulator.publish();
  await until(() => seen.events.length === 4, 'the job is gone');

  expect(seen.events.map(({ kind, job }) => `${kind} ${String(job?.['id']).split('/')[1] ?? ''}`)).toEqual([
    'PRESENT job-1',
    'APPEARED job-2',
    'CHANGED job-1',
    'LEFT job-2',
  ]);
  expect(seen.errors).toEqual([]);
});
