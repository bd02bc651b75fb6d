/** The only way to open a secret: a scope check stands in front of it, here and nowhere else. */
import { openSecret, type Secret } from '../secret.ts';
import type { RequiredScopes } from './required-scopes.ts';
import { createDenial } from './scope-directives.ts';
import { satisfies, type Viewer } from './viewer.ts';

/** The secret's value, null where the provider gave none. Throws where the viewer does not hold the scopes, or none are named. */
export function reveal<T>(secret: Secret<T> | undefined, viewer: Viewer, scopes: RequiredScopes | undefined): T | null {
  if (scopes === undefined || !satisfies(viewer, scopes)) throw createDenial(viewer, scopes);
  return secret === undefined ? null : openSecret(secret);
}
