/** SDL, resolvers and scopes → the executable schema, which is also a federated subgraph. */
import { addResolversToSchema } from '@graphql-tools/schema';
import type { GraphQLSchema } from 'graphql';
import { enforceScopes } from '../auth/scope-directives.ts';
import { readEntities } from '../resolvers/entities.ts';
import { resolvers } from '../resolvers/index.ts';
import { revealProtectedFields } from '../resolvers/protected-fields.ts';
import { createTypedRootFields } from '../resolvers/root-fields.ts';
import type { PrintOptions } from './sdl.ts';
import { buildSubgraph } from './subgraph.ts';

/** By `authDirectives`. Nothing changes a schema, and it takes longer to make than the rest of a gateway. */
const schemas = new Map<boolean, GraphQLSchema>();

/**
 * The same schema for the same options: the gateways of a process share it. `options` affect only what `_service` shows;
 * scopes are always enforced. Throws if a resolver has no field in the SDL.
 */
export function createGatewaySchema({ authDirectives = true }: PrintOptions = {}): GraphQLSchema {
  const known = schemas.get(authDirectives);
  if (known !== undefined) return known;
  const schema = buildGatewaySchema({ authDirectives });
  schemas.set(authDirectives, schema);
  return schema;
}

function buildGatewaySchema(options: PrintOptions): GraphQLSchema {
  const executable = addResolversToSchema({
    schema: buildSubgraph(),
    resolvers: [
      resolvers,
      { Query: { ...createTypedRootFields(), _entities: readEntities, _service: createReadService(options) } },
      { _Entity: { __resolveType: ({ __typename: name }: { readonly __typename: string }) => name } },
    ].reduce(mergeTypes, {}),
    resolverValidationOptions: { requireResolversToMatchSchema: 'error' },
    // The schema has no other holder yet. A copy would take as long as the schema itself.
    updateResolversInPlace: true,
  });
  revealProtectedFields(executable);
  return enforceScopes(executable);
}

/** Printed for the first request, with what prints it: it would take a sixth of the start, and most gateways never need it. */
function createReadService(options: PrintOptions): () => Promise<object> {
  let service: Promise<object> | undefined;
  const print = async (): Promise<object> => {
    const { printTypeDefs } = await import('./sdl.ts');
    return { sdl: printTypeDefs(options) };
  };
  return () => (service ??= print());
}

type ResolverMap = Parameters<typeof addResolversToSchema>[0]['resolvers'];

function mergeTypes(all: ResolverMap, more: object): ResolverMap {
  const merged: Record<string, unknown> = { ...all };
  for (const [typeName, fields] of Object.entries(more)) {
    const present = merged[typeName];
    merged[typeName] = present === undefined ? (fields as unknown) : { ...present, ...(fields as object) };
  }
  return merged as ResolverMap;
}
