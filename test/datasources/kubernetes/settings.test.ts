import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { completeKubernetes, kubernetesSettings } from '../../../src/datasources/kubernetes/settings.ts';
import { ConfigError, loadConfig, parseConfig } from '../../../src/config/load.ts';

const folder = mkdtempSync(join(tmpdir(), 'jobgraph-kubernetes-'));
afterAll(() => {
  rmSync(folder, { recursive: true });
});

const server = 'https://10.0.0.1:6443';

function faultsOf(source: object, environment: Readonly<Record<string, string>> = {}): readonly string[] {
  try {
    parseConfig(
      { auth: { mode: 'none' }, sources: [{ name: 'cluster', provider: 'kubernetes', ...source }] },
      environment,
    );
    return [];
  } catch (error) {
    if (error instanceof ConfigError) return error.faults.map(({ path, message }) => `${path} ${message}`);
    throw error;
  }
}

describe('the settings of a Kubernetes source', () => {
  it.each([
    ['a server', { server }],
    ['a server below a path', { server: 'https://rancher.example/k8s/clusters/c-1' }],
    ['an endpoint', { endpoint: server, credentials: { token: 't' } }],
    ['http on this machine, with a token', { server: 'http://127.0.0.1:8001', credentials: { token: 't' } }],
    ['http on this machine by its name', { server: 'http://localhost:8001' }],
    ['http on this machine by IPv6', { server: 'http://[::1]:8001' }],
    ['namespaces', { server, namespaces: ['etl', 'a-b', '0'] }],
  ])('take %s', (_name, source) => {
    expect(faultsOf(source)).toEqual([]);
  });

  it.each([
    ['no way to the server', {}, 'exactly one of server, endpoint and inCluster: true, but got none of them'],
    [
      'two ways',
      { server, endpoint: server },
      'exactly one of server, endpoint and inCluster: true, but got server and endpoint',
    ],
    ['two ways, one of them the pod’s', { server, inCluster: true }, 'but got server and inCluster: true'],
    ['inCluster that is no truth value', { server, inCluster: 'no' }, 'sources[0].inCluster must be true or false'],
    [
      'certificates beside inCluster',
      { inCluster: true, caFile: 'ca.crt' },
      'sources[0].caFile must be left out with inCluster: true',
    ],
    [
      'credentials beside inCluster',
      { inCluster: true, credentials: { token: 't' } },
      'sources[0].credentials must be left out with inCluster: true',
    ],
    [
      'certificates with http',
      { server: 'http://127.0.0.1:8001', caFile: 'ca.crt' },
      'sources[0].caFile must be left out with http',
    ],
    [
      'http to another host',
      { server: 'http://10.0.0.1:8001', credentials: { token: 't' } },
      'sources[0].server must be an https URL, or an http one of',
    ],
    [
      'an endpoint by http to another host',
      { endpoint: 'http://10.0.0.1:8001' },
      'sources[0].endpoint must be an https URL, or an http one of',
    ],
    ['an address that is none', { server: 'the cluster' }, 'sources[0].server must be an http or https base URL'],
    ['a token and a file', { server, credentials: { token: 't', tokenFile: 'x' } }, 'sources[0].credentials'],
    ['a region', { server, region: 'us-east-1' }, 'sources[0].region'],
    [
      'no namespaces',
      { server, namespaces: [] },
      'sources[0].namespaces must be a list of 1 to 100 names of namespaces',
    ],
    [
      'too many namespaces',
      { server, namespaces: Array.from({ length: 101 }, (_, index) => `n${index}`) },
      'sources[0].namespaces must be a list of 1 to 100',
    ],
    [
      'a namespace in capitals',
      { server, namespaces: ['ETL'] },
      'sources[0].namespaces[0] must be the name of a namespace',
    ],
    [
      'a file that is not there',
      { server, caFile: '/nowhere/ca.crt' },
      'sources[0].caFile must be a file of certificates in PEM',
    ],
  ])('refuse %s, and say where and why', (_name, source, fault) => {
    const faults = faultsOf(source);

    expect(faults.filter((one) => one.includes(fault))).toHaveLength(1);
    expect(JSON.stringify(faults)).not.toContain('"t"');
  });

  it('refuse inCluster outside of a cluster', () => {
    const fault = expect.stringContaining('sources[0].inCluster must be true only inside a cluster') as string;

    expect(faultsOf({ inCluster: true })).toEqual([fault]);
    expect(faultsOf({ inCluster: true }, { KUBERNETES_SERVICE_HOST: '10.0.0.1' })).toEqual([fault]);
    expect(faultsOf({ inCluster: true }, { KUBERNETES_SERVICE_HOST: 'a b', KUBERNETES_SERVICE_PORT: '443' })).toEqual([
      fault,
    ]);
  });

  it.each([
    ['10.0.0.1', 'https://10.0.0.1:443'],
    ['fd00::1', 'https://[fd00::1]:443'],
  ])('take the address %s and the mounted files of the pod', (host, address) => {
    const settings = kubernetesSettings.parse({ name: 'cluster', provider: 'kubernetes', inCluster: true });

    const completed = completeKubernetes(settings, { KUBERNETES_SERVICE_HOST: host, KUBERNETES_SERVICE_PORT: '443' });

    expect(completed.settings).toMatchObject({
      server: address,
      caFile: '/var/run/secrets/kubernetes.io/serviceaccount/ca.crt',
      credentials: { tokenFile: '/var/run/secrets/kubernetes.io/serviceaccount/token' },
    });
  });

  it('find the token’s file beside the configuration', () => {
    writeFileSync(join(folder, 'token'), ' the-token\n');
    const file = join(folder, 'jobgraph.yaml');
    writeFileSync(
      file,
      `auth: { mode: none }\nsources:\n  - { name: cluster, provider: kubernetes, server: '${server}', credentials: { tokenFile: token } }\n`,
    );

    expect(loadConfig(file).sources[0]).toMatchObject({ credentials: { tokenFile: join(folder, 'token') } });
  });
});
