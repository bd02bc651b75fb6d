/** The command behind a proxy that the environment names, and before a connection that breaks. In processes: proxies are those of a whole process. */
import { execFile } from 'node:child_process';
import { createServer, request as send } from 'node:http';
import { connect, createServer as createRawServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { fileURLToPath } from 'node:url';
import { expect, it, onTestFinished } from 'vitest';
import { start } from '../subscriptions/watched-world.ts';
import { command } from './command.ts';

const program = fileURLToPath(new URL('../../bin/jobgraph.js', import.meta.url));

function run(words: readonly string[], env: Readonly<Record<string, string>>) {
  return new Promise<{ status: number | null; stdout: string; stderr: string }>((resolve) => {
    const child = execFile(process.execPath, [program, ...words], { env }, (_error, stdout, stderr) => {
      resolve({ status: child.exitCode, stdout, stderr });
    });
  });
}

async function listen(server: Server): Promise<number> {
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  onTestFinished(() => void server.close());
  return (server.address() as AddressInfo).port;
}

it('goes by http_proxy, but not where no_proxy or this machine is asked', async () => {
  const { gateway } = await start(1);
  const asked: (string | undefined)[] = [];
  const proxy = createServer((incoming, outgoing) => {
    asked.push(incoming.url);
    const { host } = new URL(gateway.url);
    const headers = { ...incoming.headers, host };
    incoming.pipe(
      send(gateway.url, { method: incoming.method, headers }, (answer) => {
        outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
        answer.pipe(outgoing);
      }),
    );
  });
  const address = `127.0.0.1:${await listen(proxy)}`;
  const far = ['sources', '-o', 'id', '--url', 'http://jobs.invalid'];

  const proxied = await run(far, { HTTP_PROXY: address });
  const excepted = await run(far, { http_proxy: `http://${address}`, NO_PROXY: '.invalid' });
  const near = await run(['sources', '-o', 'id', '--url', gateway.url], { HTTP_PROXY: 'http://127.0.0.1:1' });
  const wrong = await run(far, { HTTPS_PROXY: 'socks5://me:secret@127.0.0.1' });

  expect(proxied).toEqual({ status: 0, stdout: 'cos\n', stderr: '' });
  expect(asked).toEqual(['http://jobs.invalid/graphql']);
  expect(excepted).toMatchObject({ status: 69, stdout: '' });
  expect(near).toEqual({ status: 0, stdout: 'cos\n', stderr: '' });
  expect(wrong).toEqual({
    status: 64,
    stdout: '',
    stderr: 'jobgraph: https_proxy must be the http or https address of a proxy; what came is not shown.\n',
  });
});

it('opens WebSockets by way of the proxy, through a tunnel', async () => {
  const tunnels: (string | undefined)[] = [];
  const proxy = createServer();
  proxy.on('connect', (request, socket: Socket) => {
    tunnels.push(request.url);
    socket.end('HTTP/1.1 502 Bad Gateway\r\n\r\n');
  });
  const https_proxy = `http://127.0.0.1:${await listen(proxy)}`;

  const outcome = await run(['jobs', 'wait', 'a:b', '--url', 'https://jobs.invalid'], { https_proxy });

  expect(outcome).toMatchObject({ status: 69, stdout: '' });
  // One for the WebSocket, and one for what is asked instead.
  expect(tunnels).toEqual(['jobs.invalid:443', 'jobs.invalid:443']);
});

it('begins a watched list anew after a connection that broke, so that nothing stays in it that has left', async () => {
  const { world, gateway } = await start(3);
  const { hostname, port } = new URL(gateway.url);
  const open = new Set<Socket>();
  const line = createRawServer((socket) => {
    const target = connect(Number(port), hostname);
    open.add(socket);
    for (const end of [socket, target]) end.on('error', () => undefined);
    socket.pipe(target).pipe(socket);
    socket.once('close', () => target.destroy());
  });
  const url = `http://127.0.0.1:${await listen(line)}/graphql`;
  const interruption = new AbortController();
  let shown = '';
  const watching = command(['jobs', 'ls', '-w', '-s', 'active', '-o', 'table', '--url', url], {
    isTerminal: true,
    signal: interruption.signal,
    onOutput: (stdout) => {
      shown = stdout.split('\u001b[H\u001b[J').at(-1) ?? '';
    },
  });
  await expect.poll(() => shown.split('\n').length).toBe(5);

  world.advance(99);
  for (const socket of open) socket.destroy();

  await expect.poll(() => shown.split('\n').length, { timeout: 20_000 }).toBeLessThan(5);
  interruption.abort();
  const { stderr } = await watching;
  expect(stderr).toContain('! The connection was lost and is open again: the list begins anew.\n');
});
