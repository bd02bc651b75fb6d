/** How many fields an operation's answer can hold, as far as its arguments decide it; `answerBytes` limits the rest. */
import {
  getNamedType,
  isAbstractType,
  isListType,
  isObjectType,
  getNullableType,
  type FieldNode,
  type GraphQLObjectType,
} from 'graphql';
import { rememberOf, toConditionsKey } from '../resolvers/remembered-fields.ts';
import { collectSelected } from '../resolvers/selection.ts';
import type { ResolvedOperation } from './operation-cost.ts';

interface Weight {
  /** Fields that occur once. */
  readonly once: number;
  /** Fields per entry of the list. */
  readonly each: number;
}

const nothing: Weight = { once: 0, each: 0 };

/** Lists whose length an argument decides; other lists count as one entry. */
const entryLists: ReadonlySet<string> = new Set([
  'JobConnection.nodes',
  'JobConnection.edges',
  'JobFindings.jobs',
  'JobStats.overTime',
]);

/** @param entries the number of entries of the root field's list: as requested, or the maximum */
export function countAnswerFields(
  resolved: ResolvedOperation,
  rootType: GraphQLObjectType,
  nodes: readonly FieldNode[],
  entries: number,
): number {
  const conditions = toConditionsKey(resolved.variableValues);
  const { once, each } = rememberOf(resolved.operation, nodes, `fields ${conditions}`, () =>
    weighField(resolved, rootType, nodes, true),
  );
  return once + each * entries;
}

function weighField(
  resolved: ResolvedOperation,
  parentType: GraphQLObjectType,
  nodes: readonly FieldNode[],
  isRoot: boolean,
): Weight {
  const name = nodes[0]?.name.value ?? '';
  const field = parentType.getFields()[name];
  // `__typename`.
  if (field === undefined) return { once: 1, each: 0 };
  const inner = weighType(resolved, getNamedType(field.type), nodes);
  const isEntryList =
    isListType(getNullableType(field.type)) && (isRoot || entryLists.has(`${parentType.name}.${name}`));
  return isEntryList ? { once: 1, each: inner.once + inner.each } : { once: inner.once + 1, each: inner.each };
}

/** For an abstract type, the largest of its types counts. */
function weighType(resolved: ResolvedOperation, type: unknown, nodes: readonly FieldNode[]): Weight {
  if (isObjectType(type)) {
    const fields = collectSelected(resolved, nodes, type).values();
    return fields.map((selected) => weighField(resolved, type, selected, false)).reduce(add, nothing);
  }
  if (!isAbstractType(type)) return nothing;
  return resolved.schema
    .getPossibleTypes(type)
    .map((possible) => weighType(resolved, possible, nodes))
    .reduce(larger, nothing);
}

function add(one: Weight, other: Weight): Weight {
  return { once: one.once + other.once, each: one.each + other.each };
}

function larger(one: Weight, other: Weight): Weight {
  return { once: Math.max(one.once, other.once), each: Math.max(one.each, other.each) };
}
