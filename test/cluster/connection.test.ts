import { createServer, type AddressInfo } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { expect, it, onTestFinished, vi } from 'vitest';
import { openConnection } from '../../src/cluster/connection.ts';
import { until } from '../until.ts';

/** A store that never answers who wants to listen. Resolves to its port, and what it was asked. */
async function startSilentStore(): Promise<{ readonly port: number; readonly asked: string[] }> {
  const asked: string[] = [];
  const info = 'redis_version:7.0.15\r\nloading:0\r\n';
  const server = createServer((socket) => {
    socket.on('error', () => undefined);
    socket.on('data', (chunk) => {
      const [name = ''] = /[a-z]+/i.exec(String(chunk)) ?? [];
      asked.push(name);
      if (name === 'hello') socket.write('-NOPROTO unsupported protocol version\r\n');
      if (name === 'info') socket.write(`$${info.length}\r\n${info}\r\n`);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  return { port: (server.address() as AddressInfo).port, asked };
}

it('a connection that is closed before it listens is not tried again', async () => {
  const { port, asked } = await startSilentStore();
  const nothing = (): void => undefined;
  const connection = openConnection({
    valkey: { url: `redis://127.0.0.1:${port}`, insecure: false, timeoutMilliseconds: 150 },
    channel: 'lab:1:done:',
    random: () => 0,
    ...{ onReady: nothing, onMessage: nothing, onListening: nothing },
  });
  await until(() => asked.includes('subscribe'));

  connection.close();
  const later = vi.spyOn(globalThis, 'setTimeout');
  await wait(50);

  const waits = later.mock.calls.map(([, milliseconds]) => milliseconds);
  later.mockRestore();
  expect(waits).toEqual([]);
});
