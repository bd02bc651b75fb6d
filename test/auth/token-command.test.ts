import { execFile } from 'node:child_process';
import { createServer } from 'node:http';
import type { Server } from 'node:http';
import { json } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createGate } from './gate.ts';
import { createDemoTokenEndpoint, demoTokenPath } from '../../src/auth/demo-token-endpoint.ts';
import { createDemoIssuer } from '../../src/auth/demo-tokens.ts';
import { closeServer, listen } from './issuer.ts';

const now = () => new Date();
const clock = { now, monotonic: () => performance.now() };
const issuer = createDemoIssuer({ now });
const answerTo = createDemoTokenEndpoint(issuer);
const command = fileURLToPath(new URL('../../bin/token.js', import.meta.url));

let server: Server;
let url: string;
let rude: Server;
let rudeUrl: string;

beforeAll(async () => {
  server = createServer((request, response) => {
    const { method = '', headers, url: path } = request;
    void json(request).then(async (body) => {
      const answer = await answerTo({ method, headers, remoteAddress: request.socket.remoteAddress, body });
      response
        .writeHead(path === demoTokenPath ? answer.status : 404, { ...answer.headers })
        .end(JSON.stringify(answer.body));
    });
  });
  url = await listen(server);
  rude = createServer((request, response) => {
    const isOdd = request.headers.host?.startsWith('localhost') === true;
    response.writeHead(isOdd ? 400 : 404).end(isOdd ? JSON.stringify({ error: 'a\n\u001b[31mb' }) : 'not here');
  });
  rudeUrl = await listen(rude);
});

afterAll(async () => {
  await closeServer(server);
  await closeServer(rude);
});

interface Outcome {
  readonly status: number;
  readonly stdout: string;
  readonly stderr: string;
}

async function run(...args: readonly string[]): Promise<Outcome> {
  const { promise, resolve } = Promise.withResolvers<Outcome>();
  const child = execFile(process.execPath, [command, ...args], (_error, stdout, stderr) => {
    resolve({ status: child.exitCode ?? -1, stdout, stderr });
  });
  return promise;
}

describe('the token command', () => {
  it.each([
    ['--url', () => url],
    ['--port', () => new URL(url).port],
  ])('prints one token and nothing else (%s)', async (option, value) => {
    const { status, stdout, stderr } = await run('--scope', 'job:read job:credentials', option, value());

    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(stdout).toMatch(/^[\w-]+\.[\w-]+\.[\w-]+\n$/);
    await expect(createGate(issuer.settings, clock).authenticate(`Bearer ${stdout.trim()}`)).resolves.toMatchObject({
      scopes: new Set(['job:read', 'job:credentials']),
    });
  });

  it.each<[string, () => readonly string[], string]>([
    [
      'an unknown scope',
      () => ['--scope', 'job:write', '--url', url],
      'token: scope must be one or more of job:read, job:logs, job:sensitive, job:credentials, job:operate, with a space between, but got "job:write".\n',
    ],
    [
      'no gateway there',
      () => ['--scope', 'job:read', '--url', 'http://127.0.0.1:1'],
      'token: no gateway answers at http://127.0.0.1:1: start the demo with "npm start", or name its address with --url\n',
    ],
    [
      'no demo there',
      () => ['--scope', 'job:read', '--url', rudeUrl],
      `token: $URL gives no demo tokens (it answered 404): is it a gateway in demo mode?\n`,
    ],
    [
      'control characters in the answer',
      () => ['--scope', 'job:read', '--url', rudeUrl.replace('127.0.0.1', 'localhost')],
      'token: a [31mb\n',
    ],
    [
      'no scope',
      () => [],
      'token: usage: npm run --silent token -- --scope "job:read job:credentials" [--port 4000 | --url http://127.0.0.1:4000]\n',
    ],
    [
      'two addresses',
      () => ['--scope', 'a', '--port', '1', '--url', url],
      'token: --url and --port exclude each other\n',
    ],
    [
      'no address',
      () => ['--scope', 'a', '--url', 'nowhere'],
      'token: the gateway’s address must be an http URL, but got nowhere\n',
    ],
  ])('says in one line what is wrong: %s', async (_name, args, expected) => {
    await expect(run(...args())).resolves.toEqual({ status: 1, stdout: '', stderr: expected.replace('$URL', rudeUrl) });
  });

  it('refuses an option that it does not know', async () => {
    await expect(run('--scopes', 'job:read')).resolves.toMatchObject({
      status: 1,
      stdout: '',
      stderr: expect.stringContaining("'--scopes'"),
    });
  });
});
