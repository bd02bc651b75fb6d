/** Tokens that Google sells: for a service account's key, for another issuer's token, and to a machine. */
import { generateKeyPairSync } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { decodeJwt, decodeProtectedHeader } from 'jose';
import { afterAll, afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createCloudRunEmulator } from '../../../emulators/cloudrun/emulator.ts';
import type { GoogleAccess } from '../../../emulators/cloudrun/tokens.ts';
import { toRawAnswer, type Emulator, type InjectFault } from '../../../emulators/kit/emulator.ts';
import { cloudrun } from '../../../src/datasources/cloudrun/index.ts';
import { openTestSource, type TestSource } from '../../jobs/test-source.ts';
import { toExecution, toKey } from './executions.ts';

const minute = 60_000;
const email = 'jobgraph@acme.iam.gserviceaccount.com';
const audience = '//iam.googleapis.com/projects/1/locations/global/workloadIdentityPools/p/providers/q';
const subject = 'eyJ.another-issuers-token.x';
const { publicKey, privateKey } = generateKeyPairSync('rsa', {
  modulusLength: 2048,
  publicKeyEncoding: { type: 'spki', format: 'pem' },
  privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
});

const folder = mkdtempSync(join(tmpdir(), 'jobgraph-google-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

let emulator: Emulator;
let source: TestSource;
let now: number;
let purchases: () => readonly string[];

beforeEach(() => {
  now = Date.parse('2026-11-22T06:00:00Z');
});

afterEach(async () => {
  await source.close();
  await emulator.close();
});

async function start(access: GoogleAccess = {}, injectFault?: InjectFault): Promise<void> {
  const jobs = { describe: (key: string) => toExecution(0, {}, key), list: () => [] };
  emulator = await createCloudRunEmulator({
    ...{ keys: { [email]: publicKey }, subjects: { [subject]: audience }, hasMetadata: true, jobs },
    now: () => new Date(now),
    ...access,
    ...(injectFault === undefined ? {} : { injectFault }),
  });
  purchases = () => emulator.calls.map(({ operation }) => operation).filter((name) => name !== 'GetExecution');
}

function write(name: string, content: unknown): string {
  const file = join(folder, name);
  writeFileSync(file, typeof content === 'string' ? content : JSON.stringify(content));
  return file;
}

function open(more: object): TestSource {
  const settings = {
    ...cloudrun.settings.parse({ name: 'europe', provider: 'cloudrun', project: 'acme', region: 'europe-west1' }),
    endpoint: emulator.url,
    ...more,
  };
  source = openTestSource({
    url: emulator.url,
    now: () => now,
    adapter: cloudrun.createAdapter(settings),
    createSigner: (_settings, clock) => cloudrun.createSigner(settings, clock),
  });
  return source;
}

function writeKey(): string {
  return write('key.json', {
    ...{ type: 'service_account', client_email: email, private_key_id: 'key-1', private_key: privateKey },
    token_uri: `${emulator.url}/token`,
  });
}

function openByKey(): TestSource {
  return open({ credentials: { keyFile: writeKey() } });
}

function openByFederation(more: object = {}): TestSource {
  write('subject-token', `${subject}\n`);
  const externalAccountFile = write('federation.json', {
    ...{ type: 'external_account', audience, subject_token_type: 'urn:ietf:params:oauth:token-type:jwt' },
    ...{ token_url: `${emulator.url}/v1/token`, credential_source: { file: 'subject-token' }, ...more },
  });
  return open({ credentials: { externalAccountFile } });
}

const openByMetadata = (): TestSource => open({ metadataHost: emulator.url.slice('http://'.length) });

describe('a token for a service account’s key', () => {
  it('is bought once for all calls, with the grant that Google documents', async () => {
    await start();
    const { read } = openByKey();

    await Promise.all([read(toKey(1)), read(toKey(2)), read(toKey(3))]);

    const [{ method, path, headers, body }] = emulator.calls as readonly [Emulator['calls'][number]];
    const form = new URLSearchParams(body);
    const assertion = form.get('assertion') ?? '';
    const seconds = now / 1000 - 30;
    expect(purchases()).toEqual(['token']);
    expect([method, path, headers['content-type']]).toEqual(['POST', '/token', 'application/x-www-form-urlencoded']);
    expect(form.get('grant_type')).toBe('urn:ietf:params:oauth:grant-type:jwt-bearer');
    expect(decodeProtectedHeader(assertion)).toEqual({ alg: 'RS256', typ: 'JWT', kid: 'key-1' });
    expect(decodeJwt(assertion)).toEqual({
      ...{ iss: email, aud: `${emulator.url}/token`, scope: 'https://www.googleapis.com/auth/cloud-platform' },
      ...{ iat: seconds, exp: seconds + 3600 },
    });
    expect(emulator.calls[1]?.headers['authorization']).toBe('Bearer ya29.sold-1');
  });

  it('is bought again five minutes before its end, with the key that the file holds then', async () => {
    await start({ tokenSeconds: 3600 });
    const { read } = openByKey();
    await read(toKey(1));
    now += 55 * minute;
    await read(toKey(2));
    expect(purchases()).toHaveLength(1);
    now += 1;
    write('key.json', 'no key any more');

    // What was bought is good for five minutes more.
    await read(toKey(3));
    expect(purchases()).toHaveLength(1);
    writeKey();
    now += 30_001;
    await read(toKey(4));

    expect(purchases()).toHaveLength(2);
  });

  it.each([
    [400, 'PROVIDER_ACCESS_DENIED', 'TOKEN_REFUSED'],
    [401, 'PROVIDER_ACCESS_DENIED', 'TOKEN_REFUSED'],
    [403, 'PROVIDER_ACCESS_DENIED', 'TOKEN_REFUSED'],
    [503, 'PROVIDER_UNAVAILABLE', null],
    [302, 'PROVIDER_BAD_RESPONSE', null],
    [200, 'PROVIDER_BAD_RESPONSE', null],
  ])('that is answered with %i is %s', async (status, code, cause) => {
    const answer = { status, headers: { location: '/login' }, body: '{"error":"no","error_description":"secret"}' };
    await start({}, ({ operation }) => (operation === 'token' ? { toAnswer: () => toRawAnswer(answer) } : undefined));

    const error = await openByKey()
      .read(toKey(1))
      .catch((failure: unknown) => failure);

    expect(error).toMatchObject({ code, ...(cause === null ? {} : { causeKind: cause }) });
    expect(new Set(purchases())).toEqual(new Set(['token']));
  });

  it('is not sold for another key, and no key is in what the failure says', async () => {
    const other = generateKeyPairSync('rsa', { modulusLength: 2048 }).publicKey.export({ type: 'spki', format: 'pem' });
    await start({ keys: { [email]: String(other) } });

    const error = await openByKey()
      .read(toKey(1))
      .catch((failure: unknown) => failure);

    expect(error).toMatchObject({ code: 'PROVIDER_ACCESS_DENIED', causeKind: 'TOKEN_REFUSED' });
    expect(JSON.stringify([error, String(error)])).not.toMatch(/PRIVATE|jobgraph@|key\.json/);
  });
});

describe('a token for another issuer’s token', () => {
  it('is bought by the token exchange that Google documents', async () => {
    await start();
    await openByFederation().read(toKey(1));

    expect(purchases()).toEqual(['sts']);
    expect(Object.fromEntries(new URLSearchParams(emulator.calls[0]?.body))).toEqual({
      grant_type: 'urn:ietf:params:oauth:grant-type:token-exchange',
      requested_token_type: 'urn:ietf:params:oauth:token-type:access_token',
      scope: 'https://www.googleapis.com/auth/cloud-platform',
      ...{ audience, subject_token: subject, subject_token_type: 'urn:ietf:params:oauth:token-type:jwt' },
    });
  });

  it('is changed for a service account’s where the file says so', async () => {
    await start();
    const url = `${emulator.url}/v1/projects/-/serviceAccounts/${email}:generateAccessToken`;

    await openByFederation({ service_account_impersonation_url: url }).read(toKey(1));

    const [exchange, impersonation, read] = emulator.calls;
    expect(purchases()).toEqual(['sts', 'generateAccessToken']);
    expect(exchange?.status).toBe(200);
    expect([impersonation?.headers['authorization'], JSON.parse(impersonation?.body ?? '')]).toEqual([
      'Bearer ya29.sold-1',
      { scope: ['https://www.googleapis.com/auth/cloud-platform'], lifetime: '3600s' },
    ]);
    expect(read?.headers['authorization']).toBe('Bearer ya29.sold-2');
  });

  it('reads the other token from a member of a JSON file, anew for each exchange', async () => {
    await start({ tokenSeconds: 3600 });
    const format = { type: 'json', subject_token_field_name: 'id_token' };
    const { read } = openByFederation({ credential_source: { file: 'subject.json', format } });
    write('subject.json', { id_token: subject });
    await read(toKey(1));
    write('subject.json', { id_token: 'another' });
    now += 60 * minute;

    const error = await read(toKey(2)).catch((failure: unknown) => failure);

    expect(purchases().length).toBeGreaterThan(1);
    expect(emulator.calls.at(-1)?.body).toContain('subject_token=another');
    expect(error).toMatchObject({ code: 'PROVIDER_ACCESS_DENIED', causeKind: 'TOKEN_REFUSED' });
  });

  it('is not asked for where there is no other token', async () => {
    await start();
    const { read } = openByFederation({ credential_source: { file: 'nothing-here' } });

    await expect(read(toKey(1))).rejects.toMatchObject({
      code: 'PROVIDER_ACCESS_DENIED',
      causeKind: 'CREDENTIAL_FILE_UNFIT',
    });
    expect(emulator.calls).toEqual([]);
  });
});

describe('the token of a machine', () => {
  it('is the metadata server’s, asked when the first call is made', async () => {
    await start();
    const { read } = openByMetadata();
    expect(emulator.calls).toEqual([]);

    await read(toKey(1));

    expect(emulator.calls[0]).toMatchObject({
      ...{ method: 'GET', path: '/computeMetadata/v1/instance/service-accounts/default/token' },
      headers: { 'metadata-flavor': 'Google' },
    });
  });

  it('is asked for again 225 seconds before its end: earlier the server would repeat it', async () => {
    await start({ tokenSeconds: 3600 });
    const { read } = openByMetadata();
    await read(toKey(1));
    now += 3_600_000 - 225_000;
    await read(toKey(2));
    expect(purchases()).toHaveLength(1);
    now += 1;

    await read(toKey(3));

    expect(purchases()).toHaveLength(2);
  });

  it('is not taken from another server', async () => {
    const answer = { body: '{"access_token":"stolen","expires_in":3600,"token_type":"Bearer"}' };
    await start({}, ({ operation }) =>
      operation === 'metadata' ? { toAnswer: () => toRawAnswer(answer) } : undefined,
    );

    await expect(openByMetadata().read(toKey(1))).rejects.toMatchObject({ code: 'PROVIDER_BAD_RESPONSE' });
    expect(purchases()).not.toContain('GetExecution');
  });
});
