import { createPrivateKey, generateKeyPairSync, sign as signBytes } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import { createServer } from 'node:http';
import type { RequestListener, Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { TokenSettings } from '../../src/auth/settings.ts';

/** Where every test begins. */
export const start = new Date('2026-03-01T12:00:00.000Z');
export const startSeconds = start.getTime() / 1000;

/** A key pair, and its public half as an issuer publishes it. */
export interface SigningKey {
  readonly publicKey: KeyObject;
  readonly privateKey: KeyObject;
  readonly jwk: Readonly<Record<string, unknown>>;
}

export function createEcKey(kid?: string): SigningKey {
  return toSigningKey(generateKeyPairSync('ec', { namedCurve: 'P-256' }), 'ES256', kid);
}

export function createRsaKey(kid?: string, modulusLength = 2048): SigningKey {
  return toSigningKey(generateKeyPairSync('rsa', { modulusLength }), 'RS256', kid);
}

function toSigningKey(pair: { publicKey: KeyObject; privateKey: KeyObject }, alg: string, kid?: string): SigningKey {
  const jwk = { ...pair.publicKey.export({ format: 'jwk' }), alg, use: 'sig', ...(kid === undefined ? {} : { kid }) };
  return {
    publicKey: pair.publicKey,
    privateKey: createPrivateKey(pair.privateKey.export({ type: 'pkcs8', format: 'pem' })),
    jwk,
  };
}

/** Claims that are good at `start`. */
export const goodClaims: Readonly<Record<string, unknown>> = {
  iss: 'https://issuer.example',
  aud: 'jobgraph',
  sub: 'ada',
  exp: startSeconds + 3600,
  scope: 'job:read',
};

export const tokenSettings = {
  mode: 'jwt',
  issuer: 'https://issuer.example',
  audience: 'jobgraph',
  algorithms: ['ES256', 'RS256', 'EdDSA'],
  scopeClaims: ['scope'],
  anonymousScopes: [],
} as const satisfies TokenSettings;

export function encodePart(part: unknown): string {
  return Buffer.from(typeof part === 'string' ? part : JSON.stringify(part)).toString('base64url');
}

/** Signs anything as a token, sound or not, without a library that would object. */
export function signToken(
  key: SigningKey,
  header: Readonly<Record<string, unknown>>,
  claims: unknown = goodClaims,
): string {
  const input = `${encodePart(header)}.${encodePart(claims)}`;
  const signature = signBytes('sha256', Buffer.from(input), { key: key.privateKey, dsaEncoding: 'ieee-p1363' });
  return `${input}.${signature.toString('base64url')}`;
}

export interface JwksEndpoint extends AsyncDisposable {
  readonly uri: string;
  /** Requests so far. */
  readonly count: () => number;
  /** Changes what it answers from now on. */
  readonly respond: (listener: RequestListener) => void;
  readonly publish: (...keys: readonly unknown[]) => void;
}

/** A real HTTP server that publishes keys, or does worse. */
export async function createJwksEndpoint(...keys: readonly unknown[]): Promise<JwksEndpoint> {
  let requests = 0;
  let listener: RequestListener = toJwks(keys);
  const server = createServer((request, response) => {
    requests += 1;
    listener(request, response);
  });
  const uri = `${await listen(server)}/jwks.json`;
  return {
    uri,
    count: () => requests,
    respond(next) {
      listener = next;
    },
    publish(...next) {
      listener = toJwks(next);
    },
    [Symbol.asyncDispose]: () => closeServer(server),
  };
}

function toJwks(keys: readonly unknown[]): RequestListener {
  return (_request, response) => {
    response.setHeader('content-type', 'application/json').end(JSON.stringify({ keys }));
  };
}

/** Listens on a free loopback port; the URL without a slash at its end. */
export async function listen(server: Server): Promise<string> {
  const { promise, resolve } = Promise.withResolvers<void>();
  server.listen(0, '127.0.0.1', resolve);
  await promise;
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

export async function closeServer(server: Server): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  server.close(() => resolve());
  server.closeAllConnections();
  await promise;
}

let serial = 0;

/** A header with a token that was never seen before, good for days. */
export function bearer(key: SigningKey, header: Readonly<Record<string, unknown>> = {}): string {
  const claims = { ...goodClaims, exp: startSeconds + 100 * 3600, jti: String((serial += 1)) };
  return `Bearer ${signToken(key, { alg: 'ES256', kid: key.jwk['kid'], ...header }, claims)}`;
}

export const fail: RequestListener = (_request, response) => {
  response.writeHead(500).end('{}');
};
