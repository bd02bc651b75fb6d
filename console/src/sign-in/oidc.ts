/** What is said to an issuer, and what it answers. Loaded in this mode only; knows nothing of the page. */
import * as oauth from 'oauth4webapi';
import { formatAuthorizationUrl, listScopes, parseTrip, type OidcSettings, type Trip } from './oidc-trip.ts';

export interface TripRequest {
  readonly redirectUri: string;
  /** Scopes beside the configured ones, by the graph's names. */
  readonly further: readonly string[];
  readonly query: string;
  readonly isSilent: boolean;
}

/** Throws where the browser has no cryptography for the page: it came over http from another machine. */
export async function prepareTrip(
  settings: OidcSettings,
  { redirectUri, further, query, isSilent }: TripRequest,
): Promise<{ readonly url: string; readonly trip: Trip }> {
  const scopes = listScopes(settings.scopes, further);
  const nonce = scopes.includes('openid') ? oauth.generateRandomNonce() : undefined;
  const verifier = oauth.generateRandomCodeVerifier();
  const trip: Trip = { state: oauth.generateRandomState(), nonce, verifier, query, isSilent };
  const challenge = await oauth.calculatePKCECodeChallenge(verifier);
  return { trip, url: formatAuthorizationUrl(settings, trip, { redirectUri, challenge, scopes }) };
}

export interface Tokens {
  readonly accessToken: string;
  readonly refreshToken: string | null;
}

export interface Arrival {
  /** The view that the viewer left. */
  readonly query: string;
  readonly tokens: Tokens | null;
  /** Why there are none, as a sentence. Null also where a silent trip found nobody signed in. */
  readonly problem: string | null;
}

/** @param waiting the trip as it waited in the tab */
export async function redeem(
  settings: OidcSettings,
  {
    answer,
    redirectUri,
    waiting,
  }: { readonly answer: URL; readonly redirectUri: string; readonly waiting: string | null },
): Promise<Arrival> {
  const trip = parseTrip(waiting);
  if (trip === null)
    return { query: '', tokens: null, problem: 'This sign-in was not begun in this tab. Sign in again.' };
  const { query, state, nonce, verifier, isSilent } = trip;
  const { server, client, options } = describe(settings);
  try {
    const found = oauth.validateAuthResponse(server, client, answer, state);
    const none = oauth.None();
    const response = await oauth.authorizationCodeGrantRequest(
      ...([server, client, none, found, redirectUri, verifier, options] as const),
    );
    const expected = nonce === undefined ? {} : { expectedNonce: nonce, requireIdToken: true };
    const tokens = await oauth.processAuthorizationCodeResponse(server, client, response, expected);
    return { query, tokens: toTokens(tokens), problem: null };
  } catch (error) {
    // Nobody was asked, so nobody is told: the page says that it needs a sign-in.
    const isQuiet = isSilent && error instanceof oauth.AuthorizationResponseError;
    return { query, tokens: null, problem: isQuiet ? null : describeFault(error) };
  }
}

/** Throws where the issuer gives none. */
export async function renew(settings: OidcSettings, refreshToken: string): Promise<Tokens> {
  const { server, client, options } = describe(settings);
  const response = await oauth.refreshTokenGrantRequest(server, client, oauth.None(), refreshToken, options);
  return toTokens(await oauth.processRefreshTokenResponse(server, client, response));
}

/**
 * An ID token comes from the token endpoint itself, so its signature is not needed (OpenID Connect Core 3.1.3.7); without this list RS256
 * alone would be taken.
 */
const idTokenAlgorithms = [
  'RS256',
  'RS384',
  'RS512',
  'PS256',
  'PS384',
  'PS512',
  'ES256',
  'ES384',
  'ES512',
  'EdDSA',
  'Ed25519',
];

function describe({ issuer, clientId, authorizationEndpoint, tokenEndpoint, audience, resource }: OidcSettings) {
  const server: oauth.AuthorizationServer = {
    issuer,
    authorization_endpoint: authorizationEndpoint,
    token_endpoint: tokenEndpoint,
    id_token_signing_alg_values_supported: idTokenAlgorithms,
  };
  const parameters = new URLSearchParams();
  if (audience !== undefined) parameters.set('audience', audience);
  if (resource !== undefined) parameters.set('resource', resource);
  // The gateway's settings take http for this machine only.
  const isOpen = tokenEndpoint.startsWith('http:');
  // eslint-disable-next-line @typescript-eslint/no-deprecated -- it is so that nobody uses it lightly
  const options = { [oauth.allowInsecureRequests]: isOpen, additionalParameters: parameters };
  return { server, client: { client_id: clientId }, options };
}

function toTokens({ access_token: accessToken, refresh_token: refreshToken }: oauth.TokenEndpointResponse): Tokens {
  return { accessToken, refreshToken: refreshToken ?? null };
}

/** With the issuer's code word, never its sentence. */
function describeFault(error: unknown): string {
  const isSaid = error instanceof oauth.AuthorizationResponseError || error instanceof oauth.ResponseBodyError;
  const isWord = isSaid && /^[a-z_]{1,40}$/.test(error.error);
  return isWord
    ? `The issuer says ${error.error}. Sign in again.`
    : 'The issuer’s answer could not be taken. Sign in again.';
}
