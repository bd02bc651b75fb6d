/** A close answers every request that has reached the machine, whatever the server was busy with at that moment. */
import Fastify, { type FastifyInstance } from 'fastify';
import { once } from 'node:events';
import { connect, Server, type AddressInfo } from 'node:net';
import { afterEach, expect, it, vi } from 'vitest';
import { closeListeners } from '../../src/transports/http/close-listeners.ts';
import { guardConnections } from '../../src/transports/http/connections.ts';
import { until } from '../until.ts';

const open: (() => unknown)[] = [];
afterEach(async () => {
  vi.restoreAllMocks();
  for (const close of open.splice(0).reverse()) await close();
});

interface Client {
  readonly ask: () => void;
  /** How many answers have come. */
  readonly answers: () => number;
  readonly closed: Promise<unknown>;
}

/** A connection that is kept. What it asks is on the wire when `ask` returns. */
function dial(app: FastifyInstance): Client {
  const socket = connect((app.server.address() as AddressInfo).port, '127.0.0.1').setEncoding('latin1');
  open.push(() => socket.destroy());
  let text = '';
  // A reset shows in the number of answers.
  socket.on('data', (part: string) => (text += part)).on('error', () => undefined);
  return {
    ask: () => socket.write('GET / HTTP/1.1\r\nHost: localhost\r\n\r\n'),
    answers: () => text.split('HTTP/1.1 200 ').length - 1,
    closed: once(socket, 'close').catch(() => undefined),
  };
}

/** With clients that have been answered once. */
async function start() {
  const app = Fastify({ forceCloseConnections: 'idle', return503OnClosing: false });
  const requests = guardConnections(app, { maximum: 100, onDrop: () => undefined });
  app.get('/', () => 'answered');
  await app.listen({ port: 0, host: '127.0.0.1' });
  open.push(() => app.close());
  const clients = Array.from({ length: 20 }, () => dial(app));
  for (const { ask } of clients) ask();
  await until(() => clients.every(({ answers }) => answers() === 1));
  return { app, requests, clients };
}

/** The server is in this thread: it does nothing in the meantime. */
function block(milliseconds: number): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, milliseconds);
}

it('answers what has arrived when it begins', async () => {
  const { app, requests, clients } = await start();

  for (const { ask } of clients) ask();
  await closeListeners(app, requests, 0);
  await Promise.all(clients.map(({ closed }) => closed));

  expect(clients.map(({ answers }) => answers())).toEqual(clients.map(() => 2));
});

it('answers what has arrived when connections may linger no longer', async () => {
  const { app, requests, clients } = await start();
  const linger = 20;
  const closeEntrance = Server.prototype.close;
  vi.spyOn(Server.prototype, 'close').mockImplementationOnce(function (this: Server, onClose) {
    // Once the time has begun, it passes before the server looks at its connections again.
    queueMicrotask(() => {
      for (const { ask } of clients) ask();
      block(2 * linger);
    });
    return closeEntrance.call(this, onClose);
  });

  await closeListeners(app, requests, linger);
  await Promise.all(clients.map(({ closed }) => closed));

  expect(clients.map(({ answers }) => answers())).toEqual(clients.map(() => 2));
});
