/** Sign-in at an issuer from this page, by the rules of client/sign-in.ts. Loaded in this mode only; knows nothing of the page. */
import { AuthorizationResponseError, type TokenEndpointResponse } from 'oauth4webapi';
import * as rules from '../../../client/sign-in.ts';
import { listScopes, parseTrip, type OidcSettings, type Trip } from './oidc-trip.ts';

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
): Promise<{ readonly url: URL; readonly trip: Trip }> {
  const scopes = listScopes(settings.scopes, further);
  const trip: Trip = { ...rules.createAttempt(scopes), query, isSilent };
  const request = { redirectUri, scopes, prompt: isSilent ? ('none' as const) : undefined };
  return {
    trip,
    url: await rules.toAuthorizationUrl(settings.authorizationEndpoint, toIssuer(settings), trip, request),
  };
}

export interface Arrival {
  /** The view that the viewer left. */
  readonly query: string;
  readonly tokens: TokenEndpointResponse | null;
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
  const { query, isSilent } = trip;
  try {
    return { query, tokens: await rules.redeem(toIssuer(settings), trip, answer, redirectUri), problem: null };
  } catch (error) {
    // A silent trip asks no user, so the page only says that it needs a sign-in.
    const isQuiet = isSilent && error instanceof AuthorizationResponseError;
    return { query, tokens: null, problem: isQuiet ? null : describeFault(error) };
  }
}

/** Throws where the issuer gives none. */
export async function renew(settings: OidcSettings, refreshToken: string): Promise<TokenEndpointResponse> {
  return rules.renew(toIssuer(settings), refreshToken);
}

function toIssuer(settings: OidcSettings): rules.Issuer {
  const { issuer, clientId, authorizationEndpoint, tokenEndpoint } = settings;
  return {
    server: {
      issuer,
      authorization_endpoint: authorizationEndpoint,
      token_endpoint: tokenEndpoint,
      id_token_signing_alg_values_supported: rules.idTokenAlgorithms,
    },
    client: { client_id: clientId },
    options: rules.toRequestOptions(settings, tokenEndpoint.startsWith('http:')),
  };
}

function describeFault(error: unknown): string {
  const word = rules.readRefusal(error);
  return word ? `The issuer says ${word}. Sign in again.` : 'The issuer’s answer could not be taken. Sign in again.';
}
