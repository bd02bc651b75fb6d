/** Tokens as Databricks sells them to a service principal (RFC 6749 section 4.4). */
import { timingSafeEqual } from 'node:crypto';
import type { EmulatedRequest } from '../kit/request.ts';

/** What the workspace lets in. */
export interface DatabricksAccess {
  /** Secrets by service principal. */
  readonly principals?: Readonly<Record<string, string>>;
  /** Personal tokens. */
  readonly tokens?: readonly string[];
  /** How long a token that is sold is good. Default: an hour, as Databricks'. */
  readonly tokenSeconds?: number | ((purchase: number) => number);
}

/** What clients ask first to learn where tokens are sold (RFC 8414). */
export function toOidcMetadata(issuer: string): object {
  return { issuer, authorization_endpoint: `${issuer}/v1/authorize`, token_endpoint: `${issuer}/v1/token` };
}

/** Sells tokens and knows them again. */
export interface TokenShop {
  /** Undefined for a wrong secret, or another grant. */
  readonly sell: (request: EmulatedRequest, now: Date) => object | undefined;
  readonly isGood: (authorization: string, now: Date) => boolean;
}

function isSame(one: string, other: string): boolean {
  const [left, right] = [Buffer.from(one), Buffer.from(other)];
  return left.length === right.length && timingSafeEqual(left, right);
}

export function createTokenShop({ principals = {}, tokens = [], tokenSeconds = 3600 }: DatabricksAccess): TokenShop {
  const ends = new Map<string, number>();

  function isPrincipal(authorization: string): boolean {
    const [scheme, value = ''] = authorization.split(' ');
    const [id = '', ...secret] = Buffer.from(value, 'base64').toString('utf8').split(':');
    return scheme === 'Basic' && Object.hasOwn(principals, id) && isSame(principals[id] ?? '', secret.join(':'));
  }

  return {
    sell: ({ headers, body }, now) => {
      const form = new URLSearchParams(body.toString());
      const isAsked = form.get('grant_type') === 'client_credentials' && form.get('scope') === 'all-apis';
      const isForm = headers['content-type'] === 'application/x-www-form-urlencoded';
      if (!isForm || !isAsked || !isPrincipal(headers['authorization'] ?? '')) return undefined;
      const seconds = typeof tokenSeconds === 'number' ? tokenSeconds : tokenSeconds(ends.size + 1);
      const token = `eyJraWQiOiJkZW1v.sold-${ends.size + 1}`;
      ends.set(token, now.getTime() + seconds * 1000);
      return { access_token: token, scope: 'all-apis', token_type: 'Bearer', expires_in: seconds };
    },
    isGood: (authorization, now) => {
      const [scheme, token = ''] = authorization.split(' ');
      return scheme === 'Bearer' && (tokens.includes(token) || now.getTime() < (ends.get(token) ?? 0));
    },
  };
}
