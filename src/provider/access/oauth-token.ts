/** Tokens that a service principal buys with its secret (RFC 6749 section 4.4), as from Databricks. */
import type { z } from 'zod';
import type { TlsSettings } from '../contract/provider.ts';
import type { Endpoint } from '../contract/signer.ts';
import type { WireAnswer } from '../contract/wire.ts';
import { parseJsonObject, readInteger, requireString } from '../decode/json-fields.ts';
import { buyToken } from './buy-token.ts';
import type { Token, TokenWay } from './credentials.ts';
import type { oauthWay } from './settings.ts';

/** Where tokens are sold, and for what. */
interface OauthWayOptions {
  readonly principal: z.output<typeof oauthWay>['oauth'];
  readonly endpoint: Endpoint;
  /** After the endpoint's own path. */
  readonly path: string;
  readonly scope: string;
  readonly now: () => Date;
  readonly tls: TlsSettings | undefined;
}

/** A token without `expires_in` is bought again after five minutes. */
export function createOauthWay({ principal, endpoint, path, scope, now, tls }: OauthWayOptions): TokenWay {
  const { clientId, clientSecret } = principal;
  const headers = {
    accept: 'application/json',
    authorization: `Basic ${Buffer.from(`${clientId}:${clientSecret}`, 'utf8').toString('base64')}`,
    'content-type': 'application/x-www-form-urlencoded',
  };
  const body = `grant_type=client_credentials&scope=${scope}`;
  return {
    read: () => {
      const askedAt = now().getTime();
      const readAnswer = (answer: WireAnswer): Token => toSoldToken(answer, askedAt);
      return buyToken(endpoint, { method: 'POST', path, headers, body }, readAnswer, tls);
    },
  };
}

/**
 * The answer of RFC 6749 section 5.1. Throws `BadAnswer` without a token.
 * @param askedAt in milliseconds since 1970
 */
export function toSoldToken({ body }: WireAnswer, askedAt: number): Token {
  const answer = parseJsonObject(body);
  const token = requireString(answer, 'access_token');
  const seconds = readInteger(answer, 'expires_in');
  return seconds === null ? { token } : { token, expiration: new Date(askedAt + seconds * 1000) };
}
