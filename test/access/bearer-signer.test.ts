import { rmSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createAppWay } from '../../src/provider/access/app-token.ts';
import { createBearerSigner, type TokenWay } from '../../src/provider/access/credentials.ts';
import type { TokenSettings } from '../../src/provider/access/settings.ts';
import { toEndpoint } from '../../src/provider/contract/signer.ts';
import type { SourceSettingsBase } from '../../src/provider/contract/settings.ts';
import { openTestSource, type TestSource } from '../jobs/test-source.ts';
import { appKey, startBearerWorld, type BearerWorld } from './bearer-world.ts';

const start = Date.parse('2026-01-01T00:00:00Z');
const minute = 60_000;

let world: BearerWorld;
let source: TestSource | undefined;
let now: number;

beforeEach(async () => {
  now = start;
  world = await startBearerWorld();
  world.soldUntil = start + 60 * minute;
});
afterEach(async () => {
  await source?.close();
  source = undefined;
  await world.close();
});

function open(credentials: TokenSettings | TokenWay | undefined): TestSource {
  source = openTestSource({
    url: world.url,
    now: () => now,
    createSigner: ({ endpoint }: SourceSettingsBase, clock) =>
      createBearerSigner({ endpoint: toEndpoint(endpoint, 'unused.example'), credentials, now: clock }),
  });
  return source;
}

const app = (privateKeyFile: string): TokenWay =>
  createAppWay(
    { appId: '123456', installationId: '77', privateKeyFile },
    toEndpoint(world.url, ''),
    () => new Date(now),
  );

describe('a bearer token of the settings', () => {
  it('is sent with every call, under the endpoint’s own path', async () => {
    const { read, attempts } = open({ token: 'first-token' });

    await read('a');
    await read('b');

    expect(world.authorizations).toEqual(['Bearer first-token', 'Bearer first-token']);
    expect(attempts()).toEqual([null, null]);
  });

  it('that is refused is PROVIDER_ACCESS_DENIED, after one call', async () => {
    const { read } = open({ token: 'another' });

    await expect(read('a')).rejects.toMatchObject({ code: 'PROVIDER_ACCESS_DENIED', providerCode: null });
    expect(world.authorizations).toHaveLength(1);
  });

  it('may be left out: then no `authorization` is sent', async () => {
    const { read } = open(undefined);

    await expect(read('a')).rejects.toMatchObject({ code: 'PROVIDER_ACCESS_DENIED' });
    expect(world.authorizations).toEqual([undefined]);
  });
});

describe('a token’s file', () => {
  it('is cut at its ends, and read again when what was read is 60 s old', async () => {
    const file = world.write('token', ' \nfirst-token\r\n\n');
    const { read } = open({ tokenFile: file });

    await read('a');
    world.write('token', 'first-token-still-good');
    now += minute - 1;
    await read('b');
    now += 1;
    world.good = 'first-token-still-good';
    await read('c');

    expect(world.authorizations).toEqual(['Bearer first-token', 'Bearer first-token', 'Bearer first-token-still-good']);
  });

  it('is read again after a 401, and the call succeeds with the new token', async () => {
    const file = world.write('token', 'first-token');
    const { read } = open({ tokenFile: file });
    await read('a');
    world.good = 'second-token';
    world.write('token', 'second-token');

    await read('b');
    world.good = 'third-token';
    world.write('token', 'third-token');
    await read('c');

    expect(world.authorizations).toEqual(
      ['first', 'first', 'second', 'second', 'third'].map((name) => `Bearer ${name}-token`),
    );
  });

  it.each([
    ['gone', undefined],
    ['empty', ' \n'],
    ['two words', 'two words'],
  ])('that is %s later is PROVIDER_ACCESS_DENIED, with a reason, without a call; it heals', async (_, text) => {
    const file = world.write('token', 'first-token');
    const { read, stateChanges } = open({ tokenFile: file });
    await read('a');
    if (text === undefined) rmSync(file);
    else world.write('token', text);
    now += minute;

    await expect(read('b')).rejects.toMatchObject({
      code: 'PROVIDER_ACCESS_DENIED',
      causeKind: 'CREDENTIAL_FILE_UNFIT',
      message: 'A file with a token or key cannot be read, is empty, or holds something else.',
    });
    expect(world.authorizations).toHaveLength(1);
    expect(stateChanges().at(-1)).toEqual({
      state: 'MISCONFIGURED',
      code: 'PROVIDER_ACCESS_DENIED',
      cause: 'CREDENTIAL_FILE_UNFIT',
    });
    world.write('token', 'first-token');
    await read('c');
    expect(world.authorizations).toHaveLength(2);
  });
});

