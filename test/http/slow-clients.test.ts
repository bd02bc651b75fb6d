import { connect, type Socket } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { getIntrospectionQuery } from 'graphql';
import { afterEach, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { defaultTimeouts } from '../../src/http/app.ts';
import { startGateway, type GatewayUnderTest } from '../gateway.ts';

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

async function measure(gateway: GatewayUnderTest, count: number): Promise<number> {
  const times: number[] = [];
  for (let index = 0; index < count; index += 1) {
    const startedAt = performance.now();
    await gateway.query('{ jobSources { name } }');
    times.push(performance.now() - startedAt);
  }
  return times.sort((one, other) => one - other)[Math.floor(count * 0.99) - 1] ?? Infinity;
}

it('gives slow senders 10 s for the head and 30 s in all, and looks often enough to be done by 35 s', () => {
  const { headers, request, check } = defaultTimeouts;

  expect([headers, request]).toEqual([10_000, 30_000]);
  expect(request + check).toBeLessThan(35_000);
});

// A shared machine may be late once.
it('closes a thousand connections that dawdle, while others are answered as ever', { retry: 2 }, async () => {
  // A twentieth of the real ones.
  const timeouts = { headers: 500, request: 1500, check: 100 };
  const gateway = await startGateway({ sources, timeouts });
  open.push(() => gateway.close());
  const port = Number(new URL(gateway.url).port);
  await measure(gateway, 200);
  const before = await measure(gateway, 300);

  const slow = Array.from({ length: 1000 }, (_value, index) =>
    openSlow(port, beginnings[index % beginnings.length] ?? '', 200),
  );
  await wait(50);
  const during = await measure(gateway, 300);
  const closedAfter = await Promise.all(slow.map((socket) => socket.closedAfter));

  // The timers of a thousand clients in this very process are late themselves.
  expect(Math.max(...closedAfter)).toBeLessThan((timeouts.request + timeouts.check) * 3);
  // Twice as long, but a shared machine's hiccup of some milliseconds is none of the gateway's.
  expect(during).toBeLessThan(before * 2 + 20);
});

describe('a client that asks for much on one connection', () => {
  const count = 60;

  /** Introspections in a row, more than the system keeps for a client: answers pile up in the gateway. */
  async function askMuch(): Promise<Socket> {
    const server = { introspection: true, operationSeconds: 0.3 };
    const gateway = await startGateway({ sources, server, timeouts: { stalled: 200 } });
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
    const socket = await askMuch();
    await wait(3000);

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

it('gives an answer all of the operation’s time, and 15 s more to be taken', () => {
  expect(defaultTimeouts.stalled).toBe(15_000);
});

it('keeps a connection for longer than load balancers do, and says how long', async () => {
  const gateway = await startGateway({ sources });
  open.push(() => gateway.close());

  const { headers } = await gateway.query('{ __typename }');

  expect(headers.get('keep-alive')).toMatch(/^timeout=72,/);
});

it('takes no more connections than it is told to', async () => {
  const gateway = await startGateway({ sources, server: { maxConnections: 5 }, timeouts: { dropReport: 300 } });
  open.push(() => gateway.close());
  const port = Number(new URL(gateway.url).port);

  const sockets = Array.from({ length: 8 }, () => openSlow(port, '', 1000));
  await Promise.all(sockets.slice(5).map(({ closedAfter }) => closedAfter));

  expect(sockets.map(({ socket }) => socket.closed).filter(Boolean)).toHaveLength(3);
  const lines = gateway.logs.map((line) => JSON.parse(line) as { readonly msg: string; readonly dropped?: number });
  expect(lines.filter(({ msg }) => msg === 'connections dropped')).toMatchObject([{ level: 40, dropped: 1 }]);
  await wait(400);
  expect(gateway.logs.join('')).toMatch(/"dropped":2,/);
});
