/** The way to the issuer and back, as text: authorization code with PKCE (RFC 6749, RFC 7636). */

/** An issuer, and the page's client there: public, without a secret. */
export interface OidcSettings {
  readonly mode: 'oidc';
  /** As its tokens and answers name it. */
  readonly issuer: string;
  readonly clientId: string;
  readonly authorizationEndpoint: string;
  readonly tokenEndpoint: string;
  readonly scopes: readonly string[];
  readonly audience?: string;
  readonly resource?: string;
}

/** What waits in the tab while its viewer is at the issuer. */
export interface Trip {
  readonly state: string;
  /** Undefined where no ID token is asked for. */
  readonly nonce?: string | undefined;
  readonly verifier: string;
  /** The view, to come back to. */
  readonly query: string;
  /** Whether the issuer may ask nothing. */
  readonly isSilent: boolean;
}

export interface TripOptions {
  readonly redirectUri: string;
  /** Of the verifier, by S256. */
  readonly challenge: string;
  readonly scopes: readonly string[];
}

export function formatAuthorizationUrl(
  { clientId, authorizationEndpoint, audience, resource }: OidcSettings,
  { state, nonce, isSilent }: Trip,
  { redirectUri, challenge, scopes }: TripOptions,
): string {
  const url = new URL(authorizationEndpoint);
  const parameters = {
    response_type: 'code',
    client_id: clientId,
    redirect_uri: redirectUri,
    scope: scopes.join(' '),
    state,
    nonce,
    code_challenge: challenge,
    code_challenge_method: 'S256',
    prompt: isSilent ? 'none' : undefined,
    audience,
    resource,
  };
  for (const [name, value] of Object.entries(parameters)) if (value !== undefined) url.searchParams.set(name, value);
  return url.href;
}

/**
 * The scopes of the settings and further ones, under the issuer's names: where it calls `job:read` `api://jobs/job:read`, the
 * others have this prefix too.
 */
export function listScopes(configured: readonly string[], further: readonly string[]): readonly string[] {
  const prefix = configured.find((scope) => scope.endsWith('job:read'))?.slice(0, -'job:read'.length) ?? '';
  return [...new Set([...configured, ...further.map((scope) => `${prefix}${scope}`)])];
}

/** Null for anything but what `JSON.stringify` made of a trip. */
export function parseTrip(text: string | null): Trip | null {
  if (text === null) return null;
  try {
    const trip = JSON.parse(text) as Partial<Trip> | null;
    const isWhole = [trip?.state, trip?.verifier, trip?.query].every((part) => typeof part === 'string');
    return isWhole ? (trip as Trip) : null;
  } catch {
    return null;
  }
}
