/** Which scopes a field of the schema needs, read from its directives. */
import {
  getDirectiveValues,
  getNamedType,
  isObjectType,
  type GraphQLField,
  type GraphQLNamedType,
  type GraphQLObjectType,
  type GraphQLSchema,
} from 'graphql';

/** OR of ANDs, as `@requiresScopes(scopes: [[…]])` writes it. */
export type RequiredScopes = readonly (readonly string[])[];

declare module 'graphql' {
  interface GraphQLFieldExtensions<_TSource, _TContext, _TArgs> {
    /** The scopes that the field needs, as `enforceScopes` found them; undefined for an open field. */
    readonly requiredScopes?: RequiredScopes;
  }
}

/** The scopes that the directives on a field, its type and its return type require together; undefined for an open field. */
export function readRequiredScopes(
  schema: GraphQLSchema,
  type: GraphQLObjectType,
  field: GraphQLField<unknown, unknown>,
): RequiredScopes | undefined {
  const returned = getNamedType(field.type);
  const demands = [
    readDirective(schema, field),
    readDirective(schema, type),
    isObjectType(returned) ? readDirective(schema, returned) : undefined,
  ].filter((demand) => demand !== undefined);
  if (demands.length === 0) return undefined;
  return demands.reduce((all, demand) => all.flatMap((one) => demand.map((other) => [...new Set([...one, ...other])])));
}

type Directable = GraphQLField<unknown, unknown> | GraphQLNamedType;

function readDirective(schema: GraphQLSchema, node: Directable): RequiredScopes | undefined {
  return findDirective(schema, node, 'requiresScopes')?.['scopes'] as RequiredScopes | undefined;
}

/** Whether `@authenticated` is on the field. */
export function needsToken(schema: GraphQLSchema, field: GraphQLField<unknown, unknown>): boolean {
  return findDirective(schema, field, 'authenticated') !== undefined;
}

/** The arguments of a directive on the node or on one of its extensions; undefined without it. */
function findDirective(
  schema: GraphQLSchema,
  node: Directable,
  name: string,
): Readonly<Record<string, unknown>> | undefined {
  const directive = schema.getDirective(name);
  if (directive == null) return undefined;
  for (const part of [node.astNode, ...('extensionASTNodes' in node ? node.extensionASTNodes : [])]) {
    const values = part == null ? undefined : getDirectiveValues(directive, part);
    if (values !== undefined) return values;
  }
  return undefined;
}
