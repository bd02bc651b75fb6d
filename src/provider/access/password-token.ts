/** Tokens that a user buys with a password, as from Airflow 3. */
import { decodeJwt } from 'jose';
import type { z } from 'zod';
import type { TlsSettings } from '../contract/provider.ts';
import type { Endpoint } from '../contract/signer.ts';
import type { WireAnswer } from '../contract/wire.ts';
import { parseJsonObject, requireString } from '../decode/json-fields.ts';
import { buyToken } from './buy-token.ts';
import type { Token, TokenWay } from './credentials.ts';
import type { passwordWay } from './settings.ts';

type User = z.output<typeof passwordWay>;

/** Of a token that does not say when it ends. */
const rereadMilliseconds = 30 * 60_000;

/** @see https://airflow.apache.org/docs/apache-airflow/stable/security/api.html */
export function createPasswordWay({ username, password }: User, endpoint: Endpoint, tls?: TlsSettings): TokenWay {
  const headers = { accept: 'application/json', 'content-type': 'application/json' };
  const body = JSON.stringify({ username, password });
  return {
    read: () => buyToken(endpoint, { method: 'POST', path: '/auth/token', headers, body }, readAnswer, tls),
    rereadMilliseconds,
  };
}

/** User and password with each call (RFC 7617). */
export function createBasicWay({ username, password }: User): TokenWay {
  const token = Buffer.from(`${username}:${password}`, 'utf8').toString('base64');
  return { read: () => Promise.resolve({ scheme: 'Basic', token }) };
}

function readAnswer({ body }: WireAnswer): Token {
  const token = requireString(parseJsonObject(body), 'access_token');
  const end = findEnd(token);
  return end === undefined ? { token } : { token, expiration: new Date(end * 1000) };
}

/** In seconds since 1970. The signature is for Airflow alone, which has made it. */
function findEnd(token: string): number | undefined {
  try {
    return decodeJwt(token).exp;
  } catch {
    return undefined;
  }
}
