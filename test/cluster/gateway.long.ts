import { afterEach, describe, expect, it } from 'vitest';
import { spawnSync } from 'node:child_process';
import { startGateway, type GatewayUnderTest } from '../gateway.ts';
import { until } from '../until.ts';
import { toClusterSettings } from './join.ts';
import { hasRedis, startRedis, type RedisServer } from './redis.ts';

const sources = [{ name: 'devices', provider: 'importexport', endpoint: 'http://127.0.0.1:1' }];

describe.skipIf(!hasRedis)('a gateway of a cluster', () => {
  let redis: RedisServer;
  let gateway: GatewayUnderTest;

  afterEach(async () => {
    await gateway.close();
    await redis.close();
  });

  it('says that it has joined, in its log, its metrics, and to those who ask what an answer cost', async () => {
    redis = await startRedis();
    gateway = await startGateway({ sources, cluster: toClusterSettings({ url: redis.url }) });
    await until(() => gateway.logs.some((line) => line.includes('"cluster joined"')));

    const headers = { 'jobgraph-explain': '1' };
    const { extensions } = await gateway.query('{ jobSources { name } }', {
      headers,
      token: await gateway.token('job:read'),
    });
    const metrics = await (await fetch(gateway.url.replace('/graphql', '/metrics'))).text();

    expect(extensions?.['cluster']).toEqual({ state: 'JOINED', replicas: 1 });
    expect(gateway.logs.map((line) => JSON.parse(line)).find(({ msg }) => msg === 'cluster joined')).toMatchObject({
      level: 30,
      cluster: { replicas: 1 },
    });
    expect(metrics).toContain('jobgraph_cluster_state{state="JOINED"} 1');
    expect(metrics).toContain('jobgraph_cluster_state{state="ALONE"} 0');
    expect(metrics).toContain('jobgraph_cluster_replicas 1');
    expect(metrics).toContain('jobgraph_cluster_limit_share 1');
    expect(metrics).toMatch(/jobgraph_cluster_calls_total{operation="beat",outcome="OK"} [1-9]/);
    expect(metrics).toMatch(/jobgraph_cluster_call_duration_seconds_count{operation="beat"} [1-9]/);
  });

  it('starts and answers without its store, and says so once, without an address', async () => {
    redis = await startRedis();
    await redis.kill();
    gateway = await startGateway({ sources, cluster: toClusterSettings({ url: redis.url }) });
    await until(() => gateway.logs.some((line) => line.includes('"cluster left"')));

    expect((await gateway.query('{ jobSources { name } }')).data).toEqual({ jobSources: [{ name: 'devices' }] });
    expect((await fetch(gateway.url.replace('/graphql', '/readyz'))).status).toBe(200);
    const metrics = await (await fetch(gateway.url.replace('/graphql', '/metrics'))).text();
    // One of three, as `expectedReplicas` says.
    expect(metrics).toMatch(/^jobgraph_cluster_limit_share 0\.333/m);
    const lines = gateway.logs.filter((line) => line.includes('cluster'));
    expect(lines.map((line) => JSON.parse(line) as object)).toEqual([
      expect.objectContaining({ level: 40, msg: 'cluster left', cluster: { fault: 'UNREACHABLE' } }),
    ]);
    expect(lines.join()).not.toContain('jobgraph-redis-');
  });
});

/** Starts a server on this `cluster`, and prints which parts of one were loaded. */
const program = `
  const { registerHooks } = await import('node:module');
  const loaded = new Set();
  registerHooks({ resolve: (name, context, next) => {
    const found = next(name, context);
    loaded.add(/\\/src\\/(cluster)\\//.exec(found.url)?.[1]);
    return found;
  } });
  const { createServer } = await import('./src/server.ts');
  const { parseConfig } = await import('./src/config/load.ts');
  const { pino } = await import('pino');
  const tree = { auth: { mode: 'none' }, server: { port: 0 }, sources: ${JSON.stringify(sources)}, ...JSON.parse(process.argv[1]) };
  const clock = { now: Date.now, monotonic: () => performance.now(), random: Math.random };
  const server = await createServer(parseConfig(tree), { ...clock, logger: pino({ level: 'silent' }) });
  await server.stop();
  process.stdout.write(JSON.stringify([...loaded].filter(Boolean).sort()));
`;

it.each([
  ['nothing of a cluster unless one is configured', {}, []],
  ['it otherwise', { cluster: { namespace: 'lab', valkey: { url: 'unix:/nowhere' } } }, ['cluster']],
])('a gateway loads %s', (_name, settings, expected) => {
  const { stdout, stderr } = spawnSync(
    process.execPath,
    ['--input-type=module', '--eval', program, JSON.stringify(settings)],
    { encoding: 'utf8' },
  );

  expect(stderr).toBe('');
  expect(JSON.parse(stdout)).toEqual(expected);
});
