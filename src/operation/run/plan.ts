/**
 * A plan holds what a document decides about its operation's run: which fields are selected, in which order, of which
 * types and with which arguments. The executor runs it. Limits and resolvers read from it which data an operation
 * requests.
 */
import {
  getArgumentValues,
  getNamedType,
  getNullableType,
  isAbstractType,
  isLeafType,
  isNonNullType,
  isObjectType,
  SchemaMetaFieldDef,
  TypeMetaFieldDef,
  TypeNameMetaFieldDef,
  type FieldNode,
  type GraphQLField,
  type GraphQLLeafType,
  type GraphQLObjectType,
  type GraphQLSchema,
  type OperationDefinitionNode,
} from 'graphql';
import { type CollectedFields, collectFields, type Selecting, type Variables } from './collect.ts';

/** An operation with one choice of the values of its @include and @skip. */
export interface Plan extends Selecting {
  readonly operation: OperationDefinitionNode;
  readonly rootType: GraphQLObjectType;
  /** Throws a `GraphQLError` if a directive's variable has no value. */
  readonly rootSelection: () => PlannedSelection;
  /** Called with the approximate bytes that the plan grows by. */
  readonly onGrowth: (bytes: number) => void;
}

/** An object of the answer, by response names. */
export type Data = Record<string, unknown>;

/** The fields that are selected of one type, merged by their names in the answer. */
export interface PlannedSelection {
  readonly fields: readonly PlannedField[];
  /** Creates an object that can hold these fields' values. */
  readonly createData: () => Data;
  /** The bytes of their names in the answer. */
  readonly size: number;
}

/** A field of a selection, with everything that the document says about it. Functions below derive the rest, once. */
export interface PlannedField {
  readonly plan: Plan;
  readonly responseName: string;
  readonly name: string;
  readonly nodes: readonly FieldNode[];
  readonly definition: GraphQLField<unknown, unknown>;
  readonly parentType: GraphQLObjectType;
  readonly isNonNull: boolean;
  /** The field's type, if it is a scalar or an enum. */
  readonly leaf: GraphQLLeafType | undefined;
  /** The field's type, if it is an object's that says nothing of its values. */
  readonly object: GraphQLObjectType | undefined;
  /** Facts about the field that have been derived so far. */
  readonly known: {
    /** Identifies the field and its selection where values made by them must not keep them alive. */
    token?: symbol;
    selections?: Map<GraphQLObjectType, PlannedSelection>;
    derived?: Map<string, unknown>;
  };
}

/** In bytes, measured. */
export const bytesPerField = 300;
const bytesPerDerived = 1500;

/** A plan that selects nothing yet. */
export function createPlan(parts: Omit<Plan, 'rootSelection'>): Plan {
  let selection: PlannedSelection | undefined;
  const plan: Plan = {
    ...parts,
    rootSelection: () => {
      const { operation, rootType } = parts;
      return (selection ??= planSelection(plan, rootType, collectFields(plan, rootType, [operation.selectionSet])));
    },
  };
  return plan;
}

/** Bytes in addition to a field's name in JSON: quotes around the name and the value, a colon and a comma. */
const punctuation = 6;

function planSelection(plan: Plan, type: GraphQLObjectType, fields: CollectedFields): PlannedSelection {
  plan.onGrowth(fields.size * bytesPerField);
  return {
    fields: [...fields].flatMap(([responseName, nodes]) => planField(plan, type, responseName, nodes) ?? []),
    createData: fields.has('__proto__') ? createBareObject : createObject,
    size: [...fields.keys()].reduce((sum, name) => sum + name.length + punctuation, 2),
  };
}

function planField(
  plan: Plan,
  parentType: GraphQLObjectType,
  responseName: string,
  nodes: readonly FieldNode[],
): PlannedField | undefined {
  const definition = findDefinition(plan.schema, parentType, nodes[0]?.name.value ?? '');
  if (definition === undefined) return undefined;
  const nullableType = getNullableType(definition.type);
  return {
    plan,
    responseName,
    name: definition.name,
    nodes,
    definition,
    parentType,
    isNonNull: isNonNullType(definition.type),
    leaf: isLeafType(nullableType) ? nullableType : undefined,
    object: isObjectType(nullableType) && nullableType.isTypeOf == null ? nullableType : undefined,
    known: {},
  };
}

/** With a prototype: the engine is slow for objects without one. */
function createObject(): Data {
  return {};
}

/** Without a prototype, for the one name that would not become a member otherwise. */
function createBareObject(): Data {
  return Object.create(null) as Data;
}

function findDefinition(
  schema: GraphQLSchema,
  parentType: GraphQLObjectType,
  name: string,
): GraphQLField<unknown, unknown> | undefined {
  const isRoot = parentType === schema.getQueryType();
  if (isRoot && name === SchemaMetaFieldDef.name) return SchemaMetaFieldDef;
  if (isRoot && name === TypeMetaFieldDef.name) return TypeMetaFieldDef;
  return name === TypeNameMetaFieldDef.name ? TypeNameMetaFieldDef : parentType.getFields()[name];
}

/** The fields that are selected of a value of this type. */
export function selectionOn(field: PlannedField, type: GraphQLObjectType): PlannedSelection {
  const { plan, nodes, known } = field;
  const selections = (known.selections ??= new Map<GraphQLObjectType, PlannedSelection>());
  let selection = selections.get(type);
  if (selection === undefined) {
    const selectionSets = nodes.map(({ selectionSet }) => selectionSet);
    selection = planSelection(plan, type, collectFields(plan, type, selectionSets));
    selections.set(type, selection);
  }
  return selection;
}

/** The object types that the field's values may have; empty for scalars and enums. */
export function objectTypesOf({ plan, definition }: PlannedField): readonly GraphQLObjectType[] {
  const type = getNamedType(definition.type);
  if (isObjectType(type)) return [type];
  return isAbstractType(type) ? plan.schema.getPossibleTypes(type) : [];
}

/** The field's arguments, coerced to their types: a new object each time. Throws a `GraphQLError` if one is invalid. */
export function toArguments(
  { definition, nodes: [node] }: PlannedField,
  variables: Variables,
): Record<string, unknown> {
  // Most fields have no arguments, so there is nothing to evaluate.
  return definition.args.length === 0 || node === undefined ? {} : getArgumentValues(definition, node, variables);
}

/** A key for values of the field that are kept elsewhere. It does not keep the plan alive. */
export function tokenOf({ known, responseName }: PlannedField): symbol {
  return (known.token ??= Symbol(responseName));
}

/**
 * Derives a value from the field's selection, once.
 * @param key names the result and everything that it depends on beside the field
 */
export function derive<T>({ plan, known }: PlannedField, key: string, find: () => T): T {
  const derived = (known.derived ??= new Map<string, unknown>());
  if (derived.has(key)) return derived.get(key) as T;
  const found = find();
  derived.set(key, found);
  plan.onGrowth(bytesPerDerived + 2 * key.length);
  return found;
}
