/** Hints between processes: who gets them, what the store sees of them, and how often a job is read for them. */
import { setTimeout as wait } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { until } from '../until.ts';
import { useHintedProcesses } from './hinted-processes.ts';
import { hasRedis } from './redis.ts';

describe.skipIf(!hasRedis)('a hint that comes to one of three processes', () => {
  const { depot, redis, processes, readerOf, isTold, describes } = useHintedProcesses();

  it('is read for once, and all of them tell of the change', async () => {
    depot().jobs.set('a', { name: 'second', rawStatus: 'running' });
    readerOf(0).hint({ job: 'a', word: 'running' });
    await until(() => isTold('second'));

    expect(describes()).toBe(1);
    expect(processes.flatMap(({ reads }) => reads)).toEqual(['changed']);
  });

  it('may name the job by a fact that it has', async () => {
    depot().jobs.set('a', { name: 'second', rawStatus: 'running' });
    readerOf(1).hint({ job: { hintedAs: 'first' }, word: null });
    await until(() => isTold('second'));

    // The fact is another now.
    depot().jobs.set('a', { name: 'third', rawStatus: 'running' });
    readerOf(1).hint({ job: { hintedAs: 'first' }, word: null });
    await wait(50);
    readerOf(2).hint({ job: { hintedAs: 'second' }, word: null });
    await until(() => isTold('third'));
    expect(describes()).toBe(2);
  });

  it('is read for once a second by all together, however many come, and after the last one', async () => {
    const beganAt = performance.now();
    for (let sent = 0; performance.now() - beganAt < 700; sent += 1) {
      for (const index of [0, 1, 2]) readerOf(index).hint({ job: 'a', word: null });
      await wait(5);
    }
    depot().jobs.set('a', { name: 'last', rawStatus: 'running' });
    readerOf(1).hint({ job: 'a', word: null });
    await until(() => isTold('last'));

    expect(describes()).toBeLessThanOrEqual(2 + Math.floor((performance.now() - beganAt) / 1000));
    expect(describes()).toBeGreaterThan(1);
  });

  it('is read for again by one of them, where its word is another one', async () => {
    readerOf(2).hint({ job: 'a', word: 'done' });
    await until(() => describes() === 1);
    depot().jobs.set('a', { name: 'second', rawStatus: 'done' });
    await until(() => isTold('second'));

    expect(describes()).toBe(2);
  });

  it('is no answer and no record from before it', async () => {
    // Processes give each other what they read; this record is fresh for seconds.
    depot().jobs.set('a', { name: 'second', rawStatus: 'running' });
    await processes[0]!.source.read('a');
    depot().asked.length = 0;
    depot().jobs.set('a', { name: 'third', rawStatus: 'running' });
    readerOf(0).hint({ job: 'a', word: null });
    await until(() => isTold('third'));
    expect(describes()).toBe(1);
  });

  it('shows the store neither its job nor its word', async () => {
    const seen: string[] = [];
    const monitor = await redis().client.monitor();
    monitor.on('monitor', (_time: string, command: readonly string[]) => seen.push(command.join(' ')));
    readerOf(0).hint({ job: 'a-key-of-a-job', word: 'a-word-of-a-job' });
    await until(() => seen.some((command) => /publish \S+ \+/i.test(command)));
    monitor.disconnect();
    expect(seen.join('\n')).not.toMatch(/a-key-of-a-job|a-word-of-a-job/);
  });
});
