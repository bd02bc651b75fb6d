import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { startGateway, type GatewayUnderTest } from '../gateway.ts';
import { until } from '../until.ts';

const open: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of open.splice(0)) await close();
});

const sources = [{ name: 'devices', provider: 'importexport' }];

async function startWithPlaces(maxConnections: number): Promise<{ gateway: GatewayUnderTest; port: number }> {
  const gateway = await startGateway({ sources, server: { maxConnections }, timeouts: { dropReport: 300 } });
  open.push(() => gateway.close());
  return { gateway, port: Number(new URL(gateway.url).port) };
}

interface Raw {
  readonly socket: Socket;
  readonly isClosed: Promise<unknown>;
}

function dial(port: number, beginning = ''): Raw {
  const socket = connect(port, '127.0.0.1');
  open.push(() => socket.destroy());
  socket.on('error', () => undefined);
  // Without a reader the end is never seen.
  socket.resume();
  if (beginning !== '') socket.write(beginning);
  return { socket, isClosed: new Promise((resolve) => socket.once('close', resolve)) };
}

const closed = (sockets: readonly Raw[]): boolean[] => sockets.map(({ socket }) => socket.closed);

/** Closes its connection. */
async function probe(port: number): Promise<string> {
  const socket = connect(port, '127.0.0.1').setEncoding('latin1');
  open.push(() => socket.destroy());
  socket.write('GET /healthz HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n');
  let answer = '';
  for await (const piece of socket) answer += String(piece);
  return answer;
}

describe('at the limit of connections', () => {
  it('new connections replace those that are idle, and the log counts them', async () => {
    const { gateway, port } = await startWithPlaces(5);

    const sockets = Array.from({ length: 8 }, () => dial(port));
    await Promise.all(sockets.slice(0, 3).map(({ isClosed }) => isClosed));

    expect(await probe(port)).toMatch(/^HTTP\/1\.1 200 /);
    await sockets[3]?.isClosed;
    expect(closed(sockets)).toEqual([true, true, true, true, false, false, false, false]);
    const lines = (): { readonly dropped: number }[] =>
      gateway.logs
        .map((line) => JSON.parse(line) as { readonly msg: string; readonly dropped: number })
        .filter(({ msg }) => msg === 'connections dropped');
    expect(lines()[0]).toMatchObject({ level: 40, dropped: 1, maximum: 5 });
    await until(() => lines().reduce((sum, { dropped }) => sum + dropped, 0) === 4, 'all are reported');
  });

  it('a probe replaces a request whose head is incomplete', async () => {
    const { port } = await startWithPlaces(2);
    const sockets = [1, 2].map(() => dial(port, 'POST /graphql HTTP/1.1\r\nHost: x\r\nX-Slow: '));
    await Promise.all(sockets.map(({ socket }) => once(socket, 'connect')));

    expect(await probe(port)).toMatch(/^HTTP\/1\.1 200 /);
    await sockets[0]?.isClosed;
    expect(closed(sockets)).toEqual([true, false]);
  });

  it('a request and a WebSocket keep their places, and a request until it is answered only', async () => {
    const { gateway, port } = await startWithPlaces(2);
    const webSocket = new WebSocket(gateway.url.replace('http', 'ws'), 'graphql-transport-ws');
    open.push(() => {
      webSocket.terminate();
    });
    await once(webSocket, 'open');
    const busy = dial(port);
    // The answer of 100 Continue says that the head has been read.
    busy.socket.write(
      'POST /graphql HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 26\r\n' +
        'Expect: 100-continue\r\n\r\n',
    );
    await once(busy.socket, 'data');

    const refused = [1, 2, 3].map(() => dial(port));
    await Promise.all(refused.map(({ isClosed }) => isClosed));
    expect(closed([busy])).toEqual([false]);

    busy.socket.write('{"query":"{ __typename }"}');
    await once(busy.socket, 'data');
    // It is idle soon after its answer has come.
    await expect.poll(() => probe(port).catch(() => '')).toMatch(/^HTTP\/1\.1 200 /);
    await busy.isClosed;
    expect(webSocket.readyState).toBe(WebSocket.OPEN);
  });

  it('a connection that has answered is the last to be replaced', async () => {
    const { port } = await startWithPlaces(2);
    const used = dial(port);
    await once(used.socket, 'connect');
    const unused = dial(port);
    await once(unused.socket, 'connect');
    used.socket.write('GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n');
    await once(used.socket, 'data');

    expect(await probe(port)).toMatch(/^HTTP\/1\.1 200 /);
    await unused.isClosed;
    expect(closed([used])).toEqual([false]);
  });
});
