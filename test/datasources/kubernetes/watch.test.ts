import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import type { Watch, WatchedState } from '../../../src/jobs/watcher.ts';
import type { Source } from '../../../src/jobs/source.ts';
import { toInterfere } from '../../emulation/faults.ts';
import { startGateway, type GatewayUnderTest } from '../../gateway.ts';
import { until } from '../../until.ts';
import { complete, fastSource, startCluster, type TestCluster } from './jobs.ts';

const token = 'token-1';
let accepted = token;
let cluster: TestCluster;
let gateway: GatewayUnderTest;

beforeEach(async () => {
  accepted = token;
  cluster = await startCluster({ token: () => accepted });
  gateway = await open();
});

afterEach(async () => {
  await gateway.close();
  await cluster.emulator.close();
});

function open(more: object = {}): Promise<GatewayUnderTest> {
  return startGateway({
    sources: [
      {
        name: 'cluster',
        provider: 'kubernetes',
        server: cluster.emulator.url,
        credentials: { token },
        ...fastSource,
        ...more,
      },
    ],
  });
}

interface Watched extends Watch {
  readonly states: WatchedState[];
  readonly words: () => readonly string[];
}

function watch(key: string, from = gateway): Watched {
  const states: WatchedState[] = [];
  const source = from.server.gateway.sources.get('cluster') as Source;
  const one = from.server.gateway.watcher.watch(source, key, () => {
    const state = one.state();
    if (state !== undefined) states.push(state);
  });
  const now = one.state();
  if (now !== undefined) states.push(now);
  const toWord = (state: WatchedState): string => ('record' in state ? state.record.facts.status : state.error.code);
  return { ...one, states, words: () => states.map(toWord) };
}

function count(operation: string): number {
  return cluster.emulator.calls.filter((call) => call.operation === operation).length;
}

async function untilWatching(from = gateway): Promise<void> {
  await until(() => cluster.emulator.watches > 0, 'a watch is open');
  const source = from.server.gateway.sources.get('cluster') as Source;
  await until(() => source.feeds?.size() === 1, 'a part is followed');
}

describe('a watched Job of Kubernetes', () => {
  it('costs one list and one watch, a hundred of them too, and no poll', async () => {
    const keys = Array.from({ length: 100 }, (_, index) => cluster.put(`job-${index}`));

    const jobs = keys.map((key) => watch(key));
    await until(() => jobs.every(({ states }) => states.length === 1), 'all have a first state');

    expect(new Set(jobs.flatMap(({ words }) => words()))).toEqual(new Set(['QUEUED']));
    expect(cluster.emulator.calls.map(({ operation }) => operation)).toEqual([
      'listJobForAllNamespaces',
      'watchJobForAllNamespaces',
    ]);
    expect(cluster.emulator.watches).toBe(1);
  });

  it('shows a change as soon as the cluster tells of it', async () => {
    const job = watch(cluster.put('job-1'));
    await until(() => job.states.length === 1);
    await untilWatching();

    cluster.put('job-1', { active: 1 });
    const changedAt = performance.now();
    cluster.emulator.publish();
    await until(() => job.states.length === 2);
    const took = performance.now() - changedAt;
    cluster.put('job-1', complete);
    cluster.emulator.publish();
    await until(() => job.states.length === 3);

    expect(job.words()).toEqual(['QUEUED', 'RUNNING', 'SUCCEEDED']);
    expect(job.state()?.isFinal).toBe(true);
    expect(count('readNamespacedJob')).toBe(0);
    // An interval of polls is two seconds.
    expect(took).toBeLessThan(1000);
  });

  it('is not found once it is deleted, which the cluster itself says', async () => {
    const job = watch(cluster.put('job-1'));
    await until(() => job.states.length === 1);

    cluster.remove('job-1');
    cluster.emulator.publish();
    await until(() => job.states.length === 2);

    expect(job.words()).toEqual(['QUEUED', 'JOB_NOT_FOUND']);
    expect(job.state()).toMatchObject({ isFinal: true, error: { providerCode: 'NotFound' } });
    expect(count('readNamespacedJob')).toBe(1);
  });

  it('is gone once another Job has its name', async () => {
    const job = watch(cluster.put('job-1'));
    await until(() => job.states.length === 1);

    cluster.put('job-1', {}, 2);
    cluster.emulator.publish();
    await until(() => job.states.length === 2);

    expect(job.words()).toEqual(['QUEUED', 'JOB_GONE']);
  });

  it('fails alone where its record cannot be read', async () => {
    const jobs = [cluster.put('job-1', { failedIndexes: 'none' }), cluster.put('job-2')].map((key) => watch(key));
    await until(() => jobs.every(({ states }) => states.length === 1));

    cluster.put('job-1', { failedIndexes: '1' });
    cluster.emulator.publish();
    await until(() => jobs[0]?.states.length === 2);

    expect(jobs.map(({ words }) => words())).toEqual([['PROVIDER_BAD_RESPONSE', 'QUEUED'], ['QUEUED']]);
  });
});

