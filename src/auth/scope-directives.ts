/**
 * Enforces the Federation directives `@requiresScopes` and `@authenticated` on every object field that they cover,
 * with or without a router in front. A denied field is null with an error; its resolver never runs.
 * @see https://www.apollographql.com/docs/graphos/schema-design/federated-schemas/reference/directives
 */
import { getDirective, MapperKind, mapSchema } from '@graphql-tools/utils';
import {
  defaultFieldResolver,
  type GraphQLError,
  isObjectType,
  type GraphQLFieldConfig,
  type GraphQLSchema,
} from 'graphql';
import { readRequiredScopes, toScopedExtensions, type RequiredScopes } from './required-scopes.ts';
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

/** The same schema with checked resolvers. */
export function enforceScopes(schema: GraphQLSchema): GraphQLSchema {
  return mapSchema(schema, {
    // The library types neither the parent nor the context.
    [MapperKind.OBJECT_FIELD]: (config: FieldConfig, fieldName, typeName) => {
      const type = schema.getType(typeName);
      const field = isObjectType(type) ? type.getFields()[fieldName] : undefined;
      if (!isObjectType(type) || field === undefined) return config;
      const scopes = readRequiredScopes(schema, type, field);
      const needsToken = getDirective(schema, field, 'authenticated') !== undefined;
      return scopes === undefined && !needsToken ? config : guard(config, scopes, needsToken);
    },
  });
}

type FieldConfig = GraphQLFieldConfig<unknown, ViewerContext>;

function guard(config: FieldConfig, scopes: RequiredScopes | undefined, needsToken: boolean): FieldConfig {
  const { resolve = defaultFieldResolver, subscribe } = config;

  function check({ viewer }: ViewerContext): void {
    const isAllowed = (scopes === undefined || satisfies(viewer, scopes)) && (!needsToken || viewer.kind === 'token');
    if (!isAllowed) throw createDenial(viewer, scopes);
  }

  return {
    ...config,
    extensions: scopes === undefined ? (config.extensions ?? {}) : toScopedExtensions(config.extensions ?? {}, scopes),
    resolve: (parent, args, context, info) => {
      check(context);
      return resolve(parent, args, context, info);
    },
    ...(subscribe === undefined
      ? {}
      : {
          subscribe: (parent, args, context, info) => {
            check(context);
            return subscribe(parent, args, context, info);
          },
        }),
  };
}
