/** Every scope that the schema uses. Other scopes of a token have no effect. */
export const knownScopes = ['job:read', 'job:sensitive', 'job:credentials'] as const;

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

function holds(viewer: Viewer, scope: string): boolean {
  // Defence in depth: without a token, even a wrongly built viewer holds only the public scope.
  return (viewer.kind === 'token' || scope === publicScope) && viewer.scopes.has(scope);
}
