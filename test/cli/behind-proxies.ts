/** What holds of the command where the environment names proxies. In processes: proxies are those of a whole process. */
import { execFile } from 'node:child_process';
import { createServer, request as send } from 'node:http';
import type { AddressInfo, Server, Socket } from 'node:net';
import { expect, it, onTestFinished } from 'vitest';
import { start } from '../subscriptions/watched-world.ts';

/** The command as a Node.js and its program. */
export interface Installed {
  readonly node: string;
  readonly program: string;
}

/** Listens on a free port of this machine until the test ends. */
export async function listen(server: Server): Promise<number> {
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  onTestFinished(() => void server.close());
  return (server.address() as AddressInfo).port;
}

function run({ node, program }: Installed, words: readonly string[], env: Readonly<Record<string, string>>) {
  return new Promise<{ status: number | null; stdout: string; stderr: string }>((resolve) => {
    const child = execFile(node, [program, ...words], { env }, (_error, stdout, stderr) => {
      resolve({ status: child.exitCode, stdout, stderr });
    });
  });
}

/** Adds the tests. They are the same of the sources, the bundle and the package. */
export function testBehindProxies(find: () => Installed): void {
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
    const closed = 'http://127.0.0.1:1';
    const list = (url: string, env: Readonly<Record<string, string>>) =>
      run(find(), ['jobs', 'ls', '-o', 'id', '--url', url], env);

    const proxied = await list('http://gateway.example', { HTTP_PROXY: address });
    const excepted = await list('http://gateway.example', { http_proxy: `http://${address}`, NO_PROXY: '.example' });
    const near = await Promise.all(
      ['http_proxy', 'https_proxy', 'HTTPS_PROXY'].map((name) => list(gateway.url, { [name]: closed })),
    );
    const wrong = await list('http://gateway.example', { HTTPS_PROXY: 'socks5://me:secret@127.0.0.1' });

    const listed = { status: 0, stdout: 'cos:j0\n', stderr: '' };
    expect(proxied).toEqual(listed);
    expect(asked).toEqual(['http://gateway.example/graphql']);
    expect(excepted).toMatchObject({ status: 69, stdout: '! not covered\n' });
    expect(near).toEqual([listed, listed, listed]);
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

    const outcome = await run(find(), ['jobs', 'wait', 'a:b', '--url', 'https://gateway.example'], { https_proxy });

    expect(outcome).toMatchObject({ status: 69, stdout: '' });
    // One for the WebSocket, and one for what is asked instead.
    expect(tunnels).toEqual(['gateway.example:443', 'gateway.example:443']);
  });
}
