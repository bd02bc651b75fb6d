/** Signing in at the issuer of a gateway: with an issuer that checks, over real HTTP. */
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { audience, nativeClientId, startOidcIssuer, type OidcIssuer } from '../oidc-issuer.ts';
import { startProviders } from '../providers.ts';
import { command, type CommandWorld, type Outcome } from './command.ts';

const job = {
  JobId: 'j1',
  ClientRequestToken: 'token-of-j1',
  CreationTime: '2026-11-20T08:00:00Z',
  ProgressSummary: { NumberOfTasksFailed: '0', NumberOfTasksSucceeded: '1', TotalNumberOfTasks: '100' },
  Status: 'Active',
};

let issuer: OidcIssuer;
let gateway: Awaited<ReturnType<typeof startProviders>>['gateway'];
let close: () => Promise<void>;
let home: string;
/** Of the command, the gateway and the issuer. */
let time: number;
const now = (): number => time;

beforeEach(async () => {
  time = Date.now();
  home = mkdtempSync(join(tmpdir(), 'jobgraph-auth-'));
  issuer = await startOidcIssuer(now);
  const started = await startProviders(
    { cos: { provider: 'cosbatch', jobs: { describe: (id) => (id === 'j1' ? job : undefined), list: () => [job] } } },
    {
      now,
      auth: {
        mode: 'jwt',
        issuer: issuer.origin,
        audience,
        algorithms: ['ES256'],
        jwksUri: `${issuer.origin}/keys`,
        scopeClaims: ['scope'],
        anonymousScopes: [],
      },
    },
  );
  ({ gateway } = started);
  close = async () => {
    await started.close();
    await issuer.close();
    rmSync(home, { recursive: true });
  };
});

afterEach(() => close());

const tokensFile = (): string => join(home, 'state/jobgraph/tokens.json');
const kept = (): { accessToken: string; refreshToken: string; expiresAt: string } =>
  JSON.parse(readFileSync(tokensFile(), 'utf8')).gateways[gateway.url];

async function ask(line: string, world: CommandWorld = {}): Promise<Outcome> {
  const env = { XDG_STATE_HOME: join(home, 'state'), XDG_CONFIG_HOME: join(home, 'config'), ...world.env };
  const outcome = await command([...line.split(' '), '--url', gateway.url], { now, ...world, env });
  // Whatever happens, nobody reads a token. What is random in an address may begin like one.
  expect(outcome.stdout + outcome.stderr).not.toMatch(/eyJ[\w-]+\.eyJ/);
  return outcome;
}

/** A browser of somebody who is signed in at the issuer: it follows where it is sent. */
const browse = async (address: URL): Promise<boolean> => {
  await fetch(address);
  return true;
};

/** The issuer's address, to which the one that a browser is opened at leads. */
const follow = async (once: URL): Promise<URL> => {
  const { headers } = await fetch(once, { redirect: 'manual' });
  return new URL(headers.get('location')!);
};

const named = () => `--issuer ${issuer.origin} --client-id ${nativeClientId}`;
const logIn = (options = '', world: CommandWorld = {}) =>
  ask(`auth login ${named()}${options}`, { openAddress: browse, ...world });

