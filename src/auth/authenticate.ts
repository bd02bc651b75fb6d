import { hash } from 'node:crypto';
import { LRUCache } from 'lru-cache';
import { createRemoteKeys } from './remote-keys.ts';
import type { AuthSettings, TokenSettings } from './settings.ts';
import { readToken } from './token-check.ts';
import { InvalidToken } from './token-errors.ts';
import { createFixedKeys, publicKeyAlgorithms } from './token-keys.ts';
import type { TokenKeys } from './token-keys.ts';
import { publicScope, toAnonymousViewer, toOpenViewer } from './viewer.ts';
import type { Viewer } from './viewer.ts';

/** Turns an `authorization` header into a viewer. */
export interface Authenticator {
  /**
   * The viewer of a request. Takes the header as received, `undefined` if it is missing, or a list if the transport received
   * several (Node drops all but the first from `headers`, not from `headersDistinct`). Returns a promise only if a token
   * has to be checked.
   * @throws InvalidToken for a header that is not a valid bearer token; or the promise rejects with it
   * @throws TokenKeysUnavailable if it cannot be checked; or the promise rejects with it
   */
  authenticate(authorization: string | readonly string[] | undefined): Viewer | Promise<Viewer>;
  /** Aborts a key set request in progress. */
  close(): void;
}

interface AuthenticatorOptions {
  readonly now: () => Date;
  /** Milliseconds of a clock that only runs forward. */
  readonly monotonic: () => number;
  /** For the key set at `jwksUri`; must honour `signal`. Default: the platform's. */
  readonly fetch?: typeof globalThis.fetch;
  /** Overridden by tests that wait for it; see {@link createRemoteKeys}. */
  readonly keySetTimeoutMilliseconds?: number | undefined;
}

/** RFC 6750 section 2.1: the scheme in any case (RFC 9110 section 11.1), one token, nothing after it. */
const bearer = /^bearer +([\w.~+/-]+=*)$/i;
/** More than any acceptable token and its scheme. */
const maxHeaderLength = 8192 + 64;
const maxVerified = 10_000;
/** How long a verified token is trusted without another check, and so how long a withdrawn key stays effective. */
const verifiedMilliseconds = 60_000;

/**
 * Turns the `Authorization` header into a viewer.
 * @throws TypeError for unsound settings: at start, never with a request
 */
export function createAuthenticator(settings: AuthSettings, options: AuthenticatorOptions): Authenticator {
  return settings.mode === 'none' ? createOpenAuthenticator() : createTokenAuthenticator(settings, options);
}

/**
 * Without token settings a header cannot be checked, and could not grant more than everyone has. So it is ignored
 * rather than refused: in such a deployment it usually belongs to a proxy in front.
 */
function createOpenAuthenticator(): Authenticator {
  const viewer = toOpenViewer();
  return { authenticate: () => viewer, close() {} };
}

interface Verified {
  readonly viewer: Viewer;
  /** Milliseconds of the monotonic clock. */
  readonly until: number;
}

function createTokenAuthenticator(settings: TokenSettings, options: AuthenticatorOptions): Authenticator {
  assertSound(settings);
  const { now, monotonic } = options;
  const keys = createKeys(settings, options);
  const anonymous = toAnonymousViewer(settings.anonymousScopes);
  // By digest: the cache never holds a token. Only valid tokens are cached, so a flood of bad ones evicts nothing.
  const verified = new LRUCache<string, Verified>({ max: maxVerified });

  /** Checks both clocks: the time of day may be changed, but tokens expire by it. */
  function isUsable({ viewer, until }: Verified): boolean {
    return monotonic() < until && now() < (viewer.expiresAt ?? 0);
  }

  async function verify(token: string, digest: string): Promise<Viewer> {
    const viewer = await readToken(token, { settings, keys, now });
    const lifetime = (viewer.expiresAt?.getTime() ?? 0) - now().getTime();
    verified.set(digest, { viewer, until: monotonic() + Math.min(verifiedMilliseconds, lifetime) });
    return viewer;
  }

  return {
    authenticate(authorization) {
      if (authorization === undefined) return anonymous;
      const token = readBearer(authorization);
      const digest = hash('sha256', token, 'base64');
      const known = verified.get(digest);
      return known !== undefined && isUsable(known) ? known.viewer : verify(token, digest);
    },
    close() {
      keys.close();
      verified.clear();
    },
  };
}

function createKeys(
  settings: TokenSettings,
  { monotonic, fetch = globalThis.fetch, keySetTimeoutMilliseconds }: AuthenticatorOptions,
): TokenKeys {
  if (settings.jwksUri === undefined) return createFixedKeys(settings);
  const uri = new URL(settings.jwksUri);
  return createRemoteKeys({
    uri,
    algorithms: settings.algorithms,
    monotonic,
    fetch,
    timeoutMilliseconds: keySetTimeoutMilliseconds,
  });
}

function readBearer(authorization: unknown): string {
  // A WebSocket client may put any type into its parameters.
  const value: unknown = Array.isArray(authorization) && authorization.length === 1 ? authorization[0] : authorization;
  if (typeof value !== 'string') throw new InvalidToken('not-bearer');
  if (value.length > maxHeaderLength) throw new InvalidToken('too-long');
  const token = bearer.exec(value)?.[1];
  if (token === undefined) throw new InvalidToken('not-bearer');
  return token;
}

/** The configuration was checked when it was read. Anything that would let everyone in is checked again here. */
function assertSound(settings: TokenSettings): void {
  const { issuer, audience, algorithms, jwksUri, publicKeyFile, secret, publicKey, anonymousScopes } = settings;
  const audiences = typeof audience === 'string' ? [audience] : audience;
  const keys = [jwksUri, publicKeyFile, secret, publicKey].filter((key) => key !== undefined);
  // An empty issuer or audience would check nothing.
  if (issuer === '') throw new TypeError('auth.issuer must not be empty');
  if (audiences.length === 0 || audiences.includes(''))
    throw new TypeError('auth.audience must name at least one audience, none empty');
  if (keys.length !== 1)
    throw new TypeError(`auth must have one of jwksUri, publicKeyFile and secret, but got ${keys.length}`);
  // RFC 8725 section 2.1: a public key must never serve as an HMAC secret.
  const unfit = secret === undefined ? algorithms.filter((name) => !publicKeyAlgorithms.includes(name)) : [];
  if (unfit.length > 0 || algorithms.length === 0) {
    throw new TypeError(
      `auth.algorithms must be some of ${publicKeyAlgorithms.join(', ')}, or HS256 with auth.secret, but got ${algorithms.join(', ')}`,
    );
  }
  if (anonymousScopes.some((scope) => scope !== publicScope)) {
    throw new TypeError(`auth.anonymousScopes must hold nothing but ${publicScope}`);
  }
  if (jwksUri !== undefined && !/^https?:\/\//i.test(jwksUri))
    throw new TypeError('auth.jwksUri must be an http or https URL');
}
