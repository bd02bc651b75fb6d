/**
 * Enforces the Federation directives `@requiresScopes` and `@authenticated` on every object field that they cover,
 * with or without a router in front. A denied field is null with an error; its resolver never runs.
 * @see https://www.apollographql.com/docs/graphos/schema-design/federated-schemas/reference/directives
 */
import { defaultFieldResolver, type GraphQLError, isObjectType, type GraphQLField, type GraphQLSchema } from 'graphql';
import { needsToken, readRequiredScopes, type RequiredScopes } from './required-scopes.ts';
import { satisfies, type Viewer } from './viewer.ts';
import { createGraphError } from '../errors/graph-error.ts';

interface ViewerContext {
  readonly viewer: Viewer;
}

/**
 * Begins with the words of routers and uses their codes. The scopes are not secret: the schema's descriptions name them.
 * @param coordinate the field, for example `Query.jobs`
 * @param requiredScopes empty for a field that asks for a token alone
 */
export function createDenial(coordinate: string, viewer: Viewer, requiredScopes: RequiredScopes = []): GraphQLError {
  const ways = requiredScopes.filter((all) => all.length > 0);
  const missingScopes = findMissingScopes(viewer, ways);
  const need = formatNeed(viewer, ways, missingScopes);
  const message = `Unauthorized field or type: \`${coordinate}\` needs ${need}.`;
  if (viewer.kind === 'anonymous') return createGraphError('UNAUTHENTICATED', message, { details: { requiredScopes } });
  return createGraphError('UNAUTHORIZED_FIELD_OR_TYPE', message, { details: { requiredScopes, missingScopes } });
}

/** The missing scopes, for people. */
function formatNeed({ kind }: Viewer, ways: RequiredScopes, missing: readonly string[]): string {
  if (ways.length === 0) return 'a token';
  const names = `the ${ways.flat().length === 1 ? 'scope' : 'scopes'} ${ways.map(formatNames).join(', or ')}`;
  if (kind !== 'token') return `a token with ${names}`;
  return ways.flat().length === 1
    ? `${names}, which this token lacks`
    : `${names}; this token lacks ${formatNames(missing)}`;
}

function formatNames(scopes: readonly string[]): string {
  return scopes.map((scope) => `\`${scope}\``).join(' and ');
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
      if (scopes !== undefined || isForTokens) guard(`${type.name}.${field.name}`, field as Field, scopes, isForTokens);
    }
  }
  return schema;
}

type Field = GraphQLField<unknown, ViewerContext>;

function guard(coordinate: string, field: Field, scopes: RequiredScopes | undefined, isForTokens: boolean): void {
  const { resolve = defaultFieldResolver, subscribe } = field;

  function check({ viewer }: ViewerContext): void {
    const isAllowed = (scopes === undefined || satisfies(viewer, scopes)) && (!isForTokens || viewer.kind === 'token');
    if (!isAllowed) throw createDenial(coordinate, viewer, scopes);
  }

  if (scopes !== undefined) field.extensions = { ...field.extensions, requiredScopes: scopes };
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
