/** The emulated API server, which the adapter's tests rely on, under clients that others wrote: kubectl and client-node. */
import { execFile, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { promisify } from 'node:util';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { complete, startCluster, type TestCluster } from '../datasources/kubernetes/jobs.ts';
import { createKubernetesWorld } from '../../emulators/kubernetes/demo-world.ts';
import { createKubernetesEmulator } from '../../emulators/kubernetes/emulator.ts';
import { createRandom } from '../../emulators/kit/random.ts';
import { startGateway, type GraphQLAnswer } from '../gateway.ts';
import { wideLimits } from '../providers.ts';
import { until } from '../until.ts';

const run = promisify(execFile);
const clientModule = new URL('kubernetes-client/node_modules/@kubernetes/client-node/dist/index.js', import.meta.url);

const hasKubectl = await run('kubectl', ['version', '--client']).then(
  () => true,
  () => false,
);
const hasClientNode = existsSync(clientModule);
if (!hasKubectl)
  process.stderr.write('\n!!! SKIPPED, because there is no kubectl in PATH: the emulator under kubectl\n');
if (!hasClientNode)
  process.stderr.write(
    '\n!!! SKIPPED, because `npm ci --prefix test/proofs/kubernetes-client` was not run: the emulator under client-node\n',
  );

let cluster: TestCluster;

beforeEach(async () => {
  cluster = await startCluster({ lookMilliseconds: 20 });
});

afterEach(() => cluster.emulator.close());

/** Without any configuration of this machine. */
function toArguments(...words: readonly string[]): readonly string[] {
  return ['--kubeconfig=/dev/null', `--server=${cluster.emulator.url}`, ...words];
}

async function kubectl(...words: readonly string[]): Promise<string> {
  const { stdout } = await run('kubectl', toArguments(...words));
  return stdout;
}

describe.skipIf(!hasKubectl)('the emulator under kubectl', () => {
  it('gets one Job, all of a namespace, and all of the cluster in pages', async () => {
    for (let index = 0; index < 7; index += 1) cluster.put(`job-${index}`);

    const one = JSON.parse(await kubectl('get', 'job', 'job-3', '-n', 'etl', '-o', 'json')) as {
      readonly metadata: { readonly name: string };
    };
    const names = await kubectl('get', 'jobs', '-n', 'etl', '-o', 'name');
    const all = await kubectl('get', 'jobs', '-A', '--chunk-size=2', '-o', 'name');

    const expected = [0, 1, 2, 3, 4, 5, 6].map((index) => `job.batch/job-${index}`);
    expect(one.metadata.name).toBe('job-3');
    expect(names.trim().split('\n')).toEqual(expected);
    expect(all.trim().split('\n')).toEqual(expected);
    expect(cluster.emulator.calls.filter(({ query }) => query['continue'] !== undefined)).toHaveLength(3);
  });

  it('is told that a Job is not there, in words that it knows', async () => {
    cluster.put('job-1');

    await expect(kubectl('get', 'job', 'nope', '-n', 'etl')).rejects.toThrow('jobs.batch "nope" not found');
    await expect(kubectl('get', 'cronjobs', '-n', 'etl')).rejects.toThrow("the server doesn't have a resource type");
  });

  it('waits until a Job is complete', async () => {
    cluster.put('job-1', { active: 1 });

    const waiting = kubectl('wait', '--for=condition=complete', 'job/job-1', '-n', 'etl', '--timeout=30s');
    await until(() => cluster.emulator.watches === 1);
    cluster.put('job-1', complete);

    expect(await waiting).toContain('job.batch/job-1 condition met');
  });

  it('watches Jobs come, change and go', async () => {
    cluster.put('job-1');
    const watching = spawn(
      'kubectl',
      toArguments('get', 'jobs', '-n', 'etl', '--watch', '--output-watch-events', '-o', 'name'),
    );
    let seen = '';
    watching.stdout.on('data', (chunk: Buffer) => {
      seen += String(chunk);
    });
    try {
      await until(() => cluster.emulator.watches === 1);
      cluster.put('job-2');
      await until(() => seen.includes('job-2'));
      cluster.put('job-2', complete);
      await until(() => seen.split('job-2').length === 3);
      cluster.remove('job-2');
      await until(() => seen.split('job-2').length === 4);
    } finally {
      watching.kill();
    }
  });
});

describe.skipIf(!hasKubectl)('the log of a pod', () => {
  it('is what kubectl logs prints, whole and at its end, and of an earlier instance', async () => {
    const start = new Date();
    const world = createKubernetesWorld({ clock: { start, now: () => start }, random: createRandom(1) });
    const emulator = await createKubernetesEmulator({ jobs: world.jobs });
    const gateway = await startGateway({
      sources: [
        {
          name: 'cluster',
          provider: 'kubernetes',
          server: emulator.url,
          limits: wideLimits,
          logs: { limits: wideLimits },
        },
      ],
    });
    try {
      const token = await gateway.token('job:read', 'job:logs');
      const id = world.ids.jobs.find((key) => key.includes('/monthly/')) ?? '';
      const ask = async (args: string): Promise<GraphQLAnswer['data']> => {
        const { data, errors } = await gateway.query(
          `{ jobLog(id: "cluster:${id}"${args}) { parts { key name group attempt } lines { rawText } } }`,
          { token },
        );
        expect(errors).toEqual([]);
        return data.jobLog;
      };
      const { parts } = await ask('');
      let read = 0;
      for (const { key, name, group } of parts as readonly { key: string; name: string; group: string }[]) {
        const isEarlier = (parts as readonly { group: string; name: string; key: string }[]).some(
          (other) => other.group === group && other.name === name && other.key > key,
        );
        const { lines } = await ask(`, part: "${key}", last: 20`);
        const words = ['logs', group, '-c', name, '-n', 'reports', '--tail=20', ...(isEarlier ? ['--previous'] : [])];
        const { stdout } = await run('kubectl', ['--kubeconfig=/dev/null', `--server=${emulator.url}`, ...words]).catch(
          () => ({ stdout: '' }),
        );
        // The node's own word is no line of the log.
        const printed = stdout.startsWith('unable to retrieve') ? '' : stdout;
        const texts = (lines as readonly { rawText: string }[]).map(({ rawText }) => `${rawText}\n`).join('');
        expect(texts).toBe(printed);
        read += texts.length;
      }
      expect(parts.length).toBeGreaterThan(10);
      expect(read).toBeGreaterThan(1000);
    } finally {
      await gateway.close();
      await emulator.close();
    }
  });
});

interface ClientNode {
  readonly KubeConfig: new () => {
    loadFromOptions: (options: object) => void;
    makeApiClient: (api: unknown) => BatchApi;
  };
  readonly BatchV1Api: unknown;
  readonly makeInformer: (config: unknown, path: string, list: () => Promise<unknown>) => Informer;
}

interface NodeJob {
  readonly metadata: { readonly name: string; readonly creationTimestamp: Date };
  readonly status: { readonly completionTime?: Date };
}

interface BatchApi {
  readNamespacedJob: (asked: object) => Promise<NodeJob>;
  listNamespacedJob: (asked: object) => Promise<unknown>;
}

interface Informer {
  on: (event: string, listener: (job: NodeJob) => void) => void;
  start: () => Promise<void>;
  stop: () => Promise<void>;
}

describe.skipIf(!hasClientNode)('the emulator under client-node', () => {
  async function load() {
    const { KubeConfig, BatchV1Api, makeInformer } = (await import(clientModule.href)) as ClientNode;
    const config = new KubeConfig();
    config.loadFromOptions({
      // Else it refuses http, though there is no TLS to skip.
      clusters: [{ name: 'emulated', server: cluster.emulator.url, skipTLSVerify: true }],
      users: [{ name: 'nobody' }],
      contexts: [{ name: 'here', cluster: 'emulated', user: 'nobody' }],
      currentContext: 'here',
    });
    return { config, api: config.makeApiClient(BatchV1Api), makeInformer };
  }

  it('reads a Job by its model', async () => {
    cluster.put('job-1', complete);
    const { api } = await load();

    const job = await api.readNamespacedJob({ namespace: 'etl', name: 'job-1' });

    expect(job.metadata.creationTimestamp).toEqual(new Date('2026-11-22T06:00:00Z'));
    expect(job.status.completionTime).toEqual(new Date('2026-11-22T06:10:00Z'));
  });

  it('is informed of every change, also after 410 and a lost connection', async () => {
    cluster.put('job-1');
    const { config, api, makeInformer } = await load();
    const informer = makeInformer(config, '/apis/batch/v1/namespaces/etl/jobs', () =>
      api.listNamespacedJob({ namespace: 'etl' }),
    );
    const seen: string[] = [];
    for (const event of ['add', 'update', 'delete'])
      informer.on(event, ({ metadata }) => void seen.push(`${event} ${metadata.name}`));
    // As its page has it: who informs begins again after an error.
    informer.on('error', () => setTimeout(() => void informer.start(), 20));
    await informer.start();
    try {
      await until(() => cluster.emulator.watches === 1);
      cluster.put('job-2');
      await until(() => seen.includes('add job-2'));
      cluster.emulator.sendBookmarks();
      cluster.put('job-2', complete);
      await until(() => seen.includes('update job-2'));
      cluster.emulator.endWatches('cut');
      await until(() => cluster.emulator.watches === 0);
      cluster.put('job-3');
      cluster.emulator.publish();
      cluster.emulator.compact();
      await until(() => seen.includes('add job-3'));
      cluster.remove('job-3');
      await until(() => seen.includes('delete job-3'));
    } finally {
      await informer.stop();
    }

    expect(seen.filter((one) => one === 'add job-3')).toHaveLength(1);
  });
});
