import { isObjectType, type GraphQLResolveInfo, type GraphQLSchema } from 'graphql';
import { readRequiredScopes, requiredScopesOf } from '../auth/required-scopes.ts';
import { reveal } from '../auth/reveal.ts';
import { Secret } from '../secret.ts';
import type { GatewayContext } from './context.ts';
import type { JobNode } from './nodes.ts';

/** The value of a secret field of a job, checked against the field's scopes in the schema. Records the disclosure. */
export function revealField<T>(
  secret: Secret<T> | undefined,
  jobId: string,
  { viewer, noteDisclosure }: GatewayContext,
  info: GraphQLResolveInfo,
): T | null {
  const field = info.parentType.getFields()[info.fieldName];
  const value = reveal(secret, viewer, field && requiredScopesOf(field));
  if (value !== null) noteDisclosure(jobId, `${info.parentType.name}.${info.fieldName}`, info.path);
  return value;
}

/** Adds a resolver to every protected field of a job without one: it answers the secret of the same name. */
export function revealProtectedFields(schema: GraphQLSchema): void {
  const job = schema.getType('Job');
  for (const type of Object.values(schema.getTypeMap())) {
    if (!isObjectType(type) || !type.getInterfaces().some((one) => one === job)) continue;
    for (const field of Object.values(type.getFields()))
      if (readRequiredScopes(schema, type, field) !== undefined) field.resolve ??= resolveSecret;
  }
}

function resolveSecret(
  { id, secrets }: JobNode,
  _args: unknown,
  context: GatewayContext,
  info: GraphQLResolveInfo,
): unknown {
  const secret = secrets[info.fieldName];
  return revealField(secret instanceof Secret ? secret : undefined, id, context, info);
}
