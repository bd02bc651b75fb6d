/** The schema of the SDL, checked: a subgraph without resolvers. In the bundle another module stands here (rolldown.config.ts). */
import { buildSubgraphSchema } from '@apollo/subgraph';
import type { GraphQLSchema } from 'graphql';
import { providers } from '../providers.ts';
import { checkProviderParts } from '../resolvers/provider-parts.ts';
import { readTypeDefs } from './sdl.ts';

/** Throws if the SDL is not valid, or lacks what a provider needs. */
export function buildSubgraph(): GraphQLSchema {
  const schema = buildSubgraphSchema([{ typeDefs: readTypeDefs() }]);
  checkProviderParts(schema, providers);
  return schema;
}
