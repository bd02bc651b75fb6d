/** Watching by way of a proxy that lets requests pass, but no WebSocket. */
import { createServer, request as send } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import operations from '../../cli/operations.generated.json' with { type: 'json' };
import { start } from '../subscriptions/watched-world.ts';
import { command } from './command.ts';

/** Starts it; returns the graph's address as seen through it. `toStatus` may have it answer a request itself. */
async function startProxy(target: string, toStatus: () => number | undefined = () => undefined): Promise<string> {
  const proxy = createServer((incoming, outgoing) => {
    const status = toStatus();
    if (status !== undefined) return void outgoing.writeHead(status).end();
    const { method, headers } = incoming;
    incoming.pipe(
      send(target, { method, headers }, (answer) => {
        outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
        answer.pipe(outgoing);
      }),
    );
  });
  proxy.on('upgrade', (_request, socket) => socket.end('HTTP/1.1 403 Forbidden\r\ncontent-length: 0\r\n\r\n'));
  await new Promise<void>((listening) => proxy.listen(0, '127.0.0.1', listening));
  onTestFinished(() => {
    proxy.closeAllConnections();
    proxy.close();
  });
  return `http://127.0.0.1:${(proxy.address() as AddressInfo).port}/graphql`;
}

const toNote = (url: string) => `! No WebSocket can be opened at ${url}. Asking every 15 s to 60 s instead.\n`;

describe('where no WebSocket can be opened', () => {
  it('jobs watch asks at a calm pace, says so, and prints changes alone', async () => {
    const { world, gateway } = await start(2);
    const url = await startProxy(gateway.url);
    const waits: number[] = [];
    const wait = async (milliseconds: number): Promise<void> => {
      waits.push(Math.round(milliseconds));
      if (waits.length === 3) world.advance(50);
      if (waits.length === 5) world.advance(100);
    };

    const outcome = await command(
      ['jobs', 'watch', ...world.ids, '--url', url, '--json', 'id,progress.succeeded', '--exit-status'],
      { wait },
    );

    expect(outcome).toMatchObject({ status: 0, stderr: toNote(url) });
    expect(outcome.stdout.trimEnd().split('\n')).toEqual(
      ['0', '1', '50', '51', '100', '100'].map((succeeded, index) =>
        JSON.stringify({ id: `cos:j${index % 2}`, progress: { succeeded } }),
      ),
    );
    expect(waits).toEqual([15_000, 18_000, 21_600, 15_000, 18_000]);
  });

  it('jobs wait exits by how the jobs ended, and -q says nothing', async () => {
    const { world, gateway } = await start(1);
    const url = await startProxy(gateway.url);
    const wait = async (): Promise<void> => world.advance(100);

    await expect(command(['jobs', 'wait', ...world.ids, '--url', url, '-q'], { wait })).resolves.toEqual({
      status: 0,
      stdout: '',
      stderr: '',
    });
    await expect(command(['jobs', 'wait', 'cos:nobody', '--url', url])).resolves.toMatchObject({ status: 14 });
  });

  it('jobs wait ends when its --timeout is over', async () => {
    const { world, gateway } = await start(1);
    const url = await startProxy(gateway.url);
    const wait = (_milliseconds: number, signal: AbortSignal): Promise<void> =>
      new Promise((_resolve, reject) => signal.addEventListener('abort', () => reject(signal.reason as Error)));

    const outcome = await command(['jobs', 'wait', ...world.ids, '--url', url, '--timeout', '1s'], { wait });

    expect(outcome).toMatchObject({ status: 124, stderr: expect.stringContaining('have ended within 1s') });
  });

  it('a gateway that is away for a while is asked again, but not for ever', async () => {
    const { world, gateway } = await start(1);
    const answers: (number | undefined)[] = [undefined, 503, 503, undefined, 503, 503, 503, 503, 503, 503];
    const url = await startProxy(gateway.url, () => answers.shift());

    const outcome = await command(['jobs', 'wait', ...world.ids, '--url', url]);

    expect(outcome).toMatchObject({ status: 75, stdout: '' });
    expect(answers).toEqual([]);
  });

  it('jobs ls --watch finds what has come, changed and left', async () => {
    const { world, gateway } = await start(3);
    const url = await startProxy(gateway.url);
    const interruption = new AbortController();
    let waits = 0;
    const wait = async (): Promise<void> => {
      waits += 1;
      if (waits === 2) world.advance(100);
      if (waits === 3) interruption.abort();
    };

    const { status, stdout, stderr } = await command(
      ['jobs', 'ls', '-w', '-s', 'active', '--json', 'id', '--url', url],
      { wait, signal: interruption.signal },
    );

    const events = stdout
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as { kind: string; job: { id: string } });
    expect({ status, stderr }).toEqual({ status: 130, stderr: toNote(url) });
    expect(events.map(({ kind }) => kind)).toEqual(['PRESENT', 'PRESENT', 'PRESENT', 'LEFT', 'LEFT', 'LEFT']);
    expect(new Set(events.slice(3).map(({ job }) => job.id))).toEqual(new Set(world.ids));
  });

  it('what is asked instead can be registered at the gateway, too', async () => {
    const persistedOperations = { operations: new Map(Object.entries(operations)), required: true };
    const { world, gateway } = await start(1, { persistedOperations });
    const url = await startProxy(gateway.url);
    world.advance(100);
    const interruption = new AbortController();
    const world_ = { signal: interruption.signal, onOutput: () => interruption.abort() };

    for (const line of [
      'jobs wait cos:j0',
      'jobs watch cos:j0',
      'jobs watch cos:j0 -o wide',
      'jobs watch cos:j0 -o id',
    ])
      await expect(command([...line.split(' '), '--url', url])).resolves.toMatchObject({ status: 0 });
    await expect(command(['jobs', 'ls', '-w', '-L', '0', '--url', url], world_)).resolves.toMatchObject({
      status: 130,
      stderr: expect.stringContaining('! --watch shows the newest 100 at most.\n'),
    });
  });

  it('a subscription of the user’s own cannot be asked for otherwise', async () => {
    const { gateway } = await start(1);
    const url = await startProxy(gateway.url);

    const outcome = await command(['query', '--subscribe', '--url', url], {
      input: 'subscription { jobsUpdated { kind } }',
    });

    expect(outcome).toEqual({
      status: 69,
      stdout: '',
      stderr: `jobgraph: No WebSocket can be opened at ${url}. A subscription needs one; where a proxy refuses them, ask with query from time to time, or use jobs watch or jobs ls --watch, which do so.\n`,
    });
  });
});
