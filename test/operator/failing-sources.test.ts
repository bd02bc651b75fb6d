/** Why a source fails: what the client is told, and what the log says of the source and of the request. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import type { GatewaySettings, GatewayUnderTest } from '../gateway.ts';
import { startProviders } from '../providers.ts';
import { toRemedy, type CauseKind } from '../../src/errors/causes.ts';
import { startSelfSignedServer } from './self-signed.ts';
import { awsCredentials as credentials } from '../credentials.ts';

const folder = mkdtempSync(join(tmpdir(), 'jobgraph-'));
const sharedFile = join(folder, 'credentials');

const open: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of open.splice(0).reverse()) await close();
});

beforeAll(() => {
  for (const name of Object.keys(process.env).filter((each) => each.startsWith('AWS_'))) vi.stubEnv(name, undefined);
  vi.stubEnv('AWS_EC2_METADATA_DISABLED', 'true');
  vi.stubEnv('AWS_SHARED_CREDENTIALS_FILE', sharedFile);
  vi.stubEnv('AWS_CONFIG_FILE', join(folder, 'config'));
  writeProfiles(credentials.secretAccessKey);
});
afterAll(() => {
  vi.unstubAllEnvs();
  rmSync(folder, { recursive: true });
});

function writeProfiles(secret: string): void {
  const keys = `aws_access_key_id = ${credentials.accessKeyId}\naws_secret_access_key = ${secret}`;
  writeFileSync(sharedFile, `[shared]\n${keys}\n[broken]\ncredential_process = /bin/false\n`);
}

interface World {
  readonly gateway: GatewayUnderTest;
  deny: boolean;
}

/** A source whose settings are these beside the endpoint of an emulator with two jobs. */
async function start(source: object, settings: Partial<GatewaySettings> = {}): Promise<World> {
  const job = { JobId: 'job-1', Status: 'SUCCEEDED' };
  const { gateway, close } = await startProviders(
    {
      lab: {
        provider: 'panorama',
        jobs: { describe: (id) => (id === 'job-1' ? job : undefined), list: () => [job] },
        fault: () => (world.deny ? { kind: 'accessDenied' } : undefined),
        source: { credentials: undefined, ...source },
      },
    },
    { random: () => 0, ...settings },
  );
  open.push(close);
  const world: World = { gateway, deny: false };
  return world;
}

function listLines({ logs }: GatewayUnderTest, message: string): readonly Readonly<Record<string, unknown>>[] {
  return logs
    .map((line) => JSON.parse(line) as Readonly<Record<string, unknown>>)
    .filter(({ msg }) => msg === message)
    .map(({ time: _time, pid: _pid, hostname: _hostname, msg: _msg, ...rest }) => rest);
}

async function findClosedPort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

async function startUntrusted(): Promise<string> {
  const server = await startSelfSignedServer();
  open.push(() => server.close());
  return server.url;
}

