/** The concrete types of jobs in the SDL, and which of their fields are open. */
import { buildSubgraphSchema } from '@apollo/subgraph';
import {
  getNamedType,
  isObjectType,
  Kind,
  type GraphQLField,
  type GraphQLInterfaceType,
  type GraphQLObjectType,
} from 'graphql';
import { readTypeDefs } from '../src/operation/sdl.ts';

/** A field of any type. */
export type Field = GraphQLField<unknown, unknown>;

export const schema = buildSubgraphSchema([{ typeDefs: readTypeDefs() }]);
export const job = schema.getType('Job') as GraphQLInterfaceType;
/** Sorted by name. */
export const jobTypes = schema.getPossibleTypes(job).toSorted((one, other) => (one.name < other.name ? -1 : 1));

/** Without those of every job. */
export function listOwnFields(type: GraphQLObjectType): readonly Field[] {
  const common = job.getFields();
  return Object.values(type.getFields()).filter(({ name }) => !Object.hasOwn(common, name));
}

/** What a field needs beside `job:read`: its own scopes and those of its type. */
export function readScopes(field: Field): readonly string[] {
  const named = getNamedType(field.type);
  const nodes = [field.astNode, isObjectType(named) ? named.astNode : undefined];
  const scopes = nodes
    .flatMap((node) => node?.directives ?? [])
    .filter(({ name }) => name.value === 'requiresScopes')
    .flatMap(({ arguments: given = [] }) => given.map(({ value }) => value))
    .flatMap((value) => (value.kind === Kind.LIST ? value.values : []))
    .map((value) => (value.kind === Kind.LIST ? value.values : []))
    .flatMap((all) => all.flatMap((value) => (value.kind === Kind.STRING ? [value.value] : [])));
  return [...new Set(scopes)].filter((scope) => scope !== 'job:read').toSorted();
}
