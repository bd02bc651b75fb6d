import { generateKeyPairSync, type KeyObject } from 'node:crypto';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { errorOf, folder, load, write } from './config-file.ts';

const sources = 'sources: [{ name: devices, provider: importexport }]';
const issuer = 'issuer: https://issuer.example, audience: jobgraph';
const jwksUri = 'jwksUri: https://issuer.example/keys';
const secret = 'secret: 0123456789abcdef0123456789abcdef';

function toFile(auth: string): string {
  return `auth: { ${auth} }\n${sources}\n`;
}

function authOf(auth: string) {
  return load(toFile(auth)).auth;
}

function faultsOfAuth(auth: string): readonly string[] {
  return errorOf(toFile(auth)).message.split('\n');
}

/** A PEM file beside the configuration. */
function writeKey(name: string, key: KeyObject): string {
  write(name, key.export({ type: key.type === 'private' ? 'pkcs8' : 'spki', format: 'pem' }));
  return name;
}

const ed25519 = generateKeyPairSync('ed25519');
const p384 = generateKeyPairSync('ec', { namedCurve: 'secp384r1' });

describe('auth', () => {
  it('of a key set takes the usual algorithms, the claim scope, and nobody without a token', () => {
    const auth = authOf(`mode: jwt, ${issuer}, ${jwksUri}`);

    expect(auth).toEqual({
      mode: 'jwt',
      issuer: 'https://issuer.example',
      audience: 'jobgraph',
      algorithms: ['RS256', 'ES256', 'EdDSA'],
      jwksUri: 'https://issuer.example/keys',
      scopeClaims: ['scope'],
      anonymousScopes: [],
    });
  });

  it('of a secret takes HS256 and no other algorithm', () => {
    const auths = [
      authOf(`mode: jwt, ${issuer}, ${secret}`),
      authOf(`mode: jwt, ${issuer}, ${secret}, algorithms: [HS256]`),
    ];

    expect(auths).toEqual([
      expect.objectContaining({ algorithms: ['HS256'] }),
      expect.objectContaining({ algorithms: ['HS256'] }),
    ]);
  });

  it('counts the bytes of a secret, not its characters', () => {
    const auth = authOf(`mode: jwt, ${issuer}, secret: ${'ß'.repeat(16)}`);

    expect(auth).toMatchObject({ secret: 'ß'.repeat(16) });
  });

  it('of a key file finds it beside the configuration', () => {
    const auth = authOf(`mode: jwt, ${issuer}, publicKeyFile: ${writeKey('issuer.pem', ed25519.publicKey)}`);

    expect(auth).toMatchObject({ publicKeyFile: join(folder, 'issuer.pem'), algorithms: ['RS256', 'ES256', 'EdDSA'] });
  });

  it.each([
    'http://localhost:1/keys',
    'http://127.0.0.1/keys',
    'http://[::1]:8080/keys',
    'HTTPS://issuer.example/keys?v=1',
  ])('takes keys from %s', (uri) => {
    const auth = authOf(`mode: jwt, ${issuer}, jwksUri: "${uri}"`);

    expect(auth).toMatchObject({ jwksUri: uri });
  });

  it('none grants no more than it must', () => {
    const auths = [authOf('mode: none'), authOf('mode: none, anonymousScopes: [job:read]')];

    expect(auths).toEqual([{ mode: 'none' }, { mode: 'none' }]);
  });
});

const keys = 'a map with exactly one of jwksUri, publicKeyFile and secret';
const uri = 'an https URL, or an http one of this machine (loopback), without user and fragment';
const readable = 'auth.publicKeyFile must be a readable PEM file of a public key or an X.509 certificate';

