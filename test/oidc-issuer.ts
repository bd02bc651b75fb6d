/**
 * An issuer on loopback: authorization code with PKCE, codes for devices, ID tokens, refresh tokens that it rotates, and
 * revocation. It refuses what RFC 6749, RFC 7636, RFC 7009, RFC 8252, RFC 8628 and OpenID Connect Core tell it to.
 */
import { createHash, randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';

interface Grant {
  readonly clientId: string;
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
  /** Whether it publishes by what algorithm its ID tokens are signed. */
  publishesAlgorithm: boolean;
  /** Whom its access tokens are for. */
  audience: string;
  /** What was asked for, oldest first: `prompt` and `scope` of each visit. */
  readonly visits: { readonly prompt: string | null; readonly scope: string }[];
  /** Grant types that were redeemed. */
  readonly redeemed: string[];
  /** What was refused, and why. */
  readonly refused: string[];
  /** Tokens that were revoked. */
  readonly revoked: string[];
  /** What is answered to a device that asks for its tokens, in this order; then the tokens. */
  readonly deviceAnswers: ('authorization_pending' | 'slow_down' | 'access_denied')[];
  /** Of the console; set once the gateway has its port. */
  redirectUri: string;
  close(): Promise<void>;
}

/** The console. */
export const clientId = 'jobgraph-console';
/** The command line: comes back to any port of 127.0.0.1 (RFC 8252, section 7.3). */
export const nativeClientId = 'jobgraph-cli';
export const audience = 'jobgraph';

export async function startOidcIssuer(now: () => number = Date.now): Promise<OidcIssuer> {
  const { publicKey, privateKey } = await generateKeyPair('ES256');
  const jwk = { ...(await exportJWK(publicKey)), alg: 'ES256', use: 'sig', kid: 'one' };
  const codes = new Map<string, Grant>();
  const refreshTokens = new Map<string, Pick<Grant, 'clientId' | 'scope'>>();
  const devices = new Map<string, Pick<Grant, 'clientId' | 'scope'>>();
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
    const fault = findVisitFault({ ...asked, scope }, state, issuer.redirectUri);
    if (fault !== null) {
      issuer.refused.push(fault);
      response.writeHead(400).end(fault);
      return;
    }
    const back = new URL(asked['redirect_uri'] ?? '');
    back.searchParams.set('state', state!);
    back.searchParams.set('iss', issuer.origin);
    if (prompt === 'none' && !issuer.isKnown) back.searchParams.set('error', 'login_required');
    else {
      const code = randomUUID();
      const { client_id = '', redirect_uri: redirectUri = '', code_challenge: challenge = '', nonce = null } = asked;
      codes.set(code, { clientId: client_id, scope: scope ?? '', redirectUri, challenge, nonce });
      back.searchParams.set('code', code);
      // Whoever comes here by hand signs in at once.
      issuer.isKnown = true;
    }
    response.writeHead(302, { location: back.href }).end();
  };

  /** What a grant gives, or the code of RFC 6749 or RFC 8628 for why it gives nothing. */
  const redeem = async (form: URLSearchParams): Promise<object | string> => {
    const grantType = form.get('grant_type') ?? '';
    const isRefresh = grantType === 'refresh_token';
    const isDevice = grantType === deviceGrant;
    const key = form.get(isRefresh ? 'refresh_token' : isDevice ? 'device_code' : 'code') ?? '';
    const waiting = isDevice && devices.has(key) ? issuer.deviceAnswers.shift() : undefined;
    if (waiting !== undefined) return waiting;
    const code = codes.get(key);
    const grant = isRefresh ? refreshTokens.get(key) : isDevice ? devices.get(key) : code;
    // All are good once, unless it does not rotate.
    codes.delete(key);
    devices.delete(key);
    if (issuer.rotates) refreshTokens.delete(key);
    const verified = createHash('sha256')
      .update(form.get('code_verifier') ?? '')
      .digest('base64url');
    const isProved =
      isRefresh || isDevice || (code?.challenge === verified && code.redirectUri === form.get('redirect_uri'));
    if (grant === undefined || !isProved || form.get('client_id') !== grant.clientId) return 'invalid_grant';
    const { scope } = grant;
    issuer.redeemed.push(grantType);
    const granted = scope
      .split(' ')
      .filter((one) => one.startsWith('job:'))
      .join(' ');
    const next = isRefresh && !issuer.rotates ? key : randomUUID();
    refreshTokens.set(next, grant);
    const nonce = code?.nonce;
    return {
      access_token: await sign({ scope: granted }, issuer.audience, issuer.lifetime),
      token_type: 'Bearer',
      expires_in: issuer.lifetime,
      scope,
      refresh_token: next,
      ...(isRefresh || !scope.includes('openid')
        ? {}
        : { id_token: await sign(nonce == null ? {} : { nonce }, grant.clientId, 300) }),
    };
  };

  const beginDevice = (form: URLSearchParams): object => {
    const code = randomUUID();
    devices.set(code, { clientId: form.get('client_id') ?? '', scope: form.get('scope') ?? '' });
    return {
      device_code: code,
      user_code: 'WDJB-MJHT',
      verification_uri: `${issuer.origin}/device`,
      expires_in: 600,
      interval: 3,
    };
  };

  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const { pathname, searchParams } = new URL(request.url ?? '/', issuer.origin);
    if (pathname === '/keys') return void response.end(JSON.stringify({ keys: [jwk] }));
    if (pathname === '/authorize') {
      authorize(searchParams, response);
      return;
    }
    if (pathname === '/.well-known/openid-configuration') {
      sendJson(response, 200, describe(issuer));
      return;
    }
    if (!['/token', '/device_authorization', '/revoke'].includes(pathname)) return void response.writeHead(404).end();
    const form = new URLSearchParams(await readBody(request));
    if (pathname === '/device_authorization') {
      sendJson(response, 200, beginDevice(form));
      return;
    }
    if (pathname === '/revoke') {
      refreshTokens.delete(form.get('token') ?? '');
      issuer.revoked.push(form.get('token') ?? '');
      return void response.writeHead(200).end();
    }
    const tokens = await redeem(form);
    if (tokens === 'invalid_grant') issuer.refused.push('a grant');
    if (issuer.redirectUri !== '')
      response.setHeader('access-control-allow-origin', new URL(issuer.redirectUri).origin);
    if (typeof tokens === 'string')
      sendJson(response, 400, { error: tokens, error_description: 'in many \u001b[2J words' });
    else sendJson(response, 200, tokens);
  };

  const server = createServer((request, response) => void answer(request, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const issuer: OidcIssuer = {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    isKnown: false,
    lifetime: 3600,
    rotates: true,
    publishesAlgorithm: true,
    audience,
    visits: [],
    redeemed: [],
    refused: [],
    revoked: [],
    deviceAnswers: [],
    redirectUri: '',
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
  return issuer;
}

const deviceGrant = 'urn:ietf:params:oauth:grant-type:device_code';

function describe({ origin: issuer, publishesAlgorithm }: OidcIssuer): object {
  return {
    issuer,
    authorization_endpoint: `${issuer}/authorize`,
    token_endpoint: `${issuer}/token`,
    device_authorization_endpoint: `${issuer}/device_authorization`,
    revocation_endpoint: `${issuer}/revoke`,
    jwks_uri: `${issuer}/keys`,
    response_types_supported: ['code'],
    subject_types_supported: ['public'],
    id_token_signing_alg_values_supported: publishesAlgorithm ? ['ES256'] : undefined,
    scopes_supported: ['openid', 'offline_access', 'job:read', 'job:sensitive'],
    authorization_response_iss_parameter_supported: true,
  };
}

function sendJson(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { 'content-type': 'application/json', 'cache-control': 'no-store' });
  response.end(JSON.stringify(body));
}

function findVisitFault(
  asked: Readonly<Record<string, string | undefined>>,
  state: string | undefined,
  consoleUri: string,
): string | null {
  const redirectUri = asked['redirect_uri'] ?? '';
  const isRegistered: Readonly<Record<string, boolean>> = {
    [clientId]: redirectUri === consoleUri,
    [nativeClientId]: /^http:\/\/127\.0\.0\.1:\d+\/callback$/.test(redirectUri),
  };
  if (isRegistered[asked['client_id'] ?? ''] === undefined) return 'another client';
  if (isRegistered[asked['client_id'] ?? ''] === false) return 'a redirect URI that is not registered';
  if (asked['response_type'] !== 'code') return 'no code is asked for';
  if (asked['code_challenge_method'] !== 'S256' || !/^[\w-]{43}$/.test(asked['code_challenge'] ?? '')) return 'no PKCE';
  const needsNonce = asked['scope']?.split(' ').includes('openid') === true;
  return state === undefined || (needsNonce && asked['nonce'] === undefined) ? 'no state or no nonce' : null;
}

async function readBody(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString();
}