/** Takes connections and says nothing. */
async function startSilent(): Promise<string> {
  const server = createServer();
  const sockets = new Set<Socket>();
  server.on('connection', (socket) => sockets.add(socket));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  open.push(async () => {
    for (const socket of sockets) socket.destroy();
    await new Promise((resolve) => server.close(resolve));
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

const denied = 'PROVIDER_ACCESS_DENIED';
const unreachable = 'The provider could not be reached or failed to answer.';
const assumeRole = { roleArn: 'arn:aws:iam::123456789012:role/jobgraph' };

const failures: readonly (readonly [
  what: string,
  source: () => object | Promise<object>,
  error: { readonly code: string; readonly message: string; readonly providerCode: unknown },
  cause: CauseKind,
])[] = [
  [
    'no credentials in the chain',
    () => ({}),
    { code: denied, message: 'No credentials were found.', providerCode: null },
    'NO_CREDENTIALS',
  ],
  [
    'a profile that is not there',
    () => ({ credentials: { profile: 'missing' } }),
    { code: denied, message: 'The profile that the settings name is in none of the shared files.', providerCode: null },
    'PROFILE_MISSING',
  ],
  [
    'a credential_process that fails',
    () => ({ credentials: { profile: 'broken' } }),
    { code: denied, message: "The profile's `credential_process` failed.", providerCode: null },
    'CREDENTIAL_PROCESS_FAILED',
  ],
  [
    'a role without keys to assume it with',
    () => ({ credentials: { assumeRole } }),
    { code: denied, message: 'No credentials were found.', providerCode: null },
    'NO_CREDENTIALS',
  ],
  [
    'an unknown key',
    () => ({ credentials: { ...credentials, accessKeyId: 'AKIDUNKNOWN' } }),
    {
      code: denied,
      message: 'The provider does not know the key or token, or takes it no more.',
      providerCode: 'UnrecognizedClientException',
    },
    'CREDENTIALS_UNKNOWN',
  ],
  [
    'a wrong secret',
    () => ({ credentials: { ...credentials, secretAccessKey: 'another' } }),
    {
      code: denied,
      message: 'The provider knows the key, but not this signature.',
      providerCode: 'InvalidSignatureException',
    },
    'SIGNATURE_WRONG',
  ],
  [
    'an unknown host',
    () => ({ credentials, endpoint: 'http://no-such-host.invalid' }),
    { code: 'PROVIDER_UNAVAILABLE', message: unreachable, providerCode: null },
    'HOST_UNKNOWN',
  ],
  [
    'a closed port',
    async () => ({ credentials, endpoint: `http://127.0.0.1:${await findClosedPort()}` }),
    { code: 'PROVIDER_UNAVAILABLE', message: unreachable, providerCode: null },
    'CONNECTION_REFUSED',
  ],
  [
    'a certificate that nobody trusts',
    async () => ({ credentials, endpoint: await startUntrusted() }),
    { code: 'PROVIDER_UNAVAILABLE', message: unreachable, providerCode: null },
    'CERTIFICATE',
  ],
  [
    'a provider that never answers',
    async () => ({ credentials, endpoint: await startSilent(), timeoutSeconds: 0.2, deadlineSeconds: 0.2 }),
    { code: 'PROVIDER_TIMEOUT', message: 'The provider did not answer in time.', providerCode: null },
    'TIMEOUT',
  ],
];

describe('a source that fails', () => {
  it.each(failures)('says why: %s', async (_what, toSource, { code, message, providerCode }, cause) => {
    const { gateway } = await start(await toSource());

    const { errors } = await gateway.query('{ job(id: "lab:job-1") { status } }');

    expect(errors).toMatchObject([{ message, extensions: { code, source: 'lab', providerCode } }]);
    const [state] = listLines(gateway, 'source state');
    const isCredentials = code === denied;
    expect(state).toMatchObject({
      ...{ level: 40, source: 'lab', provider: 'panorama', code, cause, part: null, setting: null },
      state: isCredentials ? 'MISCONFIGURED' : 'DEGRADED',
      remedy: toRemedy(cause),
    });
    await expect
      .poll(() => listLines(gateway, 'request'))
      .toMatchObject([{ errors: [code], failures: [{ source: 'lab', code, cause }] }]);
    for (const secret of [folder, 'missing', 'broken', 'no-such-host', '/bin/false'])
      expect(gateway.logs.join('')).not.toContain(secret);
  });

  it('says why: https where plain http is spoken', async () => {
    const { gateway } = await start({ credentials });
    const { gateway: tls } = await start({ credentials, endpoint: gateway.url.replace('http:', 'https:') });

    await tls.query('{ job(id: "lab:job-1") { status } }');

    expect(listLines(tls, 'source state')).toMatchObject([{ code: 'PROVIDER_UNAVAILABLE', cause: 'TLS' }]);
  });

  it('is in the line of a list that left it out, and once in the log while it fails', async () => {
    const world = await start({ credentials }, { cache: { runningSeconds: 0 } });
    world.deny = true;

    for (let count = 0; count < 3; count += 1) await world.gateway.query('{ jobs { issues { code } } }');

    const failure = { source: 'lab', code: denied, cause: 'NOT_PERMITTED' };
    await expect
      .poll(() => listLines(world.gateway, 'request'))
      .toMatchObject([1, 2, 3].map(() => ({ errors: [], failures: [failure] })));
    expect(listLines(world.gateway, 'source state')).toMatchObject([{ state: 'MISCONFIGURED', ...failure }]);
  });
});

describe('a profile whose keys are replaced', () => {
  it('is read again when its keys are refused, and not with every call', async () => {
    let offset = 0;
    writeProfiles('the old one');
    const { gateway } = await start(
      { credentials: { profile: 'shared' } },
      { now: () => Date.now() + offset, cache: { runningSeconds: 0, terminalSeconds: 0 } },
    );
    const ask = async (): Promise<unknown> =>
      (await gateway.query('{ job(id: "lab:job-1") { status } }')).data.job?.status ?? 'refused';

    const answers = [await ask(), await ask()];
    writeProfiles(credentials.secretAccessKey);
    answers.push(await ask());
    offset = 30_000;
    answers.push(await ask());

    expect(answers).toEqual(['refused', 'refused', 'refused', 'SUCCEEDED']);
  });
});
