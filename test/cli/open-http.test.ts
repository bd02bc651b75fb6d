/** To which gateways a token is sent over http, wherever it is from. Over real HTTP. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { nativeClientId, startOidcIssuer } from '../oidc-issuer.ts';
import { command, type CommandWorld } from './command.ts';

let home: string;
/** What the gateway was shown. */
let shown: (string | undefined)[];
/** The same gateway under the address of this machine, and under one that could be anywhere. */
let near: string;
let far: string;

beforeEach(async () => {
  home = mkdtempSync(join(tmpdir(), 'jobgraph-open-http-'));
  shown = [];
  const gateway = createServer((request, response) => {
    shown.push(request.headers.authorization);
    response.end('{"data":{"jobSources":[],"jobViewer":{"subject":"ada","scopes":[],"expiresAt":null}}}');
  });
  await new Promise<void>((listening) => gateway.listen(0, '127.0.0.1', listening));
  const { port } = gateway.address() as AddressInfo;
  near = `http://127.0.0.1:${port}/graphql`;
  // It arrives here, too, but no rule of the command says so.
  far = `http://0.0.0.0:${port}/graphql`;
  onTestFinished(() => {
    gateway.close();
    rmSync(home, { recursive: true });
  });
});

function write(path: string, text: string): string {
  const file = join(home, path);
  mkdirSync(join(file, '..'), { recursive: true });
  writeFileSync(file, text, { mode: 0o600 });
  return file;
}

const ask = (words: readonly string[], world: CommandWorld = {}) =>
  command(words, { ...world, env: { XDG_CONFIG_HOME: home, XDG_STATE_HOME: home, ...world.env } });

/** Each way to have a token, with the words and the environment for it. */
const ways: readonly [
  string,
  (url: string) => readonly [words: readonly string[], env: Readonly<Record<string, string>>],
][] = [
  ['token file', (url) => [['--url', url, '--token-file', write('token', 'secret')], {}]],
  ['JOBGRAPH_TOKEN', (url) => [['--url', url], { JOBGRAPH_TOKEN: 'secret' }]],
  [
    'profile',
    (url) => {
      write('token', 'secret');
      write('jobgraph/cli.yaml', JSON.stringify({ profiles: { lab: { url, tokenFile: '../token' } } }));
      return [['--profile', 'lab'], {}];
    },
  ],
  [
    'sign-in',
    (url) => {
      const signIn = { issuer: 'https://issuer.example', clientId: 'x', scopes: [], accessToken: 'secret' };
      const kept = { gateways: { [url]: { ...signIn, refreshToken: null, expiresAt: null } } };
      write('jobgraph/tokens.json', JSON.stringify(kept));
      return [['--url', url], {}];
    },
  ],
];

describe.each(ways)('a token (%s)', (from, give) => {
  it('is not sent over http to another machine: exit 64', async () => {
    const [words, env] = give(far);

    for (const line of [['sources'], ['jobs', 'wait', 'a:b'], ['auth', 'status']])
      expect(await ask([...line, ...words], { env })).toEqual({
        status: 64,
        stdout: '',
        stderr:
          `jobgraph: The gateway must be an https URL, or an http one of 127.0.0.0/8, [::1] or localhost, because a token (${from}) ` +
          `is sent to it, but got ${new URL(far).origin}: --insecure sends it all the same.\n`,
      });
    expect(shown).toEqual([]);
  });

  it('is sent there with --insecure, and without it to this machine', async () => {
    const [words, env] = give(far);
    const open = await ask(['sources', '--insecure', ...words], { env });
    const [own, ownEnv] = give(near);
    const local = await ask(['sources', ...own], { env: ownEnv });

    expect([open.status, local.status]).toEqual([0, 0]);
    expect(shown).toEqual(['Bearer secret', 'Bearer secret']);
  });
});

it('asks a gateway over http without a token as before', async () => {
  await expect(ask(['sources', '--url', far])).resolves.toMatchObject({ status: 0 });

  expect(shown).toEqual([undefined]);
});

it('does not begin a sign-in at a gateway to which the token could not be sent, unless --insecure', async () => {
  const issuer = await startOidcIssuer();
  onTestFinished(() => issuer.close());
  const openAddress = async (address: URL): Promise<boolean> => (await fetch(address)).ok;
  const logIn = ['auth', 'login', '--url', far, '--issuer', issuer.origin, '--client-id', nativeClientId];

  const refused = await ask(logIn, { openAddress });
  expect(refused).toMatchObject({ status: 64, stderr: expect.stringContaining('because a token (sign-in) is sent') });
  expect(issuer.visits).toEqual([]);

  await expect(ask([...logIn, '--insecure'], { openAddress })).resolves.toMatchObject({ status: 0 });
  expect(shown).toEqual([expect.stringMatching(/^Bearer /)]);
});
