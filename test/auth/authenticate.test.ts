import { createHmac, generateKeyPairSync } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { createGate } from './gate.ts';
import type { TokenSettings } from '../../src/auth/settings.ts';
import { InvalidToken } from '../../src/auth/token-errors.ts';
import { createManualClock } from '../emulation/manual-clock.ts';
import {
  createEcKey,
  createRsaKey,
  encodePart,
  goodClaims,
  signToken,
  start,
  startSeconds,
  tokenSettings,
} from './issuer.ts';

const now = () => start;
const still = { now, monotonic: () => 0 };
const key = createEcKey();
const secret = 'a secret of thirty-two bytes or more';
const folder = mkdtempSync(join(tmpdir(), 'jobgraph-auth-'));

// Made once with openssl, and a token signed with its key; the key is gone.
const certificate = `-----BEGIN CERTIFICATE-----
MIIBiTCCAS+gAwIBAgIUIGD0IqzVsh3kQRbCLHcRkfgBQ6AwCgYIKoZIzj0EAwIw
GTEXMBUGA1UEAwwOaXNzdWVyLmV4YW1wbGUwIBcNMjYxMTIxMDk0ODExWhgPMjEy
NjEwMjgwOTQ4MTFaMBkxFzAVBgNVBAMMDmlzc3Vlci5leGFtcGxlMFkwEwYHKoZI
zj0CAQYIKoZIzj0DAQcDQgAEeD92A70AsvZFIyhomTeUZGkJ6uTF6m16RsIsbD2l
yMbWbaivH180VGkTysWn1/w0sPkKdXZWEm8itsaoHn3WVKNTMFEwHQYDVR0OBBYE
FGXAk6smiB+l9gwRICSMmjZ6xr7iMB8GA1UdIwQYMBaAFGXAk6smiB+l9gwRICSM
mjZ6xr7iMA8GA1UdEwEB/wQFMAMBAf8wCgYIKoZIzj0EAwIDSAAwRQIhAPP5zWsJ
WWyIhuF67ZQYGEmp4G+aPwItm/qimcpulp1LAiBD3csewhRgaoCtDyChICg2agEV
vksj/m2tph0CuDP0PQ==
-----END CERTIFICATE-----
`;
const certifiedToken = [
  'eyJhbGciOiJFUzI1NiJ9',
  'eyJpc3MiOiJodHRwczovL2lzc3Vlci5leGFtcGxlIiwiYXVkIjoiam9iZ3JhcGgiLCJzdWIiOiJhZGEiLCJleHAiOjE3NzIzNzAwMDAsInNjb3BlIjoiam9iOnJlYWQifQ',
  'ULtt7jrbLkOS-z1goOHg0Zdp01mNF41ApY3ACzD1BplTCHGbqrRpHWmlX_xH5AVM4AzVzVWjLNSwKvDsHDjnJQ',
].join('.');

afterAll(() => {
  rmSync(folder, { recursive: true });
});

function toFile(name: string, content: string | Buffer): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

function hs256(signedWith: string, header: Readonly<Record<string, unknown>> = { alg: 'HS256' }): string {
  const input = `${encodePart(header)}.${encodePart(goodClaims)}`;
  return `${input}.${createHmac('sha256', signedWith).update(input).digest('base64url')}`;
}

function withKey(settings: Partial<TokenSettings> = {}): TokenSettings {
  return { ...tokenSettings, publicKey: key.publicKey, ...settings };
}

describe('without a header', () => {
  it('the viewer is anonymous and may do nothing', async () => {
    const gate = createGate(withKey(), still);

    await expect(gate.authenticate(undefined)).resolves.toEqual({
      kind: 'anonymous',
      subject: null,
      scopes: new Set(),
      expiresAt: null,
    });
  });

  it('the viewer may do what the settings let everybody do', async () => {
    const gate = createGate(withKey({ anonymousScopes: ['job:read'] }), still);

    await expect(gate.authenticate(undefined)).resolves.toMatchObject({
      kind: 'anonymous',
      scopes: new Set(['job:read']),
    });
  });
});

describe('without tokens at all', () => {
  it.each([undefined, '', 'Basic eDp5', `Bearer ${signToken(key, { alg: 'ES256' })}`])(
    'everybody reads jobs and no more: %j',
    async (header) => {
      const gate = createGate({ mode: 'none' }, still);

      await expect(gate.authenticate(header)).resolves.toEqual({
        kind: 'open',
        subject: null,
        scopes: new Set(['job:read']),
        expiresAt: null,
      });
    },
  );
});

