/** Exit statuses where sources, the gateway or the token are in trouble. */
import { describe, expect, it, onTestFinished } from 'vitest';
import { startProviders } from '../providers.ts';
import { start } from '../subscriptions/watched-world.ts';
import { command } from './command.ts';

describe('jobs wait', () => {
  it('--any ends with the first of several jobs', async () => {
    const { world, gateway } = await start(3);
    const waiting = command(['jobs', 'wait', ...world.ids, '--any', '--url', gateway.url]);
    await expect.poll(() => gateway.server.gateway.watcher.size()).toBeGreaterThan(0);

    // Of the three, j2 is ahead by two steps.
    world.advance(98);

    await expect(waiting).resolves.toEqual({ status: 0, stdout: '', stderr: '' });
  });

  it('exits 75 where the gateway has too many watchers already', async () => {
    const { world, gateway } = await start(1, { subscriptions: { maxWatchedJobs: 1 } });
    const first = new AbortController();
    const line = ['jobs', 'wait', ...world.ids, '--url', gateway.url];
    const waiting = command(line, { signal: first.signal });
    await expect.poll(() => gateway.server.gateway.watcher.size()).toBe(1);

    await expect(command(line)).resolves.toMatchObject({ status: 75, stdout: '' });

    first.abort();
    await expect(waiting).resolves.toMatchObject({ status: 130 });
  });

  it('exits 69 where there is no gateway, and 77 where it does not take the token', async () => {
    const { world, gateway } = await start(1);
    const env = { JOBGRAPH_TOKEN: 'not-a-token' };

    const nowhere = await command(['jobs', 'wait', 'a:b', '--url', 'http://127.0.0.1:1']);
    const refused = await command(['jobs', 'wait', ...world.ids, '--url', gateway.url], { env });

    expect(nowhere).toMatchObject({ status: 69, stdout: '' });
    expect(refused).toMatchObject({ status: 77, stdout: '' });
  });
});

describe('a source that fails', () => {
  it('exits 75 for a job, and 69 for sources --check once it is given up for a while', async () => {
    const job = { JobId: 'j1', CreationTime: '2026-11-20T08:00:00Z', Status: 'Active' };
    const started = await startProviders(
      { cos: { provider: 'cosbatch', jobs: { describe: () => job, list: () => [job] } } },
      // No pause between the gateway's own attempts.
      { random: () => 0 },
    );
    onTestFinished(started.close);
    const env = { JOBGRAPH_TOKEN: await started.gateway.token('job:read', 'job:operate') };
    const ask = (line: string) => command([...line.split(' '), '--url', started.gateway.url], { env });
    await expect(ask('sources')).resolves.toMatchObject({ status: 0 });
    started.fault('cos', { kind: 'httpError', status: 503 });

    const outcomes = [];
    for (let times = 0; times < 6; times += 1) outcomes.push(await ask(`jobs get cos:j${times} -o id`));
    const checked = await ask('sources --check -o csv');

    expect(new Set(outcomes.map(({ status }) => status))).toEqual(new Set([75]));
    expect(checked.stdout).toContain(',UNAVAILABLE,');
    expect(checked.status).toBe(69);
    await expect(ask('sources')).resolves.toMatchObject({ status: 0 });
  });
});
