import type { GraphQLResolveInfo } from 'graphql';
import { reveal } from '../auth/reveal.ts';
import type { Secret } from '../provider/contract/secret.ts';
import type { GatewayContext } from './context.ts';

/** The value of a secret field of a job or of an entry in one of its lists, checked against the field's scopes in the schema. Records the disclosure. */
export function revealField<T>(
  secret: Secret<T> | undefined,
  jobId: string,
  { viewer, noteDisclosure }: GatewayContext,
  info: GraphQLResolveInfo,
): T | null {
  const field = info.parentType.getFields()[info.fieldName];
  const coordinate = `${info.parentType.name}.${info.fieldName}`;
  const value = reveal(secret, coordinate, viewer, field?.extensions.requiredScopes);
  if (value !== null) noteDisclosure(jobId, coordinate, info.path);
  return value;
}
