import { connect, type Socket } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { afterEach, expect, it } from 'vitest';
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

it('closes a thousand connections that dawdle, while others are answered as ever', async () => {
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

it('takes no more connections than it is told to', async () => {
  const gateway = await startGateway({ sources, server: { maxConnections: 5 } });
  open.push(() => gateway.close());
  const port = Number(new URL(gateway.url).port);

  const sockets = Array.from({ length: 8 }, () => openSlow(port, '', 1000));
  await Promise.all(sockets.slice(5).map(({ closedAfter }) => closedAfter));

  expect(sockets.map(({ socket }) => socket.closed).filter(Boolean)).toHaveLength(3);
});
