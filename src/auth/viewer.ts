/** Every scope that the schema asks for. A token may carry others; they open nothing here. */
export const knownScopes = ['job:read', 'job:sensitive', 'job:credentials'] as const;

export type KnownScope = (typeof knownScopes)[number];

/** The one scope that can be held without a token. */
export const publicScope: KnownScope = 'job:read';

/** Who asks, as far as the gateway can tell. The same for HTTP, WebSocket and `_entities`. */
export interface Viewer {
  /** `open` is everybody where `auth.mode` is `none`; `anonymous` is a request without a token where tokens exist. */
  readonly kind: 'anonymous' | 'token' | 'open';
  /** The token's `sub`; null without a token, or where the token names nobody. */
  readonly subject: string | null;
  readonly scopes: ReadonlySet<string>;
  /** The token's `exp`: a connection that outlives the request ends here. Null without a token. */
  readonly expiresAt: Date | null;
}

/** A viewer with no token, where tokens exist. */
export function toAnonymousViewer(scopes: readonly string[]): Viewer {
  return Object.freeze({ kind: 'anonymous', subject: null, scopes: new Set(scopes), expiresAt: null });
}

/** The viewer of a gateway without tokens: reads jobs, and never more. */
export function toOpenViewer(): Viewer {
  return Object.freeze({ kind: 'open', subject: null, scopes: new Set([publicScope]), expiresAt: null });
}

/** The same viewer, where protected values must not be answered whoever asks. */
export function toPublicViewer(viewer: Viewer): Viewer {
  return Object.freeze({ ...viewer, scopes: new Set([publicScope].filter((scope) => viewer.scopes.has(scope))) });
}

/**
 * Whether a viewer meets `@requiresScopes(scopes: [[…]])`: all scopes of one inner list, for any inner list; compared
 * exactly. An empty list, outer or inner, grants nothing: a directive that names no scope is a mistake, and mistakes
 * stay shut. Whatever throws on the way denies.
 */
export function satisfies(viewer: Viewer, requiredScopes: readonly (readonly string[])[]): boolean {
  try {
    return requiredScopes.some((all) => all.length > 0 && all.every((scope) => holds(viewer, scope)));
  } catch {
    return false;
  }
}

function holds(viewer: Viewer, scope: string): boolean {
  // A second wall: even a viewer built wrong holds no more than the public scope without a token.
  return (viewer.kind === 'token' || scope === publicScope) && viewer.scopes.has(scope);
}
