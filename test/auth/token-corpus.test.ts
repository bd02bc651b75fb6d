import { createHmac, generateKeyPairSync } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inspect } from 'node:util';
import { CompactEncrypt } from 'jose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createGate, type Gate } from './gate.ts';
import { InvalidToken } from '../../src/auth/token-errors.ts';
import type { InvalidTokenReason } from '../../src/auth/token-errors.ts';
import {
  createEcKey,
  createJwksEndpoint,
  createRsaKey,
  encodePart,
  goodClaims,
  signToken,
  start,
  startSeconds,
  tokenSettings,
} from './issuer.ts';
import type { JwksEndpoint } from './issuer.ts';

const ec = createEcKey('ec');
const rsa = createRsaKey('rsa');
const stranger = createEcKey('ec');
const es256 = { alg: 'ES256', kid: 'ec' };
const folder = mkdtempSync(join(tmpdir(), 'jobgraph-auth-'));
const now = () => start;
const clock = { now, monotonic: () => 0 };

let endpoint: JwksEndpoint;
let remote: Gate;
let fixed: Gate;

beforeAll(async () => {
  endpoint = await createJwksEndpoint(ec.jwk, rsa.jwk);
  remote = createGate({ ...tokenSettings, jwksUri: endpoint.uri }, clock);
  const publicKeyFile = join(folder, 'key.pem');
  writeFileSync(publicKeyFile, ec.publicKey.export({ type: 'spki', format: 'pem' }));
  fixed = createGate({ ...tokenSettings, publicKeyFile }, clock);
});

afterAll(async () => {
  remote.close();
  await endpoint[Symbol.asyncDispose]();
  rmSync(folder, { recursive: true });
});

function withClaims(claims: Readonly<Record<string, unknown>>): string {
  return signToken(ec, es256, { ...goodClaims, ...claims });
}

function without(name: string): string {
  return signToken(ec, es256, Object.fromEntries(Object.entries(goodClaims).filter(([claim]) => claim !== name)));
}

function withHeader(header: Readonly<Record<string, unknown>>): string {
  return signToken(ec, { ...es256, ...header });
}

function hmac(header: Readonly<Record<string, unknown>>, secret: string | Buffer): string {
  const input = `${encodePart(header)}.${encodePart(goodClaims)}`;
  return `${input}.${createHmac('sha256', secret).update(input).digest('base64url')}`;
}

const good = signToken(ec, es256);
const [goodHeader = '', goodPayload = '', goodSignature = ''] = good.split('.');
const pem = ec.publicKey.export({ type: 'spki', format: 'pem' });
const der = ec.publicKey.export({ type: 'spki', format: 'der' });
const rsaPem = rsa.publicKey.export({ type: 'spki', format: 'pem' });

/** As long as can be while no longer than a limit. */
function padTo(limit: number): string {
  let token = good;
  for (let size = Math.floor(limit * 0.7); token.length <= limit; size += 1) {
    const longer = signToken(ec, es256, { ...goodClaims, pad: 'x'.repeat(size) });
    if (longer.length > limit) break;
    token = longer;
  }
  return token;
}

