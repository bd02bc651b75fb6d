import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { inspect } from 'node:util';
import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib';

import { Pool } from 'undici';
import { afterEach, describe, expect, it, vi } from 'vitest';

import { createTransport, type Transport, type TransportOptions } from '../../src/provider/transport.ts';

let close: (() => Promise<void>) | undefined;

afterEach(async () => {
  await close?.();
});

interface Wire {
  readonly transport: Transport;
  readonly send: (options?: {
    readonly path?: string;
    readonly body?: string;
    readonly signal?: AbortSignal;
  }) => ReturnType<Transport['send']>;
  readonly requests: readonly {
    readonly url: string;
    readonly headers: IncomingMessage['headers'];
    readonly body: string;
  }[];
  readonly openSockets: () => Promise<number>;
  readonly port: number;
}

async function start(
  answer: (response: ServerResponse, request: IncomingMessage) => void,
  options: Partial<TransportOptions> = {},
): Promise<Wire> {
  const requests: { url: string; headers: IncomingMessage['headers']; body: string }[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      requests.push({ url: request.url ?? '', headers: request.headers, body: Buffer.concat(chunks).toString() });
      answer(response, request);
    });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const transport = createTransport({ connections: 2, ...options });
  close = async () => {
    await transport.close();
    server.closeAllConnections();
    server.close();
  };
  return {
    transport,
    requests,
    port,
    openSockets: () => new Promise((resolve) => server.getConnections((_error, count) => resolve(count))),
    send: ({ path = '/a?b=c', body, signal = new AbortController().signal } = {}) =>
      transport.send(
        {
          origin: `http://127.0.0.1:${port}`,
          method: body === undefined ? 'GET' : 'POST',
          path,
          headers: { host: 'signed.example', authorization: 'signed' },
          ...(body === undefined ? {} : { body }),
        },
        signal,
      ),
  };
}

