/** The parts of a document that are the same in every run: fields with their order, types and arguments. */
import {
  getArgumentValues,
  getNullableType,
  getOperationAST,
  isLeafType,
  isNonNullType,
  isObjectType,
  Kind,
  SchemaMetaFieldDef,
  TypeMetaFieldDef,
  TypeNameMetaFieldDef,
  visit,
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLField,
  type GraphQLLeafType,
  type GraphQLObjectType,
  type GraphQLSchema,
  type OperationDefinitionNode,
} from 'graphql';
import { collectFields, collectSubfields } from 'graphql/execution/collectFields.js';
import { fragmentsOf } from './fragments.ts';

/** Values by the variable’s name, coerced to their types. */
export type Variables = Readonly<Record<string, unknown>>;

/** A field of a selection, with all that the document says of it. */
export interface PreparedField {
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
  readonly toArguments: (variables: Variables) => Record<string, unknown>;
  /** Stands for the field and its selection where they must not be kept alive by what was made of them. */
  readonly token: symbol;
  /** What is selected of a value of this type. */
  readonly selectionOn: (type: GraphQLObjectType, variables: Variables) => PreparedSelection;
}

/** The fields selected of one type, merged by their names in the answer. */
export interface PreparedSelection {
  readonly fields: readonly PreparedField[];
  /** Creates an object that can hold these fields' values. */
  readonly createData: () => Record<string, unknown>;
  /** The bytes of their names in the answer. */
  readonly size: number;
}

/** An operation with one combination of the values of its @include and @skip. */
export interface PreparedOperation {
  readonly operation: OperationDefinitionNode;
  readonly fragments: Readonly<Record<string, FragmentDefinitionNode>>;
  readonly rootType: GraphQLObjectType;
  /** Throws the same as graphql-js if a directive's variable has no value. */
  readonly rootSelection: (variables: Variables) => PreparedSelection;
}

/** One operation of a document, prepared for each combination of the values of its @include and @skip. */
export interface PreparedDocument {
  readonly operation: OperationDefinitionNode;
  readonly prepare: (variables: Variables) => PreparedOperation;
}

/** How many combinations of @include and @skip are kept per document. */
const maxChoices = 4;
/** In all combinations of a document together. */
const maxFields = 2000;

/** Undefined if there is no such operation, or the schema has no such operation type. The document must be valid. */
export function prepareDocument(
  schema: GraphQLSchema,
  document: DocumentNode,
  operationName: string | null | undefined,
  onPrepared: (fields: number) => void,
): PreparedDocument | undefined {
  const operation = getOperationAST(document, operationName);
  const rootType = operation && schema.getRootType(operation.operation);
  if (!operation || !rootType) return undefined;
  let fieldsKept = 0;
  const count = (fields: number): void => {
    fieldsKept += fields;
    onPrepared(fields);
  };
  const parts: Parts = { schema, operation, rootType, fragments: fragmentsOf(document), count };
  const conditions = listConditions(document);
  const choices = new Map<string, PreparedOperation>();

  return {
    operation,
    prepare: (variables) => {
      if (fieldsKept > maxFields) choices.clear();
      const choice = conditions.map((name) => String(variables[name])).join();
      const known = choices.get(choice);
      if (known !== undefined) return known;
      // Beyond the limits it is prepared for this run only.
      if (choices.size === maxChoices || fieldsKept > maxFields)
        return prepareOperation({ ...parts, count: () => undefined });
      const prepared = prepareOperation(parts);
      choices.set(choice, prepared);
      return prepared;
    },
  };
}

interface Parts extends Pick<PreparedOperation, 'operation' | 'fragments' | 'rootType'> {
  readonly schema: GraphQLSchema;
  /** Counts prepared fields. */
  readonly count: (fields: number) => void;
}

/** Names of the variables that directives use. */
function listConditions(document: DocumentNode): readonly string[] {
  const names = new Set<string>();
  visit(document, {
    Directive: (directive) => {
      for (const { value } of directive.arguments ?? []) if (value.kind === Kind.VARIABLE) names.add(value.name.value);
    },
  });
  return [...names];
}

function prepareOperation(parts: Parts): PreparedOperation {
  const { schema, operation, fragments, rootType } = parts;
  let selection: PreparedSelection | undefined;
  return {
    operation,
    fragments,
    rootType,
    rootSelection: (variables) => {
      const collect = (): Fields => collectFields(schema, fragments, variables, rootType, operation.selectionSet);
      return (selection ??= prepareSelection(parts, rootType, collect()));
    },
  };
}

/** Bytes in addition to a field's name in JSON: quotes around the name and the value, a colon and a comma. */
const punctuation = 6;

/** By response name, in the answer's order. */
type Fields = ReadonlyMap<string, readonly FieldNode[]>;

function prepareSelection(parts: Parts, type: GraphQLObjectType, fields: Fields): PreparedSelection {
  parts.count(fields.size);
  return {
    fields: [...fields].flatMap(([responseName, nodes]) => prepareField(parts, type, responseName, nodes) ?? []),
    createData: fields.has('__proto__') ? createBareObject : createObject,
    size: [...fields.keys()].reduce((sum, name) => sum + name.length + punctuation, 2),
  };
}

function prepareField(
  parts: Parts,
  parentType: GraphQLObjectType,
  responseName: string,
  nodes: readonly FieldNode[],
): PreparedField | undefined {
  const { schema, fragments } = parts;
  const [node] = nodes;
  const definition = node && findDefinition(schema, parentType, node);
  if (definition === undefined) return undefined;
  const selections = new Map<GraphQLObjectType, PreparedSelection>();
  const nullableType = getNullableType(definition.type);
  return {
    responseName,
    name: definition.name,
    nodes,
    definition,
    parentType,
    isNonNull: isNonNullType(definition.type),
    leaf: isLeafType(nullableType) ? nullableType : undefined,
    object: isObjectType(nullableType) && nullableType.isTypeOf == null ? nullableType : undefined,
    toArguments: createArguments(definition, node as FieldNode),
    token: Symbol(responseName),
    selectionOn: (type, variables) => {
      let selection = selections.get(type);
      if (selection === undefined) {
        selection = prepareSelection(parts, type, collectSubfields(schema, fragments, variables, type, nodes));
        selections.set(type, selection);
      }
      return selection;
    },
  };
}

/** With a prototype: the engine is slow for objects without one. */
function createObject(): Record<string, unknown> {
  return {};
}

/** Without a prototype, for the one name that would not become a member otherwise. */
function createBareObject(): Record<string, unknown> {
  return Object.create(null) as Record<string, unknown>;
}

function findDefinition(
  schema: GraphQLSchema,
  parentType: GraphQLObjectType,
  node: FieldNode,
): GraphQLField<unknown, unknown> | undefined {
  const name = node.name.value;
  const isRoot = parentType === schema.getQueryType();
  if (isRoot && name === SchemaMetaFieldDef.name) return SchemaMetaFieldDef;
  if (isRoot && name === TypeMetaFieldDef.name) return TypeMetaFieldDef;
  return name === TypeNameMetaFieldDef.name ? TypeNameMetaFieldDef : parentType.getFields()[name];
}

/** Most fields have no arguments, so there is nothing to evaluate. Each resolver gets its own object. */
function createArguments(definition: GraphQLField<unknown, unknown>, node: FieldNode): PreparedField['toArguments'] {
  return definition.args.length === 0 ? () => ({}) : (variables) => getArgumentValues(definition, node, variables);
}
