/** Who makes a request, what that viewer may see, and whose share of the capacity it uses. */
import { isIPv6 } from 'node:net';

/** Every scope that the schema uses. Other scopes of a token have no effect. */
export const knownScopes = ['job:read', 'job:logs', 'job:sensitive', 'job:credentials', 'job:operate'] as const;

/** One of the scopes that the schema uses. */
export type KnownScope = (typeof knownScopes)[number];

/** The only scope that can be held without a token. */
export const publicScope: KnownScope = 'job:read';

/** Who makes a request, as far as the gateway knows. The same for HTTP, WebSocket and `_entities`. */
export interface Viewer {
  /** `open`: every viewer if `auth.mode` is `none`. `anonymous`: no token, although tokens are configured. */
  readonly kind: 'anonymous' | 'token' | 'open';
  /** The token's `sub`; null without a token or without a `sub`. */
  readonly subject: string | null;
  readonly scopes: ReadonlySet<string>;
  /** The token's `exp`, at which long-lived connections end. Null without a token. */
  readonly expiresAt: Date | null;
}

/** A viewer without a token, although tokens are configured. */
export function toAnonymousViewer(scopes: readonly string[]): Viewer {
  return Object.freeze({ kind: 'anonymous', subject: null, scopes: new Set(scopes), expiresAt: null });
}

/** The viewer of a gateway without tokens: may only read jobs. */
export function toOpenViewer(): Viewer {
  return Object.freeze({ kind: 'open', subject: null, scopes: new Set([publicScope]), expiresAt: null });
}

/** The same viewer reduced to the public scope, for requests that must not answer protected values. */
export function toPublicViewer(viewer: Viewer): Viewer {
  return Object.freeze({ ...viewer, scopes: new Set([publicScope].filter((scope) => viewer.scopes.has(scope))) });
}

/**
 * Whether a viewer satisfies `@requiresScopes(scopes: [[…]])`: holds all scopes of any one inner list, compared exactly.
 * An empty list, outer or inner, grants nothing: a directive without scopes is a mistake, and mistakes deny. So does
 * anything that throws.
 */
export function satisfies(viewer: Viewer, requiredScopes: readonly (readonly string[])[]): boolean {
  try {
    return requiredScopes.some((all) => all.length > 0 && all.every((scope) => holds(viewer, scope)));
  } catch {
    return false;
  }
}

/** Those of the known scopes that the viewer holds, sorted. */
export function scopesOf(viewer: Viewer): readonly KnownScope[] {
  return knownScopes.filter((scope) => holds(viewer, scope)).sort();
}

/** The viewer's scopes that the schema uses: what an operation selects depends on nothing else of the viewer. */
export function toScopesKey(viewer: Viewer): string {
  return scopesOf(viewer).join();
}

function holds(viewer: Viewer, scope: string): boolean {
  // Defence in depth: without a token, even a wrongly built viewer holds only the public scope.
  return (viewer.kind === 'token' || scope === publicScope) && viewer.scopes.has(scope);
}

/**
 * The key by which shared capacity is divided: the token's subject, else the client's address. Behind a proxy, all
 * clients without a token have the proxy's address; capacity is then divided among their operations.
 */
export function toRequester({ kind, subject }: Pick<Viewer, 'kind' | 'subject'>, address: string | undefined): string {
  return subject === null ? `${kind} at ${toNetwork(address ?? '')}` : `${kind}: ${subject}`;
}

/** A client has one IPv4 address, but usually a whole IPv6 network: 64 of the 128 bits. */
function toNetwork(address: string): string {
  if (!isIPv6(address) || address.includes('.')) return address;
  const [head = '', tail = ''] = address.replace(/%.*$/, '').split('::');
  const [first, last] = [head, tail].map((part) => (part === '' ? [] : part.split(':'))) as [string[], string[]];
  const zeros = Array.from({ length: 8 - first.length - last.length }, () => '0');
  return [...first, ...zeros, ...last].slice(0, 4).join(':');
}