describe('auth login', () => {
  it('signs in by PKCE and a loopback address, and keeps the tokens for their owner alone', async () => {
    const { status, stdout, stderr } = await logIn();

    expect({ status, stdout, refused: issuer.refused }).toEqual({ status: 0, stdout: '', refused: [] });
    expect(stderr).toContain(
      `Sign in with a browser on this machine: ${issuer.origin}/authorize?client_id=jobgraph-cli&`,
    );
    expect(stderr).toContain(`Signed in to ${gateway.url} as ada: job:read\n`);
    expect(issuer.visits).toEqual([{ prompt: null, scope: 'job:read offline_access' }]);
    expect(statSync(tokensFile()).mode & 0o777).toBe(0o600);
    expect(statSync(join(tokensFile(), '..')).mode & 0o777).toBe(0o700);
    expect(readdirSync(join(tokensFile(), '..'))).toEqual(['tokens.json']);
    await expect(ask('sources -o id')).resolves.toEqual({ status: 0, stdout: 'cos\n', stderr: '' });
    await expect(ask('jobs wait cos:nobody')).resolves.toMatchObject({ status: 14 });
  });

  it('accepts an ID token of an issuer that does not publish its algorithm, as the console does', async () => {
    issuer.publishesAlgorithm = false;

    await expect(logIn(' --scope openid,job:read')).resolves.toMatchObject({ status: 0 });
  });

  it('checks the nonce where it asks for an ID token, and asks for the scopes that are named', async () => {
    await expect(logIn(' --scope openid,job:read --scope job:sensitive')).resolves.toMatchObject({ status: 0 });

    expect(issuer.visits).toEqual([{ prompt: null, scope: 'openid job:read job:sensitive' }]);
  });

  it('takes no answer that it did not ask for', async () => {
    const answers: number[] = [];
    const openAddress = async (once: URL): Promise<boolean> => {
      const address = await follow(once);
      const back = new URL(address.searchParams.get('redirect_uri')!);
      back.searchParams.set('code', 'stolen');
      for (const state of ['guessed', '']) {
        back.searchParams.set('state', state);
        answers.push((await fetch(back)).status);
      }
      return browse(address);
    };

    await expect(logIn('', { openAddress })).resolves.toMatchObject({ status: 0 });

    expect(answers).toEqual([404, 404]);
    expect(issuer.refused).toEqual([]);
  });

  it('says the issuer’s code word where it refuses, and keeps nothing', async () => {
    const openAddress = async (once: URL): Promise<boolean> => {
      const address = await follow(once);
      const back = new URL(address.searchParams.get('redirect_uri')!);
      back.search = String(
        new URLSearchParams({
          error: 'access_denied',
          error_description: 'no \u001b[2J',
          state: address.searchParams.get('state')!,
          iss: issuer.origin,
        }),
      );
      return browse(back);
    };

    const { status, stderr } = await logIn('', { openAddress });

    expect(status).toBe(77);
    expect(stderr).toContain(`The issuer ${issuer.origin} says access_denied`);
    expect(stderr).not.toContain('[2J');
    expect(() => statSync(tokensFile())).toThrow('ENOENT');
  });

  it('opens the browser at an address that others may read: it says nothing, and leads to the issuer once', async () => {
    const opened: string[] = [];
    const openAddress = async (once: URL): Promise<boolean> => {
      opened.push(once.href);
      return browse(once);
    };

    await expect(logIn('', { openAddress })).resolves.toMatchObject({ status: 0 });
    await expect(logIn('', { openAddress })).resolves.toMatchObject({ status: 0 });

    const form = /^http:\/\/127\.0\.0\.1:\d+\/[\w-]{22}$/;
    expect(opened).toEqual([expect.stringMatching(form), expect.stringMatching(form)]);
    expect(new URL(opened[0]!).pathname).not.toBe(new URL(opened[1]!).pathname);
  });

  it.each<[string, (once: URL) => Promise<unknown>]>([
    ['has come no further', follow],
    ['has brought an answer of their own', async (once) => fetch(await follow(once))],
  ])('ends the sign-in where two open that address, and the first %s', async (_how, openFirst) => {
    const seen: { status: number; location: string | null }[] = [];
    const openAddress = async (once: URL): Promise<boolean> => {
      await openFirst(once);
      const { status, headers } = await fetch(once, { redirect: 'manual' });
      seen.push({ status, location: headers.get('location') });
      return true;
    };

    const { status, stderr } = await logIn('', { openAddress });

    expect(seen).toEqual([{ status: 410, location: null }]);
    expect(status).toBe(77);
    expect(stderr).toContain('must be opened once, but was opened twice, perhaps by another user of this machine');
    expect(() => statSync(tokensFile())).toThrow('ENOENT');
  });

  it('keeps no token that the gateway refuses', async () => {
    issuer.audience = 'another';

    const { status, stderr } = await logIn();

    expect(status).toBe(77);
    expect(stderr).toContain('The gateway refuses the token (HTTP 401).');
    expect(() => statSync(tokensFile())).toThrow('ENOENT');
  });

  it('by a code waits as long as the issuer says, for a browser on another machine', async () => {
    issuer.deviceAnswers.push('authorization_pending', 'slow_down', 'authorization_pending');
    const waits: number[] = [];
    const wait = async (milliseconds: number): Promise<void> => void waits.push(milliseconds);

    const { status, stderr } = await logIn(' --device', { wait });

    expect(status).toBe(0);
    expect(stderr).toMatch(/^Sign in at http:\/\/127\.0\.0\.1:\d+\/device with the code WDJB-MJHT\n/);
    expect(waits).toEqual([3000, 3000, 8000, 8000]);
    expect(issuer.redeemed).toEqual(['urn:ietf:params:oauth:grant-type:device_code']);
  });

  it('by a code ends where the user refuses, and when the code has ended', async () => {
    issuer.deviceAnswers.push('access_denied');
    const refused = await logIn(' --device');
    issuer.deviceAnswers.push(...Array.from({ length: 200 }, () => 'authorization_pending' as const));
    const late = await logIn(' --device');

    expect(refused).toMatchObject({ status: 77, stderr: expect.stringContaining('says access_denied') });
    expect(late).toMatchObject({ status: 124, stderr: expect.stringContaining('The code has ended') });
  });

  it('ends when it is interrupted, and leaves no port open', async () => {
    const interruption = new AbortController();
    let redirectUri = '';
    const openAddress = async (once: URL): Promise<boolean> => {
      redirectUri = (await follow(once)).searchParams.get('redirect_uri')!;
      interruption.abort();
      return true;
    };

    await expect(logIn('', { openAddress, signal: interruption.signal })).resolves.toMatchObject({ status: 130 });
    await expect(fetch(redirectUri)).rejects.toThrow('fetch failed');
  });

  it('knows the issuer from the last time, or from a profile', async () => {
    await logIn(' --scope job:read');
    await expect(ask('auth login', { openAddress: browse })).resolves.toMatchObject({ status: 0 });

    const config = join(home, 'cli');
    writeProfile(config, { lab: { url: gateway.url, signIn: { issuer: issuer.origin, clientId: nativeClientId } } });
    const world = { now, openAddress: browse, env: { XDG_STATE_HOME: join(home, 'other'), XDG_CONFIG_HOME: config } };
    await expect(command(['auth', 'login', '--profile', 'lab'], world)).resolves.toMatchObject({ status: 0 });

    expect(issuer.visits.map(({ scope }) => scope)).toEqual(['job:read', 'job:read', 'job:read offline_access']);
  });

  it.each([
    ['', 'auth login must have --issuer'],
    [' --issuer http://issuer.example --client-id x', '--issuer must be an https URL, or an http one of this machine'],
    [' --redirect-port 0 --issuer https://issuer.example --client-id x', '--redirect-port must be a port, 1 to 65535'],
  ])('refuses%s with status 64', async (options, expected) => {
    const { status, stderr } = await ask(`auth login${options}`);

    expect(status).toBe(64);
    expect(stderr).toContain(expected);
  });

  it('exits 69 where no issuer answers, and where what answers is none', async () => {
    const silent = await ask('auth login --issuer http://127.0.0.1:1 --client-id x');
    const wrong = await ask(`auth login --issuer ${new URL(gateway.url).origin} --client-id x`);

    expect(silent).toMatchObject({ status: 69, stderr: 'jobgraph: The issuer http://127.0.0.1:1 does not answer.\n' });
    expect(wrong).toMatchObject({ status: 69, stderr: expect.stringContaining('must answer as OAuth 2.0 says') });
  });
});

