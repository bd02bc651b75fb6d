import { connect as connectSocket, type Socket } from 'node:net';
import { once } from 'node:events';
import fc from 'fast-check';
import { describe, expect, it, onTestFinished } from 'vitest';
import { WebSocket } from 'ws';
import { securityHeaders } from '../../src/transports/http/security-headers.ts';
import type { GatewayUnderTest } from '../gateway.ts';
import { startProviders } from '../providers.ts';
import { start } from './watched-world.ts';

const handshake = [
  'Connection: Upgrade',
  'Upgrade: websocket',
  'Sec-WebSocket-Version: 13',
  'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==',
];

interface Raw {
  readonly socket: Socket;
  /** All that has come so far. */
  readonly text: () => string;
  /** The gateway has said its last word. */
  readonly ended: Promise<unknown>;
}

/** A connection of one’s own: what is sent is what is written here. */
async function dial(gateway: GatewayUnderTest, allowHalfOpen = false): Promise<Raw> {
  const socket = connectSocket({ host: '127.0.0.1', port: Number(new URL(gateway.url).port), allowHalfOpen });
  onTestFinished(() => void socket.destroy());
  await once(socket, 'connect');
  let text = '';
  socket.on('data', (chunk: Buffer) => (text += chunk.toString('latin1')));
  socket.on('error', () => undefined);
  return { socket, text: () => text, ended: Promise.race([once(socket, 'end'), once(socket, 'close')]) };
}

function write({ socket }: Raw, requestLine: string, headers: readonly string[], body = ''): void {
  const { remotePort } = socket;
  socket.write([requestLine, `Host: 127.0.0.1:${remotePort}`, ...headers, '', body].join('\r\n'), 'latin1');
}

async function ask(gateway: GatewayUnderTest, requestLine: string, headers: readonly string[], body = '') {
  const raw = await dial(gateway);
  write(raw, requestLine, headers, body);
  await expect.poll(raw.text).toMatch(/^HTTP\/1\.1 /);
  raw.socket.destroy();
  return raw.text();
}

async function countConnections(gateway: GatewayUnderTest): Promise<number> {
  const metrics = await (await fetch(gateway.url.replace('/graphql', '/metrics'))).text();
  return Number(/^jobgraph_websocket_connections (\d+)$/m.exec(metrics)?.[1]);
}

/** Its provider answers after a second. */
async function startSlow(): Promise<GatewayUnderTest> {
  const { gateway, close } = await startProviders({
    lab: {
      provider: 'panorama',
      jobs: { describe: () => ({ JobId: 'job-1', Status: 'SUCCEEDED' }), list: () => [] },
      fault: () => ({ kind: 'none', delayMilliseconds: 1000 }),
    },
  });
  onTestFinished(close);
  return gateway;
}

const foreign = 'Origin: https://evil.example';

