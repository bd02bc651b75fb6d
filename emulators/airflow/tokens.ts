/** Tokens as Airflow's auth manager sells them: JWTs of its own key (RFC 7519, RFC 7515). */
import { createHmac, timingSafeEqual } from 'node:crypto';
import { parseJsonObject } from '../kit/json.ts';

/** What the server lets in. */
export interface AirflowAccess {
  /** Passwords by user. */
  readonly users?: Readonly<Record<string, string>>;
  /** Tokens that were made elsewhere. */
  readonly tokens?: readonly string[];
  /** How long a token that is sold is good. Default: a day, as Airflow's. */
  readonly tokenSeconds?: number | ((purchase: number) => number);
  /** What is sold in place of a JWT. */
  readonly toToken?: (purchase: number) => string;
}

/** Sells tokens and knows them again. */
export interface TokenShop {
  /** Undefined for a wrong password. */
  readonly sell: (body: string, now: Date) => string | undefined;
  readonly isGood: (authorization: string, version: 'v1' | 'v2', now: Date) => boolean;
}

const key = 'the emulator’s own key';

function encode(part: object): string {
  return Buffer.from(JSON.stringify(part)).toString('base64url');
}

function sign(text: string): Buffer {
  return createHmac('sha512', key).update(text).digest();
}

/** Basic is for version 1 of the API alone, tokens that are sold for version 2. */
export function createTokenShop({ users = {}, tokens = [], tokenSeconds = 86_400, toToken }: AirflowAccess): TokenShop {
  let purchases = 0;
  const sold = new Set<string>();

  function isOwn(token: string, now: Date): boolean {
    if (toToken !== undefined) return sold.has(token);
    const [head = '', payload = '', signature = ''] = token.split('.');
    const [given, right] = [Buffer.from(signature, 'base64url'), sign(`${head}.${payload}`)];
    if (given.length !== right.length || !timingSafeEqual(given, right)) return false;
    const { exp } = parseJsonObject(Buffer.from(payload, 'base64url').toString()) ?? {};
    return typeof exp === 'number' && now.getTime() < exp * 1000;
  }

  return {
    sell: (body, now) => {
      const { username, password } = parseJsonObject(body) ?? {};
      if (typeof username !== 'string' || !Object.hasOwn(users, username) || users[username] !== password)
        return undefined;
      purchases += 1;
      const iat = Math.floor(now.getTime() / 1000);
      const life = typeof tokenSeconds === 'number' ? tokenSeconds : tokenSeconds(purchases);
      const text = `${encode({ alg: 'HS512', typ: 'JWT' })}.${encode({ sub: username, iat, exp: iat + life, jti: purchases })}`;
      const token = toToken?.(purchases) ?? `${text}.${sign(text).toString('base64url')}`;
      sold.add(token);
      return token;
    },
    isGood: (authorization, version, now) => {
      const [scheme, value = ''] = authorization.split(' ');
      if (scheme === 'Bearer') return tokens.includes(value) || (version === 'v2' && isOwn(value, now));
      if (scheme !== 'Basic' || version !== 'v1') return false;
      const [user = '', ...password] = Buffer.from(value, 'base64').toString('utf8').split(':');
      return Object.hasOwn(users, user) && users[user] === password.join(':');
    },
  };
}
