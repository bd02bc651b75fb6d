/** What an operation selects of a job, in the terms of data sources: names of facts, and of secrets that the viewer may see. */
import { collectSubFields } from '@graphql-tools/utils';
import {
  getNamedType,
  isAbstractType,
  isObjectType,
  type FieldNode,
  type GraphQLObjectType,
  type GraphQLOutputType,
  type GraphQLResolveInfo,
} from 'graphql';
import { requiredScopesOf } from '../auth/required-scopes.ts';
import { satisfies, type Viewer } from '../auth/viewer.ts';
import type { RequestedFields } from '../provider/requested-fields.ts';
import { toSecretsOfMasked } from './masked-facts.ts';
import { rememberOf, toConditionsKey, toViewerKey } from './remembered-fields.ts';

/** The parts of `info` that decide what is selected. */
export type Selecting = Pick<GraphQLResolveInfo, 'schema' | 'fragments' | 'operation' | 'variableValues'>;

/**
 * What these fields select of a job of this concrete type, through fragments, aliases, interfaces, @include and @skip.
 * Fields that the viewer may not see are left out, so that they cause no call.
 */
export function toRequestedFields(
  info: Selecting,
  fieldNodes: readonly FieldNode[],
  typeName: string,
  viewer: Viewer,
): RequestedFields {
  // The same for each of a field's 200 jobs, and whenever the document is executed again.
  const key = `${typeName} ${toViewerKey(viewer)} ${toConditionsKey(info.variableValues)}`;
  return rememberOf(info.operation, fieldNodes, key, () => findAsk(info, fieldNodes, typeName, viewer));
}

/** Adds facts to a selection, for callers that need them in any case. */
export function withFacts<A extends RequestedFields>(requested: A, facts: ReadonlySet<string>): A {
  return { ...requested, facts: requested.facts.union(facts) };
}

function findAsk(info: Selecting, fieldNodes: readonly FieldNode[], typeName: string, viewer: Viewer): RequestedFields {
  const facts = new Set<string>();
  const secrets = new Set<string>();
  const type = info.schema.getType(typeName);
  if (isObjectType(type)) collect(info, fieldNodes, type, viewer, '', { facts, secrets });
  return { facts, secrets, secretsOfMasked: toSecretsOfMasked(typeName, facts, viewer) };
}

/** The subfields that these fields select of an object of this type, by response key. */
export function collectSelected(
  { schema, fragments, variableValues }: Omit<Selecting, 'operation'>,
  fieldNodes: readonly FieldNode[],
  type: GraphQLObjectType,
): ReadonlyMap<string, readonly FieldNode[]> {
  // The library expects variables in the form of graphql 17, which wraps those of 16.
  const variables = { sources: {}, coerced: variableValues } as Parameters<typeof collectSubFields>[2];
  return collectSubFields(schema, fragments, variables, type, [...fieldNodes]).fields;
}

function collect(
  info: Selecting,
  fieldNodes: readonly FieldNode[],
  type: GraphQLObjectType,
  viewer: Viewer,
  prefix: string,
  names: { readonly facts: Set<string>; readonly secrets: Set<string> },
): void {
  for (const nodes of collectSelected(info, fieldNodes, type).values()) {
    const name = nodes[0]?.name.value ?? '';
    const field = type.getFields()[name];
    // On the job, `__typename` needs no read. On a nested object it needs that object.
    if (field === undefined) {
      if (prefix !== '') names.facts.add(prefix + name);
      continue;
    }
    const scopes = requiredScopesOf(field);
    if (scopes !== undefined) {
      if (satisfies(viewer, scopes)) names.secrets.add(prefix + name);
      // Denied or not, the object that has the field must be there.
      if (prefix !== '') names.facts.add(`${prefix}__typename`);
      continue;
    }
    const inner = prefix === '' ? toObjectTypes(info, field.type) : [];
    if (inner.length === 0) names.facts.add(prefix + name);
    for (const innerType of inner) collect(info, nodes, innerType, viewer, `${name}.`, names);
  }
}

function toObjectTypes({ schema }: Selecting, type: GraphQLOutputType): readonly GraphQLObjectType[] {
  const named = getNamedType(type);
  if (isObjectType(named)) return [named];
  return isAbstractType(named) ? schema.getPossibleTypes(named) : [];
}
