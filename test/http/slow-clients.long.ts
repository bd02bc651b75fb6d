import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { once } from 'node:events';
import type { Server } from 'node:http';
import { connect, type Socket } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { getIntrospectionQuery } from 'graphql';
import { afterEach, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { startGateway } from '../gateway.ts';

const open: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of open.splice(0)) await close();
});

const sources = [{ name: 'devices', provider: 'importexport' }];

interface SlowSocket {
  readonly socket: Socket;
  readonly closedAfter: Promise<number>;
}

/** Sends the beginning, then a byte now and then, and never the end. */
function openSlow(port: number, beginning: string, every: number): SlowSocket {
  const startedAt = performance.now();
  const socket = connect(port, '127.0.0.1');
  socket.on('error', () => undefined);
  // Without a reader the end is never seen.
  socket.resume();
  if (beginning !== '') socket.write(beginning);
  const timer = setInterval(() => {
    if (beginning !== '') socket.write('a');
  }, every);
  const closedAfter = new Promise<number>((resolve) => {
    socket.once('close', () => {
      clearInterval(timer);
      resolve(performance.now() - startedAt);
    });
  });
  open.push(() => socket.destroy());
  return { socket, closedAfter };
}

const beginnings = [
  '',
  'POST /graphql HTTP/1.1\r\nHost: x\r\nX-Slow: ',
  'POST /graphql HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 100000\r\n\r\n{"query":"',
];

it('gives slow senders 10 s for the head and 30 s in all, and an answer 15 s more than its operation has', async () => {
  const served: Server[] = [];
  const note = (message: unknown): void => void served.push((message as { readonly server: Server }).server);
  subscribe('http.server.request.start', note);
  const gateway = await startGateway({ sources, server: { operationSeconds: 25 } });
  open.push(() => gateway.close());
  await gateway.query('{ __typename }');
  unsubscribe('http.server.request.start', note);

  expect(
    served.map(({ headersTimeout, requestTimeout, timeout }) => [headersTimeout, requestTimeout, timeout]),
  ).toEqual([[10_000, 30_000, 40_000]]);
});

it('closes connections that dawdle, and answers others while they are open', async () => {
  const gateway = await startGateway({ sources, timeouts: { headers: 1000, request: 1500, check: 100 } });
  open.push(() => gateway.close());
  const port = Number(new URL(gateway.url).port);
  const slow = Array.from({ length: 100 }, (_value, index) =>
    openSlow(port, beginnings[index % beginnings.length] ?? '', 200),
  );

  const answers = await Promise.all(slow.map(() => gateway.query('{ jobSources { name } }')));
  const closedAfter = await Promise.all(slow.map((socket) => socket.closedAfter));

  expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 200));
  // Timers may be a millisecond early.
  expect(Math.min(...closedAfter)).toBeGreaterThan(990);
});

describe('a client that asks for much on one connection', () => {
  const count = 60;

  function nextAcceptedSocket(): Promise<Socket> {
    return new Promise((resolve) => {
      const note = (message: unknown): void => {
        unsubscribe('net.server.socket', note);
        resolve((message as { readonly socket: Socket }).socket);
      };
      subscribe('net.server.socket', note);
    });
  }

  /** Introspections in a row, more than the system keeps for a client: answers pile up in the gateway. */
  async function askMuch(): Promise<Socket> {
    const server = { introspection: true, operationSeconds: 0.3 };
    const gateway = await startGateway({ sources, server, timeouts: { stalled: 500 } });
    open.push(() => gateway.close());
    const body = JSON.stringify({ query: getIntrospectionQuery() });
    const head = `POST /graphql HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: ${body.length}`;
    const socket = connect(Number(new URL(gateway.url).port), '127.0.0.1').pause();
    socket.on('error', () => undefined).write(`${head}\r\n\r\n${body}`.repeat(count));
    open.push(() => socket.destroy());
    return socket;
  }

  /** How many answers have come when all are there, or the connection is closed. */
  function countAnswers(socket: Socket): Promise<number> {
    return new Promise((resolve) => {
      let answers = 0;
      socket.on('data', (chunk: Buffer) => {
        answers += String(chunk).split('HTTP/1.1 200').length - 1;
        if (answers === count) resolve(answers);
      });
      socket.once('close', () => {
        resolve(answers);
      });
    });
  }

  it('is closed when it reads nothing', async () => {
    const accepted = nextAcceptedSocket();
    const socket = await askMuch();
    await once(await accepted, 'close');

    const answers = countAnswers(socket.resume());

    expect(await answers).toBeLessThan(count);
  });

  it('gets all of them when it reads slowly', async () => {
    const socket = await askMuch();
    const startedAt = performance.now();
    socket.on('data', () => {
      socket.pause();
      setTimeout(() => socket.resume(), 20);
    });

    const answers = countAnswers(socket.resume());

    expect(await answers).toBe(count);
    expect(performance.now() - startedAt).toBeGreaterThan(1500);
  });
});

it('lets a WebSocket be silent for longer', async () => {
  const gateway = await startGateway({ sources, server: { operationSeconds: 0.3 }, timeouts: { stalled: 200 } });
  open.push(() => gateway.close());
  const socket = new WebSocket(gateway.url.replace('http', 'ws'), 'graphql-transport-ws');
  open.push(() => {
    socket.terminate();
  });
  await new Promise((resolve) => socket.once('open', resolve));

  await wait(1500);

  expect(socket.readyState).toBe(WebSocket.OPEN);
});

it('keeps a connection for longer than load balancers do, and says how long', async () => {
  const gateway = await startGateway({ sources });
  open.push(() => gateway.close());

  const { headers } = await gateway.query('{ __typename }');

  expect(headers.get('keep-alive')).toMatch(/^timeout=72,/);
});