describe('a fault of auth', () => {
  it.each([
    ['', 'auth.mode must be jwt, or none written out, but got nothing'],
    ['mode: open', 'auth.mode must be jwt, or none written out, but got "open"'],
    ['mode: none, issuer: x', 'auth.issuer must be one of the keys mode, anonymousScopes, but is none of them'],
    [
      'mode: none, anonymousScopes: []',
      'auth.anonymousScopes must be [job:read]: mode none lets everyone read jobs, but got an empty list',
    ],
    [`mode: jwt, ${issuer}`, `auth must be ${keys}, but got none of them`],
    [`mode: jwt, ${issuer}, ${jwksUri}, ${secret}`, `auth must be ${keys}, but got jwksUri and secret`],
    [`mode: jwt, audience: a, ${jwksUri}`, 'auth.issuer must be text of at least one character, but got nothing'],
    [`mode: jwt, issuer: a, ${jwksUri}`, 'auth.audience must be text, or a list of texts, but got nothing'],
    [`mode: jwt, issuer: a, audience: 5, ${jwksUri}`, 'auth.audience must be text, or a list of texts, but got 5'],
    [`mode: jwt, issuer: a, audience: [], ${jwksUri}`, 'auth.audience must be a list of texts, but got an empty list'],
    [
      `mode: jwt, issuer: a, audience: [b, ""], ${jwksUri}`,
      'auth.audience[1] must be text of at least one character, but got empty text',
    ],
    [
      `mode: jwt, ${issuer}, ${jwksUri}, algorithms: []`,
      'auth.algorithms must be a list of at least one algorithm, but got an empty list',
    ],
    [
      `mode: jwt, ${issuer}, ${jwksUri}, algorithms: [none]`,
      'auth.algorithms[0] must be RS256, RS384, RS512, PS256, PS384, PS512, ES256, ES384, ES512, EdDSA, Ed25519 or HS256, but got "none"',
    ],
    [
      `mode: jwt, ${issuer}, ${jwksUri}, algorithms: [RS256, HS256]`,
      'auth.algorithms must be without HS256, which goes with secret alone, but got HS256',
    ],
    [
      `mode: jwt, ${issuer}, ${secret}, algorithms: [RS256, HS256]`,
      'auth.algorithms must be [HS256], the only one that goes with secret, but got RS256',
    ],
    [
      `mode: jwt, ${issuer}, secret: 0123456789abcdef0123456789abcde`,
      'auth.secret must be text of 32 bytes or more, but got a value that is not shown (text of 31 characters)',
    ],
    [
      `mode: jwt, ${issuer}, secret: 12345678`,
      'auth.secret must be text of 32 bytes or more, but got a value that is not shown (a number), which needs quotes to be text',
    ],
    [
      `mode: jwt, ${issuer}, jwksUri: "http://issuer.example/keys"`,
      `auth.jwksUri must be ${uri}, but got "http://issuer.example/keys"`,
    ],
    [
      `mode: jwt, ${issuer}, jwksUri: "http://127.0.0.1.evil.example/"`,
      `auth.jwksUri must be ${uri}, but got "http://127.0.0.1.evil.example/"`,
    ],
    [
      `mode: jwt, ${issuer}, jwksUri: "https://user:pass@issuer.example/"`,
      `auth.jwksUri must be ${uri}, but got a value that is not shown (text of 33 characters)`,
    ],
    [
      `mode: jwt, ${issuer}, ${jwksUri}, scopeClaims: scope`,
      'auth.scopeClaims must be a list of at least one name, but got a value that is not shown (text of 5 characters)',
    ],
    [
      `mode: jwt, ${issuer}, ${jwksUri}, anonymousScopes: [job:credentials]`,
      'auth.anonymousScopes[0] must be job:read, the only scope that can be had without a token, but got "job:credentials"',
    ],
    [
      `mode: jwt, ${issuer}, publicKeyFile: missing.pem`,
      'auth.publicKeyFile must be a file that can be read, but got none of that name',
    ],
    [`mode: jwt, ${issuer}, publicKeyFile: .`, 'auth.publicKeyFile must be a file that can be read, but got a folder'],
  ])('%s', (auth, fault) => {
    const faults = faultsOfAuth(auth);

    expect(faults).toEqual([fault]);
  });

  it('is a key file that holds no public key', () => {
    write('text.pem', 'no key');
    const files = ['text.pem', writeKey('private.pem', ed25519.privateKey)];

    const faults = files.map((file) => faultsOfAuth(`mode: jwt, ${issuer}, publicKeyFile: ${file}`));

    expect(faults).toEqual([[readable], [readable]]);
  });

  it('is a key that no algorithm of the list fits', () => {
    const faults = faultsOfAuth(`mode: jwt, ${issuer}, publicKeyFile: ${writeKey('p384.pem', p384.publicKey)}`);

    expect(faults).toEqual(['auth.algorithms must name one that fits the key (ES384)']);
  });

  it('of a key file stands beside those of other sections', () => {
    const faults = errorOf(
      `server: { port: -1 }\nauth: { mode: jwt, ${issuer}, publicKeyFile: missing.pem }\n${sources}`,
    ).message;

    expect(faults).toBe(
      'server.port must be a whole number from 0 to 65535, but got -1\n' +
        'auth.publicKeyFile must be a file that can be read, but got none of that name',
    );
  });
});
