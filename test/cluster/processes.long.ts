/** Four gateways as processes, one store, one emulated provider that counts its calls. */
import { setTimeout as wait } from 'node:timers/promises';
import { createClient, type Client } from 'graphql-ws';
import { WebSocket } from 'ws';
import { afterEach, describe, expect, it } from 'vitest';
import { startProcess, type GatewayProcess } from '../operator/gateway-process.ts';
import { startEmulators, wideLimits } from '../providers.ts';
import { until } from '../until.ts';
import { hasRedis, startRedis, type RedisServer } from './redis.ts';

const replicas = 4;
const jobIds = Array.from({ length: 20 }, (_, index) => `job-${index}`);
const runningSeconds = 1;

interface WatchedEvent {
  readonly gateway: number;
  readonly id: string;
  readonly read: string;
  readonly at: number;
}

/** How long one read takes to become an event at every gateway, in milliseconds, sorted. */
function toSpreads(events: readonly WatchedEvent[]): readonly number[] {
  const times = Map.groupBy(events, ({ id, read }) => `${id} ${read}`);
  return [...times.values()]
    .filter((group) => new Set(group.map(({ gateway }) => gateway)).size === replicas)
    .map((group) => Math.max(...group.map(({ at }) => at)) - Math.min(...group.map(({ at }) => at)))
    .sort((one, other) => one - other);
}

