/** Which fields a selection holds for one type: the specification's CollectFields, with @include, @skip and fragments. */
import {
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  getDirectiveValues,
  GraphQLIncludeDirective,
  type GraphQLObjectType,
  type GraphQLSchema,
  GraphQLSkipDirective,
  type InlineFragmentNode,
  isAbstractType,
  Kind,
  type SelectionNode,
  type SelectionSetNode,
} from 'graphql';

/** Values by the variable’s name, coerced to their types. */
export type Variables = Readonly<Record<string, unknown>>;

/** What decides which fields a selection holds. */
export interface Selecting {
  readonly schema: GraphQLSchema;
  readonly fragments: Readonly<Record<string, FragmentDefinitionNode>>;
  /** The values of the variables that directives use. */
  readonly conditions: Variables;
}

/** By response name, in the answer's order. */
export type CollectedFields = ReadonlyMap<string, readonly FieldNode[]>;

/** Of these selection sets together. Throws a `GraphQLError` if a directive's variable has no value. */
export function collectFields(
  selecting: Selecting,
  type: GraphQLObjectType,
  selectionSets: readonly (SelectionSetNode | undefined)[],
): CollectedFields {
  const fields = new Map<string, FieldNode[]>();
  const spread = new Set<string>();

  function collect({ selections }: SelectionSetNode): void {
    for (const selection of selections) {
      if (selection.kind === Kind.FRAGMENT_SPREAD && spread.has(selection.name.value)) continue;
      if (!isIncluded(selection, selecting.conditions)) continue;
      if (selection.kind === Kind.FIELD) add(selection);
      else if (selection.kind === Kind.INLINE_FRAGMENT) collectFragment(selection);
      else {
        spread.add(selection.name.value);
        collectFragment(selecting.fragments[selection.name.value]);
      }
    }
  }

  function add(field: FieldNode): void {
    const name = field.alias?.value ?? field.name.value;
    const merged = fields.get(name);
    if (merged === undefined) fields.set(name, [field]);
    else merged.push(field);
  }

  function collectFragment(fragment: FragmentDefinitionNode | InlineFragmentNode | undefined): void {
    if (fragment !== undefined && appliesTo(selecting.schema, fragment, type)) collect(fragment.selectionSet);
  }

  for (const selectionSet of selectionSets) if (selectionSet !== undefined) collect(selectionSet);
  return fields;
}

/** @skip comes before @include. */
function isIncluded(node: SelectionNode, conditions: Variables): boolean {
  if (node.directives === undefined || node.directives.length === 0) return true;
  if (getDirectiveValues(GraphQLSkipDirective, node, conditions)?.['if'] === true) return false;
  return getDirectiveValues(GraphQLIncludeDirective, node, conditions)?.['if'] !== false;
}

function appliesTo(
  schema: GraphQLSchema,
  { typeCondition }: FragmentDefinitionNode | InlineFragmentNode,
  type: GraphQLObjectType,
): boolean {
  if (typeCondition === undefined) return true;
  const condition = schema.getType(typeCondition.name.value);
  return condition === type || (isAbstractType(condition) && schema.isSubType(condition, type));
}

/** A document's fragments by their names, in the form that graphql-js takes them in. */
export function fragmentsOf(document: DocumentNode): Record<string, FragmentDefinitionNode> {
  const fragments = Object.create(null) as Record<string, FragmentDefinitionNode>;
  for (const definition of document.definitions) {
    if (definition.kind === Kind.FRAGMENT_DEFINITION) fragments[definition.name.value] = definition;
  }
  return fragments;
}
