/**
 * Tokens as Google sells them: for a signed grant, for another issuer's token, and from a machine's metadata server.
 * https://developers.google.com/identity/protocols/oauth2/service-account
 */
import { createPublicKey, verify, type KeyObject } from 'node:crypto';
import { parseJsonObject } from '../kit/json.ts';
import type { EmulatedRequest } from '../kit/request.ts';

/** What Google lets in. */
export interface GoogleAccess {
  /** Public keys in PEM by the e-mail addresses of service accounts. */
  readonly keys?: Readonly<Record<string, string>>;
  /** Tokens of another issuer that are changed for Google's, and what they are changed for: the audience. */
  readonly subjects?: Readonly<Record<string, string>>;
  /** Whether this is also the metadata server of a machine. Default: false. */
  readonly hasMetadata?: boolean;
  /** Tokens that are always good. */
  readonly tokens?: readonly string[];
  /** How long a token that is sold is good. Default: an hour, as Google's. */
  readonly tokenSeconds?: number | ((purchase: number) => number);
}

/** Sells tokens and knows them again. Each sale is undefined where it is refused. */
export interface GoogleShop {
  /** The JWT bearer grant (RFC 7523). @param audience the address that it was sent to */
  readonly sellForGrant: (request: EmulatedRequest, audience: string, now: Date) => object | undefined;
  /** The token exchange (RFC 8693). */
  readonly sellForSubject: (request: EmulatedRequest, now: Date) => object | undefined;
  /** A service account's token for one that was sold. */
  readonly impersonate: (request: EmulatedRequest, now: Date) => object | undefined;
  readonly sellToMachine: (request: EmulatedRequest, now: Date) => object | undefined;
  readonly isGood: (authorization: string, now: Date) => boolean;
}

const scope = 'https://www.googleapis.com/auth/cloud-platform';
const isForm = ({ headers }: EmulatedRequest): boolean =>
  headers['content-type']?.split(';')[0] === 'application/x-www-form-urlencoded';

/** Google's clocks differ from others by some minutes at most. */
const skewSeconds = 300;

export function createGoogleShop(access: GoogleAccess): GoogleShop {
  const { subjects = {}, tokens = [], tokenSeconds = 3600, hasMetadata = false } = access;
  const keys = new Map(Object.entries(access.keys ?? {}).map(([email, pem]) => [email, createPublicKey(pem)]));
  const ends = new Map<string, number>();

  function sell(now: Date): { readonly token: string; readonly seconds: number } {
    const seconds = typeof tokenSeconds === 'number' ? tokenSeconds : tokenSeconds(ends.size + 1);
    const token = `ya29.sold-${ends.size + 1}`;
    ends.set(token, now.getTime() + seconds * 1000);
    return { token, seconds };
  }

  function sellPlainly(now: Date): object {
    const { token, seconds } = sell(now);
    return { access_token: token, expires_in: seconds, token_type: 'Bearer' };
  }

  const isGood = (authorization: string, now: Date): boolean => {
    const [scheme, token = ''] = authorization.split(' ');
    return scheme === 'Bearer' && (tokens.includes(token) || now.getTime() < (ends.get(token) ?? 0));
  };

  return {
    sellForGrant: (request, audience, now) => {
      const form = new URLSearchParams(request.body.toString());
      const isGrant = form.get('grant_type') === 'urn:ietf:params:oauth:grant-type:jwt-bearer';
      const isSigned = isGrant && isForm(request) && isGoodGrant(keys, form.get('assertion') ?? '', audience, now);
      return isSigned ? sellPlainly(now) : undefined;
    },
    sellForSubject: (request, now) => {
      const form = Object.fromEntries(new URLSearchParams(request.body.toString()));
      const isExchange =
        form['grant_type'] === 'urn:ietf:params:oauth:grant-type:token-exchange' &&
        form['requested_token_type'] === 'urn:ietf:params:oauth:token-type:access_token' &&
        form['subject_token_type'] === 'urn:ietf:params:oauth:token-type:jwt' &&
        form['scope'] === scope;
      const isKnown = subjects[form['subject_token'] ?? ''] === form['audience'];
      const issued_token_type = 'urn:ietf:params:oauth:token-type:access_token';
      return isForm(request) && isExchange && isKnown ? { ...sellPlainly(now), issued_token_type } : undefined;
    },
    impersonate: ({ headers, body }, now) => {
      const asked = parseJsonObject(body.toString());
      const isAsked = JSON.stringify(asked?.['scope']) === JSON.stringify([scope]) && asked?.['lifetime'] === '3600s';
      if (!isAsked || !isGood(headers['authorization'] ?? '', now)) return undefined;
      const { token, seconds } = sell(now);
      return { accessToken: token, expireTime: new Date(now.getTime() + seconds * 1000).toISOString() };
    },
    sellToMachine: ({ headers }, now) =>
      hasMetadata && headers['metadata-flavor'] === 'Google' ? sellPlainly(now) : undefined,
    isGood,
  };
}

/** A JWT of RS256 (RFC 7515): signed by the key of its issuer, for this audience, and of the present hour. */
function isGoodGrant(keys: ReadonlyMap<string, KeyObject>, jwt: string, audience: string, now: Date): boolean {
  const [head = '', body = '', signature = '', ...rest] = jwt.split('.');
  const header = readPart(head);
  const claims = readPart(body);
  const key = keys.get(String(claims?.['iss']));
  if (rest.length > 0 || header?.['alg'] !== 'RS256' || key === undefined || claims === undefined) return false;
  const [begin, end, seconds] = [Number(claims['iat']), Number(claims['exp']), now.getTime() / 1000];
  const isNow = begin <= seconds + skewSeconds && seconds < end && end - begin <= 3600;
  const isMeant = claims['aud'] === audience && claims['scope'] === scope;
  return isNow && isMeant && verify('sha256', Buffer.from(`${head}.${body}`), key, Buffer.from(signature, 'base64url'));
}

function readPart(part: string): ReturnType<typeof parseJsonObject> {
  return parseJsonObject(Buffer.from(part, 'base64url').toString());
}
