import type { GraphQLResolveInfo } from 'graphql';
import { requiredScopesOf } from '../auth/required-scopes.ts';
import { reveal } from '../auth/reveal.ts';
import type { Secret } from '../secret.ts';
import type { GatewayContext } from './context.ts';

/** The value of a secret field of a job, by the scopes that the field itself carries in the schema; what is disclosed is noted. */
export function revealField<T>(
  secret: Secret<T> | undefined,
  jobId: string,
  { viewer, noteDisclosure }: GatewayContext,
  info: GraphQLResolveInfo,
): T | null {
  const field = info.parentType.getFields()[info.fieldName];
  const value = reveal(secret, viewer, field && requiredScopesOf(field));
  if (value !== null) noteDisclosure(jobId, `${info.parentType.name}.${info.fieldName}`);
  return value;
}
