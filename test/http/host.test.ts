/** Which names and which spellings of paths are answered. */
import { once } from 'node:events';
import { request, type IncomingMessage } from 'node:http';
import { connect } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { isForThisMachine } from '../../src/transports/http/host.ts';
import { startGateway, type GatewaySettings, type GatewayUnderTest } from '../gateway.ts';

const sources = [{ name: 'devices', provider: 'importexport' }];
let gateway: GatewayUnderTest;
afterEach(() => gateway.close());

async function start(settings: Partial<GatewaySettings> = {}): Promise<void> {
  gateway = await startGateway({ sources, ...settings });
}

async function ask(path: string, headers: Readonly<Record<string, string>> = {}): Promise<IncomingMessage> {
  const { port } = new URL(gateway.url);
  const sent = request({ port, host: '127.0.0.1', path, agent: false, headers });
  sent.on('upgrade', (_response, socket) => socket.destroy());
  const answered = Promise.race([once(sent, 'response'), once(sent, 'upgrade')]);
  sent.end();
  const [response] = (await answered) as [IncomingMessage];
  response.resume();
  return response;
}

const graph = `/graphql?query=${encodeURIComponent('{ __typename }')}`;
const upgrade = {
  connection: 'Upgrade',
  upgrade: 'websocket',
  'sec-websocket-version': '13',
  'sec-websocket-key': 'dGhlIHNhbXBsZSBub25jZQ==',
  'sec-websocket-protocol': 'graphql-transport-ws',
};

describe('a gateway for its own machine that asks for no token', () => {
  it.each(['localhost', 'LOCALHOST:4000', '127.0.0.1', '127.9.8.7:65535', '[::1]', '[::1]:4000'])(
    'answers as %s',
    async (host) => {
      await start({ auth: { mode: 'none' }, server: { explorer: true } });

      const plain = { host, 'apollo-require-preflight': '1' };
      const answers = [await ask(graph, plain), await ask('/', { host }), await ask('/graphql', { ...upgrade, host })];

      expect(answers.map(({ statusCode }) => statusCode)).toEqual([200, 200, 101]);
    },
  );

  it.each(['evil.example', 'evil.example:4000', 'localhost.evil.example', '127.0.0.1.evil.example', '10.0.0.1'])(
    'refuses what is sent to %s, but for probes',
    async (host) => {
      await start({ auth: { mode: 'none' }, server: { explorer: true, console: true } });

      const paths = [graph, '/', '/console', '/console/', '/explorer', '/sandbox', '/metrics', '/healthz', '/readyz'];
      const statuses: (number | undefined)[] = [];
      for (const path of paths) statuses.push((await ask(path, { host })).statusCode);
      statuses.push((await ask('/graphql', { ...upgrade, host })).statusCode);

      expect(statuses).toEqual([403, 403, 403, 403, 403, 403, 403, 200, 200, 403]);
    },
  );
});

it.each([
  [['localhost', 'localhost'], 400],
  [['localhost', 'other.example'], 400],
  [[], 400],
  [[''], 400],
  [['localhost'], 200],
])('a request with %j as its Host is answered with %i', async (hosts, status) => {
  await start();
  const { port } = new URL(gateway.url);
  const names = ['Host', 'hOST'];
  const lines = hosts.map((host, index) => `${names[index]}: ${host}\r\n`).join('');

  const socket = connect(Number(port), '127.0.0.1').setEncoding('utf8');
  socket.write(`GET /healthz HTTP/1.1\r\n${lines}Connection: close\r\n\r\n`);

  expect((await socket.toArray()).join('')).toMatch(new RegExp(`^HTTP/1.1 ${status} `));
});

it('a gateway with tokens answers under any name', async () => {
  await start();

  const { statusCode } = await ask(graph, { host: 'jobs.example', 'apollo-require-preflight': '1' });

  expect(statusCode).toBe(200);
});

it.each<[host: string, mode: 'none' | 'jwt', isDemo: boolean, expected: boolean]>([
  ['127.0.0.1', 'none', false, true],
  ['127.0.0.2', 'none', false, true],
  ['localhost', 'none', false, true],
  ['::1', 'none', false, true],
  ['127.0.0.1', 'jwt', true, true],
  ['127.0.0.1', 'jwt', false, false],
  ['0.0.0.0', 'none', false, false],
  ['::', 'none', false, false],
  ['jobs.example', 'none', false, false],
])('on %s with auth.mode %s (demo: %s): for its own machine: %s', async (host, mode, isDemo, expected) => {
  await start();

  expect(isForThisMachine({ server: { host }, auth: { mode } } as never, isDemo)).toBe(expected);
});

it.each(['/%6detrics', '/%67raphql?query=%7B__typename%7D', '/healthz%2f', '/%68ealthz'])(
  'a path has one spelling: %s is none',
  async (path) => {
    await start();

    const { statusCode, headers } = await ask(path, { 'apollo-require-preflight': '1' });

    expect(statusCode).toBe(404);
    expect(headers['x-content-type-options']).toBe('nosniff');
  },
);