describe('a key file', () => {
  const spkiPem = key.publicKey.export({ type: 'spki', format: 'pem' }) as string;
  const spki = toFile('spki.pem', spkiPem);

  it('holds the key, whatever kid a token names', async () => {
    const gate = createGate({ ...tokenSettings, publicKeyFile: spki }, still);

    await expect(gate.authenticate(`Bearer ${signToken(key, { alg: 'ES256', kid: 'any' })}`)).resolves.toMatchObject({
      subject: 'ada',
    });
  });

  it('may be an X.509 certificate', async () => {
    const gate = createGate({ ...tokenSettings, publicKeyFile: toFile('certificate.pem', certificate) }, still);

    await expect(gate.authenticate(`Bearer ${certifiedToken}`)).resolves.toMatchObject({ subject: 'ada' });
    await expect(gate.authenticate(`Bearer ${signToken(key, { alg: 'ES256' })}`)).rejects.toEqual(
      new InvalidToken('signature'),
    );
  });

  it('lets only the algorithms in that fit the key', async () => {
    const rsa = createRsaKey();
    const gate = createGate({ ...tokenSettings, publicKeyFile: spki }, still);

    await expect(gate.authenticate(`Bearer ${signToken(rsa, { alg: 'RS256' })}`)).rejects.toEqual(
      new InvalidToken('algorithm'),
    );
  });

  const privatePem = key.privateKey.export({ type: 'pkcs8', format: 'pem' }) as string;
  const weak = createRsaKey('weak', 1024).publicKey.export({ type: 'spki', format: 'pem' }) as string;
  const exchange = generateKeyPairSync('x25519').publicKey.export({ type: 'spki', format: 'pem' });
  it.each([
    ['is not there', join(folder, 'absent.pem'), /readable PEM file/],
    ['holds no PEM', toFile('text.pem', 'hello'), /readable PEM file/],
    [
      'holds broken PEM',
      toFile('broken.pem', '-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----\n'),
      /readable PEM file/,
    ],
    ['holds a private key', toFile('private.pem', privatePem), /readable PEM file/],
    ['holds a private key too', toFile('both.pem', `${spkiPem}${privatePem}`), /readable PEM file/],
    ['holds a weak key', toFile('weak.pem', weak), /auth.algorithms must name one that fits the key/],
    [
      'holds a key that signs nothing',
      toFile('x25519.pem', exchange),
      /auth.algorithms must name one that fits the key/,
    ],
  ])('that %s is refused at the start', (_name, publicKeyFile, message) => {
    expect(() => createGate({ ...tokenSettings, publicKeyFile }, still)).toThrow(message);
  });
});

describe('a secret', () => {
  const settings = { ...tokenSettings, algorithms: ['HS256'], secret };

  it('verifies HS256', async () => {
    const gate = createGate(settings, still);

    await expect(gate.authenticate(`Bearer ${hs256(secret)}`)).resolves.toMatchObject({
      kind: 'token',
      subject: 'ada',
    });
  });

  it.each([
    ['another secret', hs256(`${secret}!`), 'signature'],
    ['an empty secret', hs256(''), 'signature'],
    ['HS512', hs256(secret, { alg: 'HS512' }), 'algorithm'],
    ['none', hs256(secret, { alg: 'none' }), 'algorithm'],
    ['a key pair', signToken(key, { alg: 'ES256' }), 'algorithm'],
  ] as const)('lets nothing else in: %s', async (_name, token, reason) => {
    const gate = createGate({ ...settings, algorithms: ['HS256', 'HS512', 'ES256', 'none'] }, still);

    await expect(gate.authenticate(`Bearer ${token}`)).rejects.toEqual(new InvalidToken(reason));
  });

  it('is not shown by the error that calls it short', () => {
    expect(() => createGate({ ...settings, secret: 'too short' }, still)).toThrow(
      'auth.secret must be 32 bytes or more, but got 9',
    );
  });
});

describe('settings that would open the door', () => {
  it.each<[string, Partial<TokenSettings>, RegExp]>([
    ['an empty issuer', { issuer: '' }, /auth.issuer/],
    ['an empty audience', { audience: '' }, /auth.audience/],
    ['no audience', { audience: [] }, /auth.audience/],
    ['no key', { publicKey: undefined }, /one of jwksUri, publicKeyFile and secret, but got 0/],
    ['a key and a secret', { secret }, /one of jwksUri, publicKeyFile and secret, but got 2/],
    ['HS256 with a public key', { algorithms: ['ES256', 'HS256'] }, /auth.algorithms/],
    ['alg none', { algorithms: ['ES256', 'none'] }, /auth.algorithms/],
    ['no algorithm', { algorithms: [] }, /auth.algorithms/],
    ['an anonymous viewer who may do more than read', { anonymousScopes: ['job:credentials'] }, /auth.anonymousScopes/],
    ['keys in a file URL', { publicKey: undefined, jwksUri: 'file:///etc/jwks.json' }, /auth.jwksUri/],
  ])('%s', (_name, settings, message) => {
    expect(() => createGate(withKey(settings), still)).toThrow(message);
  });
});