describe('the transport', () => {
  it('sends the signed bytes as they are, and gives the whole answer', async () => {
    const { send, requests } = await start((response) =>
      response.writeHead(418, { 'X-Amzn-RequestId': '7' }).end('body'),
    );

    const answer = await send({ body: '{"a":"é"}' });

    expect({
      ...answer,
      headers: answer.headers['x-amzn-requestid'],
      body: Buffer.from(answer.body).toString(),
    }).toEqual({
      status: 418,
      headers: '7',
      body: 'body',
    });
    expect(requests).toEqual([
      {
        url: '/a?b=c',
        headers: {
          host: 'signed.example',
          authorization: 'signed',
          'accept-encoding': 'identity',
          connection: 'keep-alive',
          'content-length': '10',
        },
        body: '{"a":"é"}',
      },
    ]);
  });

  it.each([300, 301, 302, 303, 307, 308])('follows no redirect with %i', async (status) => {
    const { send, requests } = await start((response) => response.writeHead(status, { location: '/elsewhere' }).end());

    const answer = await send();

    expect([answer.status, answer.headers['location'], requests.length]).toEqual([status, '/elsewhere', 1]);
  });

  it.each([
    ['identity', Buffer.from('text')],
    ['', Buffer.from('text')],
    ['gzip', gzipSync('text')],
    ['GZIP', gzipSync('text')],
    ['x-gzip', gzipSync('text')],
    ['deflate', deflateSync('text')],
  ])('unpacks the encoding %j', async (encoding, body) => {
    const { send } = await start((response) => response.writeHead(200, { 'content-encoding': encoding }).end(body));

    expect(Buffer.from((await send()).body).toString()).toBe('text');
  });

  it.each([
    ['br', brotliCompressSync('text'), 'encoding'],
    ['gzip, gzip', gzipSync(gzipSync('text')), 'encoding'],
    ['toString', Buffer.from('text'), 'encoding'],
    ['gzip', Buffer.from('text'), 'encoding'],
    ['gzip', gzipSync('text').subarray(0, 12), 'encoding'],
    ['gzip', gzipSync(Buffer.alloc(1001)), 'tooLarge'],
    ['deflate', deflateSync(Buffer.alloc(1001)), 'tooLarge'],
    ['identity', Buffer.alloc(1001), 'tooLarge'],
  ])('refuses a body whose encoding is %s: %j', async (encoding, body, kind) => {
    const { send } = await start((response) => response.writeHead(200, { 'content-encoding': encoding }).end(body), {
      bodyLimit: 1000,
    });

    await expect(send()).rejects.toMatchObject({ name: 'TransportFault', kind });
  });

  it('reads a body as large as its cap', async () => {
    const { send } = await start((response) => response.end(Buffer.alloc(1000)), { bodyLimit: 1000 });

    expect((await send()).body).toHaveLength(1000);
  });

  it('does not read a body that is larger than its cap by its head, and hangs up', async () => {
    const { send, openSockets } = await start(
      (response) => response.writeHead(200, { 'content-length': 1001 }).write('the first'),
      { bodyLimit: 1000 },
    );

    await expect(send()).rejects.toMatchObject({ name: 'TransportFault', kind: 'tooLarge' });

    await expect.poll(openSockets).toBe(0);
  });

  it.each([
    ['says its length', { 'content-length': 3_000_000 }],
    ['does not say its length', {}],
  ])('reads a large body whole if its head %s', async (_name, headers) => {
    const body = Buffer.from(Array.from({ length: 3_000_000 }, (_value, index) => index % 251));
    const { send } = await start((response) => response.writeHead(200, headers).end(body));

    expect(Buffer.compare((await send()).body, body)).toBe(0);
  });

  it('stops reading a body that never ends, and hangs up', async () => {
    let sent = 0;
    const { send, openSockets } = await start((response) => {
      const write = (): void => {
        while (!response.destroyed && response.write(Buffer.alloc(65_536))) sent += 65_536;
        if (!response.destroyed) response.once('drain', write);
      };
      write();
    });

    await expect(send()).rejects.toMatchObject({ kind: 'tooLarge' });

    await expect.poll(openSockets).toBe(0);
    expect(sent).toBeLessThan(50_000_000);
  });

  it.each([
    ['before its head', (response: ServerResponse) => response.destroy(), 'connection'],
    [
      'inside its body',
      (response: ServerResponse) =>
        response.writeHead(200, { 'content-length': '9' }).write('half', () => response.destroy()),
      'cutOff',
    ],
    [
      'inside its chunks',
      (response: ServerResponse) => response.writeHead(200).write('half', () => response.destroy()),
      'cutOff',
    ],
  ])('says that an answer ended %s', async (_name, answer, kind) => {
    const { send } = await start((response) => void answer(response));

    await expect(send()).rejects.toMatchObject({ name: 'TransportFault', kind });
  });

  const hint = 'HTTP/1.1 103 Early Hints\r\nlink: </a>\r\n\r\n';

  it('reads an answer that a few interim responses come before', async () => {
    const { send } = await start((response) => {
      response.socket?.write(hint.repeat(16));
      response.end('text');
    });

    expect(Buffer.from((await send()).body).toString()).toBe('text');
  });

  it('hangs up where interim responses do not end', async () => {
    let sent = 0;
    const { send, openSockets } = await start(({ socket }) => {
      const write = (): void => {
        while (socket?.destroyed === false && socket.write(hint.repeat(1000))) sent += 1000;
        if (socket?.destroyed === false) socket.once('drain', write);
      };
      write();
    });

    await expect(send()).rejects.toMatchObject({ name: 'TransportFault', kind: 'interim' });

    await expect.poll(openSockets).toBe(0);
    expect(sent).toBeLessThan(1_000_000);
  });

  it('puts a body together that comes byte by byte', async () => {
    const digits = Array.from({ length: 20_000 }, (_value, index) => String(index % 10));
    const chunks = digits.map((digit) => `1\r\n${digit}\r\n`).join('');
    const { send } = await start(({ socket }) => {
      socket?.write(`HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n${chunks}0\r\n\r\n`);
    });

    expect(Buffer.from((await send()).body).toString()).toBe(digits.join(''));
  });

  it('keeps nothing of an origin to which it has no connection', async () => {
    const { transport, port } = await start((response) => response.end('text'));
    const { signal } = new AbortController();
    const closePool = vi.spyOn(Pool.prototype, 'close');

    // Nothing listens on these addresses of the machine.
    for (let last = 2; last < 30; last += 1)
      await transport
        .send({ origin: `http://127.0.0.${last}:${port}`, method: 'GET', path: '/', headers: {} }, signal)
        .catch(() => undefined);

    expect(new Set(closePool.mock.contexts).size).toBe(28);
    closePool.mockRestore();
  });

  it('keeps of a connection’s fault its code alone', async () => {
    const { transport, port } = await start(() => undefined);
    await close?.();
    close = undefined;
    const other = createTransport({ connections: 1 });

    const fault = await other
      .send(
        { origin: `http://127.0.0.1:${port}`, method: 'GET', path: '/secret-path', headers: {} },
        new AbortController().signal,
      )
      .catch((error: unknown) => error);

    expect({ ...(fault as object) }).toEqual({
      name: 'TransportFault',
      kind: 'connection',
      code: 'ECONNREFUSED',
    });
    expect(String(fault)).toBe('TransportFault: connection (ECONNREFUSED)');
    expect(inspect(fault)).not.toContain('secret-path');
    await other.close();
    await transport.close();
  });

  it.each([
    ['before an answer', () => undefined],
    ['inside a body', (response: ServerResponse) => response.writeHead(200).write('half')],
  ])('ends with the signal’s reason %s, and hangs up', async (_name, answer) => {
    const { send, openSockets } = await start((response) => void answer(response));
    const controller = new AbortController();
    const reason = new Error('enough');
    setTimeout(() => controller.abort(reason), 20);

    await expect(send({ signal: controller.signal })).rejects.toBe(reason);

    await expect.poll(openSockets).toBe(0);
  });

  it('uses its connections again', async () => {
    const { send, openSockets } = await start((response) => response.end('text'), { connections: 20 });

    for (let call = 0; call < 20; call += 1) await send();

    // A call may start while the connection of the one before is still being tidied up.
    expect(await openSockets()).toBeLessThanOrEqual(2);
  });

  it('opens no more connections than it may', async () => {
    let inFlight = 0;
    let most = 0;
    const { send, requests } = await start((response) => {
      most = Math.max(most, ++inFlight);
      setTimeout(() => {
        inFlight -= 1;
        response.end();
      }, 10);
    });

    await Promise.all(Array.from({ length: 8 }, () => send()));

    expect([requests.length, most]).toEqual([8, 2]);
  });
});
