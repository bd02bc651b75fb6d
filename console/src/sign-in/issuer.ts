/** Sign-in at an issuer: the page leaves for it, comes back with a code, and keeps the tokens in its memory. */
import { effect } from '@preact/signals';
import type { TokenEndpointResponse } from 'oauth4webapi';
import { signIn } from '../graph/session.ts';
import { now } from '../state/clock.ts';
import { restore } from '../state/navigation.ts';
import type { OidcSettings } from './oidc-trip.ts';
import { readTab, writeTab } from './tab-storage.ts';
import { viewer } from './viewer.ts';

/** The page without its query: what the issuer knows as the redirect URI. */
const redirectUri = `${window.location.origin}${window.location.pathname}`;

/** How long before its end a token is renewed. */
const renewalMilliseconds = 60_000;

const noCryptography = 'The browser cannot sign in from here: the page must come over https, or from this machine.';

/**
 * Leaves for the issuer, with the scopes that the viewer has and these.
 * @returns why the page stays, as a sentence; null when it leaves
 */
export async function visit(
  settings: OidcSettings,
  missing: readonly string[],
  isSilent = false,
): Promise<string | null> {
  const { prepareTrip } = await import('./oidc.ts');
  const further = [...(viewer.value?.scopes ?? []), ...missing];
  const request = { redirectUri, further, query: window.location.search, isSilent };
  const prepared = await prepareTrip(settings, request).catch(() => null);
  if (prepared === null) return noCryptography;
  writeTab('jobgraph-sign-in', JSON.stringify(prepared.trip));
  // Not a step of the history: going back would present a used code.
  window.location.replace(prepared.url);
  return null;
}

/**
 * When the page begins: takes the issuer's answer if the address holds one, else asks the issuer without a word.
 * @returns whether the page leaves, or why there is no token, as a sentence
 */
export async function arrive(
  settings: OidcSettings,
): Promise<{ readonly leaves: boolean; readonly problem: string | null }> {
  if (!isAnswer(window.location.search)) {
    const problem = await visit(settings, [], true);
    return { leaves: problem === null, problem };
  }
  const answer = new URL(window.location.href);
  const waiting = readTab('jobgraph-sign-in');
  writeTab('jobgraph-sign-in', null);
  const { redeem } = await import('./oidc.ts');
  const { query, tokens, problem } = await redeem(settings, { answer, redirectUri, waiting });
  restore(query);
  if (tokens !== null) adopt(settings, tokens, null);
  return { leaves: false, problem };
}

function isAnswer(query: string): boolean {
  const found = new URLSearchParams(query);
  return found.has('state') && (found.has('code') || found.has('error'));
}

let stopRenewal = (): void => undefined;

/** @param used the refresh token that brought these: one that is not replaced by another is not rotated, and used no more */
function adopt(settings: OidcSettings, tokens: TokenEndpointResponse, used: string | null): void {
  stopRenewal();
  signIn(tokens.access_token);
  const { refresh_token: refreshToken } = tokens;
  if (refreshToken === undefined || refreshToken === used) return;
  let isDue = false;
  stopRenewal = effect(() => {
    const end = viewer.value?.expiresAt;
    if (isDue || end == null || Date.parse(end) - now.value > renewalMilliseconds) return;
    isDue = true;
    void renewBy(settings, refreshToken);
  });
}

/** Where it fails, the token ends, and the page says so. */
async function renewBy(settings: OidcSettings, refreshToken: string): Promise<void> {
  const { renew } = await import('./oidc.ts');
  const tokens = await renew(settings, refreshToken).catch(() => null);
  if (tokens !== null) adopt(settings, tokens, refreshToken);
}

/** Forgets the refresh token; the issuer's own session stays. */
export function forget(): void {
  stopRenewal();
}
