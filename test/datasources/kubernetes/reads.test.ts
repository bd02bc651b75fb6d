import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { toEmulatedError } from '../../../emulators/kit/emulator.ts';
import { toInjectFault } from '../../emulation/faults.ts';
import { startGateway, type GatewayUnderTest } from '../../gateway.ts';
import { complete, fastSource, startCluster, toUid, type TestCluster } from './jobs.ts';

let cluster: TestCluster;
let gateway: GatewayUnderTest;
let now = Date.parse('2026-11-22T07:00:00Z');

beforeEach(async () => {
  cluster = await startCluster();
  gateway = await open();
});

afterEach(async () => {
  await gateway.close();
  await cluster.emulator.close();
});

function open(more: object = {}): Promise<GatewayUnderTest> {
  return startGateway({
    now: () => now,
    random: () => 0,
    sources: [{ name: 'cluster', provider: 'kubernetes', server: cluster.emulator.url, ...fastSource, ...more }],
  });
}

const byName = '{ kubernetesJob(namespace: "etl", name: "job-1") { id status } }';

function listOperations(): readonly string[] {
  return cluster.emulator.calls.map(({ operation }) => operation);
}

describe('a Job of Kubernetes by its name', () => {
  it('has the uid of the Job that has the name now, and is read again once it may be another', async () => {
    cluster.put('job-1', complete, 1);
    const first = await gateway.query(byName);
    cluster.put('job-1', {}, 2);
    const soon = await gateway.query(byName);
    now += 2100;
    const later = await gateway.query(byName);

    expect([first, soon, later].map(({ data, errors }) => [data.kubernetesJob, errors])).toEqual([
      [{ id: `cluster:etl/job-1/${toUid(1)}`, status: 'SUCCEEDED' }, []],
      [{ id: `cluster:etl/job-1/${toUid(1)}`, status: 'SUCCEEDED' }, []],
      [{ id: `cluster:etl/job-1/${toUid(2)}`, status: 'QUEUED' }, []],
    ]);
    expect(listOperations()).toEqual(['readNamespacedJob', 'readNamespacedJob']);
  });

  it('is not found where no Job has it', async () => {
    const { data, errors } = await gateway.query(byName);

    expect(data.kubernetesJob).toBe(null);
    expect(errors.map(({ extensions }) => extensions)).toMatchObject([
      { code: 'JOB_NOT_FOUND', provider: 'KUBERNETES', source: 'cluster', providerCode: 'NotFound' },
    ]);
  });
});

describe('a Job of Kubernetes by its id', () => {
  it('is gone once its name is another Job’s', async () => {
    const key = cluster.put('job-1', {}, 1);
    cluster.put('job-1', {}, 2);

    const { data, errors } = await gateway.query(`{ job(id: "cluster:${key}") { id } }`);

    expect(data.job).toBe(null);
    expect(errors.map(({ extensions }) => extensions)).toMatchObject([{ code: 'JOB_GONE', providerCode: null }]);
    expect(typeof errors[0]?.extensions['requestId']).toBe('string');
  });
});

describe('the list of Jobs', () => {
  it.each([
    ['begins again where its page has expired', 1, [], 100, ['first', 'next', 'first', 'next']],
    ['does so once', 2, [{ code: 'PROVIDER_UNAVAILABLE' }], 0, ['first', 'next', 'first', 'next']],
  ])('%s', async (_name, times, issues, nodes, pages) => {
    await gateway.close();
    await cluster.emulator.close();
    let left = times;
    cluster = await startCluster({
      injectFault: toInjectFault(({ query }) =>
        query['continue'] !== undefined && left-- > 0
          ? { kind: 'error', error: toEmulatedError('Expired', 'too old', { status: 410 }) }
          : undefined,
      ),
    });
    gateway = await open();
    for (let index = 0; index < 250; index += 1) cluster.put(`job-${index}`);

    const { data, errors } = await gateway.query('{ jobs(first: 100) { nodes { id } issues { code } } }');

    expect([errors, data.jobs.issues, data.jobs.nodes.length]).toEqual([[], issues, nodes]);
    expect(cluster.emulator.calls.map(({ query }) => (query['continue'] === undefined ? 'first' : 'next'))).toEqual(
      pages,
    );
  });

  it('is whole jobs: what it names is read by its id without a call', async () => {
    const key = cluster.put('job-1', { active: 2 });

    await gateway.query('{ jobs(first: 1) { nodes { id ... on KubernetesJob { pods { active } } } } }');
    const { data } = await gateway.query(
      `{ job(id: "cluster:${key}") { status ... on KubernetesJob { containers { image } pods { active } } } }`,
    );

    expect(data.job).toEqual({ status: 'RUNNING', containers: [{ image: 'load:7' }], pods: { active: 2 } });
    expect(listOperations()).toEqual(['listJobForAllNamespaces']);
  });

  it('is one for each namespace that the settings name, of which one may fail alone', async () => {
    cluster.put('job-1');
    await gateway.close();
    await cluster.emulator.close();
    cluster = await startCluster({
      injectFault: toInjectFault(({ id }) => (id === 'secret' ? { kind: 'accessDenied' } : undefined)),
    });
    cluster.put('job-1');
    gateway = await open({ namespaces: ['etl', 'secret'] });

    const { data } = await gateway.query('{ jobs(first: 10) { nodes { name } issues { code } } }');

    expect(data.jobs).toEqual({ nodes: [{ name: 'job-1' }], issues: [{ code: 'PROVIDER_ACCESS_DENIED' }] });
    expect(cluster.emulator.calls.map(({ path }) => path).sort()).toEqual([
      '/apis/batch/v1/namespaces/etl/jobs',
      '/apis/batch/v1/namespaces/secret/jobs',
    ]);
  });
});
