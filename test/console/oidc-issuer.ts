/**
 * An issuer on loopback: authorization code with PKCE, ID tokens, and refresh tokens that it rotates. It refuses what RFC 6749,
 * RFC 7636 and OpenID Connect Core tell it to.
 */
import { createHash, randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';

interface Grant {
  readonly scope: string;
  readonly redirectUri: string;
  readonly challenge: string;
  readonly nonce: string | null;
}

export interface OidcIssuer {
  readonly origin: string;
  /** Whether somebody is signed in there already. */
  isKnown: boolean;
  /** How long an access token lasts, in seconds. */
  lifetime: number;
  rotates: boolean;
  /** What was asked for, oldest first: `prompt` and `scope` of each visit. */
  readonly visits: { readonly prompt: string | null; readonly scope: string }[];
  /** Grant types that were redeemed. */
  readonly redeemed: string[];
  /** What was refused, and why. */
  readonly refused: string[];
  /** Set once the gateway has its port. */
  redirectUri: string;
  close(): Promise<void>;
}

export const clientId = 'jobgraph-console';
export const audience = 'jobgraph';

export async function startOidcIssuer(now: () => number = Date.now): Promise<OidcIssuer> {
  const { publicKey, privateKey } = await generateKeyPair('ES256');
  const jwk = { ...(await exportJWK(publicKey)), alg: 'ES256', use: 'sig', kid: 'one' };
  const codes = new Map<string, Grant>();
  const refreshTokens = new Map<string, string>();
  const sign = (claims: Record<string, unknown>, to: string, seconds: number) => {
    const issued = Math.floor(now() / 1000);
    const token = new SignJWT(claims).setProtectedHeader({ alg: 'ES256', kid: 'one' });
    return token
      .setIssuer(issuer.origin)
      .setSubject('ada')
      .setAudience(to)
      .setIssuedAt(issued)
      .setExpirationTime(issued + seconds)
      .sign(privateKey);
  };

  const authorize = (query: URLSearchParams, response: ServerResponse): void => {
    const { prompt, scope, state, ...asked } = Object.fromEntries(query);
    issuer.visits.push({ prompt: prompt ?? null, scope: scope ?? '' });
    const fault = findVisitFault(asked, state, issuer.redirectUri);
    if (fault !== null) {
      issuer.refused.push(fault);
      response.writeHead(400).end(fault);
      return;
    }
    const back = new URL(issuer.redirectUri);
    back.searchParams.set('state', state!);
    back.searchParams.set('iss', issuer.origin);
    if (prompt === 'none' && !issuer.isKnown) back.searchParams.set('error', 'login_required');
    else {
      const code = randomUUID();
      const { redirect_uri: redirectUri = '', code_challenge: challenge = '', nonce = null } = asked;
      codes.set(code, { scope: scope ?? '', redirectUri, challenge, nonce });
      back.searchParams.set('code', code);
      // Whoever comes here by hand signs in at once.
      issuer.isKnown = true;
    }
    response.writeHead(302, { location: back.href }).end();
  };

  const redeem = async (form: URLSearchParams): Promise<object | null> => {
    const grantType = form.get('grant_type') ?? '';
    const isRefresh = grantType === 'refresh_token';
    const key = form.get(isRefresh ? 'refresh_token' : 'code') ?? '';
    const code = codes.get(key);
    const scope = isRefresh ? refreshTokens.get(key) : code?.scope;
    // Both are good once, unless it does not rotate.
    codes.delete(key);
    if (issuer.rotates) refreshTokens.delete(key);
    const verified = createHash('sha256')
      .update(form.get('code_verifier') ?? '')
      .digest('base64url');
    const isProved = isRefresh || (code?.challenge === verified && code.redirectUri === form.get('redirect_uri'));
    if (scope === undefined || !isProved || form.get('client_id') !== clientId) return null;
    issuer.redeemed.push(grantType);
    const granted = scope
      .split(' ')
      .filter((one) => one.startsWith('job:'))
      .join(' ');
    const next = isRefresh && !issuer.rotates ? key : randomUUID();
    refreshTokens.set(next, scope);
    const nonce = code?.nonce;
    return {
      access_token: await sign({ scope: granted }, audience, issuer.lifetime),
      token_type: 'Bearer',
      expires_in: issuer.lifetime,
      scope,
      refresh_token: next,
      ...(isRefresh ? {} : { id_token: await sign(nonce == null ? {} : { nonce }, clientId, 300) }),
    };
  };

  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const { pathname, searchParams } = new URL(request.url ?? '/', issuer.origin);
    if (pathname === '/keys') return void response.end(JSON.stringify({ keys: [jwk] }));
    if (pathname === '/authorize') {
      authorize(searchParams, response);
      return;
    }
    if (pathname !== '/token') return void response.writeHead(404).end();
    const tokens = await redeem(new URLSearchParams(await readBody(request)));
    if (tokens === null) issuer.refused.push('a grant');
    response.writeHead(tokens === null ? 400 : 200, {
      'content-type': 'application/json',
      'cache-control': 'no-store',
      'access-control-allow-origin': new URL(issuer.redirectUri).origin,
    });
    response.end(JSON.stringify(tokens ?? { error: 'invalid_grant' }));
  };

  const server = createServer((request, response) => void answer(request, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const issuer: OidcIssuer = {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    isKnown: false,
    lifetime: 3600,
    rotates: true,
    visits: [],
    redeemed: [],
    refused: [],
    redirectUri: '',
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
  return issuer;
}

function findVisitFault(
  asked: Readonly<Record<string, string | undefined>>,
  state: string | undefined,
  redirectUri: string,
): string | null {
  if (asked['client_id'] !== clientId) return 'another client';
  if (asked['redirect_uri'] !== redirectUri) return 'a redirect URI that is not registered';
  if (asked['response_type'] !== 'code') return 'no code is asked for';
  if (asked['code_challenge_method'] !== 'S256' || !/^[\w-]{43}$/.test(asked['code_challenge'] ?? '')) return 'no PKCE';
  return state === undefined || asked['nonce'] === undefined ? 'no state or no nonce' : null;
}

async function readBody(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString();
}
