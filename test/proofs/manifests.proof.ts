/** deploy/kubernetes under kubectl's Kustomize, Kubernetes' own schemas, and the program's check of its configuration. */
import { execFile } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { parseAllDocuments } from 'yaml';

const run = promisify(execFile);
const root = new URL('../../', import.meta.url);
const schemas = new URL('kubernetes-schemas/node_modules/', import.meta.url);

/** Kustomize 4.1 came with kubectl 1.21; before it kubectl has one of 2019. */
const version = await run('kubectl', ['version', '--client', '-o', 'json']).then(
  ({ stdout }) => {
    const { major, minor } = (JSON.parse(stdout) as { clientVersion: Record<'major' | 'minor', string> }).clientVersion;
    return Number(major) * 1000 + Number.parseInt(minor, 10);
  },
  () => undefined,
);
const canKustomize = version !== undefined && version >= 1021;
const hasSchemas = existsSync(schemas);
if (!canKustomize)
  process.stderr.write(
    `\n!!! SKIPPED, because ${version === undefined ? 'there is no kubectl in PATH' : 'kubectl is older than 1.21'}: deploy/kubernetes under Kustomize\n`,
  );
if (!hasSchemas)
  process.stderr.write(
    '\n!!! SKIPPED, because `npm ci --prefix test/proofs/kubernetes-schemas` was not run: deploy/kubernetes under schemas\n',
  );

interface Manifest {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: { readonly name: string };
  readonly data?: Readonly<Record<string, string>>;
  readonly spec?: unknown;
}

type Model = new (manifest: Manifest) => { readonly validate: () => void };

async function build(folder: string): Promise<readonly Manifest[]> {
  const { stdout } = await run('kubectl', ['kustomize', fileURLToPath(new URL(`deploy/kubernetes/${folder}`, root))]);
  return parseAllDocuments(stdout).map((document) => document.toJS() as Manifest);
}

async function loadModel({ apiVersion, kind }: Manifest): Promise<Model> {
  const packageName = apiVersion.startsWith('monitoring.coreos.com/')
    ? '@kubernetes-models/prometheus-operator'
    : 'kubernetes-models';
  const module = new URL(`${packageName}/${apiVersion}/${kind}.js`, schemas);
  const { [kind]: model } = (await import(module.href)) as Readonly<Record<string, Model>>;
  if (model === undefined) throw new Error(`No schema of ${apiVersion} ${kind}`);
  return model;
}

async function findFaults(manifest: Manifest): Promise<string | undefined> {
  const model = await loadModel(manifest);
  try {
    new model(manifest).validate();
    return undefined;
  } catch (error) {
    return `${manifest.kind} ${manifest.metadata.name}: ${String(error)}`;
  }
}

const shared = [
  'ServiceAccount',
  'ConfigMap',
  'Service',
  'Deployment',
  'PodDisruptionBudget',
  'Ingress',
  'NetworkPolicy',
];
const builds: readonly (readonly [folder: string, kinds: readonly string[]])[] = [
  ['base', shared],
  ['overlays/cluster', [...shared, 'ConfigMap', 'Service', 'StatefulSet', 'NetworkPolicy']],
  ['overlays/prometheus', [...shared, 'ServiceMonitor', 'PrometheusRule']],
  ['overlays/autoscaling', [...shared, 'HorizontalPodAutoscaler']],
];

describe.skipIf(!canKustomize)('deploy/kubernetes under Kustomize', () => {
  it.each(builds)('%s is built', async (folder, kinds) => {
    const manifests = await build(folder);

    expect(manifests.map(({ kind }) => kind).toSorted()).toEqual(kinds.toSorted());
  });

  it.each(builds)('%s mounts its configuration under the name of its contents', async (folder) => {
    const manifests = await build(folder);
    const [config] = manifests.filter(({ data }) => data?.['jobgraph.yaml'] !== undefined);
    const { spec } = manifests.find(({ kind }) => kind === 'Deployment')!;

    expect(config?.metadata.name).toMatch(/^jobgraph-[a-z0-9]{10}$/);
    expect(spec).toMatchObject({ template: { spec: { volumes: [{ configMap: { name: config?.metadata.name } }] } } });
  });

  it.each(builds)('%s holds a configuration that the program takes', async (folder) => {
    const manifests = await build(folder);
    const text = manifests.flatMap(({ data }) => data?.['jobgraph.yaml'] ?? [])[0] ?? '';
    const scratch = mkdtempSync(join(tmpdir(), 'manifests-'));
    const file = join(scratch, 'jobgraph.yaml');
    writeFileSync(file, text);
    const env = { ...process.env, COS_SECRET_ID: 'id', COS_SECRET_KEY: 'key', VALKEY_PASSWORD: 'password' };

    const check = run(process.execPath, ['bin/check-config.js', file], { cwd: fileURLToPath(root), env });
    const [outcome] = await Promise.allSettled([check]);
    rmSync(scratch, { recursive: true });

    expect(outcome).toMatchObject({ status: 'fulfilled' });
  });

  it('leaves the number of pods to the autoscaler', async () => {
    const manifests = await build('overlays/autoscaling');

    expect(manifests.find(({ kind }) => kind === 'Deployment')?.spec).not.toHaveProperty('replicas');
  });

  it.skipIf(!hasSchemas).each(builds)('%s is as Kubernetes’ schemas say', async (folder) => {
    const faults = await Promise.all((await build(folder)).map(findFaults));

    expect(faults.filter((fault) => fault !== undefined)).toEqual([]);
  });

  it.skipIf(!hasSchemas)('the schemas find what is wrong', async () => {
    const manifests = await build('base');
    const wrong = manifests
      .filter(({ kind }) => kind === 'PodDisruptionBudget')
      .map((manifest) => ({ ...manifest, spec: { maxUnavailable: ['one'] } }));

    expect(await Promise.all(wrong.map(findFaults))).toEqual([expect.stringContaining('maxUnavailable')]);
  });
});
