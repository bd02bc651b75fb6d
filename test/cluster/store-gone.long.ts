/** Two gateways as processes on six sources with their usual limits: what lists wait for when the store is killed, and back. */
import { setTimeout as wait } from 'node:timers/promises';
import { afterEach, describe, expect, it } from 'vitest';
import { startDemo } from '../../emulators/demo/start.ts';
import { startProcess, type GatewayProcess } from '../operator/gateway-process.ts';
import { until } from '../until.ts';
import { hasRedis, startRedis } from './redis.ts';

const six = ['batch-prod', 'builds', 'flows', 'ci', 'cluster', 'omics-prod'];
const listMilliseconds = 2500;
const listsTogether = 8;
/** A minute of them. */
const listsAlone = 24;
const listsAfterwards = 4;

interface ListCost {
  readonly wall: number;
  /** The longest that a source's calls waited for their turns, all together. */
  readonly waited: number;
  readonly calls: number;
  readonly state: string;
  readonly codes: readonly string[];
}

interface ListAnswer {
  readonly data: { readonly jobs: { readonly issues: readonly { readonly code: string }[] } };
  readonly extensions: {
    readonly cluster: { readonly state: string };
    readonly upstream: Readonly<
      Record<string, { readonly waitedMilliseconds: number; readonly calls: Readonly<Record<string, number>> }>
    >;
  };
}

/** A list that was not asked for before, of all sources. */
async function list({ url }: GatewayProcess, serial: number): Promise<ListCost> {
  const after = new Date(Date.UTC(2020, 0, 1, 0, 0, serial)).toISOString();
  const query = `{ jobs(first: 20, filter: { createdAfter: "${after}" }) { nodes { id } issues { code } } }`;
  const startedAt = performance.now();
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'jobgraph-explain': '1' },
    body: JSON.stringify({ query }),
  });
  const { data, extensions } = (await response.json()) as ListAnswer;
  const sources = Object.values(extensions.upstream);
  return {
    wall: performance.now() - startedAt,
    waited: Math.max(...sources.map(({ waitedMilliseconds }) => waitedMilliseconds)),
    calls: sources.flatMap(({ calls }) => Object.values(calls)).reduce((sum, count) => sum + count, 0),
    state: extensions.cluster.state,
    codes: data.jobs.issues.map(({ code }) => code),
  };
}

function toMedian(values: readonly number[]): number {
  return values.toSorted((one, other) => one - other)[Math.floor(values.length / 2)] ?? NaN;
}

describe.skipIf(!hasRedis)('two gateways whose store is killed', () => {
  const open: (() => unknown)[] = [];
  afterEach(async () => {
    for (const close of open.splice(0).reverse()) await close();
  });

  async function start() {
    const redis = await startRedis();
    open.push(redis.close);
    const demo = await startDemo();
    open.push(demo.close);
    const sources = demo.sources
      .filter(({ name }) => six.includes(name))
      // The demo's are wider than a provider's usual ones.
      .map((source) => ({ ...source, limits: undefined }));
    // A busy machine is no reason to go on alone.
    const cluster = { namespace: 'lab', valkey: { url: redis.url, timeoutMilliseconds: 1000 }, expectedReplicas: 2 };
    const config = { auth: { mode: 'none' }, cluster, sources };
    const gateways = await Promise.all([startProcess(config), startProcess(config)]);
    open.push(() => gateways.map(({ process }) => process.kill('SIGKILL')));
    await Promise.all(gateways.map((gateway) => until(() => gateway.output().includes('cluster joined'))));
    return { redis, gateways };
  }

  it('answer lists as fast as before: no list of the next minute, or of the time after it, is slower by more than half', async () => {
    const { redis, gateways } = await start();
    const [asked] = gateways;
    let serial = 0;
    const listEvery = async (count: number): Promise<readonly ListCost[]> => {
      const costs: ListCost[] = [];
      // All by one process, which then has half of the rates for all that both had.
      for (let given = 0; given < count; given += 1) {
        costs.push(await list(asked, (serial += 1)));
        await wait(listMilliseconds);
      }
      return costs;
    };
    await listEvery(2);

    const together = await listEvery(listsTogether);
    await redis.kill();
    const alone = await listEvery(listsAlone);
    await redis.restart();
    await Promise.all(gateways.map((gateway) => until(() => gateway.output().match(/cluster joined/g)?.length === 2)));
    const back = await listEvery(listsAfterwards);

    const median = toMedian(together.map(({ wall }) => wall));
    const slowest = Math.max(...alone.map(({ wall }) => wall));
    const waited = Math.max(...alone.map((cost) => cost.waited));
    // The store's own answer, for which each call waits, a list's calls one after the other.
    const asking = Math.max(...together.map((cost) => cost.waited));
    const waitedBack = Math.max(...back.map((cost) => cost.waited));
    process.stdout.write(
      `a list, ms: ${median.toFixed(0)} with the store (median); without it ${toMedian(alone.map(({ wall }) => wall)).toFixed(0)}, ` +
        `${slowest.toFixed(0)} at most, of which ${waited.toFixed(0)} waiting; with the store again ${waitedBack.toFixed(0)} waiting\n`,
    );
    expect(together.map(({ state }) => state)).toEqual(Array.from({ length: listsTogether }, () => 'JOINED'));
    expect(alone.slice(1).map(({ state }) => state)).toEqual(Array.from({ length: listsAlone - 1 }, () => 'ALONE'));
    // Each list calls each source; GitHub twice, which is more than half of its rate.
    expect(Math.min(...alone.map(({ calls }) => calls))).toBeGreaterThanOrEqual(six.length + 1);
    expect(back.map(({ state }) => state)).toEqual(Array.from({ length: listsAfterwards }, () => 'JOINED'));
    expect([...together, ...alone, ...back].flatMap(({ codes }) => codes)).toEqual([]);
    // Waiting, which the limits cause; the rest of a list's time is the machine's.
    expect(waited).toBeLessThanOrEqual(median / 2);
    expect(waitedBack - asking).toBeLessThanOrEqual(median / 2);
  }, 180_000);
});