describe('an upgrade', () => {
  it.each(['//', 'http://[', '*', '/graphql/%', '/graphql?%zz', '//graphql', '/%00', '\u00ff', '?', '#', 'a:b'])(
    'of %j harms nobody',
    async (target) => {
      const { gateway } = await start(1);
      const raw = await dial(gateway);

      write(raw, `GET ${target} HTTP/1.1`, handshake);
      await expect.poll(raw.text).toMatch(/^HTTP\/1\.1 \d{3} /);

      expect(raw.text()).not.toMatch(/^HTTP\/1\.1 5/);
      expect((await gateway.query('{ __typename }')).status).toBe(200);
    },
  );

  it('of any bytes harms nobody', async () => {
    const { gateway } = await start(1);
    const bytes = fc
      .string({ unit: fc.integer({ min: 1, max: 255 }).map((code) => String.fromCharCode(code)), maxLength: 40 })
      .map((text) => text.replace(/[\r\n]/g, ''));

    await fc.assert(
      fc.asyncProperty(bytes, bytes, bytes, bytes, async (target, origin, protocol, key) => {
        const raw = await dial(gateway);
        const headers = [`Origin: ${origin}`, `Sec-WebSocket-Protocol: ${protocol}`];
        const withKey = key.length > 20 ? [...handshake.slice(0, 3), `Sec-WebSocket-Key: ${key}`] : handshake;
        write(raw, `GET /graphql?${target} HTTP/1.1`, [...withKey, ...headers]);
        raw.socket.end();
        await raw.ended;
      }),
      { numRuns: 200 },
    );

    expect((await gateway.query('{ __typename }')).status).toBe(200);
  });

  it.each([
    ['no key', handshake.slice(0, 3)],
    ['a key that is none', [...handshake.slice(0, 3), 'Sec-WebSocket-Key: \u0001']],
    ['a foreign version', ['Connection: upgrade', 'Upgrade: WebSocket', 'Sec-WebSocket-Version: 99', handshake[3]!]],
    ['a subprotocol that is none', [...handshake, 'Sec-WebSocket-Protocol: ,,;']],
  ])('with %s is answered 400', async (_what, headers) => {
    const { gateway } = await start(1);

    expect(await ask(gateway, 'GET /graphql HTTP/1.1', headers)).toMatch(/^HTTP\/1\.1 400 /);
  });

  it('that is refused may be reset by its client', async () => {
    const { gateway } = await start(1);

    for (let round = 0; round < 20; round += 1) {
      const raw = await dial(gateway);
      write(raw, 'GET /graphql HTTP/1.1', [...handshake, foreign]);
      raw.socket.resetAndDestroy();
      await once(raw.socket, 'close');
    }

    expect((await gateway.query('{ __typename }')).status).toBe(200);
  });

  it('that is refused is closed, however its client goes on', async () => {
    const { gateway } = await start(1, { server: { maxConnections: 20 } });
    const silent = await Promise.all(Array.from({ length: 10 }, () => dial(gateway, true)));
    const talking = await Promise.all(Array.from({ length: 10 }, () => dial(gateway, true)));

    for (const raw of [...silent, ...talking]) write(raw, 'GET /graphql HTTP/1.1', [...handshake, foreign]);
    await Promise.all([...silent, ...talking].map(({ ended }) => ended));
    for (const { socket } of talking) socket.write('more');

    const headers = Object.entries(securityHeaders).map(([name, value]) => `${name}: ${value}\r\n`);
    const answer = `HTTP/1.1 403 Forbidden\r\n${headers.join('')}Connection: close\r\nContent-Length: 0\r\n\r\n`;
    expect(silent.map(({ text }) => text())).toEqual(silent.map(() => answer));
    // As long as they stood, nobody else would be let in.
    const status = async (): Promise<number> => (await gateway.query('{ __typename }')).status;
    await expect.poll(() => status().catch(() => 0)).toBe(200);
  });

  it('is refused while the gateway stops', async () => {
    const { gateway } = await start(1);
    const raw = await dial(gateway);
    const known = new WebSocket(gateway.url.replace('http', 'ws'), 'graphql-transport-ws');
    await once(known, 'open');

    const stopped = gateway.server.stop({ drainMilliseconds: 600 });
    const [code] = await once(known, 'close');
    write(raw, 'GET /graphql HTTP/1.1', handshake);
    await raw.ended;
    await stopped;

    expect(code).toBe(1001);
    expect(raw.text()).toMatch(/^HTTP\/1\.1 503 /);
  });

  it.each([
    ['refused', [...handshake, foreign]],
    ['granted', handshake],
  ])('behind an answer that is under way keeps nobody from stopping: %s', async (_what, headers) => {
    const gateway = await startSlow();
    const raw = await dial(gateway);
    const query = encodeURIComponent('{ job(id: "lab:job-1") { id } }');

    write(raw, `GET /graphql?query=${query} HTTP/1.1`, ['Apollo-Require-Preflight: 1']);
    write(raw, 'GET /graphql HTTP/1.1', headers);
    await expect.poll(raw.text).not.toBe('');
    raw.socket.resetAndDestroy();

    await expect.poll(() => gateway.logs.some((line) => line.includes('"status":499'))).toBe(true);
    await gateway.close();
  });
});

describe('what is no WebSocket', () => {
  const body = '{"query":"{ __typename }"}';
  const h2c = [
    'Connection: Upgrade, HTTP2-Settings',
    'Upgrade: h2c',
    'HTTP2-Settings: AAEAAEAAAAIAAAABAAMAAABkAAQBAAAAAAUAAEAA',
  ];

  it.each<[string, string, readonly string[], string, RegExp]>([
    [
      'an offer of HTTP/2',
      'POST /graphql HTTP/1.1',
      [...h2c, 'Content-Type: application/json', `Content-Length: ${body.length}`],
      body,
      /^HTTP\/1\.1 200 [^]*"__typename":"Query"/,
    ],
    ['an offer of HTTP/2 elsewhere', 'GET /healthz HTTP/1.1', h2c, '', /^HTTP\/1\.1 200 [^]*"ok"/],
    ['a WebSocket elsewhere', 'GET /healthz HTTP/1.1', handshake, '', /^HTTP\/1\.1 200 [^]*"ok"/],
    ['a WebSocket nowhere', 'GET /nowhere HTTP/1.1', handshake, '', /^HTTP\/1\.1 404 [^]*"NOT_FOUND"/],
    [
      'a WebSocket by POST',
      'POST /graphql HTTP/1.1',
      [...handshake, 'Content-Type: application/json', `Content-Length: ${body.length}`],
      body,
      /^HTTP\/1\.1 200 [^]*"__typename":"Query"/,
    ],
  ])('is served as the plain request that it is: %s', async (_what, requestLine, headers, text, answer) => {
    const { gateway } = await start(1);

    expect(await ask(gateway, requestLine, headers, text)).toMatch(answer);
    expect(await countConnections(gateway)).toBe(0);
  });
});
