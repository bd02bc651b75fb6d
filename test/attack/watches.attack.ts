/** What the watch of a cluster may send, and what becomes of the process that listens. */
import { once } from 'node:events';
import type { ServerResponse } from 'node:http';
import { createClient, type Client } from 'graphql-ws';
import { setTimeout as wait } from 'node:timers/promises';
import { expect, it, onTestFinished } from 'vitest';
import { WebSocket } from 'ws';
import {
  startOddCluster,
  toEvent,
  toOddKey,
  toWireJob,
  type OddCluster,
} from '../datasources/kubernetes/odd-cluster.ts';
import { until } from '../until.ts';
import { ask } from './client.ts';
import { sampleDuring, toPercentile } from './sampler.ts';
import { print, signToken, startVictim, usual, type Victim } from './victim.ts';

const maxMegabytes = 450;
/** In milliseconds. Two processors with others on them: a quiet gateway takes some 5. */
const maxHealthP50 = 50;

interface Attacked {
  readonly clusters: readonly OddCluster[];
  readonly victim: Victim;
  /** The last status of each cluster's job that its subscriber was told. */
  readonly statuses: Map<string, string>;
}

/** So many clusters with one job each, which is watched. */
async function start(count: number, watch: OddCluster['watch']): Promise<Attacked> {
  const clusters = await Promise.all(Array.from({ length: count }, () => startOddCluster('job-1')));
  for (const cluster of clusters) cluster.watch = watch;
  const names = clusters.map((_cluster, n) => `cluster-${n}`);
  const sources = clusters.map(({ url }, n) => ({ name: names[n], provider: 'kubernetes', server: url, ...usual }));
  const victim = await startVictim({ sources });
  const authorization = `Bearer ${await signToken('watcher')}`;
  const client: Client = createClient({
    url: victim.url.replace('http', 'ws'),
    webSocketImpl: WebSocket,
    retryAttempts: 0,
    connectionParams: { authorization },
  });
  onTestFinished(async () => {
    await client.dispose();
    await victim.end();
    await Promise.all(clusters.map(({ close }) => close()));
  });
  const statuses = new Map<string, string>();
  const query = 'subscription($ids: [ID!]!) { jobUpdated(ids: $ids) { id status } }';
  client.subscribe(
    { query, variables: { ids: names.map((name) => `${name}:${toOddKey('job-1')}`) } },
    {
      next: ({ data }) => {
        const { jobUpdated } = data as { readonly jobUpdated: { readonly id: string; readonly status: string } };
        statuses.set(jobUpdated.id, jobUpdated.status);
      },
      error: () => undefined,
      complete: () => undefined,
    },
  );
  await until(() => statuses.size === count, 'all are watched');
  return { clusters, victim, statuses };
}

/** As fast as it is read, until there is no part any more or the other side is gone. */
async function flood(response: ServerResponse, toPart: () => string | undefined): Promise<void> {
  const gone = new AbortController();
  response.once('close', () => {
    gone.abort();
  });
  response.writeHead(200);
  for (let part = toPart(); part !== undefined && !gone.signal.aborted; part = toPart())
    if (!response.write(part)) await once(response, 'drain', { signal: gone.signal }).catch(() => undefined);
}

it('200,000 events of new jobs, of several kilobytes each', { timeout: 240_000 }, async () => {
  const total = 200_000;
  const perPart = 20;
  let sent = 0;
  const filler = 'x'.repeat(2000);
  const toPart = (): string | undefined => {
    if (sent >= total) return undefined;
    return Array.from({ length: perPart }, () => {
      sent += 1;
      const job = { ...toWireJob(`job-${sent + 1}`, { status: {}, version: 1000 + sent }), filler };
      return toEvent('ADDED', job);
    }).join('');
  };
  // Ten clusters: each stream stays below the limit of a flood.
  const { clusters, victim } = await start(10, (response) => void flood(response, toPart));

  const { megabytes, health } = await sampleDuring(victim, async () => {
    await until(() => sent >= total || !victim.isAlive(), 'all are sent').catch(() => undefined);
    await wait(1000);
  });

  const p50 = Math.round(toPercentile(health, 0.5));
  print('events of new jobs', { sent, alive: victim.isAlive(), megabytes: Math.round(megabytes), p50 });
  expect(sent).toBe(total);
  expect(victim.isAlive()).toBe(true);
  expect(megabytes).toBeLessThan(maxMegabytes);
  expect(p50).toBeLessThan(maxHealthP50);
  for (const { calls } of clusters) expect(calls.filter(({ kind }) => kind === 'get').length).toBeLessThan(20);
});

it.each([
  [
    'events of one watched job',
    toEvent('MODIFIED', toWireJob('job-1', { status: { active: 1 }, version: 1000 })).repeat(100),
  ],
  ['blank lines', '\n'.repeat(65_536)],
])('%s without an end', { timeout: 120_000 }, async (name, part) => {
  let bytes = 0;
  const { clusters, victim } = await start(1, (response) => {
    void flood(response, () => {
      bytes += part.length;
      return part;
    });
  });
  const [cluster] = clusters;
  const seconds = 10;

  const { health, megabytes } = await sampleDuring(victim, () => wait(seconds * 1000));

  const count = (kind: string) => cluster?.calls.filter((call) => call.kind === kind).length ?? 0;
  const p50 = Math.round(toPercentile(health, 0.5));
  const figures = { mbPerSecond: Math.round(bytes / seconds / 1e6), p50, p99: Math.round(toPercentile(health, 0.99)) };
  print(name, { ...figures, megabytes: Math.round(megabytes), watches: count('watch'), reads: count('get') });
  expect(victim.isAlive()).toBe(true);
  expect(p50).toBeLessThan(maxHealthP50);
  expect(megabytes).toBeLessThan(maxMegabytes);
  expect(count('get')).toBeLessThanOrEqual(seconds + 8);
  // Each was ended after some seconds.
  expect(count('watch')).toBeGreaterThan(1);
  const token = await signToken('reader');
  const query = `{ job(id: "cluster-0:${toOddKey('job-1')}") { status } }`;
  expect((await ask(victim.url, { query, token })).data.job).toEqual({ status: 'RUNNING' });
});
