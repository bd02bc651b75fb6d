import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import type { Watch, WatchedState } from '../../../src/jobs/watching/watcher.ts';
import type { Source } from '../../../src/jobs/source.ts';
import { toInjectFault } from '../../emulation/faults.ts';
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

/** Its polls come too late for any test. */
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

/** In place of the other one: what no event tells of is seen by the next poll. */
async function pollOften(): Promise<void> {
  await gateway.close();
  const source = { name: 'cluster', provider: 'kubernetes', server: cluster.emulator.url, ...fastSource };
  const sources = [{ ...source, credentials: { token } }];
  gateway = await startGateway({ sources, pollMilliseconds: 20, cache: { runningSeconds: 0 } });
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

/** A watch is open that has sent something. */
async function untilLive(from = gateway): Promise<void> {
  await until(() => cluster.emulator.watches > 0, 'a watch is open');
  const { pushes } = from.server.gateway.sources.get('cluster') as Source;
  const ignored = (): void => undefined;
  const listening = pushes?.follow('etl/nothing/', { onHint: ignored, onLost: ignored });
  cluster.emulator.sendBookmarks();
  await until(() => listening?.liveSince() !== undefined, 'it is live');
  listening?.leave();
}

describe('a watched Job of Kubernetes', () => {
  it('costs one read, a hundred of them one list of one job and one watch, too', async () => {
    const keys = Array.from({ length: 100 }, (_, index) => cluster.put(`job-${index}`));

    const jobs = keys.map((key) => watch(key));
    await until(() => jobs.every(({ states }) => states.length === 1), 'all have a first state');
    await untilLive();

    expect(new Set(jobs.flatMap(({ words }) => words()))).toEqual(new Set(['QUEUED']));
    expect(count('readNamespacedJob')).toBe(100);
    expect(count('watchJobForAllNamespaces')).toBe(1);
    const lists = cluster.emulator.calls.filter(({ operation }) => operation.startsWith('list'));
    expect(lists.map(({ query }) => query)).toEqual([{ limit: '1' }]);
    expect(gateway.server.gateway.sources.get('cluster')?.pushes?.safetyMilliseconds).toBe(300_000);
  });

  it('is read as soon as the cluster tells of a change, and at most once a second', async () => {
    const job = watch(cluster.put('job-1'));
    await until(() => job.states.length === 1);
    await untilLive();

    cluster.put('job-1', { active: 1 });
    const changedAt = performance.now();
    cluster.emulator.publish();
    await until(() => job.states.length === 2);
    const first = performance.now() - changedAt;
    for (const active of [2, 3, 4]) {
      cluster.put('job-1', { active });
      cluster.emulator.publish();
    }
    cluster.put('job-1', complete);
    cluster.emulator.publish();
    await until(() => job.states.length === 3);
    const second = performance.now() - changedAt;

    expect(job.words()).toEqual(['QUEUED', 'RUNNING', 'SUCCEEDED']);
    expect(job.state()?.isFinal).toBe(true);
    expect(count('readNamespacedJob')).toBe(3);
    expect(first).toBeLessThan(1000);
    expect(second).toBeGreaterThan(990);
  });

  it('is not read for changes of other jobs', async () => {
    const job = watch(cluster.put('job-1'));
    await until(() => job.states.length === 1);
    await untilLive();

    for (const name of ['job-2', 'job-3']) cluster.put(name);
    cluster.emulator.publish();
    cluster.put('job-1', { active: 1 });
    cluster.emulator.publish();
    await until(() => job.states.length === 2);

    const read = cluster.emulator.calls.filter(({ operation }) => operation === 'readNamespacedJob');
    expect(read.map(({ id }) => id)).toEqual(['etl/job-1', 'etl/job-1']);
  });

  it('is what the read says, whatever an event claims', async () => {
    const key = cluster.put('job-1', { active: 1 });
    const job = watch(key);
    await until(() => job.states.length === 1);
    await untilLive();
    const [namespace, name, uid] = key.split('/');
    const metadata = { namespace, name, uid, resourceVersion: '2000' };

    const line = JSON.stringify({ type: 'MODIFIED', object: { metadata, status: complete } });
    cluster.emulator.sendLine(line);
    await until(() => count('readNamespacedJob') === 2);
    cluster.emulator.sendLine(line.replace('MODIFIED', 'DELETED'));
    await until(() => count('readNamespacedJob') === 3);

    expect(job.words()).toEqual(['RUNNING']);
  });

  it('is read again where the read is older than the change', async () => {
    const key = cluster.put('job-1', { active: 1 });
    const job = watch(key);
    await until(() => job.states.length === 1);
    await untilLive();
    const [namespace, name, uid] = key.split('/');

    // The cluster is at some 1,001.
    const metadata = { namespace, name, uid, resourceVersion: '2000' };
    cluster.emulator.sendLine(JSON.stringify({ type: 'MODIFIED', object: { metadata } }));
    await until(() => count('readNamespacedJob') === 2);
    const hintedAt = performance.now();
    cluster.put('job-1', complete);
    await until(() => job.states.length === 2);

    expect(job.words()).toEqual(['RUNNING', 'SUCCEEDED']);
    expect(performance.now() - hintedAt).toBeGreaterThan(900);
    expect(count('readNamespacedJob')).toBe(3);
  });

  it('is not found once it is deleted, which the cluster itself says', async () => {
    const job = watch(cluster.put('job-1'));
    await until(() => job.states.length === 1);
    await untilLive();

    cluster.remove('job-1');
    cluster.emulator.publish();
    await until(() => job.states.length === 2);

    expect(job.words()).toEqual(['QUEUED', 'JOB_NOT_FOUND']);
    expect(job.state()).toMatchObject({ isFinal: true, error: { providerCode: 'NotFound' } });
    expect(count('readNamespacedJob')).toBe(2);
  });

  it('is gone once another Job has its name', async () => {
    const job = watch(cluster.put('job-1'));
    await until(() => job.states.length === 1);
    await untilLive();

    cluster.put('job-1', {}, 2);
    cluster.emulator.publish();
    await until(() => job.states.length === 2);

    expect(job.words()).toEqual(['QUEUED', 'JOB_GONE']);
  });

  it('fails alone where its record cannot be read', async () => {
    const jobs = [cluster.put('job-1', { failedIndexes: 'none' }), cluster.put('job-2')].map((key) => watch(key));
    await until(() => jobs.every(({ states }) => states.length === 1));
    await untilLive();

    cluster.put('job-1', { failedIndexes: '1' });
    cluster.emulator.publish();
    await until(() => jobs[0]?.states.length === 2);

    expect(jobs.map(({ words }) => words())).toEqual([['PROVIDER_BAD_RESPONSE', 'QUEUED'], ['QUEUED']]);
  });
});

describe('the watch of a cluster', () => {
  it('resumes where it came to after its connection was cut, without another list', async () => {
    const job = watch(cluster.put('job-1'));
    await until(() => job.states.length === 1);
    await untilLive();

    cluster.emulator.endWatches('cut');
    await until(() => cluster.emulator.watches === 0);
    cluster.put('job-1', { active: 1 });
    await until(() => job.states.length === 2);

    expect(job.words()).toEqual(['QUEUED', 'RUNNING']);
    expect(count('listJobForAllNamespaces')).toBe(1);
    expect(count('watchJobForAllNamespaces')).toBe(2);
  });

  it('begins anew after 410 in the stream', async () => {
    await pollOften();
    const job = watch(cluster.put('job-1'));
    await until(() => job.states.length === 1);
    await untilLive();

    cluster.put('job-1', { active: 1 });
    cluster.emulator.sendLine(
      '{"type":"ERROR","object":{"kind":"Status","status":"Failure","reason":"Expired","code":410}}',
    );
    await until(() => job.states.length === 2);
    await until(() => count('listJobForAllNamespaces') === 2);

    expect(job.words()).toEqual(['QUEUED', 'RUNNING']);
  });

  it('begins anew where it cannot resume, because the cluster has forgotten the past', async () => {
    await pollOften();
    const job = watch(cluster.put('job-1'));
    await until(() => job.states.length === 1);
    await untilLive();

    cluster.put('job-1', { active: 1 });
    cluster.emulator.endWatches('cut');
    cluster.put('job-2');
    await until(() => cluster.emulator.watches === 0);
    // Both changes are known to the cluster, and forgotten.
    cluster.emulator.publish();
    cluster.emulator.compact();
    await until(() => job.states.length === 2);
    await until(() => count('listJobForAllNamespaces') === 2);

    expect(job.words()).toEqual(['QUEUED', 'RUNNING']);
  });

  it('resumes after a bookmark from there', async () => {
    const job = watch(cluster.put('job-1'));
    await until(() => job.states.length === 1);
    await untilLive();

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
    const key = cluster.put('job-1');
    const job = watch(key);
    await until(() => job.states.length === 1);
    await untilLive();
    cluster.put('job-1', { active: 1 });
    cluster.emulator.publish();
    await until(() => job.states.length === 2);
    const [namespace, name, uid] = key.split('/');
    const toLine = (version: number, type: string): string =>
      JSON.stringify({ type, object: { metadata: { namespace, name, uid, resourceVersion: String(version) } } });

    for (const version of [1002, 1001, 7]) cluster.emulator.sendLine(toLine(version, 'MODIFIED'));
    cluster.emulator.sendLine(toLine(7, 'DELETED'));
    cluster.put('job-1', complete);
    cluster.emulator.publish();
    await until(() => job.state()?.isFinal === true);

    expect(job.words()).toEqual(['QUEUED', 'RUNNING', 'SUCCEEDED']);
    expect(count('readNamespacedJob')).toBe(3);
  });

  it('gives way to polls where it is denied', async () => {
    await gateway.close();
    await cluster.emulator.close();
    cluster = await startCluster({
      injectFault: toInjectFault(({ operation }) =>
        operation.startsWith('watch') ? { kind: 'accessDenied' } : undefined,
      ),
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

  it('is resumed with the new token after the old one was replaced', async () => {
    const file = join(mkdtempSync(join(tmpdir(), 'jobgraph-token-')), 'token');
    onTestFinished(() => {
      rmSync(dirname(file), { recursive: true });
    });
    writeFileSync(file, token);
    const renewing = await open({ credentials: { tokenFile: file } });
    onTestFinished(() => renewing.close());
    const job = watch(cluster.put('job-1'), renewing);
    await until(() => job.states.length === 1);
    await untilLive(renewing);

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

  it('tells those who follow all jobs of any, from all namespaces that the settings name', async () => {
    const named = await open({ namespaces: ['etl', 'reports'] });
    let hints = 0;
    const { pushes } = named.server.gateway.sources.get('cluster') as Source;
    const leave = pushes?.followAll(() => (hints += 1));
    try {
      await until(() => cluster.emulator.watches === 2);
      cluster.put('job-1');
      cluster.emulator.publish();
      await until(() => hints === 1);
      leave?.();
      cluster.put('job-2');
      cluster.emulator.publish();
    } finally {
      await named.close();
    }
    expect(hints).toBe(1);
  });

  it('is one for each namespace that the settings name', async () => {
    const named = await open({ namespaces: ['etl', 'reports'] });
    try {
      const job = watch(cluster.put('job-1'), named);
      await until(() => job.states.length === 1);
      await until(() => cluster.emulator.watches === 1);

      const asked = cluster.emulator.calls.map(({ operation, id }) => `${operation} ${id}`);
      expect(asked.filter((one) => !one.startsWith('read'))).toEqual([
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
    await untilLive();

    await gateway.close();

    await until(() => cluster.emulator.watches === 0 && cluster.emulator.openSockets === 0);
  });
});
