/** What the page says to an issuer, and what waits in the tab while its viewer is there. */
import type { Attempt } from '../../../client/sign-in.ts';

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
export interface Trip extends Attempt {
  /** The view, to come back to. */
  readonly query: string;
  /** Whether the issuer may ask nothing. */
  readonly isSilent: boolean;
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