function writeProfile(folder: string, profiles: object): void {
  mkdirSync(join(folder, 'jobgraph'), { recursive: true });
  writeFileSync(join(folder, 'jobgraph/cli.yaml'), JSON.stringify({ profiles }));
}

describe('a sign-in that is kept', () => {
  it('is renewed before it ends, once for all commands that run then', async () => {
    await logIn();
    const first = kept();
    time += 3_590_000;

    const outcomes = await Promise.all(
      [1, 2, 3].map(() =>
        ask('sources -o id', { wait: (milliseconds) => new Promise((end) => setTimeout(end, milliseconds)) }),
      ),
    );

    expect(outcomes.map(({ status }) => status)).toEqual([0, 0, 0]);
    expect(issuer.redeemed).toEqual(['authorization_code', 'refresh_token']);
    expect(kept().accessToken).not.toBe(first.accessToken);
    expect(kept().refreshToken).not.toBe(first.refreshToken);
    expect(Date.parse(kept().expiresAt)).toBe(time + 3_600_000);
    expect(statSync(tokensFile()).mode & 0o777).toBe(0o600);
  });

  it('keeps the refresh token of an issuer that does not rotate them', async () => {
    issuer.rotates = false;
    await logIn();
    const { refreshToken } = kept();
    time += 3_600_000;

    await expect(ask('sources -o id')).resolves.toMatchObject({ status: 0 });

    expect(kept().refreshToken).toBe(refreshToken);
  });

  it('that has ended exits 77 and says what to do', async () => {
    await logIn();
    const all = JSON.parse(readFileSync(tokensFile(), 'utf8'));
    all.gateways[gateway.url].refreshToken = 'used before';
    writeFileSync(tokensFile(), JSON.stringify(all));
    time += 3_600_000;
    const refused = await ask('sources');
    all.gateways[gateway.url].refreshToken = null;
    writeFileSync(tokensFile(), JSON.stringify(all));
    const ended = await ask('sources');

    for (const outcome of [refused, ended]) expect(outcome).toMatchObject({ status: 77, stdout: '' });
    expect(refused.stderr).toContain('says invalid_grant: sign in with "jobgraph auth login".');
    expect(ended.stderr).toContain(`The sign-in for ${gateway.url} has ended`);
  });

  it('goes to its own gateway alone', async () => {
    await logIn();
    const seen: (string | undefined)[] = [];
    const other = createServer((request, response) => {
      seen.push(request.headers.authorization);
      response.end('{"data":{"jobSources":[]}}');
    });
    await new Promise<void>((listening) => other.listen(0, '127.0.0.1', listening));
    const { port } = other.address() as AddressInfo;
    const env = { XDG_STATE_HOME: join(home, 'state') };

    await command(['sources', '--url', `http://127.0.0.1:${port}`], { now, env });
    other.close();

    expect(seen).toEqual([undefined]);
  });

  it('is not read where others can, nor where it holds anything else', async () => {
    await logIn();
    chmodSync(tokensFile(), 0o644);
    const open = await ask('sources');
    chmodSync(tokensFile(), 0o600);
    writeFileSync(tokensFile(), '{"gateways":{"x":{"issuer":1}}}');
    const broken = await ask('sources');

    expect(open).toMatchObject({ status: 78, stderr: expect.stringContaining('(mode 600), but its mode is 644') });
    expect(broken).toMatchObject({
      status: 78,
      stderr: expect.stringContaining('must hold what "jobgraph auth login" wrote'),
    });
  });

  it('is not lost in silence where its folder cannot be written: exit 78', async () => {
    const file = join(home, 'no-folder');
    writeFileSync(file, '');

    const outcome = await logIn('', { env: { XDG_STATE_HOME: file } });

    expect(outcome).toMatchObject({ status: 78, stdout: '' });
    expect(outcome.stderr).toContain(
      `${file}/jobgraph/tokens.json must be a file that can be written, but got ENOTDIR.`,
    );
  });

  it('is still watched with when its token has been replaced', async () => {
    issuer.lifetime = 60;
    await logIn();
    const interruption = new AbortController();
    let events = 0;
    const onOutput = (): void => {
      events += 1;
      // The gateway closes the connection of a token that has ended.
      if (events === 1) time += 70_000;
      else interruption.abort();
    };

    const { status, stdout } = await ask('jobs ls -w', { onOutput, signal: interruption.signal });

    expect(status).toBe(130);
    expect(stdout.trimEnd().split('\n')).toHaveLength(2);
    expect(issuer.redeemed).toEqual(['authorization_code', 'refresh_token']);
  });
});