const corpus: readonly (readonly [name: string, token: string, reason: InvalidTokenReason])[] = [
  // Algorithms: RFC 8725 sections 2.1, 3.1, 3.2.
  ['alg none, unsigned', `${encodePart({ alg: 'none' })}.${goodPayload}.`, 'malformed'],
  ['alg none, with a signature', `${encodePart({ alg: 'none' })}.${goodPayload}.${goodSignature}`, 'algorithm'],
  ['alg None in other letters', `${encodePart({ alg: 'nOnE' })}.${goodPayload}.${goodSignature}`, 'algorithm'],
  ['HS256 with the PEM public key as secret', hmac({ alg: 'HS256', kid: 'ec' }, pem), 'algorithm'],
  ['HS256 with the DER public key as secret', hmac({ alg: 'HS256', kid: 'ec' }, der), 'algorithm'],
  ['HS256 with the RSA public key as secret', hmac({ alg: 'HS256', kid: 'rsa' }, rsaPem), 'algorithm'],
  ['HS256 with an empty secret', hmac({ alg: 'HS256' }, ''), 'algorithm'],
  ['an algorithm outside the list', signToken(rsa, { alg: 'RS384', kid: 'rsa' }), 'algorithm'],
  ['an algorithm of another case', withHeader({ alg: 'es256' }), 'algorithm'],
  ['no algorithm', signToken(ec, { kid: 'ec' }), 'algorithm'],
  ['an algorithm that is no string', withHeader({ alg: ['ES256'] }), 'algorithm'],
  ['an algorithm named like an object’s own', withHeader({ alg: 'constructor' }), 'algorithm'],

  // Keys that the token brings or points to: RFC 8725 section 3.10.
  ['jku', withHeader({ jku: 'https://attacker.example/jwks.json' }), 'header'],
  ['x5u', withHeader({ x5u: 'https://attacker.example/chain.pem' }), 'header'],
  ['x5c', withHeader({ x5c: ['MIIB'] }), 'header'],
  ['an embedded jwk, signed with it', signToken(stranger, { ...es256, jwk: stranger.jwk }), 'header'],
  ['a kid that is no string', withHeader({ kid: { $ne: null } }), 'header'],
  ['a kid that is a path', withHeader({ kid: '../../../dev/null' }), 'unknown-key'],
  ['a kid named like an object’s own', withHeader({ kid: '__proto__' }), 'unknown-key'],

  // Extensions: RFC 7515 section 4.1.11, RFC 7797.
  ['an unknown crit', withHeader({ crit: ['exp'], exp: 1 }), 'header'],
  ['an empty crit', withHeader({ crit: [] }), 'header'],
  ['b64 false', withHeader({ crit: ['b64'], b64: false }), 'header'],
  ['b64 false without crit', withHeader({ b64: false }), 'header'],

  // What it is, and what it holds: RFC 8725 sections 2.3, 3.11.
  ['a typ of another kind of token', withHeader({ typ: 'logout+jwt' }), 'header'],
  ['a typ that is no string', withHeader({ typ: 1 }), 'header'],
  ['nested: cty JWT', signToken(ec, { ...es256, cty: 'JWT' }, good), 'header'],
  ['compressed', withHeader({ zip: 'DEF' }), 'header'],

  // Form.
  ['one part', goodHeader, 'malformed'],
  ['two parts', `${goodHeader}.${goodPayload}`, 'malformed'],
  ['four parts', `${good}.${goodSignature}`, 'malformed'],
  ['no signature', `${goodHeader}.${goodPayload}.`, 'malformed'],
  ['padded', `${good}==`, 'malformed'],
  ['base64 of the other alphabet', `${goodHeader}.${goodPayload}.++//`, 'malformed'],
  ['a header that is no JSON', `${encodePart('{')}.${goodPayload}.${goodSignature}`, 'malformed'],
  ['a header that is an array', `${encodePart([])}.${goodPayload}.${goodSignature}`, 'malformed'],
  ['a header that is null', `${encodePart('null')}.${goodPayload}.${goodSignature}`, 'malformed'],
  [
    'a header that is not UTF-8',
    `${Buffer.from([0xff, 0xfe]).toString('base64url')}.${goodPayload}.${goodSignature}`,
    'malformed',
  ],
  ['claims that are no JSON', signToken(ec, es256, 'hello'), 'claims'],
  ['claims that are an array', signToken(ec, es256, []), 'claims'],
  ['claims that are null', signToken(ec, es256, 'null'), 'claims'],
  ['just over 8 KB', padTo(8195), 'too-long'],
  ['far over 8 KB', 'x'.repeat(100_000), 'too-long'],

  // Signature: RFC 8725 section 3.3.
  ['signed by a stranger under a known kid', signToken(stranger, es256), 'signature'],
  [
    'claims changed after signing',
    `${goodHeader}.${encodePart({ ...goodClaims, scope: 'job:credentials' })}.${goodSignature}`,
    'signature',
  ],
  [
    'header changed after signing',
    `${encodePart({ ...es256, typ: 'JWT' })}.${goodPayload}.${goodSignature}`,
    'signature',
  ],
  ['a signature cut short', `${goodHeader}.${goodPayload}.${goodSignature.slice(0, -4)}`, 'signature'],
  [
    'a signature of zeros (CVE-2022-21449)',
    `${goodHeader}.${goodPayload}.${Buffer.alloc(64).toString('base64url')}`,
    'signature',
  ],
  ['the kid of a key of another type', signToken(ec, { alg: 'ES256', kid: 'rsa' }), 'unknown-key'],

  // Claims: RFC 8725 sections 3.8, 3.9; RFC 7519 section 4.1.
  ['no iss', without('iss'), 'issuer'],
  ['another iss', withClaims({ iss: 'https://attacker.example' }), 'issuer'],
  ['an iss that differs by a slash', withClaims({ iss: 'https://issuer.example/' }), 'issuer'],
  ['an iss in an array', withClaims({ iss: ['https://issuer.example'] }), 'issuer'],
  ['no aud', without('aud'), 'audience'],
  ['another aud', withClaims({ aud: 'billing' }), 'audience'],
  ['an aud that holds ours', withClaims({ aud: 'jobgraph-admin' }), 'audience'],
  ['an empty list of aud', withClaims({ aud: [] }), 'audience'],
  ['an aud that is an object', withClaims({ aud: { jobgraph: true } }), 'audience'],
  ['no exp', without('exp'), 'claims'],
  ['an exp in text', withClaims({ exp: String(startSeconds + 3600) }), 'claims'],
  ['an exp of null', withClaims({ exp: null }), 'claims'],
  [
    'an exp beyond all dates',
    signToken(ec, es256, JSON.stringify(goodClaims).replace(/"exp":\d+/, '"exp":1e300')),
    'claims',
  ],
  [
    'an exp of infinity',
    signToken(ec, es256, JSON.stringify(goodClaims).replace(/"exp":\d+/, '"exp":1e400')),
    'claims',
  ],
  ['expired by more than the skew', withClaims({ exp: startSeconds - 61 }), 'expired'],
  ['expired by just the skew', withClaims({ exp: startSeconds - 60 }), 'expired'],
  ['not valid for longer than the skew', withClaims({ nbf: startSeconds + 61 }), 'not-yet-valid'],
  ['an nbf in text', withClaims({ nbf: '0' }), 'claims'],
  ['issued in the future', withClaims({ iat: startSeconds + 61 }), 'not-yet-valid'],
  ['issued in the far future', withClaims({ iat: startSeconds + 1e9 }), 'not-yet-valid'],
  ['an iat in text', withClaims({ iat: 'now' }), 'claims'],
  ['a sub that is no string', withClaims({ sub: 7 }), 'claims'],
];

