import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { defineScript } from '../../src/cluster/script.ts';
import { findFreePort } from '../free-port.ts';
import { createCertificate } from '../operator/self-signed.ts';
import { until } from '../until.ts';
import { useCluster } from './join.ts';
import { hasRedis, startRedis } from './redis.ts';

const counter = defineScript('count', `return redis.call('INCRBY',KEYS[1],ARGV[1])`);
const time = defineScript('time', 'return now');

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
