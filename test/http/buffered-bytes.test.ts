/** What a client can make the gateway hold before, and while, it is answered. */
import Fastify from 'fastify';
import { EventEmitter, once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { createDemoIssuer } from '../../src/auth/demo-tokens.ts';
import { toAnonymousViewer, type Viewer } from '../../src/auth/viewer.ts';
import { createBufferedBytes, type BufferedBytes } from '../../src/transports/http/buffered-bytes.ts';
import { registerMetrics } from '../../src/transports/http/operator-routes.ts';
import { startGateway, type GatewayUnderTest } from '../gateway.ts';

const open: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of open.splice(0).reverse()) await close();
});

async function start(): Promise<GatewayUnderTest> {
  const { settings } = createDemoIssuer({ now: () => new Date() });
  const sources = [{ name: 'devices', provider: 'importexport' }];
  const gateway = await startGateway({ sources, auth: { ...settings, anonymousScopes: [] } as never });
  open.push(() => gateway.close());
  return gateway;
}

interface Raw {
  readonly socket: Socket;
  readonly text: () => string;
  readonly closed: Promise<unknown>;
}

function dial(gateway: GatewayUnderTest): Raw {
  const socket = connect(Number(new URL(gateway.url).port), '127.0.0.1');
  open.push(() => socket.destroy());
  let text = '';
  socket.on('data', (chunk: Buffer) => (text += String(chunk)));
  socket.on('error', () => undefined);
  return { socket, text: () => text, closed: once(socket, 'close') };
}

function post(headers: readonly string[], length: number): string {
  const all = ['Host: x', 'Content-Type: application/json', ...headers, `Content-Length: ${length}`];
  return `POST /graphql HTTP/1.1\r\n${all.join('\r\n')}\r\n\r\n`;
}

describe('a body', () => {
  it('is not waited for where the token is refused, and its connection closed', async () => {
    const raw = dial(await start());

    raw.socket.write(`${post(['Authorization: Bearer x.y.z'], 900_000)}{"query":"`);
    await raw.closed;

    expect(raw.text()).toMatch(/^HTTP\/1\.1 401 [^]*"UNAUTHENTICATED"/);
  });

  it('has little room with those of all others who hold no scope', async () => {
    const gateway = await start();
    const all = Array.from({ length: 3 }, () => dial(gateway));

    for (const { socket } of all) socket.write(post([], 999_999) + 'x'.repeat(999_998));
    await Promise.race(all.map(({ socket }) => once(socket, 'data')));

    const answers = all.map(({ text }) => text()).filter((text) => text !== '');
    expect(answers).toEqual([expect.stringMatching(/^HTTP\/1\.1 503 [^]*retry-after: 1\r\n[^]*"SERVICE_UNAVAILABLE"/)]);
    for (const { socket } of all) socket.destroy();
    await expect.poll(async () => (await gateway.query('{ __typename }')).status).toBe(200);
  });

  it('that is no UTF-8 is refused, as one in another charset is', async () => {
    const { url } = await start();

    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: Buffer.from('{"query":"{ __typename } # \xff"}', 'latin1'),
    });

    expect(response.status).toBe(415);
  });

  it('comes in pieces of any size', async () => {
    const gateway = await start();
    const raw = dial(gateway);
    const body = JSON.stringify({ query: `{ __typename } # ${'ä'.repeat(10_000)}` });
    const bytes = Buffer.from(body);

    raw.socket.write(post(['Connection: close'], bytes.length));
    for (let index = 0; index < bytes.length; index += 777) raw.socket.write(bytes.subarray(index, index + 777));
    await raw.closed;

    expect(raw.text()).toMatch(/^HTTP\/1\.1 200 [^]*"__typename":"Query"/);
  });
});

describe('a connection', () => {
  it('that brings more requests than may wait is closed', async () => {
    const raw = dial(await start());

    raw.socket.write('GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n'.repeat(200));
    await raw.closed;

    expect(raw.text().split('HTTP/1.1 200').length - 1).toBeLessThan(200);
  });

  it('has its requests answered one after the other', async () => {
    const raw = dial(await start());

    raw.socket.write('GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n'.repeat(99));
    raw.socket.write('GET /healthz HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n');
    await raw.closed;

    expect(raw.text().split('HTTP/1.1 200').length - 1).toBe(100);
  });
});

it('metrics are printed once for all who ask at the same time', async () => {
  const app = Fastify();
  open.push(() => app.close());
  let printed = 0;
  const { promise, resolve } = Promise.withResolvers<string>();
  const print = (): Promise<string> => {
    printed += 1;
    return promise;
  };
  registerMetrics(app, { contentType: 'text/plain', print });

  const asked = Array.from({ length: 50 }, () => app.inject('/metrics'));
  await expect.poll(() => printed).toBe(1);
  resolve('all');

  expect((await Promise.all(asked)).map(({ body }) => body)).toEqual(Array(50).fill('all'));
  expect(printed).toBe(1);
  await app.inject('/metrics');
  expect(printed).toBe(2);
});

describe('what is held', () => {
  const ada: Viewer = { kind: 'token', subject: 'ada', scopes: new Set(['job:read']), expiresAt: null };

  function begin(bufferedBytes: BufferedBytes, viewer?: Viewer) {
    const response = new EventEmitter();
    const held = bufferedBytes.begin(response);
    if (viewer !== undefined) held.assign(viewer);
    return { add: held.add, end: () => response.emit('close') };
  }

  it('is half of all for one viewer, a small part for all without a scope, and given back', () => {
    const bufferedBytes = createBufferedBytes(1_000_000);
    const [one, two] = [begin(bufferedBytes, ada), begin(bufferedBytes, ada)];
    const bob = begin(bufferedBytes, { ...ada, subject: 'bob' });
    const [nobody, anonymous] = [begin(bufferedBytes), begin(bufferedBytes, toAnonymousViewer([]))];

    expect([one.add(15_000_000), two.add(1_000_001), two.add(1_000_000)]).toEqual([true, false, true]);
    expect([bob.add(14_000_000), bob.add(1)]).toEqual([true, true]);
    expect([nobody.add(1_900_000), anonymous.add(100_001)]).toEqual([true, false]);
    expect(bob.add(99_999 + 1)).toBe(false);
    one.end();
    expect([two.add(15_000_000), bob.add(1)]).toEqual([true, true]);
  });

  it('has room for one body of the largest size', () => {
    const bufferedBytes = createBufferedBytes(100_000_000);

    expect([begin(bufferedBytes).add(100_000_000), begin(bufferedBytes, ada).add(100_000_000)]).toEqual([true, true]);
  });
});
