/** The command in a process of its own: a real interruption, and a proxy that keeps WebSockets waiting. */
import { spawn, spawnSync } from 'node:child_process';
import { closeSync, existsSync, mkdtempSync, openSync, writeFileSync } from 'node:fs';
import { createServer, request as send } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it, onTestFinished } from 'vitest';
import { start } from '../subscriptions/watched-world.ts';

const program = fileURLToPath(new URL('../../bin/jobgraph.js', import.meta.url));

const credentials = { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'example' };

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

it.each([
  ['the answer of a gateway', ['sources']],
  ['a WebSocket to open', ['jobs', 'wait', 'a:b']],
  ['a token', ['token']],
  ['a source to be probed', ['config', 'check', '--probe', '--config']],
])('ends with status 130 at SIGINT while it waits for %s', async (_name, words) => {
  const { promise, resolve } = Promise.withResolvers<undefined>();
  const silent = createServer(() => resolve(undefined));
  silent.on('upgrade', () => resolve(undefined));
  await new Promise<void>((listening) => silent.listen(0, '127.0.0.1', listening));
  onTestFinished(() => {
    silent.closeAllConnections();
    silent.close();
  });
  const url = `http://127.0.0.1:${(silent.address() as AddressInfo).port}`;
  const config = join(mkdtempSync(join(tmpdir(), 'jobgraph-silent-')), 'jobgraph.json');
  const source = { name: 'lab', provider: 'panorama', region: 'us-west-2', endpoint: url, credentials };
  writeFileSync(config, JSON.stringify({ auth: { mode: 'none' }, sources: [source] }));
  const { child, outcome } = run(...words, ...(words.includes('--config') ? [config] : ['--url', url]));
  await promise;

  child.kill('SIGINT');

  await expect(outcome()).resolves.toMatchObject({ status: 130, stderr: '' });
});

it('ends with status 130 at SIGINT while it waits for standard input', async () => {
  const child = spawn(process.execPath, [program, 'query'], { stdio: ['pipe', 'ignore', 'ignore'] });
  onTestFinished(() => void child.kill('SIGKILL'));
  const ended = new Promise((resolve) => child.once('close', resolve));
  // It is read as soon as it is waited for.
  await new Promise((read) => child.stdin.write('x'.repeat(1_000_000), read));

  child.kill('SIGINT');

  await expect(ended).resolves.toBe(130);
});

it('stops watching when nobody reads what it prints any more', async () => {
  const { world, gateway } = await start(1);
  const { child, outcome } = run('jobs', 'watch', ...world.ids, '--url', gateway.url);
  await new Promise((printed) => child.stdout.once('data', printed));
  child.stdout.destroy();

  world.advance(10);

  await expect(outcome()).resolves.toMatchObject({ status: 130, stderr: '' });
  await expect.poll(() => gateway.server.gateway.watcher.size()).toBe(0);
});

it.skipIf(!existsSync('/dev/full'))('exits 74 where the answer cannot be written', () => {
  const full = openSync('/dev/full', 'w');
  const { status, stderr } = spawnSync(process.execPath, [program, 'schema', 'print'], {
    stdio: ['ignore', full, 'pipe'],
    encoding: 'utf8',
  });
  closeSync(full);

  expect({ status, stderr }).toEqual({ status: 74, stderr: 'jobgraph: The answer cannot be written (ENOSPC).\n' });
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