describe('a GitHub App', () => {
  it('buys a token with a JWT of at most ten minutes, once for all calls', async () => {
    const { read } = open(app(world.write('app.pem', appKey)));

    await Promise.all(Array.from({ length: 5 }, (_, index) => read(`job-${index}`)));

    expect(world.purchases).toEqual([{ iss: '123456', iat: start / 1000 - 30, exp: start / 1000 + 540 }]);
    expect(world.authorizations).toEqual(Array.from({ length: 5 }, () => 'Bearer ghs_1'));
  });

  it('buys the next one five minutes before the end, not earlier', async () => {
    const { read } = open(app(world.write('app.pem', appKey)));
    await read('a');
    now += 55 * minute;
    await read('b');
    world.soldUntil = start + 120 * minute;
    now += 1;
    await read('c');

    expect(world.authorizations).toEqual(['Bearer ghs_1', 'Bearer ghs_1', 'Bearer ghs_2']);
  });

  it.each([
    ['an hour ago', -60],
    ['in two minutes', 2],
  ])('whose token ends %s, by a clock that is wrong, uses it and buys no other within 30 s', async (_, minutes) => {
    world.soldUntil = start + minutes * minute;
    const { read } = open(app(world.write('app.pem', appKey)));

    for (let query = 1; query <= 12; query += 1) {
      await read(`job-${query}`);
      now += 2000;
    }
    expect([world.purchases.length, world.authorizations.length]).toEqual([1, 12]);
    now += 6000;
    await read('later');

    expect(world.authorizations.at(-1)).toBe('Bearer ghs_2');
  });

  it('whose token has ended and is refused buys two for twelve queries', async () => {
    world.soldUntil = start - 1;
    world.refusesAll = true;
    const { read } = open(app(world.write('app.pem', appKey)));

    for (let query = 1; query <= 12; query += 1)
      await expect(read(`job-${query}`)).rejects.toMatchObject({ code: 'PROVIDER_ACCESS_DENIED' });

    expect(world.purchases).toHaveLength(2);
  });

  it.each([401, 403, 404, 422])('that is refused with %i is PROVIDER_ACCESS_DENIED', async (status) => {
    world.refusal = status;
    const { read } = open(app(world.write('app.pem', appKey)));

    await expect(read('a')).rejects.toMatchObject({ code: 'PROVIDER_ACCESS_DENIED', causeKind: 'TOKEN_REFUSED' });
    expect(world.authorizations).toEqual([]);
  });

  it('that gets no answer is PROVIDER_UNAVAILABLE after three attempts', async () => {
    world.refusal = 503;
    const { read } = open(app(world.write('app.pem', appKey)));

    await expect(read('a')).rejects.toMatchObject({ code: 'PROVIDER_UNAVAILABLE' });
    expect(world.purchases).toHaveLength(3);
  });

  it('that is redirected, or given no token, is PROVIDER_BAD_RESPONSE', async () => {
    world.refusal = 302;
    const { read } = open(app(world.write('app.pem', appKey)));

    await expect(read('a')).rejects.toMatchObject({ code: 'PROVIDER_BAD_RESPONSE' });
    expect(world.purchases).toHaveLength(1);
  });

  it('buys anew where its token is refused', async () => {
    const { read } = open(app(world.write('app.pem', appKey)));
    await read('a');
    world.good = 'revoked-all-others';
    await read('b');

    expect(world.authorizations).toEqual(['Bearer ghs_1', 'Bearer ghs_1', 'Bearer ghs_2']);
  });

  it('whose key file is none any more is PROVIDER_ACCESS_DENIED', async () => {
    const { read } = open(app(world.write('app.pem', 'no key')));

    await expect(read('a')).rejects.toMatchObject({
      code: 'PROVIDER_ACCESS_DENIED',
      causeKind: 'CREDENTIAL_FILE_UNFIT',
    });
  });
});

describe('a way that a provider declares', () => {
  it('may name user and password in place of a bearer token', async () => {
    const { read } = open({ read: () => Promise.resolve({ scheme: 'Basic', token: 'am9iZ3JhcGg6cHc=' }) });

    await expect(read('a')).rejects.toMatchObject({ code: 'PROVIDER_ACCESS_DENIED', causeKind: 'CREDENTIALS_UNKNOWN' });
    expect(world.authorizations).toEqual(['Basic am9iZ3JhcGg6cHc=']);
  });

  it('says how long before their end its tokens are read again, and by what age those without an end', async () => {
    let reads = 0;
    const toTokens = (expiration?: Date): TokenWay['read'] => {
      return () => Promise.resolve({ token: `token-${(reads += 1)}`, ...(expiration && { expiration }) });
    };
    const ending = open({ read: toTokens(new Date(start + 60 * minute)), marginMilliseconds: minute });
    world.good = 'token-1';
    await ending.read('a');
    now = start + 59 * minute;
    await ending.read('b');
    now += 1;
    world.good = 'token-2';
    await ending.read('c');
    await ending.close();
    const endless = open({ read: toTokens(), rereadMilliseconds: 30 * minute });
    world.good = 'token-3';
    await endless.read('a');
    now += 30 * minute - 1;
    await endless.read('b');
    now += 1;
    world.good = 'token-4';
    await endless.read('c');

    expect(world.authorizations).toEqual([1, 1, 2, 3, 3, 4].map((number) => `Bearer token-${number}`));
  });
});
