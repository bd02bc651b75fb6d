import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { defineScript, readCount } from '../../src/cluster/script.ts';
import { until } from '../until.ts';
import { useCluster } from './join.ts';
import { hasRedis } from './redis.ts';

const counter = defineScript('count', `return redis.call('INCRBY',KEYS[1],ARGV[1])`, readCount);
const time = defineScript('time', 'return now', readCount);

describe.skipIf(!hasRedis)('the store of a cluster', () => {
  const { redis, open, join, calls, states } = useCluster();

  it('runs scripts, also after it has forgotten them', async () => {
    const cluster = await join();

    const first = await cluster.run(counter, [cluster.key('n')], [2]);
    await redis().client.script('FLUSH');
    const second = await cluster.run(counter, [cluster.key('n')], [3]);

    expect([first, second]).toEqual([2, 5]);
    expect(await redis().client.keys('*')).toEqual(expect.arrayContaining(['lab:1:n:', 'lab:1:members:']));
    expect(Math.abs(Number(await cluster.run(time, [], [])) - Date.now())).toBeLessThan(5000);
    expect(states).toEqual(['JOINED']);
  });

  it('is not asked any more after three failures, and again when it answers', async () => {
    const cluster = await join({ timeoutMilliseconds: 150 });
    redis().freeze();

    // Each waits no longer than its time; from the fourth on nobody waits.
    const answers = [];
    for (let index = 0; index < 5; index += 1) answers.push(await cluster.run(counter, [cluster.key('n')], [1]));

    expect(answers).toEqual(Array(5).fill(undefined));
    expect(cluster.state()).toBe('ALONE');
    expect(calls.filter((call) => call === 'count TIMEOUT').length).toBeLessThanOrEqual(3);
    redis().resume();
    await until(() => cluster.state() === 'JOINED');
    expect(await cluster.run(time, [], [])).toBeGreaterThan(0);
    expect(states).toEqual(['JOINED', 'ALONE TIMEOUT', 'JOINED']);
  });

  it('that is full refuses what it is to keep, and still answers', async () => {
    await redis().fill();
    const cluster = await join();

    for (let index = 0; index < 4; index += 1)
      expect(await cluster.run(counter, [cluster.key('n')], [1])).toBeUndefined();

    expect(await cluster.run(time, [], [])).toBeGreaterThan(0);
    expect(cluster.state()).toBe('JOINED');
    expect(calls).toContain('count FULL');
  });

  it('asks for a user and a password, and the rights that docs/running.md names are enough', async () => {
    await redis().client.acl('SETUSER', 'jobgraph', 'on', '>p w', ...readRights());
    await redis().client.acl('SETUSER', 'default', 'resetpass', '>other');

    const refused = open({ username: 'jobgraph', password: 'wrong' });
    const joined = await join({ username: 'jobgraph', password: 'p w' });
    await until(() => calls.includes('beat UNREACHABLE'));

    const foreign = defineScript('foreign', `return redis.call('GET',KEYS[1])`, readCount);
    expect(refused.state()).toBe('ALONE');
    expect(await joined.run(time, [], [])).toBeGreaterThan(0);
    expect(await joined.run(foreign, ['foreign:n'], [])).toBeUndefined();
    expect(calls).toContain('foreign REFUSED');
    const rate = { requestsPerSecond: 1, burst: 1, concurrency: 1, timeoutMilliseconds: 1000 };
    const bucket = joined.limits.createBucket('devices', rate, () => undefined);
    bucket.spend(1);
    await until(() => bucket.spend(1) === 0);
    bucket.end();
    bucket.slowDown(0);
    joined.limits.budgetElsewhere.tell('ada', ['devices:J1'], () => undefined);
    await until(() => ['take OK', 'give-back OK', 'slow-down OK', 'spend OK'].every((call) => calls.includes(call)));
  });
});

/** Those that docs/running.md writes down, for this namespace. */
function readRights(): readonly string[] {
  const text = readFileSync(new URL('../../docs/running.md', import.meta.url), 'utf8');
  const [, rights] = /^user jobgraph on >PASSWORD ~jobgraph-prod:\* &jobgraph-prod:\* (.+)$/m.exec(text) ?? [];
  if (rights === undefined) throw new TypeError('docs/running.md names no rights in the store.');
  return ['~lab:*', '&lab:*', ...rights.split(' ')];
}
