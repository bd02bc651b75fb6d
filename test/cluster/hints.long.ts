import { describe, expect, it } from 'vitest';
import { until } from '../until.ts';
import { useHintedProcesses } from './hinted-processes.ts';
import { hasRedis } from './redis.ts';

describe.skipIf(!hasRedis)('a hint that comes to one of three processes', () => {
  const { depot, redis, processes, readerOf } = useHintedProcesses();

  it('stays with its process while the store is away, and pushes are not relied on', async () => {
    await redis().close();
    await until(() => processes.every(({ states }) => states.at(-1) === 'UNAVAILABLE'));
    depot().jobs.set('a', { name: 'second', rawStatus: 'running' });
    readerOf(0).hint({ job: 'a', word: 'running' });
    await until(() => processes[0]!.told.at(-1) === 'second');
    expect(processes.map(({ source }) => source.source.pushes?.health().state)).toEqual(Array(3).fill('UNAVAILABLE'));
    expect(processes[1]!.told).toEqual(['first']);
  });
});
