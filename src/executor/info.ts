/** Where a field stands, and what its resolver is told of it. */
import type { GraphQLResolveInfo } from 'graphql';
import type { Path } from 'graphql/jsutils/Path.js';
import type { PreparedField } from './prepared-document.ts';
import type { Run } from './run.ts';

/** The path of a field below its parent's; graph errors name it. */
export function toPath({ responseName, parentType }: PreparedField, prev: Path | undefined): Path {
  return { prev, key: responseName, typename: parentType.name };
}

/** What graphql-js promises every resolver. */
export function toInfo(
  { schema, prepared, variables, rootValue }: Run,
  field: PreparedField,
  path: Path,
): GraphQLResolveInfo {
  return {
    fieldName: field.name,
    fieldNodes: field.nodes,
    returnType: field.definition.type,
    parentType: field.parentType,
    path,
    schema,
    fragments: prepared.fragments,
    rootValue,
    operation: prepared.operation,
    variableValues: variables,
  };
}
