/**
 * Enforces the Federation directives `@requiresScopes` and `@authenticated` on every object field that they cover,
 * with or without a router in front. A denied field is null with an error; its resolver never runs.
 * @see https://www.apollographql.com/docs/graphos/schema-design/federated-schemas/reference/directives
 */
import { defaultFieldResolver, type GraphQLError, isObjectType, type GraphQLField, type GraphQLSchema } from 'graphql';
import { needsToken, readRequiredScopes, toScopedExtensions, type RequiredScopes } from './required-scopes.ts';
import { satisfies, type Viewer } from './viewer.ts';
import { createGraphError } from '../errors/graph-error.ts';

interface ViewerContext {
  readonly viewer: Viewer;
}

/**
 * Uses the messages and codes of routers, so that clients see no difference. The missing scopes are not secret: the
 * schema's descriptions name them.
 */
export function createDenial(viewer: Viewer, scopes: RequiredScopes = []): GraphQLError {
  const message = 'Unauthorized field or type';
  if (viewer.kind === 'anonymous') return createGraphError('UNAUTHENTICATED', message);
  const details = { missingScopes: findMissingScopes(viewer, scopes) };
  return createGraphError('UNAUTHORIZED_FIELD_OR_TYPE', message, { details });
}

/** Of the alternatives that the directive allows, the one that needs the fewest further scopes. */
function findMissingScopes(viewer: Viewer, scopes: RequiredScopes): readonly string[] {
  const ways = scopes.map((all) => all.filter((scope) => !satisfies(viewer, [[scope]])));
  return ways.toSorted((one, other) => one.length - other.length)[0] ?? [];
}

/** Puts the checks before the resolvers of the schema itself, which is returned: a copy would take longer than all else here. */
export function enforceScopes(schema: GraphQLSchema): GraphQLSchema {
  for (const type of Object.values(schema.getTypeMap())) {
    if (!isObjectType(type) || type.name.startsWith('__')) continue;
    for (const field of Object.values(type.getFields())) {
      const scopes = readRequiredScopes(schema, type, field);
      const isForTokens = needsToken(schema, field);
      // The library types neither the parent nor the context.
      if (scopes !== undefined || isForTokens) guard(field as Field, scopes, isForTokens);
    }
  }
  return schema;
}

type Field = GraphQLField<unknown, ViewerContext>;

function guard(field: Field, scopes: RequiredScopes | undefined, isForTokens: boolean): void {
  const { resolve = defaultFieldResolver, subscribe } = field;

  function check({ viewer }: ViewerContext): void {
    const isAllowed = (scopes === undefined || satisfies(viewer, scopes)) && (!isForTokens || viewer.kind === 'token');
    if (!isAllowed) throw createDenial(viewer, scopes);
  }

  if (scopes !== undefined) field.extensions = toScopedExtensions(field.extensions, scopes);
  field.resolve = (parent, args, context, info) => {
    check(context);
    return resolve(parent, args, context, info);
  };
  if (subscribe === undefined) return;
  field.subscribe = (parent, args, context, info) => {
    check(context);
    return subscribe(parent, args, context, info);
  };
}
