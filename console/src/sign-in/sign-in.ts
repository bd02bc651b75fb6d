/** How viewers of this page sign in and out, by the gateway's setting. */
import { signal } from '@preact/signals';
import { signIn, token } from '../graph/session.ts';
import { settings } from '../settings.ts';
import { arrive, forget, visit } from './issuer.ts';
import { readTab, writeTab } from './tab-storage.ts';

const { mode } = settings.signIn;

/** Whether there is a way to get a token, or a better one. */
export const canSignIn = mode !== 'none' && mode !== 'proxy';

/** The open dialog: the scopes that a new token should have beside its others. Null: closed. */
export const dialog = signal<{ readonly missing: readonly string[] } | null>(null);

/** Why the last sign-in did not work, as a sentence. */
export const problem = signal<string | null>(null);

/** @param missing scopes that the present token lacks */
export function beginSignIn(missing: readonly string[] = []): void {
  problem.value = null;
  if (mode === 'demo' || mode === 'paste') dialog.value = { missing };
  // The proxy signs people in before it hands out the page.
  if (mode === 'proxy') window.location.reload();
  if (mode === 'oidc') void visitIssuer(missing);
}

export function signOut(): void {
  forget();
  writeTab('jobgraph-token', null);
  dialog.value = null;
  signIn(null);
}

/**
 * Takes a token from now on.
 * @param isKept in this tab, so that it outlives a reload
 */
export function takeToken(text: string, isKept: boolean): void {
  writeTab('jobgraph-token', isKept ? text : null);
  dialog.value = null;
  signIn(text);
}

/** Before the page is shown: takes what waits in this tab, or what the issuer sends. False: the page is left for the issuer. */
export async function prepareSignIn(): Promise<boolean> {
  if (mode === 'paste') token.value = readTab('jobgraph-token');
  if (settings.signIn.mode !== 'oidc') return true;
  const outcome = await arrive(settings.signIn);
  problem.value = outcome.problem;
  return !outcome.leaves;
}

async function visitIssuer(missing: readonly string[]): Promise<void> {
  if (settings.signIn.mode === 'oidc') problem.value = await visit(settings.signIn, missing);
}
