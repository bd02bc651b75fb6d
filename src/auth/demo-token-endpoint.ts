import type { DemoIssuer } from './demo-tokens.ts';
import { isLoopbackAddress, isLoopbackHost } from '../platform/loopback.ts';
import { knownScopes } from './viewer.ts';
import type { KnownScope } from './viewer.ts';

/** The demo gateway's token endpoint: `POST {"scope": "job:read job:credentials"}`. */
export const demoTokenPath = '/demo/token';

/** The parts of a request that the endpoint looks at. */
export interface DemoTokenCall extends DemoCaller {
  readonly method: string;
  /** The parsed JSON body. */
  readonly body: unknown;
}

/** Where a request comes from. */
interface DemoCaller {
  /** The socket's peer, not taken from a header. */
  readonly remoteAddress: string | undefined;
  /** Lower-case names, as Node gives them. */
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
}

interface DemoTokenAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: { readonly token: string } | { readonly error: string };
}

const maxScopeLength = 1_000;
const forwarding = ['forwarded', 'via', 'x-forwarded-for', 'x-forwarded-host', 'x-real-ip'];

/**
 * Answers requests for demo tokens. They must come from this machine: from a program, or from a page of the demo itself. Any
 * other page could read the demo's data with a token. Register it in demo mode only.
 */
export function createDemoTokenEndpoint(issuer: DemoIssuer): (call: DemoTokenCall) => Promise<DemoTokenAnswer> {
  return async (call) => {
    if (call.method !== 'POST') return refuse(405, 'Ask for a demo token with POST.');
    const outside = findOutsider(call);
    if (outside !== null) return refuse(403, outside);
    const scopes = readScopes(call.body);
    if (typeof scopes === 'string') return refuse(400, scopes);
    return answer(200, { token: await issuer.sign({ scopes }) });
  };
}

/**
 * A token with every scope for the explorer's page. Null unless a browser on this machine asks for the page, and null for
 * scripts of other pages.
 */
export async function signForExplorer(issuer: DemoIssuer, caller: DemoCaller): Promise<string | null> {
  if (findStranger(caller) !== null || caller.headers['origin'] !== undefined) return null;
  return issuer.sign({ scopes: knownScopes });
}

function answer(status: number, body: DemoTokenAnswer['body']): DemoTokenAnswer {
  return { status, headers: { 'cache-control': 'no-store' }, body };
}

function refuse(status: number, error: string): DemoTokenAnswer {
  return answer(status, { error });
}

/** The reason to believe that a request did not come directly from this machine; null without one. */
function findStranger({ remoteAddress, headers }: DemoCaller): string | null {
  if (remoteAddress === undefined || !isLoopbackAddress(remoteAddress))
    return 'Demo tokens are for programs on this machine only.';
  // A page whose host name was pointed at loopback (DNS rebinding) still sends that name here.
  if (typeof headers['host'] !== 'string' || !isLoopbackHost(headers['host'])) {
    return 'Demo tokens are given under a loopback name only.';
  }
  if (forwarding.some((name) => headers[name] !== undefined)) return 'Demo tokens are not given through a proxy.';
  return null;
}

/** The reason to believe that a request did not come directly from a program or a demo page on this machine; null without one. */
function findOutsider(call: DemoTokenCall): string | null {
  const stranger = findStranger(call);
  if (stranger !== null) return stranger;
  const { headers } = call;
  if (!isFromHere(headers)) return 'Demo tokens are not given to pages of other sites.';
  const type = headers['content-type'];
  if (typeof type !== 'string' || !/^application\/json\s*(?:;|$)/i.test(type))
    return 'Ask for a demo token with a JSON body.';
  return null;
}

/**
 * Whether a program asks, or a page of this origin. Browsers send `Origin` with every POST. `none` means that the user typed
 * the address, which no page can cause.
 */
function isFromHere({ host, origin, 'sec-fetch-site': site = 'none' }: DemoCaller['headers']): boolean {
  if (origin === undefined) return site === 'none';
  return origin === `http://${String(host)}` && (site === 'none' || site === 'same-origin');
}

/** The requested scopes, or a sentence about their fault. */
function readScopes(body: unknown): readonly KnownScope[] | string {
  const expected = `scope must be one or more of ${knownScopes.join(', ')}, with a space between`;
  const scope: unknown =
    typeof body === 'object' && body !== null && Object.hasOwn(body, 'scope') && 'scope' in body ? body.scope : null;
  if (typeof scope !== 'string' || scope.length > maxScopeLength) return `${expected}.`;
  const names = [...new Set(scope.split(' ').filter((name) => name !== ''))];
  const unknown = names.filter((name) => !isKnown(name));
  if (unknown.length > 0) return `${expected}, but got ${JSON.stringify(unknown.join(' '))}.`;
  return names.length > 0 ? names.filter(isKnown) : `${expected}.`;
}

function isKnown(scope: string): scope is KnownScope {
  return knownScopes.some((known) => known === scope);
}
