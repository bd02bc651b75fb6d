/** How viewers of this page sign in and out, by the gateway's setting. */
import { effect, signal } from '@preact/signals';
import { refusal, signIn, token } from '../graph/session.ts';
import { settings } from '../settings.ts';
import { arrive, forget, visit } from './issuer.ts';
import { readTab, writeTab } from './tab-storage.ts';
import { tryToken } from './try-token.ts';

const { mode } = settings.signIn;

/** Whether there is a way to get a token, or a better one. */
export const canSignIn = mode !== 'none' && mode !== 'proxy';

/** Why somebody signs in. */
export interface SignInRequest {
  /** The scopes that a new token must have beside its others. */
  readonly missing: readonly string[];
  /** Goes on with what needed them, once a token is taken. */
  readonly resume?: () => void;
}

/** The open dialog. Null: closed. */
export const dialog = signal<SignInRequest | null>(null);

/** Why the last sign-in did not work, as a sentence. */
export const problem = signal<string | null>(null);

/** An issuer is a trip away from the page: what needed the scopes is then not gone on with. */
export function beginSignIn(request: SignInRequest = { missing: [] }): void {
  problem.value = null;
  if (mode === 'demo' || mode === 'paste') dialog.value = request;
  // The proxy signs people in before it hands out the page.
  if (mode === 'proxy') window.location.reload();
  if (mode === 'oidc') void visitIssuer(request.missing);
}

export function signOut(): void {
  forget();
  writeTab('jobgraph-token', null);
  dialog.value = null;
  signIn(null);
}

/**
 * Takes a token from now on, if the graph does. The dialog stays open until then.
 * @param isKept in this tab, so that it outlives a reload
 * @returns why it is not taken, as a sentence; null when it is, or the dialog was closed in the meantime
 */
export async function takeToken(text: string, isKept: boolean): Promise<string | null> {
  const request = dialog.peek();
  const fault = await tryToken(text, request?.missing ?? []);
  if (fault !== null || dialog.peek() !== request) return fault;
  writeTab('jobgraph-token', isKept ? text : null);
  dialog.value = null;
  signIn(text);
  request?.resume?.();
  return null;
}

/** Before the page is shown: takes what waits in this tab, or what the issuer sends. False: the page is left for the issuer. */
export async function prepareSignIn(): Promise<boolean> {
  if (mode === 'paste' || mode === 'demo') token.value = readTab('jobgraph-token');
  if (settings.signIn.mode !== 'oidc') return true;
  const outcome = await arrive(settings.signIn);
  problem.value = outcome.problem;
  return !outcome.leaves;
}

// A demo that is started anew has another key: what an earlier one signed has no worth, and is dropped without a word.
effect(() => {
  if (mode === 'demo' && refusal.value === 'not-taken') signOut();
});

async function visitIssuer(missing: readonly string[]): Promise<void> {
  if (settings.signIn.mode === 'oidc') problem.value = await visit(settings.signIn, missing);
}
