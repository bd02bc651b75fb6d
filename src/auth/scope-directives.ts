/**
 * Enforces `@requiresScopes` and `@authenticated` of the Federation specification on every object field that they
 * reach, with or without a router in front. A denied field is null with an error; its resolver never runs.
 * @see https://www.apollographql.com/docs/graphos/schema-design/federated-schemas/reference/directives
 */
import { getDirective, MapperKind, mapSchema } from '@graphql-tools/utils';
import { defaultFieldResolver, GraphQLError, isObjectType, type GraphQLFieldConfig, type GraphQLSchema } from 'graphql';
import { readRequiredScopes, toScopedExtensions, type RequiredScopes } from './required-scopes.ts';
import { satisfies, type Viewer } from './viewer.ts';

interface ViewerContext {
  readonly viewer: Viewer;
}

/** The same words and codes that routers use, so that a client sees no difference. */
export function createDenial(viewer: Viewer): GraphQLError {
  const code = viewer.kind === 'anonymous' ? 'UNAUTHENTICATED' : 'UNAUTHORIZED_FIELD_OR_TYPE';
  return new GraphQLError('Unauthorized field or type', { extensions: { code } });
}

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
    if (!isAllowed) throw createDenial(viewer);
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
