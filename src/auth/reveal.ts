/** The only place where secrets are opened, each after a scope check. */
import { openSecret, type Secret } from '../provider/contract/secret.ts';
import type { RequiredScopes } from './required-scopes.ts';
import { createDenial } from './scope-directives.ts';
import { satisfies, type Viewer } from './viewer.ts';

/**
 * The secret's value, null if the provider gave none. Throws if the viewer lacks the scopes, or none are given.
 * @param coordinate the field that shows it, for example `ImportExportJob.signature`
 */
export function reveal<T>(
  secret: Secret<T> | undefined,
  coordinate: string,
  viewer: Viewer,
  scopes: RequiredScopes | undefined,
): T | null {
  if (scopes === undefined || !satisfies(viewer, scopes)) throw createDenial(coordinate, viewer, scopes);
  return secret === undefined ? null : openSecret(secret);
}
