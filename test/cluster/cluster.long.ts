import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { defineScript, readCount } from '../../src/cluster/script.ts';
import { findFreePort } from '../free-port.ts';
import { createCertificate } from '../operator/self-signed.ts';
import { until } from '../until.ts';
import { useCluster } from './join.ts';
import { hasRedis, startRedis } from './redis.ts';

const counter = defineScript('count', `return redis.call('INCRBY',KEYS[1],ARGV[1])`, readCount);
const time = defineScript('time', 'return now', readCount);

describe.skipIf(!hasRedis)('the store of a cluster', () => {
  const { redis, open, join: joinCluster, calls, states } = useCluster();

  it('counts the processes that live', async () => {
    const first = open();

    expect([first.state(), first.replicas()]).toEqual(['ALONE', 3]);
    await until(() => first.state() === 'JOINED');
    expect(first.replicas()).toBe(1);
    await joinCluster();
    await until(() => first.replicas() === 2, 'both are counted');
  });

  it('forgets those that it heard of before its clock was set back', async () => {
    const cluster = await joinCluster();
    await redis().client.zadd(cluster.key('members'), Date.now() + 3_600_000, 'gone');
    calls.length = 0;

    await until(() => calls.includes('beat OK'));

    expect(await redis().client.zrange(cluster.key('members'), '0', '-1')).toEqual([cluster.self]);
  });

  it('is believed to have a thousand processes at most', async () => {
    const cluster = await joinCluster();
    const invented = Array.from({ length: 5000 }, (_value, index) => [Date.now(), `invented-${index}`]).flat();
    await redis().client.zadd(cluster.key('members'), ...invented);

    await until(() => cluster.replicas() > 1);

    expect(cluster.replicas()).toBe(1000);
  });

  it('is left at once when it ends, and joined when it is back, empty', async () => {
    const cluster = await joinCluster();
    await cluster.run(counter, [cluster.key('n')], [1]);
    await redis().kill();
    await until(() => cluster.state() === 'ALONE');

    expect(await cluster.run(counter, [cluster.key('n')], [1])).toBeUndefined();
    await redis().restart();
    await until(() => cluster.state() === 'JOINED');

    expect(await cluster.run(counter, [cluster.key('n')], [1])).toBe(1);
    expect(states).toEqual(['JOINED', 'ALONE UNREACHABLE', 'JOINED']);
  });

  it('that is not there says so once', async () => {
    await redis().kill();
    const cluster = open();

    await until(() => calls.filter((call) => call === 'beat UNREACHABLE').length === 2);

    expect(cluster.state()).toBe('ALONE');
    expect(await cluster.run(time, [], [])).toBeUndefined();
    expect(states).toEqual(['ALONE UNREACHABLE']);
  });

  it('is reached anew where its host has gone without a word', async () => {
    const door = await openDoor(redis().url);
    const cluster = await joinCluster({ url: door.url });
    await until(async () => (await countListeners()) === 1, 'it listens');

    door.goSilent();
    await until(() => cluster.state() === 'ALONE');
    await until(() => cluster.state() === 'JOINED');
    await until(async () => (await countListeners()) === 1, 'it listens again');

    expect(await cluster.run(counter, [cluster.key('n')], [7])).toBe(7);
    expect(states).toEqual(['JOINED', 'ALONE TIMEOUT', 'JOINED']);

    async function countListeners(): Promise<number> {
      return Number((await redis().client.pubsub('NUMSUB', cluster.key('done')))[1]);
    }
  });

  it('is reached anew where another server has taken its place, and the old one only reads', async () => {
    const next = await startRedis();
    onTestFinished(next.close);
    const door = await openDoor(redis().url);
    const cluster = await joinCluster({ url: door.url });

    await redis().client.replicaof('127.0.0.1', '1');
    door.leadTo(next.url);
    await until(() => cluster.state() === 'ALONE');
    await until(() => cluster.state() === 'JOINED');

    expect(await cluster.run(counter, [cluster.key('n')], [7])).toBe(7);
    expect(await next.client.get(cluster.key('n'))).toBe('7');
    expect(states).toEqual(['JOINED', 'ALONE REFUSED', 'JOINED']);
  });

  it('is reached by TLS alone where its certificate is trusted', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'jobgraph-tls-'));
    onTestFinished(() => rmSync(folder, { recursive: true }));
    const [certificate, other] = [createCertificate(), createCertificate()];
    const files = { cert: certificate.cert, key: certificate.key, other: other.cert };
    for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
    const port = await findFreePort();
    const keys = ['--tls-cert-file', join(folder, 'cert'), '--tls-key-file', join(folder, 'key')];
    const tls = ['--tls-port', String(port), '--bind', '127.0.0.1', ...keys, '--tls-auth-clients', 'no'];
    const server = await startRedis(...tls, '--tls-ca-cert-file', join(folder, 'cert'));
    onTestFinished(server.close);
    const url = `rediss://127.0.0.1:${port}`;

    const trusting = await joinCluster({ url, caFile: join(folder, 'cert') });
    const wary = [open({ url, caFile: join(folder, 'other') }), open({ url })];
    await until(() => calls.filter((call) => call === 'beat UNREACHABLE').length >= 2);

    expect(await trusting.run(counter, [trusting.key('n')], [7])).toBe(7);
    expect(wary.map(({ state }) => state())).toEqual(['ALONE', 'ALONE']);
  });
});

interface Door {
  /** As `cluster.valkey.url` takes it: of a host that passes everything on to the store. */
  readonly url: string;
  /** Connections that are there are dead, and nobody is told; new ones are passed on. */
  readonly goSilent: () => void;
  /** New connections are passed on to this store, by its socket. */
  readonly leadTo: (url: string) => void;
}

async function openDoor(url: string): Promise<Door> {
  const pairs = new Map<Socket, Socket>();
  let target = url;
  const server = createServer((near) => {
    const far = connect(target.replace(/^unix:/, ''));
    pairs.set(near, far);
    near.pipe(far).pipe(near);
    for (const socket of [near, far]) socket.on('error', () => undefined);
    near.on('close', () => far.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    for (const near of pairs.keys()) near.destroy();
    server.close();
  });
  return {
    url: `redis://127.0.0.1:${(server.address() as AddressInfo).port}`,
    goSilent: () => {
      for (const [near, far] of pairs) {
        far.unpipe(near);
        far.destroy();
      }
    },
    leadTo: (next) => {
      target = next;
    },
  };
}
