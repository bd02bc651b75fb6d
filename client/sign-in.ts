/**
 * Sign-in at an issuer of tokens (OAuth 2.0, OpenID Connect) for programs without a secret: the requests, and which answers are
 * accepted. The console and the command share these rules; `jobgraph/client` does not contain them.
 */
import * as oauth from 'oauth4webapi';

/** The program as an issuer knows it, and parameters of each request. */
export interface ClientSettings {
  readonly clientId: string;
  readonly audience?: string | undefined;
  readonly resource?: string | undefined;
}

/** An issuer, and the program there. */
export interface Issuer {
  readonly server: oauth.AuthorizationServer;
  readonly client: { readonly client_id: string };
  /** Of each request. */
  readonly options: RequestOptions;
}

/** What oauth4webapi takes beside a request. */
export type RequestOptions = ReturnType<typeof toRequestOptions> & { readonly signal?: () => AbortSignal };

/** @param isOpen whether http is allowed: the settings of both programs allow it for this machine only */
export function toRequestOptions({ audience, resource }: Omit<ClientSettings, 'clientId'>, isOpen: boolean) {
  const additionalParameters = new URLSearchParams();
  if (audience !== undefined) additionalParameters.set('audience', audience);
  if (resource !== undefined) additionalParameters.set('resource', resource);
  // eslint-disable-next-line @typescript-eslint/no-deprecated -- deprecated only as a warning to be careful
  return { [oauth.allowInsecureRequests]: isOpen, additionalParameters };
}

/**
 * The algorithms of ID tokens. An ID token comes from the token endpoint itself, so its signature is not needed (OpenID Connect Core
 * 3.1.3.7); without this list only RS256 would be accepted.
 */
export const idTokenAlgorithms = 'RS256 RS384 RS512 PS256 PS384 PS512 ES256 ES384 ES512 EdDSA Ed25519'.split(' ');

/** What the answer to an authorization request must match. */
export interface Attempt {
  readonly state: string;
  /** Undefined where no ID token is asked for. */
  readonly nonce?: string | undefined;
  readonly verifier: string;
}

/** Random values for one attempt. */
export function createAttempt(scopes: readonly string[]): Attempt {
  return {
    state: oauth.generateRandomState(),
    // Only OpenID Connect knows nonces.
    nonce: scopes.includes('openid') ? oauth.generateRandomNonce() : undefined,
    verifier: oauth.generateRandomCodeVerifier(),
  };
}

/** What an authorization request says beside the attempt. */
export interface AuthorizationRequest {
  readonly redirectUri: string;
  readonly scopes: readonly string[];
  /** `none`: the issuer asks its user nothing. */
  readonly prompt?: 'none' | undefined;
}

/** The issuer's page for an attempt: authorization code with PKCE (RFC 6749, RFC 7636). Rejects where there is no cryptography. */
export async function toAuthorizationUrl(
  endpoint: string,
  { client, options }: Issuer,
  { state, nonce, verifier }: Attempt,
  { redirectUri, scopes, prompt }: AuthorizationRequest,
): Promise<URL> {
  const url = new URL(endpoint);
  const parameters = {
    ...client,
    response_type: 'code',
    redirect_uri: redirectUri,
    scope: scopes.join(' '),
    state,
    nonce,
    code_challenge: await oauth.calculatePKCECodeChallenge(verifier),
    code_challenge_method: 'S256',
    prompt,
    ...Object.fromEntries(options.additionalParameters),
  };
  for (const [name, value] of Object.entries(parameters)) if (value !== undefined) url.searchParams.set(name, value);
  return url;
}

/** The tokens for the address by which the user came back. Throws errors of oauth4webapi. */
export async function redeem(
  { server, client, options }: Issuer,
  { state, nonce, verifier }: Attempt,
  answer: URL,
  redirectUri: string,
): Promise<oauth.TokenEndpointResponse> {
  const found = oauth.validateAuthResponse(server, client, answer, state);
  const response = await oauth.authorizationCodeGrantRequest(
    ...([server, client, oauth.None(), found, redirectUri, verifier, options] as const),
  );
  const expected = nonce === undefined ? {} : { expectedNonce: nonce, requireIdToken: true };
  return oauth.processAuthorizationCodeResponse(server, client, response, expected);
}

/** New tokens for a refresh token (RFC 6749, section 6). Throws errors of oauth4webapi. */
export async function renew(
  { server, client, options }: Issuer,
  refreshToken: string,
): Promise<oauth.TokenEndpointResponse> {
  const response = await oauth.refreshTokenGrantRequest(server, client, oauth.None(), refreshToken, options);
  return oauth.processRefreshTokenResponse(server, client, response);
}

/**
 * The issuer's code word if it refuses; empty if the word is not one that may be shown. The issuer's sentence is never shown. Undefined
 * for any other error.
 */
export function readRefusal(error: unknown): string | undefined {
  if (!(error instanceof oauth.ResponseBodyError || error instanceof oauth.AuthorizationResponseError))
    return undefined;
  return /^[a-z_]{1,40}$/.test(error.error) ? error.error : '';
}