describe('auth status', () => {
  it('says viewer, scopes and end, and where the token is from', async () => {
    await logIn(' --scope job:read,job:sensitive');

    const table = await ask('auth status');
    const json = await ask('auth status --json subject,scopes,expiresAt,isRenewable');
    const person = await ask('auth status', { isTerminal: true });

    const expiresAt = new Date(Math.floor(time / 1000) * 1000 + 3_600_000).toISOString();
    expect(table.stdout).toBe(`${gateway.url}\tada\tjob:read job:sensitive\t${expiresAt}\tsign-in\ttrue\n`);
    expect(JSON.parse(json.stdout)).toEqual([
      { subject: 'ada', scopes: ['job:read', 'job:sensitive'], expiresAt, isRenewable: true },
    ]);
    expect(person.stdout).toMatch(/^GATEWAY .*EXPIRES .*\n.* in 59 min /);
    expect((await ask('auth status --json')).stdout).toBe(
      'gateway\nsubject\nscopes\nexpiresAt\ntokenFrom\nisRenewable\n',
    );
  });

  it('exits 77 where nobody is signed in, or the token is refused', async () => {
    const nobody = await ask('auth status');
    const refused = await ask('auth status', { env: { JOBGRAPH_TOKEN: 'not-a-token' } });

    expect(nobody).toMatchObject({ status: 77, stdout: `${gateway.url}\t\t\t\tnothing\tfalse\n` });
    expect(refused).toMatchObject({ status: 77, stdout: '' });
  });
});

describe('auth logout', () => {
  it('forgets the tokens, and has the issuer forget them', async () => {
    await logIn();
    const { accessToken, refreshToken } = kept();

    await expect(ask('auth logout')).resolves.toMatchObject({
      status: 0,
      stdout: '',
      stderr: `Signed out of ${gateway.url}.\n`,
    });

    expect(issuer.revoked).toEqual([refreshToken, accessToken]);
    expect(JSON.parse(readFileSync(tokensFile(), 'utf8'))).toEqual({ gateways: {} });
    await expect(ask('sources')).resolves.toMatchObject({ status: 77 });
    await expect(ask('auth logout -q')).resolves.toEqual({ status: 0, stdout: '', stderr: '' });
  });
});