describe('the watch of a cluster', () => {
  it('goes on where it came to after its connection was cut, without another list', async () => {
    const job = watch(cluster.put('job-1'));
    await until(() => job.states.length === 1);
    await untilWatching();

    cluster.emulator.endWatches('cut');
    await until(() => cluster.emulator.watches === 0);
    cluster.put('job-1', { active: 1 });
    await until(() => job.states.length === 2);

    expect(job.words()).toEqual(['QUEUED', 'RUNNING']);
    expect(count('listJobForAllNamespaces')).toBe(1);
    expect(count('watchJobForAllNamespaces')).toBe(2);
  });

  it('lists again after 410 in the stream', async () => {
    const job = watch(cluster.put('job-1'));
    await until(() => job.states.length === 1);
    await untilWatching();

    cluster.put('job-1', { active: 1 });
    cluster.emulator.sendLine(
      '{"type":"ERROR","object":{"kind":"Status","status":"Failure","reason":"Expired","code":410}}',
    );
    await until(() => job.states.length === 2);

    expect(job.words()).toEqual(['QUEUED', 'RUNNING']);
    expect(count('listJobForAllNamespaces')).toBe(2);
  });

  it('lists again where it cannot resume, because the cluster has forgotten the past', async () => {
    const job = watch(cluster.put('job-1'));
    await until(() => job.states.length === 1);
    await untilWatching();

    cluster.put('job-1', { active: 1 });
    cluster.emulator.endWatches('cut');
    cluster.put('job-2');
    await until(() => cluster.emulator.watches === 0);
    // Both changes are known to the cluster, and forgotten.
    cluster.emulator.publish();
    cluster.emulator.compact();
    await until(() => job.states.length === 2);

    expect(job.words()).toEqual(['QUEUED', 'RUNNING']);
    expect(count('listJobForAllNamespaces')).toBe(2);
  });

  it('resumes after a bookmark from there', async () => {
    const job = watch(cluster.put('job-1'));
    await until(() => job.states.length === 1);
    await untilWatching();

    cluster.put('job-9');
    cluster.emulator.publish();
    cluster.emulator.sendBookmarks();
    cluster.emulator.endWatches('cleanly');
    await until(() => count('watchJobForAllNamespaces') === 2);

    const [first, second] = cluster.emulator.calls.filter(({ operation }) => operation.startsWith('watch'));
    expect(Number(second?.query['resourceVersion'])).toBe(Number(first?.query['resourceVersion']) + 1);
    expect(count('listJobForAllNamespaces')).toBe(1);
  });

  it('is not taken in by events that come twice or late', async () => {
    const job = watch(cluster.put('job-1'));
    await until(() => job.states.length === 1);
    await untilWatching();
    cluster.put('job-1', { active: 1 });
    cluster.emulator.publish();
    await until(() => job.states.length === 2);
    const seen = job.state();
    const version =
      seen !== undefined && 'record' in seen
        ? Number((seen.record.facts as unknown as { resourceVersion: string }).resourceVersion)
        : 0;
    const toLine = (at: number, type: string): string =>
      JSON.stringify({
        type,
        object: {
          metadata: {
            namespace: 'etl',
            name: 'job-1',
            uid: job.states.length > 0 ? '0f9d3c1b-5a2e-4d67-8c90-000000000001' : '',
            resourceVersion: String(at),
          },
        },
      });

    cluster.emulator.sendLine(toLine(version, 'MODIFIED'));
    cluster.emulator.sendLine(toLine(version - 1, 'MODIFIED'));
    cluster.emulator.sendLine(toLine(version - 1, 'DELETED'));
    cluster.put('job-1', complete);
    cluster.emulator.publish();
    await until(() => job.state()?.isFinal === true);

    expect(job.words()).toEqual(['QUEUED', 'RUNNING', 'SUCCEEDED']);
    expect(count('readNamespacedJob')).toBe(0);
  });

  it('gives way to polls where it is denied', async () => {
    await gateway.close();
    await cluster.emulator.close();
    cluster = await startCluster({
      interfere: toInterfere(({ operation }) => (operation.startsWith('watch') ? { kind: 'accessDenied' } : undefined)),
    });
    gateway = await startGateway({
      pollMilliseconds: 20,
      cache: { runningSeconds: 0 },
      sources: [{ name: 'cluster', provider: 'kubernetes', server: cluster.emulator.url, ...fastSource }],
    });

    const job = watch(cluster.put('job-1'));
    await until(() => job.states.length === 1);
    cluster.put('job-1', complete);
    await until(() => job.states.length === 2);

    expect(job.words()).toEqual(['QUEUED', 'SUCCEEDED']);
    expect(count('readNamespacedJob')).toBeGreaterThan(1);
  });

  it('goes on with the new token after the old one was replaced', async () => {
    const file = join(mkdtempSync(join(tmpdir(), 'jobgraph-token-')), 'token');
    onTestFinished(() => {
      rmSync(dirname(file), { recursive: true });
    });
    writeFileSync(file, token);
    const renewing = await open({ credentials: { tokenFile: file } });
    onTestFinished(() => renewing.close());
    const job = watch(cluster.put('job-1'), renewing);
    await until(() => job.states.length === 1);
    await untilWatching(renewing);

    accepted = 'token-2';
    writeFileSync(file, accepted);
    cluster.emulator.endWatches('cut');
    cluster.put('job-1', { active: 1 });
    await until(() => job.states.length === 2);

    expect(job.words()).toEqual(['QUEUED', 'RUNNING']);
    const opened = cluster.emulator.calls.filter(({ operation }) => operation.startsWith('watch'));
    expect(opened.map(({ status, headers }) => [status, headers['authorization']])).toEqual([
      [200, 'Bearer token-1'],
      [401, 'Bearer token-1'],
      [200, 'Bearer token-2'],
    ]);
  });

  it('is one for each namespace that the settings name', async () => {
    const named = await open({ namespaces: ['etl', 'reports'] });
    try {
      const job = watch(cluster.put('job-1'), named);
      await until(() => job.states.length === 1);

      expect(cluster.emulator.calls.map(({ operation, id }) => `${operation} ${id}`)).toEqual([
        'listNamespacedJob etl',
        'watchNamespacedJob etl',
      ]);
    } finally {
      await named.close();
    }
  });

  it('ends when the gateway stops', async () => {
    const job = watch(cluster.put('job-1'));
    await until(() => job.states.length === 1);
    await untilWatching();

    await gateway.close();

    await until(() => cluster.emulator.watches === 0 && cluster.emulator.openSockets === 0);
  });
});