describe('a bad token', () => {
  it.each(corpus)('%s', async (_name, token, reason) => {
    await expect(remote.authenticate(`Bearer ${token}`)).rejects.toEqual(new InvalidToken(reason));
  });

  it.each(corpus.filter(([, , reason]) => reason !== 'unknown-key'))(
    'with a fixed key: %s',
    async (_name, token, reason) => {
      await expect(fixed.authenticate(`Bearer ${token}`)).rejects.toEqual(new InvalidToken(reason));
    },
  );

  it('that is encrypted is refused', async () => {
    const { publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
    const jwe = await new CompactEncrypt(Buffer.from(good))
      .setProtectedHeader({ alg: 'RSA-OAEP-256', enc: 'A256GCM' })
      .encrypt(publicKey);

    await expect(remote.authenticate(`Bearer ${jwe}`)).rejects.toEqual(new InvalidToken('malformed'));
  });

  it('shows nothing of itself in the error', async () => {
    const token = withClaims({ aud: 'canary-audience', sub: 'canary-subject' });

    const error = await remote.authenticate(`Bearer ${token}`).catch((reason: unknown) => reason);

    expect(inspect(error, { depth: null, showHidden: true })).not.toMatch(new RegExp(`canary|${token.slice(0, 20)}`));
    expect(error).toMatchObject({
      code: 'UNAUTHENTICATED',
      status: 401,
      headers: { 'www-authenticate': 'Bearer error="invalid_token"' },
      message: "The bearer token's audience (`aud`) is not accepted here.",
    });
  });
});

describe('a header that is no bearer token', () => {
  it.each([
    ['empty', ''],
    ['blank', ' '],
    ['the scheme alone', 'Bearer'],
    ['the scheme and a blank', 'Bearer '],
    ['the token alone', good],
    ['another scheme', `Basic ${Buffer.from('ada:secret').toString('base64')}`],
    ['another scheme with a token', `DPoP ${good}`],
    ['two tokens', `Bearer ${good} ${good}`],
    ['two values in one line', `Bearer ${good}, Bearer ${good}`],
    ['a tab for the blank', `Bearer\t${good}`],
    ['a line break', `Bearer ${good}\n`],
    ['two headers', [`Bearer ${good}`, `Bearer ${good}`]],
    ['an empty list of headers', []],
    ['null', null as unknown as string],
    ['a number', 7 as unknown as string],
    ['an object', { toString: () => `Bearer ${good}` } as unknown as string],
  ])('%s', async (_name, authorization) => {
    await expect(remote.authenticate(authorization)).rejects.toEqual(new InvalidToken('not-bearer'));
  });
});

describe('a good token', () => {
  it.each([
    ['plain', good],
    ['of the other algorithm', signToken(rsa, { alg: 'RS256', kid: 'rsa' })],
    ['typ JWT', withHeader({ typ: 'JWT' })],
    ['typ at+jwt', withHeader({ typ: 'at+jwt' })],
    ['typ application/at+jwt', withHeader({ typ: 'application/AT+JWT' })],
    ['with a thumbprint in the header', withHeader({ x5t: 'dGh1bWI' })],
    ['for several audiences', withClaims({ aud: ['billing', 'jobgraph'] })],
    ['nbf within the skew', withClaims({ nbf: startSeconds + 60 })],
    ['iat within the skew', withClaims({ iat: startSeconds + 60 })],
    ['just under 8 KB', padTo(8192)],
  ])('%s', async (_name, token) => {
    await expect(remote.authenticate(`Bearer ${token}`)).resolves.toEqual({
      kind: 'token',
      subject: 'ada',
      scopes: new Set(['job:read']),
      expiresAt: new Date((startSeconds + 3600) * 1000),
    });
  });

  it.each(['bearer', 'BEARER', 'Bearer '])('with the scheme written %j', async (scheme) => {
    await expect(remote.authenticate([`${scheme} ${good}`])).resolves.toMatchObject({ kind: 'token', subject: 'ada' });
  });

  it('expired within the skew is admitted still', async () => {
    const token = withClaims({ exp: startSeconds - 59 });

    await expect(remote.authenticate(`Bearer ${token}`)).resolves.toMatchObject({
      expiresAt: new Date((startSeconds - 59) * 1000),
    });
  });

  it.each([
    ['absent', without('sub')],
    ['empty', withClaims({ sub: '' })],
  ])('with its sub %s names nobody', async (_name, token) => {
    await expect(remote.authenticate(`Bearer ${token}`)).resolves.toMatchObject({ kind: 'token', subject: null });
  });
});
