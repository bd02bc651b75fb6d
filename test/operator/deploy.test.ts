/** What stands in deploy/ against the program that it runs. */
import { globSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parse, parseAllDocuments } from 'yaml';
import { parseConfig } from '../../src/config.ts';

const root = new URL('../../', import.meta.url);
const read = (path: string): string => readFileSync(new URL(path, root), 'utf8');

interface Probe {
  readonly httpGet: { readonly path: string };
  readonly periodSeconds: number;
  readonly failureThreshold: number;
}

interface Container {
  readonly ports: readonly { readonly containerPort: number }[];
  readonly readinessProbe: Probe;
  readonly livenessProbe: Probe;
  readonly env: readonly { readonly name: string; readonly value: string }[];
  readonly resources: { readonly limits: { readonly memory: string } };
  readonly volumeMounts: readonly { readonly mountPath: string }[];
}

interface Manifest {
  readonly kind: string;
  readonly data: Readonly<Record<string, string>>;
  readonly spec: {
    readonly template: {
      readonly spec: { readonly terminationGracePeriodSeconds: number; readonly containers: readonly [Container] };
    };
  };
}

/** A setting of the unit, as a number. */
function readUnit(name: string): number {
  return Number(new RegExp(`^${name}=(\\d+)$`, 'm').exec(read('deploy/jobgraph.service'))?.[1]);
}

describe('the Kubernetes manifests', () => {
  const manifests = parseAllDocuments(read('deploy/kubernetes/jobgraph.yaml')).map(
    (document) => document.toJS() as Manifest,
  );
  const find = (kind: string): Manifest => manifests.find((manifest) => manifest.kind === kind)!;
  const { terminationGracePeriodSeconds, containers } = find('Deployment').spec.template.spec;
  const [container] = containers;
  const config = parseConfig(parse(find('ConfigMap').data['jobgraph.yaml'] ?? ''), {
    COS_SECRET_ID: 'id',
    COS_SECRET_KEY: 'key',
  });

  it('hold a sound configuration, where the program looks for it', () => {
    expect(config.sources.map(({ provider }) => provider)).toEqual(['healthomics', 'cosbatch']);
    expect(config.server.host).toBe('0.0.0.0');
    expect(container.ports).toMatchObject([{ containerPort: config.server.port }]);
    expect(read('deploy/Dockerfile')).toContain(`"--config", "${container.volumeMounts[0]?.mountPath}/jobgraph.yaml"`);
  });

  it('are more patient than a stop takes', () => {
    expect(terminationGracePeriodSeconds).toBeGreaterThan(config.server.shutdownGraceSeconds);
  });

  it('let the endpoints lose a pod while it still takes requests', () => {
    const { periodSeconds, failureThreshold } = container.readinessProbe;
    const { drainSeconds, shutdownGraceSeconds } = config.server;

    expect(drainSeconds).toBeGreaterThan(periodSeconds * failureThreshold);
    // The most that a stop allows.
    expect(drainSeconds).toBeLessThanOrEqual(shutdownGraceSeconds / 4);
  });

  it('ask for health where it is told', () => {
    expect([container.readinessProbe, container.livenessProbe].map(({ httpGet }) => httpGet.path)).toEqual([
      '/readyz',
      '/healthz',
    ]);
  });

  it('give the heap three quarters of the memory', () => {
    const heap = Number(/--max-old-space-size=(\d+)/.exec(container.env[0]?.value ?? '')?.[1]);

    expect(`${(heap * 4) / 3}Mi`).toBe(container.resources.limits.memory);
  });
});

describe('the systemd unit', () => {
  const { server } = parseConfig({ auth: { mode: 'none' }, sources: [{ name: 'devices', provider: 'importexport' }] });

  it('is more patient than a stop takes', () => {
    expect(readUnit('TimeoutStopSec')).toBeGreaterThan(server.shutdownGraceSeconds);
  });

  it('allows more files than connections', () => {
    expect(readUnit('LimitNOFILE')).toBeGreaterThan(server.maxConnections * 2);
  });

  it('does not start again what cannot start', () => {
    expect(read('deploy/jobgraph.service')).toMatch(/^RestartPreventExitStatus=64 78$/m);
  });
});

describe('the permissions', () => {
  interface Statement {
    readonly Action?: string | readonly string[];
    readonly action?: readonly string[];
  }
  const services: Readonly<Record<string, string>> = {
    panorama: 'panorama',
    healthomics: 'omics',
    codepipeline: 'codepipeline',
    importexport: 'importexport',
    cosbatch: 'name/cos',
  };

  it.each(Object.entries(services))('of %s are what its adapter calls, and nothing else', (provider, service) => {
    const policy = JSON.parse(read(`deploy/permissions/${provider}.json`)) as Readonly<Record<string, Statement[]>>;
    const files = globSync(`src/datasources/${provider}/*.ts`, { cwd: root, exclude: ['**/emulator.ts'] });
    const operations = files.flatMap((file) => [...read(file).matchAll(/\boperation: '(\w+)'/g)]);

    const granted = (policy['Statement'] ?? policy['statement'] ?? []).flatMap(
      ({ Action, action }) => Action ?? action,
    );

    const called = new Set(operations.map(([, operation = '']) => `${service}:${operation}`));
    expect(called.size).toBeGreaterThan(0);
    expect(granted.toSorted()).toEqual([...called].toSorted());
  });
});