describe('scopes', () => {
  const scopeClaims = ['scope', 'scp', 'permissions'];

  it.each<[string, Readonly<Record<string, unknown>>, readonly string[]]>([
    ['a string', { scope: 'job:read job:sensitive' }, ['job:read', 'job:sensitive']],
    ['an array', { scope: ['job:read', 'job:sensitive'] }, ['job:read', 'job:sensitive']],
    ['several claims together', { scope: 'a b', scp: ['b', 'c'], permissions: 'd' }, ['a', 'b', 'c', 'd']],
    ['blanks and repeats', { scope: '  a   a ', scp: ['', 'a'] }, ['a']],
    ['members that are no strings', { scope: ['a', 1, null, ['b'], { c: 1 }] }, ['a']],
    ['values that are no list', { scope: { 0: 'a', length: 1 }, scp: 7, permissions: true }, []],
    ['a member with a blank is one scope', { scope: ['job:read job:credentials'] }, ['job:read job:credentials']],
    ['a tab parts nothing', { scope: 'job:read\tjob:credentials' }, ['job:read\tjob:credentials']],
    ['claims that are not named', { scope: 'a', roles: 'b' }, ['a']],
    ['none', { scope: undefined }, []],
  ])('%s', async (_name, claims, expected) => {
    const gate = createGate(withKey({ scopeClaims }), still);

    const { scopes } = await gate.authenticate(
      `Bearer ${signToken(key, { alg: 'ES256' }, { ...goodClaims, ...claims })}`,
    );

    expect(scopes).toEqual(new Set(expected));
  });

  it('come from the token’s own claims only', async () => {
    const gate = createGate(withKey({ scopeClaims: ['constructor', '__proto__', 'toString'] }), still);

    await expect(gate.authenticate(`Bearer ${signToken(key, { alg: 'ES256' })}`)).resolves.toMatchObject({
      scopes: new Set(),
    });
  });

  it('are bounded in number', async () => {
    const gate = createGate(withKey(), still);
    const scope = Array.from({ length: 600 }, (_, index) => index.toString(36)).join(' ');

    const { scopes } = await gate.authenticate(`Bearer ${signToken(key, { alg: 'ES256' }, { ...goodClaims, scope })}`);

    expect(scopes.size).toBe(256);
  });
});

describe('a token that was verified before', () => {
  it('is known again, and forgotten when it expires', async () => {
    const clock = createManualClock(start);
    const gate = createGate(withKey(), clock);
    const header = `Bearer ${signToken(key, { alg: 'ES256' }, { ...goodClaims, exp: startSeconds + 10 })}`;

    const viewer = await gate.authenticate(header);
    clock.advance(9_999);
    expect(await gate.authenticate(header)).toBe(viewer);
    clock.advance(1);
    expect(await gate.authenticate(header)).not.toBe(viewer);
    clock.advance(60_000);

    await expect(gate.authenticate(header)).rejects.toEqual(new InvalidToken('expired'));
  });

  it('is verified again after a minute', async () => {
    const clock = createManualClock(start);
    const gate = createGate(withKey(), clock);
    const header = `Bearer ${signToken(key, { alg: 'ES256' })}`;
    const viewer = await gate.authenticate(header);

    clock.advance(60_000);

    expect(await gate.authenticate(header)).not.toBe(viewer);
  });

  it('is forgotten in time, whether the time of day is set back or forward', async () => {
    const manual = createManualClock(start);
    const gate = createGate(withKey(), manual);
    const header = `Bearer ${signToken(key, { alg: 'ES256' }, { ...goodClaims, exp: startSeconds + 300 })}`;
    const viewer = await gate.authenticate(header);

    manual.set(-300_000);
    const kept = await gate.authenticate(header);
    manual.advance(60_000);
    const verified = await gate.authenticate(header);
    manual.set(600_000 + 60_000);

    expect(kept).toBe(viewer);
    expect(verified).not.toBe(viewer);
    await expect(gate.authenticate(header)).rejects.toEqual(new InvalidToken('expired'));
  });

  it('is no other token, and a refusal is not kept', async () => {
    const clock = createManualClock(start);
    const gate = createGate(withKey(), clock);
    const early = `Bearer ${signToken(key, { alg: 'ES256' }, { ...goodClaims, nbf: startSeconds + 70 })}`;
    await expect(gate.authenticate(early)).rejects.toEqual(new InvalidToken('not-yet-valid'));

    clock.advance(10_000);

    await expect(gate.authenticate(early)).resolves.toMatchObject({ subject: 'ada' });
    await expect(gate.authenticate(`${early.slice(0, -4)}AAAA`)).rejects.toEqual(new InvalidToken('signature'));
  });
});
