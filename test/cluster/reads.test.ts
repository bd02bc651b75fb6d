import { setTimeout as wait } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Cluster } from '../../src/cluster/cluster.ts';
import type { TestSource, TestSourceOptions } from '../jobs/test-source.ts';
import { until } from '../until.ts';
import { openDepotSource, secretText, startDepot, type Depot } from './depot.ts';
import { useCluster } from './join.ts';
import { hasRedis } from './redis.ts';

const allFacts = ['*'];
const everyFact = ['*', 'statusMessage'];

describe.skipIf(!hasRedis)('processes that share their reads', () => {
  const { redis, join, calls, reads } = useCluster();
  let depot: Depot;
  let sources: TestSource[];
  let clusters: Cluster[];

  beforeEach(async () => {
    depot = await startDepot();
    [sources, clusters] = [[], []];
  });
  afterEach(async () => {
    await Promise.all(sources.map((source) => source.close()));
    await depot.close();
  });

  async function start(count: number, options: Partial<TestSourceOptions> = {}): Promise<readonly TestSource[]> {
    clusters = await Promise.all(Array.from({ length: count }, () => join()));
    sources = clusters.map((cluster) => openDepotSource(depot, cluster, options));
    return sources;
  }

  const keysOf = async (kind: string): Promise<readonly string[]> => redis().client.keys(`lab:1:${kind}:*`);

  /** So many times what was read has been put into the store. */
  const untilPut = (times = 1): Promise<void> => until(() => calls.filter((call) => call === 'put OK').length >= times);

  it('ask the provider once for what all of them ask at the same time', async () => {
    depot.jobs.set('a', { status: 'RUNNING', name: 'one' });
    depot.delay = 50;
    const all = await start(4);

    const records = await Promise.all(all.flatMap((source) => [source.read('a'), source.read('a')]));

    expect(new Set(records.map(({ facts }) => JSON.stringify(facts))).size).toBe(1);
    expect(records[0]?.facts).toMatchObject({ name: 'one', status: 'RUNNING', statusMessage: null });
    expect(depot.asked).toEqual(['/jobs/a']);
    expect(reads.filter((word) => word === 'filled').length).toBe(3);
    expect(await keysOf('claim')).toEqual([]);
  });

  it('are given what another has read, for as long as it is fresh since the answer', async () => {
    depot.jobs.set('a', {});
    const [first, second] = await start(2, { cache: { runningSeconds: 2, terminalSeconds: 60, notFoundSeconds: 5 } });
    await first!.read('a');
    await untilPut();
    await wait(600);

    const record = await second!.read('a');
    const age = Date.now() - Date.parse(record.fetchedAt);
    expect(depot.asked.length).toBe(1);
    // Fresh for the rest of its two seconds, in memory too.
    await wait(1450);
    await second!.read('a');

    expect(age).toBeGreaterThanOrEqual(590);
    expect(depot.asked.length).toBe(2);
  });

  it('batch what none has read: one call for a hundred jobs', async () => {
    const keys = Array.from({ length: 250 }, (_, index) => `j-${index}`);
    for (const key of keys) depot.jobs.set(key, {});
    const [first, second] = await start(2);

    await Promise.all(keys.map((key) => first!.read(key)));
    expect(depot.asked.map((path) => path.split(',').length)).toEqual([100, 100, 50]);
    await until(async () => (await keysOf('record')).length === keys.length);
    await Promise.all(keys.map((key) => second!.read(key)));

    expect(depot.asked.length).toBe(3);
  });

  it('are told that there is no such job, with what the provider said', async () => {
    const [first, second] = await start(2);

    await expect(first!.read('none')).rejects.toMatchObject({ code: 'JOB_NOT_FOUND', requestId: 'r' });
    await untilPut();

    await expect(second!.read('none')).rejects.toMatchObject({ code: 'JOB_NOT_FOUND', requestId: 'r' });
    expect(depot.asked).toEqual(['/jobs/none']);
  });

  it('begin with what another has read when they need more of it', async () => {
    depot.jobs.set('a', {});
    const [first, second, third] = await start(3);
    await first!.read('a', { facts: allFacts.map(() => 'name') });
    await untilPut();

    const whole = await second!.read('a', { facts: everyFact });
    await untilPut(2);
    await third!.read('a', { facts: ['name'] });

    expect(whole.facts.statusMessage).toBe('whole');
    expect(depot.asked).toEqual(['/jobs/a', '/more/a']);
  });

  it('do not wait for each other within one process, whatever is asked of the job', async () => {
    depot.jobs.set('a', {});
    depot.delay = 30;
    const [only] = await start(1);

    const records = await Promise.all(
      [['name'], everyFact, ['name'], everyFact].map((facts) => only!.read('a', { facts })),
    );

    expect(records.map(({ facts }) => facts.statusMessage)).toContain('whole');
    expect(depot.asked).toEqual(['/jobs/a', '/more/a']);
    // Nobody waited until a claim of its own process was over.
    expect(reads).not.toContain('expired');
  });

  it('leave a failed read to the next who waits, and keep no error', async () => {
    depot.jobs.set('a', {});
    depot.delay = 30;
    depot.failures = 3;
    const [first, second] = await start(2);

    const outcomes = await Promise.allSettled([first!.read('a'), second!.read('a')]);

    expect(outcomes.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
    expect(reads.filter((word) => word === 'yours').length).toBe(2);
    expect(await keysOf('claim')).toEqual([]);
  });

  it('read secrets by themselves, and give the others the facts', async () => {
    depot.jobs.set('a', { name: 'open' });
    const [first, second] = await start(2);

    const { secrets } = await first!.read('a', { secrets: ['token'] });
    await untilPut();
    const record = await second!.read('a', { facts: ['name'] });

    expect(Object.keys(secrets)).toEqual(['token']);
    expect([record.facts.name, record.secrets]).toEqual(['open', {}]);
    expect(depot.asked).toEqual(['/jobs/a']);
    const values = await Promise.all((await keysOf('record')).map((key) => redis().client.hgetall(key)));
    expect(JSON.stringify(values)).toContain('open');
    expect(JSON.stringify(values)).not.toContain(secretText);
    expect((await redis().client.keys('*')).join()).not.toMatch(/depot|token|:a\b/);
  });

  it('believe no record from before a known change', async () => {
    depot.jobs.set('a', { name: 'old' });
    const [first, second] = await start(2);
    await first!.read('a');
    await untilPut();
    depot.jobs.set('a', { name: 'new' });

    second!.source.reader.forget('a', new Date().toISOString());
    const { facts } = await second!.read('a');

    expect(facts.name).toBe('new');
    await untilPut(2);
    expect((await first!.read('a')).facts.name).toBe('old');
  });

  it('share pages of lists, and their rows', async () => {
    depot.jobs.set('a', { status: 'SUCCEEDED' });
    const [first, second] = await start(2);
    const context = { requester: 'ada', operation: {}, signal: new AbortController().signal };
    const listOf = async ({ source }: TestSource): Promise<unknown> => {
      const allowance = { pages: 1, takeFirst: () => true };
      const stream = source.listReader!.stream({ filter: {}, context, allowance, onFailure: () => undefined });
      return (await stream.next())?.key;
    };

    expect(await listOf(first!)).toBe('a');
    await untilPut();
    expect(await listOf(second!)).toBe('a');
    expect((await second!.read('a', { facts: ['status'] })).facts.status).toBe('SUCCEEDED');

    expect(depot.asked).toEqual(['/list']);
  });

  it.each([
    ['text that is no JSON', '1{'],
    ['another version', '2{"facts":{}}'],
    [
      'other facts',
      '1{"level":"complete","fetchedAt":"2026-11-22T00:00:00.000Z","bytes":1,"withheld":[],"facts":{"status":"DANCING"}}',
    ],
    ['nothing', '1null'],
  ])('take %s for nothing', async (_name, value) => {
    depot.jobs.set('a', { name: 'real' });
    const [first, second] = await start(2);
    await first!.read('a');
    await untilPut();
    for (const key of await keysOf('record')) await redis().client.hset(key, 'v', value);

    expect((await second!.read('a')).facts.name).toBe('real');
    expect(reads).toContain(value.startsWith('2') ? 'version' : 'shape');
  });

  it.each([
    ['of another type', async (key: string): Promise<unknown> => redis().client.set(key, 'x')],
    [
      'without what the store goes by',
      async (key: string): Promise<unknown> => redis().client.hset(key, 'v', '1{}', 's', 'x'),
    ],
  ])('take a record %s for nothing, and put another in its place', async (_name, spoil) => {
    depot.jobs.set('a', { name: 'real' });
    const [first, second, third] = await start(3);
    await first!.read('a');
    await untilPut();
    for (const key of await keysOf('record')) {
      await redis().client.del(key);
      await spoil(key);
    }

    expect((await second!.read('a')).facts.name).toBe('real');
    await untilPut(2);
    expect((await third!.read('a')).facts.name).toBe('real');
    expect(depot.asked.length).toBe(2);
  });

  it('take what is there from a store that is full, and read the rest by themselves', async () => {
    depot.jobs.set('a', { name: 'kept' }).set('b', { name: 'new' });
    const [first, second] = await start(2);
    await first!.read('a');
    await untilPut();
    await redis().fill();

    const records = await Promise.all(['a', 'b'].map((key) => second!.read(key)));
    await first!.read('b');

    expect(records.map(({ facts }) => facts.name)).toEqual(['kept', 'new']);
    expect(depot.asked).toEqual(['/jobs/a', '/jobs/b', '/jobs/b']);
    expect(clusters.map((cluster) => cluster.state())).toEqual(['JOINED', 'JOINED']);
  });

  it('do not believe what was read before the store’s clock was set back', async () => {
    depot.jobs.set('a', { name: 'old' });
    const [first, second] = await start(2);
    await first!.read('a');
    await untilPut();
    await second!.read('b').catch(() => undefined);
    // It has been later than it is now.
    await redis().client.hset('lab:1:clock:', 'a', Date.now() + 10_000);

    await second!.read('a');

    expect(depot.asked.filter((path) => path === '/jobs/a').length).toBe(2);
    expect(reads).toContain('step');
  });
});
