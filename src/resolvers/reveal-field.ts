import { isObjectType, type GraphQLResolveInfo, type GraphQLSchema } from 'graphql';
import { readRequiredScopes, requiredScopesOf } from '../auth/required-scopes.ts';
import { reveal } from '../auth/reveal.ts';
import { Secret } from '../secret.ts';
import type { GatewayContext } from './context.ts';
import type { JobNode } from './nodes.ts';

/** The value of a secret field of a job, by the scopes that the field itself carries in the schema; what is disclosed is noted. */
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

/** Every protected field of a job without a resolver is answered by the secret of its name. */
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
