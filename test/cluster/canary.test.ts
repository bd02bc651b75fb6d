import { createServer, connect, type AddressInfo, type Server } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { knownScopes } from '../../src/auth/viewer.ts';
import { createGatewaySchema } from '../../src/operation/schema.ts';
import { startGateway, type GatewayUnderTest } from '../gateway.ts';
import { marker, startCanaryWorld } from '../security/canary-world.ts';
import { formatSecretsOf } from '../security/protected-fields.ts';
import { until } from '../until.ts';
import { toClusterSettings } from './join.ts';
import { hasRedis, startRedis, type RedisServer } from './redis.ts';

interface Recorder {
  readonly url: string;
  /** All that went both ways. */
  readonly traffic: () => Buffer;
  readonly close: () => Promise<void>;
}

/** A way to the store that keeps what goes through it. */
async function startRecorder({ url }: RedisServer): Promise<Recorder> {
  const chunks: Buffer[] = [];
  const server: Server = createServer((client) => {
    const store = connect(url.slice('unix:'.length));
    for (const [from, to] of [[client, store] as const, [store, client] as const]) {
      from.on('data', (chunk: Buffer) => chunks.push(chunk));
      from.on('error', () => to.destroy());
      from.on('close', () => to.destroy());
      from.pipe(to);
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `redis://127.0.0.1:${(server.address() as AddressInfo).port}`,
    traffic: () => Buffer.concat(chunks),
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}

describe.skipIf(!hasRedis)('the store of a cluster', () => {
  const open: (() => Promise<unknown>)[] = [];
  afterEach(async () => {
    for (const close of open.splice(0).reverse()) await close();
  });

  it('is told no secret, no token, no name of a source and no id of a job in a key', async () => {
    const redis = await startRedis();
    open.push(redis.close);
    const recorder = await startRecorder(redis);
    open.push(recorder.close);
    const world = await startCanaryWorld();
    open.push(world.close);
    const cluster = toClusterSettings({ url: recorder.url, timeoutMilliseconds: 10_000 });
    const gateways: GatewayUnderTest[] = [];
    for (let index = 0; index < 2; index += 1) {
      const gateway = await startGateway({ sources: world.sources, cluster, breaker: { failures: 1000 } });
      gateways.push(gateway);
      open.push(gateway.close);
    }
    await until(() => gateways.every(({ logs }) => logs.some((line) => line.includes('cluster joined'))));
    const schema = createGatewaySchema();
    let seen = '';

    for (const gateway of gateways) {
      const token = await gateway.token(...knownScopes);
      for (const job of world.allJobs) {
        const open = await gateway.query(`{ job(id: "${job.id}") { status name } }`, { token });
        expect(open.errors).toEqual([]);
        const { data } = await gateway.query(`{ job(id: "${job.id}") { ${formatSecretsOf(schema, job)} } }`, { token });
        seen += JSON.stringify(data);
      }
      for (const id of world.failingIds) await gateway.query(`{ job(id: "${id}") { status } }`, { token });
      await gateway.query('{ jobs(first: 50) { edges { node { id status statusMessage } } } }', { token });
      expect(recorder.traffic().includes(token)).toBe(false);
    }
    const keys = await redis.client.keys('*');
    const records = keys.filter((key) => key.startsWith('lab:1:record:'));
    const values = await Promise.all(records.map((key) => redis.client.hgetall(key)));

    // The test can fail: the secrets were read, and facts of the same answers were shared.
    expect(seen).toContain(marker);
    expect(records.length).toBeGreaterThanOrEqual(world.allJobs.length);
    expect(recorder.traffic().includes('providerJobId')).toBe(true);
    expect(JSON.stringify([keys, values])).not.toContain(marker);
    expect(recorder.traffic().includes(marker)).toBe(false);
    // A digest may hold any two letters.
    const names = world.sources.map((source) => (source as { readonly name: string }).name);
    const told = [...names, ...world.allJobs.map(({ id }) => id.slice(id.indexOf(':') + 1))].filter(
      ({ length }) => length >= 6,
    );
    expect(told.length).toBeGreaterThan(5);
    expect(told.filter((word) => keys.join().includes(word))).toEqual([]);
    expect(records.filter((key) => !/^lab:1:record:[\w-]{22}$/.test(key))).toEqual([]);
  });
});
