/** Four gateways as processes keep one rate together: judged by when calls arrive at the provider. */
import { setTimeout as wait } from 'node:timers/promises';
import { afterEach, describe, expect, it } from 'vitest';
import { startProcess } from '../operator/gateway-process.ts';
import { startEmulators } from '../providers.ts';
import { until } from '../until.ts';
import { hasRedis, startRedis } from './redis.ts';

const replicas = 4;
const limits = { requestsPerSecond: 20, burst: 10, concurrency: 6 };

describe.skipIf(!hasRedis)('four gateways that share the limits of a source', () => {
  const open: (() => unknown)[] = [];
  afterEach(async () => {
    for (const close of open.splice(0).reverse()) await close();
  });

  async function start() {
    const redis = await startRedis();
    open.push(redis.close);
    const arrivals: number[] = [];
    const { sources, close } = await startEmulators({
      lab: {
        provider: 'panorama',
        jobs: {
          describe: (id) => {
            arrivals.push(performance.now());
            return { JobId: id, Status: 'SUCCEEDED', CreatedTime: 1_700_000_000 };
          },
          list: () => [],
        },
        fault: () => ({ kind: 'none', delayMilliseconds: 30 }),
        source: { limits, deadlineSeconds: 60 },
      },
    });
    open.push(close);
    const cluster = { namespace: 'lab', valkey: { url: redis.url }, expectedReplicas: replicas };
    const config = { auth: { mode: 'none' }, cluster, sources };
    const gateways = await Promise.all(Array.from({ length: replicas }, () => startProcess(config)));
    open.push(() => gateways.map(({ process }) => process.kill('SIGKILL')));
    await Promise.all(gateways.map((gateway) => until(() => gateway.output().includes('cluster joined'))));
    return { redis, gateways, arrivals };
  }

  /** Asks for jobs that nobody has read, as fast as they are answered. Ends when it is called, with the codes of errors. */
  function keepReading(gateways: Awaited<ReturnType<typeof start>>['gateways']): () => Promise<readonly string[]> {
    let isOver = false;
    let asked = 0;
    const codes: string[] = [];
    const loops = gateways.map(async ({ url }) => {
      while (!isOver) {
        const ids = Array.from({ length: 5 }, () => `lab:job-${(asked += 1)}`);
        const response = await fetch(url, {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify({ query: `{ jobsById(ids: ${JSON.stringify(ids)}) { status } }` }),
        });
        const { errors = [] } = (await response.json()) as {
          readonly errors?: readonly { readonly extensions: { readonly code: string } }[];
        };
        codes.push(...errors.map(({ extensions }) => extensions.code));
      }
    });
    return async () => {
      isOver = true;
      await Promise.all(loops);
      return codes;
    };
  }

  /** Of all spans from one arrival to another: the most calls beyond the rate. */
  function findExcess(arrivals: readonly number[]): number {
    let most = 0;
    for (const [first, from] of arrivals.entries())
      for (let last = first; last < arrivals.length; last += 1) {
        const seconds = ((arrivals[last] ?? from) - from) / 1000;
        most = Math.max(most, last - first + 1 - seconds * limits.requestsPerSecond);
      }
    return most;
  }

  // Calls that are held up on their way come closer together: one disturbed measure is taken again, with other processes.
  it(
    'never go beyond it, also while the store is frozen, killed, and back again; and no query fails',
    { retry: 1 },
    async () => {
      const { redis, gateways, arrivals } = await start();
      const end = keepReading(gateways);

      await wait(4000);
      const together = arrivals.length / 4;
      redis.freeze();
      await wait(4000);
      const alone = arrivals.length / 4 - together;
      redis.resume();
      await wait(3000);
      await redis.kill();
      await wait(3000);
      await redis.restart();
      await wait(3000);
      const codes = await end();

      const excess = findExcess(arrivals);
      process.stdout.write(
        `calls a second: ${together.toFixed(1)}, alone ${alone.toFixed(1)}; most beyond the rate: ${excess.toFixed(1)}\n`,
      );
      expect(codes).toEqual([]);
      // Calls take different times to arrive: one of each process.
      expect(excess).toBeLessThanOrEqual(limits.burst + replicas);
      expect(together).toBeGreaterThan(limits.requestsPerSecond * 0.7);
      expect(alone).toBeGreaterThan(limits.requestsPerSecond * 0.3);
    },
  );
});
