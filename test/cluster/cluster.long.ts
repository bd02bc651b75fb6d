import { describe, expect, it } from 'vitest';
import { defineScript } from '../../src/cluster/script.ts';
import { until } from '../until.ts';
import { useCluster } from './join.ts';
import { hasRedis } from './redis.ts';

const counter = defineScript('count', `return redis.call('INCRBY',KEYS[1],ARGV[1])`);
const time = defineScript('time', 'return now');

describe.skipIf(!hasRedis)('the store of a cluster', () => {
  const { redis, open, join, calls, states } = useCluster();

  it('counts the processes that live', async () => {
    const first = open();

    expect([first.state(), first.replicas()]).toEqual(['ALONE', 3]);
    await until(() => first.state() === 'JOINED');
    expect(first.replicas()).toBe(1);
    await join();
    await until(() => first.replicas() === 2, 'both are counted');
  });

  it('is left at once when it ends, and joined when it is back, empty', async () => {
    const cluster = await join();
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
});
