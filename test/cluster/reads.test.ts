import { afterEach, beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import type { Cluster } from '../../src/cluster/cluster.ts';
import { toFacts, type TestSource, type TestSourceOptions } from '../jobs/test-source.ts';
import { until } from '../until.ts';
import { openDepotSource, secretText, startDepot, type Depot } from './depot.ts';
import { useCluster } from './join.ts';
import { hasRedis } from './redis.ts';

const allFacts = ['*'];
const instant = '2026-11-22T00:00:00.000Z';
/** The name of a record, from its key. */
const toName = (key: string): string => key.slice(key.lastIndexOf(':') + 1);
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
    let passed = 0;
    const [first, second] = await start(2, {
      cache: { runningSeconds: 600, terminalSeconds: 600, notFoundSeconds: 600 },
      monotonic: () => performance.now() + passed,
    });
    const { fetchedAt } = await first!.read('a');
    await untilPut();
    const [key = ''] = await keysOf('record');
    /** As if so much more time had passed since the answer. */
    const age = async (milliseconds: number): Promise<void> => {
      for (const time of ['a', 'f']) await redis().client.hincrby(key, time, -milliseconds);
    };
    await age(400_000);

    const record = await second!.read('a');
    const seemingAge = Date.parse(fetchedAt) - Date.parse(record.fetchedAt);
    expect(Math.abs(seemingAge - 400_000)).toBeLessThan(50_000);
    expect(depot.asked.length).toBe(1);
    // Fresh for the rest of its ten minutes, in memory too.
    for (const [later, reads] of [
      [100_000, 1],
      [300_000, 2],
    ] as const) {
      passed += later;
      await age(later);
      await second!.read('a');
      expect(depot.asked.length).toBe(reads);
    }
  });

  it('read by themselves for a hint, and give the others what they have read', async () => {
    depot.jobs.set('a', { name: 'old' });
    const [first, second] = await start(2, { cache: { runningSeconds: 60, terminalSeconds: 60, notFoundSeconds: 60 } });
    await first!.read('a');
    await untilPut();

    depot.jobs.set('a', { name: 'new' });
    const afresh = await second!.source.reader.read(
      { key: 'a', facts: new Set(allFacts), secrets: new Set() },
      { requester: 'watcher', operation: {}, signal: new AbortController().signal, isAfresh: true },
    );
    await untilPut(2);
    const { others } = first!.source.reader;
    const recent = await others?.recent({ key: 'a', facts: new Set(allFacts), secrets: new Set() }, 60_000);

    expect([afresh, recent].map((record) => record?.facts.name)).toEqual(['new', 'new']);
    expect(depot.asked).toEqual(['/jobs/a', '/jobs/a']);
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

    const { secrets = {} } = await first!.read('a', { secrets: ['token'] });
    await untilPut();
    const record = await second!.read('a', { facts: ['name'] });

    expect(Object.keys(secrets)).toEqual(['token']);
    expect([record.facts.name, record.secrets]).toEqual(['open', undefined]);
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

  /** What is stored of a job: everything but its own facts is right. */
  const toStored = (facts: object, rest: object = {}): string =>
    JSON.stringify({
      level: 'complete',
      fetchedAt: instant,
      facts: { ...toFacts('a', {}), ...facts },
      ...rest,
    });

  it.each([
    ['text that is no JSON', '{'],
    ['nothing', 'null'],
    ['a list', '[]'],
    ['another status', toStored({ status: 'DANCING' })],
    ['another source of the status', toStored({ statusSource: 'DANCING' })],
    ['a date that does not exist', toStored({ createdAt: '9999-99-99T99:99:99.999Z' })],
    ['a day that does not exist', toStored({ createdAt: '2026-02-30T00:00:00.000Z' })],
    ['a list of one date', toStored({ createdAt: [instant] })],
    ['a list of one address', toStored({ consoleUrl: ['https://x.example/'] })],
    ['a list of one key', toStored({}, { key: ['a'] })],
    ['nests without end', '['.repeat(30_000)],
    ['a text that is too long', toStored({ name: 'x'.repeat(70_000) })],
  ])('take %s for nothing', async (_name, text) => {
    depot.jobs.set('a', { name: 'real' });
    const [first, second] = await start(2);
    await first!.read('a');
    await untilPut();
    for (const key of await keysOf('record')) await redis().client.hset(key, 'v', `2${toName(key)}${text}`);

    expect((await second!.read('a')).facts.name).toBe('real');
    expect(depot.asked.length).toBe(2);
    // What is too long does not even come.
    expect(reads).toContain(text.length > 65_536 ? 'yours' : 'shape');
  });

  it('take a record of the right shape, and of another version for nothing', async () => {
    depot.jobs.set('a', { name: 'real' });
    const [first, second, third] = await start(3);
    await first!.read('a');
    await untilPut();
    const [key = ''] = await keysOf('record');

    await redis().client.hset(key, 'v', `2${toName(key)}${toStored({ name: 'forged' })}`);
    expect((await second!.read('a')).facts.name).toBe('forged');
    await redis().client.hset(key, 'v', `1${toName(key)}${toStored({ name: 'forged' })}`);

    expect((await third!.read('a')).facts.name).toBe('real');
    expect(reads).toContain('version');
  });

  it('take the record of another job for nothing', async () => {
    depot.jobs.set('a', { name: 'one' }).set('b', { name: 'other' });
    const [first, second] = await start(2);
    await first!.read('a');
    await untilPut();
    const [one = ''] = await keysOf('record');
    await first!.read('b');
    await untilPut(2);
    const other = (await keysOf('record')).find((key) => key !== one) ?? '';
    await redis().client.copy(one, other, 'REPLACE');

    expect((await second!.read('b')).facts.name).toBe('other');
    expect(depot.asked).toEqual(['/jobs/a', '/jobs/b', '/jobs/b']);
    expect(reads).toContain('shape');
  });

  it.each(['nan', '-inf', 'inf', '-5', '1e300', '1.5', 'yesterday'])(
    'take a record that was answered at %s for nothing',
    async (time) => {
      depot.jobs.set('a', { name: 'real' });
      const [first, second] = await start(2);
      await first!.read('a');
      await untilPut();
      for (const key of await keysOf('record')) await redis().client.hset(key, 'a', time, 'f', time, 'v', '2{}');

      expect((await second!.read('a')).facts.name).toBe('real');
      expect(depot.asked.length).toBe(2);
      expect(clusters.map((cluster) => cluster.state())).toEqual(['JOINED', 'JOINED']);
    },
  );

  it('wait three seconds at most for a claim that never ends', async () => {
    depot.jobs.set('a', { name: 'real' });
    const [first] = await start(1);
    await first!.read('a');
    await until(async () => (await keysOf('record')).length === 1);
    const [record = ''] = await keysOf('record');
    const claim = record.replace('record', 'claim');
    await redis().client.del(record);
    const forge = () => redis().client.set(claim, 'forged', 'PX', 2000);
    await forge();
    const forger = setInterval(() => void forge(), 100);
    onTestFinished(() => {
      clearInterval(forger);
    });
    let passed = 0;
    const other = openDepotSource(depot, await join({}, { monotonic: () => performance.now() + passed }));
    sources = [...sources, other];
    const asked = depot.asked.length;

    const reading = other.read('a');
    await until(() => reads.filter((word) => word === 'held').length === 3);
    const early = depot.asked.length;
    passed = 3000;
    const { facts } = await reading;
    clearInterval(forger);

    expect([facts.name, early, depot.asked.length]).toEqual(['real', asked, asked + 1]);
    expect(reads).toContain('direct');
  });

  it.each([
    ['of another type', async (key: string): Promise<unknown> => redis().client.set(key, 'x')],
    [
      'without what the store goes by',
      async (key: string): Promise<unknown> => redis().client.hset(key, 'v', '2{}', 's', 'x'),
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

  it.each([
    { a: '1e300', e: '1e300' },
    { a: 'nan', e: 'nan' },
    { a: 'inf', e: '-1' },
    { a: 'yesterday', e: '0.5' },
  ])('share again at once where somebody has written into the store’s clock: $a, $e', async (clock) => {
    depot.jobs.set('a', { name: 'real' });
    const [first, second] = await start(2);
    await redis().client.hset('lab:1:clock:', clock);

    await first!.read('a');
    await untilPut();
    await second!.read('a');

    expect(depot.asked).toEqual(['/jobs/a']);
    expect(calls.filter((call) => /^(look|put) (?!OK)/.test(call))).toEqual([]);
  });

  it('leave nothing in the store that stays there for ever', async () => {
    depot.jobs.set('a', {});
    const [first] = await start(1);
    const [cluster] = clusters;
    await first!.read('a');
    await untilPut();
    const rate = { requestsPerSecond: 10, burst: 1, concurrency: 2, timeoutMilliseconds: 10_000 };
    const bucket = cluster!.limits.createBucket('devices', rate, () => undefined);
    await until(() => bucket.spend(1) === 0);
    bucket.slowDown(performance.now());
    cluster!.limits.budgetElsewhere.tell('ada', ['devices:a'], () => undefined);
    await until(() => ['slow-down OK', 'spend OK'].every((call) => calls.includes(call)));

    const keys = await redis().client.keys('*');
    const kinds = keys.map((key) => key.split(':')[2]).toSorted();
    expect(kinds).toEqual(['budget', 'calls', 'clock', 'members', 'rate', 'record']);
    for (const key of keys)
      expect([key, await redis().client.pttl(key)]).toEqual([key, expect.toSatisfy((left) => left > 0)]);
    bucket.end();
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
