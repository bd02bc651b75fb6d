/** Commands on jobs that move when the test says so. */
import { describe, expect, it } from 'vitest';
import { start } from '../subscriptions/watched-world.ts';
import { command } from './command.ts';

describe('jobs watch', () => {
  it('prints a line per change until all jobs have ended', async () => {
    const { world, gateway } = await start(2);
    const steps = [50, 100];
    const onOutput = (stdout: string): void => {
      // Two jobs: the next step when both have been seen after the last one.
      if (stdout.trimEnd().split('\n').length % 2 === 0) world.advance(steps.shift() ?? 0);
    };

    const { status, stdout } = await command(
      ['jobs', 'watch', ...world.ids, '--url', gateway.url, '--json', 'id,status', '--exit-status'],
      { onOutput },
    );

    const lines = stdout.trimEnd().split('\n');
    expect(status).toBe(0);
    expect(lines.slice(0, 2).sort()).toEqual([
      '{"id":"cos:j0","status":"RUNNING"}',
      '{"id":"cos:j1","status":"RUNNING"}',
    ]);
    expect(lines.slice(-2).sort()).toEqual([
      '{"id":"cos:j0","status":"SUCCEEDED"}',
      '{"id":"cos:j1","status":"SUCCEEDED"}',
    ]);
  });

  it('on a terminal has one header', async () => {
    const { world, gateway } = await start(1);
    const onOutput = (): void => {
      world.advance(100);
    };

    const { stdout } = await command(['jobs', 'watch', ...world.ids, '--url', gateway.url], {
      isTerminal: true,
      onOutput,
    });

    expect(stdout.match(/STATUS/g)).toHaveLength(1);
    expect(stdout).toMatch(/◐ running .*cos:j0[^]*✓ succeeded .*cos:j0/);
  });
});

describe('jobs wait', () => {
  it('ends quietly when the job has ended', async () => {
    const { world, gateway, emulator } = await start(1);
    const waiting = command(['jobs', 'wait', ...world.ids, '--url', gateway.url]);
    await expect.poll(() => emulator.calls.length).toBeGreaterThan(1);

    world.advance(100);

    await expect(waiting).resolves.toEqual({ status: 0, stdout: '', stderr: '' });
    expect(gateway.server.gateway.watcher.size()).toBe(0);
  });

  it.each([
    ['--for RUNNING', 0],
    ['--timeout 50ms', 124],
  ])('%s ends before the job, with status %i', async (options, expected) => {
    const { world, gateway } = await start(1);

    const { status } = await command(['jobs', 'wait', ...world.ids, '--url', gateway.url, ...options.split(' ')]);

    expect(status).toBe(expected);
    await expect.poll(() => gateway.server.gateway.watcher.size()).toBe(0);
  });

  it('is interrupted with status 130', async () => {
    const { world, gateway } = await start(1);
    const interruption = new AbortController();
    const waiting = command(['jobs', 'wait', ...world.ids, '--url', gateway.url], { signal: interruption.signal });
    await expect.poll(() => gateway.server.gateway.watcher.size()).toBe(1);

    interruption.abort();

    await expect(waiting).resolves.toMatchObject({ status: 130 });
  });
});
