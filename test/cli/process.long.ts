/** The command in a process of its own: a real interruption, and a proxy that keeps WebSockets waiting. */
import { spawn } from 'node:child_process';
import { createServer, request as send } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { fileURLToPath } from 'node:url';
import { expect, it, onTestFinished } from 'vitest';
import { start } from '../subscriptions/watched-world.ts';

const program = fileURLToPath(new URL('../../bin/jobgraph.js', import.meta.url));

function run(...argv: readonly string[]) {
  const child = spawn(process.execPath, [program, ...argv], { stdio: ['ignore', 'pipe', 'pipe'] });
  let stdout = '';
  let stderr = '';
  child.stdout.on('data', (chunk: Buffer) => (stdout += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
  onTestFinished(() => void child.kill('SIGKILL'));
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve));
  return {
    child,
    outcome: async () => {
      const status = await ended;
      return { status, stdout, stderr };
    },
  };
}

it('ends with status 130 at SIGINT, and leaves nothing watched', async () => {
  const { world, gateway } = await start(1);
  const { child, outcome } = run('jobs', 'wait', ...world.ids, '--url', gateway.url);
  await expect.poll(() => gateway.server.gateway.watcher.size(), { timeout: 20_000 }).toBe(1);

  child.kill('SIGINT');

  await expect(outcome()).resolves.toEqual({ status: 130, stdout: '', stderr: '' });
  await expect.poll(() => gateway.server.gateway.watcher.size()).toBe(0);
});

it('asks instead of waiting for a WebSocket that a proxy never opens', async () => {
  const { world, gateway } = await start(1);
  world.advance(100);
  const held: Socket[] = [];
  const proxy = createServer((incoming, outgoing) => {
    const { method, headers } = incoming;
    incoming.pipe(
      send(gateway.url, { method, headers }, (answer) => {
        outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
        answer.pipe(outgoing);
      }),
    );
  });
  proxy.on('upgrade', (_request, socket: Socket) => held.push(socket));
  await new Promise<void>((listening) => proxy.listen(0, '127.0.0.1', listening));
  onTestFinished(() => {
    for (const socket of held) socket.destroy();
    proxy.closeAllConnections();
    proxy.close();
  });
  const url = `http://127.0.0.1:${(proxy.address() as AddressInfo).port}/graphql`;

  const outcome = await run('jobs', 'wait', ...world.ids, '--url', url).outcome();

  expect(held).toHaveLength(1);
  expect(outcome).toEqual({
    status: 0,
    stdout: '',
    stderr: `! No WebSocket can be opened at ${url}. Asking every 15 s to 60 s instead.\n`,
  });
});
