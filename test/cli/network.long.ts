/** The command behind a proxy that the environment names, and before a connection that breaks. */
import { connect, createServer, type Socket } from 'node:net';
import { setTimeout as pass } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { start } from '../subscriptions/watched-world.ts';
import { listen, testBehindProxies } from './behind-proxies.ts';
import { command } from './command.ts';

describe('the command of the checkout', () => {
  testBehindProxies(() => ({
    node: process.execPath,
    program: fileURLToPath(new URL('../../bin/jobgraph.js', import.meta.url)),
  }));
});

it('begins a watched list anew after a connection that broke, so that nothing stays in it that has left', async () => {
  const { world, gateway } = await start(3);
  const { hostname, port } = new URL(gateway.url);
  const open = new Set<Socket>();
  const line = createServer((socket) => {
    const target = connect(Number(port), hostname);
    open.add(socket);
    for (const end of [socket, target]) end.on('error', () => undefined);
    socket.pipe(target).pipe(socket);
    socket.once('close', () => target.destroy());
  });
  const url = `http://127.0.0.1:${await listen(line)}/graphql`;
  const interruption = new AbortController();
  let frame = '';
  const countJobs = (): number => frame.split('cos:j').length - 1;
  const watching = command(['jobs', 'ls', '-w', '-s', 'active', '-o', 'table', '--url', url], {
    isTerminal: true,
    size: { columns: 120, rows: 24 },
    wait: (milliseconds, signal) => pass(milliseconds, undefined, { signal }),
    signal: interruption.signal,
    onOutput: (stdout) => {
      frame = stdout.split('\u001b[H').at(-1) ?? '';
    },
  });
  await expect.poll(countJobs).toBe(3);

  world.advance(99);
  for (const socket of open) socket.destroy();

  await expect
    .poll(() => frame, { timeout: 20_000 })
    .toContain('! The connection was lost and is open again: the list begins anew.');
  expect(countJobs()).toBeLessThan(3);
  interruption.abort();
  await watching;
});
