/** What of a document is the same in every run of it: which fields, in which order, of which types, with which arguments. */
import {
  getArgumentValues,
  getNullableType,
  getOperationAST,
  isLeafType,
  isNonNullType,
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

export type Variables = Readonly<Record<string, unknown>>;

export interface PreparedField {
  readonly responseName: string;
  readonly name: string;
  readonly nodes: readonly FieldNode[];
  readonly definition: GraphQLField<unknown, unknown>;
  readonly parentType: GraphQLObjectType;
  readonly isNonNull: boolean;
  /** The field's type, where it is a scalar or an enum. */
  readonly leaf: GraphQLLeafType | undefined;
  readonly toArguments: (variables: Variables) => Record<string, unknown>;
  /** What is selected of the field's value, where that is of this type. */
  readonly selectionOn: (type: GraphQLObjectType, variables: Variables) => PreparedSelection;
}

export interface PreparedSelection {
  readonly fields: readonly PreparedField[];
  /** An empty object for the values of these fields, one that takes their names. */
  readonly createData: () => Record<string, unknown>;
  /** What their names take in the answer, in bytes. */
  readonly size: number;
}

/** An operation with one choice of what its @include and @skip decide. */
export interface PreparedOperation {
  readonly operation: OperationDefinitionNode;
  readonly fragments: Readonly<Record<string, FragmentDefinitionNode>>;
  readonly rootType: GraphQLObjectType;
  /** Throws what graphql-js throws where a directive's variable has no value. */
  readonly rootSelection: (variables: Variables) => PreparedSelection;
}

export interface PreparedDocument {
  readonly operation: OperationDefinitionNode;
  readonly prepare: (variables: Variables) => PreparedOperation;
}

/** Choices of @include and @skip that are kept of one document. */
const maxChoices = 4;
/** In all choices of a document together. */
const maxFields = 2000;

/** Undefined where there is no operation of that name, or the schema has none of its kind. The document must be valid. */
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
      // Beyond the bounds it is prepared for one run alone.
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
  /** So many fields more were prepared. */
  readonly count: (fields: number) => void;
}

/** Names of the variables that directives go by. */
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

/** Beside a field's name in JSON: quotes around it and around its value, a colon and a comma. */
const punctuation = 6;

/** By response name, in the order of the answer. */
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
    toArguments: createArguments(definition, node as FieldNode),
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

/** Objects without a prototype are built and printed by a slow path. */
function createObject(): Record<string, unknown> {
  return {};
}

/** In an object with a prototype this one name would be no member. */
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

/** Most fields take no arguments: theirs are not read again and again. A resolver owns what it is given. */
function createArguments(definition: GraphQLField<unknown, unknown>, node: FieldNode): PreparedField['toArguments'] {
  return definition.args.length === 0 ? () => ({}) : (variables) => getArgumentValues(definition, node, variables);
}
