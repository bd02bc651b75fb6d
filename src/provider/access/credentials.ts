/** A source's tokens: where they come from, and when they are read again. */
import { createRenewable, type RenewableOptions } from '../contract/renewable.ts';
import { toUrlOf, type Endpoint, type Signer } from '../contract/signer.ts';
import { readTokenFile } from './secret-files.ts';
import type { TokenSettings } from './settings.ts';

/** What the header `authorization` says of who asks. */
export interface Token {
  readonly token: string;
  /** Default: Bearer (RFC 6750 section 2.1). Basic: the user and password in base64 (RFC 7617 section 2). */
  readonly scheme?: 'Basic';
  readonly expiration?: Date;
}

/**
 * A way to tokens, for example one that buys them: how one is read, and how often. `read` throws `CredentialsFault`, and
 * `ProviderError` for a server that gives no answer.
 */
export type TokenWay = Pick<RenewableOptions<Token>, 'read'> & Partial<Omit<RenewableOptions<Token>, 'isSame' | 'now'>>;

/** What a source that takes tokens is shown. */
interface BearerSignerOptions {
  readonly endpoint: Endpoint;
  /** Undefined: nothing is sent that says who asks, as for `kubectl proxy`. */
  readonly credentials: TokenSettings | TokenWay | undefined;
  readonly now: () => Date;
}

/** A token's file is read again when what was read is this old. */
const rereadMilliseconds = 60_000;

/** Adds the header `authorization`. */
export function createBearerSigner({ endpoint, credentials, now }: BearerSignerOptions): Signer {
  const tokens = credentials && createRenewable<Token>({ ...toWay(credentials), isSame, now });
  const sign: Signer = async (request) => {
    const url = toUrlOf(endpoint, request);
    const headers: Record<string, string> = { ...request.headers };
    if (tokens !== undefined) {
      const { scheme = 'Bearer', token } = await tokens.read();
      headers['authorization'] = `${scheme} ${token}`;
    }
    return {
      origin: url.origin,
      method: request.method,
      path: url.pathname + url.search,
      headers,
      body: request.body,
    };
  };
  return Object.assign(sign, { renewal: tokens });
}

function isSame(one: Token, other: Token): boolean {
  return one.token === other.token;
}

function toWay(credentials: TokenSettings | TokenWay): TokenWay {
  if ('token' in credentials) return { read: () => Promise.resolve({ token: credentials.token }) };
  if (!('tokenFile' in credentials)) return credentials;
  return {
    read: async () => ({ token: await readTokenFile(credentials.tokenFile) }),
    rereadMilliseconds,
    cooldownMilliseconds: 0,
    // What a file no longer holds is not used any more.
    usesOlder: false,
  };
}
