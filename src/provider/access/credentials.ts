/** A source's bearer tokens: where they come from, and when they are read again. */
import { createRenewable, type Renewable } from '../contract/renewable.ts';
import { toUrlOf, type CredentialsRenewal, type Endpoint, type Signer } from '../contract/signer.ts';
import { buyAppToken } from './app-token.ts';
import { readTokenFile } from './secret-files.ts';
import type { TokenCredentials } from './settings.ts';

/** What a source that takes bearer tokens is shown. */
interface BearerSignerOptions {
  readonly endpoint: Endpoint;
  /** Undefined: nothing is sent that says who asks, as for `kubectl proxy`. */
  readonly credentials: TokenCredentials | undefined;
  readonly now: () => Date;
}

interface ReadToken {
  readonly token: string;
  readonly expiration?: Date;
}

interface Tokens {
  readonly read: () => Promise<ReadToken>;
  /** Absent for a token in the settings, which never changes. */
  readonly renewal?: CredentialsRenewal;
}

/** A token's file is read again when what was read is this old. */
const rereadMilliseconds = 60_000;

/** Adds `authorization: Bearer …` (RFC 6750 section 2.1). */
export function createBearerSigner({ endpoint, credentials, now }: BearerSignerOptions): Signer {
  const tokens = credentials && createTokens(credentials, endpoint, now);
  const sign: Signer = async (request) => {
    const url = toUrlOf(endpoint, request);
    const headers: Record<string, string> = { ...request.headers };
    if (tokens !== undefined) headers['authorization'] = `Bearer ${(await tokens.read()).token}`;
    return {
      origin: url.origin,
      method: request.method,
      path: url.pathname + url.search,
      headers,
      body: request.body,
    };
  };
  return Object.assign(sign, { renewal: tokens?.renewal });
}

function createTokens(credentials: TokenCredentials, endpoint: Endpoint, now: () => Date): Tokens {
  if ('token' in credentials) {
    const token = Promise.resolve({ token: credentials.token });
    return { read: () => token };
  }
  const isSame = (one: ReadToken, other: ReadToken): boolean => one.token === other.token;
  if ('tokenFile' in credentials) {
    const read = async (): Promise<ReadToken> => ({ token: await readTokenFile(credentials.tokenFile) });
    // What a file no longer holds is not used any more.
    return toTokens(
      createRenewable({ read, isSame, now, rereadMilliseconds, cooldownMilliseconds: 0, usesOlder: false }),
    );
  }
  const { app } = credentials;
  return toTokens(createRenewable<ReadToken>({ read: () => buyAppToken({ ...app, endpoint, now }), isSame, now }));
}

function toTokens(renewable: Renewable<ReadToken>): Tokens {
  return { read: renewable.read, renewal: renewable };
}