describe.skipIf(!hasRedis)('four gateways that share', () => {
  const open: (() => unknown)[] = [];
  afterEach(async () => {
    for (const close of open.splice(0).reverse()) await close();
  });

  interface World {
    readonly redis: RedisServer;
    readonly gateways: readonly GatewayProcess[];
    /** When each job was described, by its id, since the last call of `forget`. */
    readonly describes: () => readonly { readonly id: string; readonly at: number }[];
    readonly forget: () => void;
  }

  async function start(delayMilliseconds = 20): Promise<World> {
    const redis = await startRedis();
    open.push(redis.close);
    let described: { readonly id: string; readonly at: number }[] = [];
    const createdAt = Date.now() / 1000;
    const { sources, close } = await startEmulators({
      lab: {
        provider: 'panorama',
        jobs: {
          describe: (id) => {
            described.push({ id, at: performance.now() });
            // Each read is news.
            return { JobId: id, Status: 'PENDING', CreatedTime: createdAt, StatusMessage: String(described.length) };
          },
          list: () => [],
        },
        fault: () => ({ kind: 'none', delayMilliseconds }),
        source: { limits: wideLimits },
      },
    });
    open.push(close);
    const config = {
      auth: { mode: 'none' },
      cache: { runningSeconds },
      cluster: { namespace: 'lab', valkey: { url: redis.url }, expectedReplicas: replicas },
      sources,
    };
    const gateways = await Promise.all(Array.from({ length: replicas }, () => startProcess(config)));
    open.push(() => gateways.map(({ process }) => process.kill('SIGKILL')));
    await Promise.all(gateways.map((gateway) => until(() => gateway.output().includes('cluster joined'))));
    return {
      redis,
      gateways,
      describes: () => described,
      forget: () => {
        described = [];
      },
    };
  }

  const document = `{ jobsById(ids: ${JSON.stringify(jobIds.map((id) => `lab:${id}`))}) { __typename id status } }`;

  /** Asks every gateway for all jobs again and again. Ends when it is called; resolves to how many queries failed, and how many there were. */
  function keepAsking(
    gateways: readonly GatewayProcess[],
  ): () => Promise<{ failed: readonly string[]; asked: number }> {
    let isOver = false;
    let asked = 0;
    const failed: string[] = [];
    const loops = gateways.map(async ({ url }) => {
      while (!isOver) {
        const response = await fetch(url, {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify({ query: document }),
        });
        const text = await response.text();
        asked += 1;
        const answered = text.match(/"status":"QUEUED"/g)?.length;
        if (response.status !== 200 || answered !== jobIds.length) failed.push(text);
        await wait(100);
      }
    });
    return async () => {
      isOver = true;
      await Promise.all(loops);
      return { failed, asked };
    };
  }

  /** Reads a job in each time that a record is fresh, of all gateways together. */
  async function measure({ describes, forget }: World, seconds: number): Promise<number> {
    forget();
    const startedAt = performance.now();
    await wait(seconds * 1000);
    return describes().length / jobIds.length / ((performance.now() - startedAt) / 1000 / runningSeconds);
  }

  it('read each job once in the time that it is fresh, all together', async () => {
    const world = await start();
    const end = keepAsking(world.gateways);
    await wait(1500);

    const reads = await measure(world, 8);
    const { failed, asked } = await end();

    process.stdout.write(`reads of a job in the time that it is fresh: ${reads.toFixed(2)} (${asked} queries)\n`);
    expect(failed).toEqual([]);
    expect(reads).toBeGreaterThan(0.5);
    expect(reads).toBeLessThanOrEqual(1.1);
  });

  it('answer all the same while the store is frozen, killed, and back again', async () => {
    const world = await start();
    const end = keepAsking(world.gateways);
    await wait(1000);

    world.redis.freeze();
    const frozen = await measure(world, 4);
    world.redis.resume();
    await wait(4000);
    const resumed = await measure(world, 5);
    await world.redis.kill();
    const killed = await measure(world, 3);
    await world.redis.restart();
    await wait(4000);
    const restarted = await measure(world, 5);
    const { failed } = await end();

    const words = [frozen, resumed, killed, restarted].map((reads) => reads.toFixed(2)).join(', ');
    process.stdout.write(`reads while frozen, after that, while killed, after that: ${words}\n`);
    expect(failed).toEqual([]);
    expect(Math.max(frozen, killed)).toBeLessThanOrEqual(replicas * 1.1);
    expect(Math.max(resumed, restarted)).toBeLessThanOrEqual(1.1);
  });

  /** How many describes there had been when the gateway's answer was made. */
  async function readCount({ url }: GatewayProcess): Promise<number> {
    const query = '{ job(id: "lab:zombie") { statusMessage } }';
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ query }),
    });
    const { data } = (await response.json()) as { readonly data: { readonly job: { readonly statusMessage: string } } };
    return Number(data.job.statusMessage);
  }

  it('keep what was read last when one of them sleeps in the middle of a read', async () => {
    const world = await start(400);
    const [sleeper, second, third] = world.gateways;
    const old = readCount(sleeper!);
    await until(() => world.describes().length === 1);
    sleeper?.process.kill('SIGSTOP');
    // Its claim is over by then.
    await wait(3000);

    const later = await readCount(second!);
    sleeper?.process.kill('SIGCONT');
    await old;
    const last = await readCount(third!);

    expect([await old, later]).toEqual([1, 2]);
    expect(last).toBeGreaterThanOrEqual(2);
    const [key = ''] = await world.redis.client.keys('lab:1:record:*');
    expect(await world.redis.client.hget(key, 'v')).not.toContain('"statusMessage":"1"');
  });

  /** Calls `onEvent` for each event of the watched jobs. Each read is news, so its message names the read. */
  function subscribe({ url }: GatewayProcess, onEvent: (id: string, statusMessage: string) => void): Client {
    const client = createClient({ url: url.replace('http', 'ws'), webSocketImpl: WebSocket, retryAttempts: 0 });
    for (const id of jobIds)
      client.subscribe<{ readonly jobUpdated: { readonly id: string; readonly statusMessage: string } }>(
        { query: `subscription { jobUpdated(ids: ["lab:${id}"]) { id statusMessage } }` },
        {
          next: ({ data }) => onEvent(data?.jobUpdated.id ?? '', data?.jobUpdated.statusMessage ?? ''),
          error: () => undefined,
          complete: () => undefined,
        },
      );
    open.push(() => client.dispose());
    return client;
  }

  it('go on with the events of watched jobs when one of them is killed', async () => {
    // Whoever is killed is in the middle of reads.
    const world = await start(200);
    const events: WatchedEvent[] = [];
    world.gateways.forEach((gateway, index) =>
      subscribe(gateway, (id, read) => events.push({ gateway: index, id, read, at: performance.now() })),
    );
    await until(() => new Set(events.map(({ gateway, id }) => `${gateway} ${id}`)).size === replicas * jobIds.length);
    await wait(2000);
    const beganAt = events.length;
    const reads = await measure(world, 6);
    const spreads = toSpreads(events.slice(beganAt));

    const killedAt = performance.now();
    world.gateways[0]?.process.kill('SIGKILL');
    await wait(6000);
    const endedAt = performance.now();

    const gaps = jobIds.flatMap((id) =>
      [1, 2, 3].map((gateway) => {
        const times = events.filter((event) => event.gateway === gateway && event.id === `lab:${id}`);
        const after = [...times.map(({ at }) => at).filter((at) => at > killedAt - 2000), endedAt];
        return Math.max(...after.slice(1).map((at, index) => at - (after[index] ?? at)));
      }),
    );
    process.stdout.write(
      `reads of a watched job: ${reads.toFixed(2)}; longest gap: ${Math.max(...gaps).toFixed(0)} ms; ` +
        `from the first gateway's event to the last one's: ${[0.5, 0.99].map((share) => spreads[Math.floor(spreads.length * share)]?.toFixed(0)).join(' and ')} ms (p50, p99 of ${spreads.length})\n`,
    );
    expect(spreads.length).toBeGreaterThan(jobIds.length);
    // A job that waits is polled every two seconds.
    expect(reads * 2).toBeLessThanOrEqual(1.1);
    expect(Math.max(...gaps)).toBeLessThanOrEqual(2000 * 1.1 + 2500);
  });
});
