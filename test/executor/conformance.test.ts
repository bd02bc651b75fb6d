/** The executor answers as graphql-js does: data, errors, their order and their places, the second time like the first. */
import { execute, GraphQLError, parse, validate, type ExecutionResult, type GraphQLSchema } from 'graphql';
import { makeExecutableSchema } from '@graphql-tools/schema';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { createRunDocument } from './run-document.ts';

const typeDefs = `
  interface Node { id: ID! label: String children: [Node] }
  type Leaf implements Node { id: ID! label: String children: [Node] size: Int! }
  type Branch implements Node { id: ID! label: String children: [Node] kind: Kind strict: [Node!]! }
  union Any = Leaf | Branch | Odd
  type Odd { id: ID! }
  enum Kind { OAK ELM }
  input Wanted { id: ID! depth: Int = 2 }
  type Query {
    node(id: ID = "b"): Node
    nodes(ids: [ID!]!): [Node]
    any(name: String): Any
    odd: Odd
    wanted(by: Wanted): String
    later(ms: Int): String
    fails: String
    failsLater: Node
    failsHard: String!
    failsHardLater: String!
    failsSlowly: String
    list: [Int]
    matrix: [[Int!]]
    notAList: [Int]
    self: Query
    context: String
    place(x: Int): String
    method(x: Int): String
  }
`;

const leaf = { __typename: 'Leaf', id: 'l', label: 'leaf', size: 3 };
const branch = {
  __typename: 'Branch',
  id: 'b',
  label: () => 'by a method',
  kind: 'OAK',
  children: [leaf, null, new Error('a child'), Promise.resolve(leaf)],
};
const broken = {
  __typename: 'Branch',
  id: 'x',
  label: new Error('a label'),
  kind: 'PINE',
  children: 'none',
  strict: [leaf, null],
};
const throwing = {
  __typename: 'Leaf',
  id: 't',
  get label(): string {
    throw coded('no label');
  },
  get size(): number {
    throw coded('no size');
  },
};
const byId: Readonly<Record<string, unknown>> = {
  throws: throwing,
  l: leaf,
  b: branch,
  x: broken,
  small: { ...leaf, size: null },
  big: { ...leaf, size: 'much' },
};

function coded(message: string): GraphQLError {
  return new GraphQLError(message, { extensions: { code: 'CODED' } });
}

const resolvers = {
  Any: { __resolveType: ({ is }: { readonly is: string }) => is },
  Odd: { __isTypeOf: ({ isOdd }: { readonly isOdd?: boolean }) => isOdd },
  Branch: { strict: (parent: { readonly strict?: unknown }) => Promise.resolve(parent.strict ?? []) },
  Query: {
    node: (_: unknown, { id }: { readonly id: string }) => byId[id],
    nodes: (_: unknown, { ids }: { readonly ids: readonly string[] }) =>
      ids.map((id) =>
        id === 'rejects'
          ? Promise.reject(coded('rejected'))
          : id === 'is-error'
            ? coded('an error')
            : Promise.resolve(byId[id]),
      ),
    any: (_: unknown, { name }: { readonly name?: string }) =>
      name === 'promised' ? Promise.resolve({ is: 'Leaf', ...leaf }) : { is: name, isOdd: false },
    odd: () => ({ id: 'o', isOdd: false }),
    wanted: (_: unknown, args: object) => JSON.stringify(args),
    later: (_: unknown, { ms }: { readonly ms?: number }) => sleep(ms, `after ${String(ms)}`),
    fails: () => {
      throw coded('failed');
    },
    failsLater: () => Promise.reject(new Error('failed later')),
    failsHard: () => null,
    failsHardLater: () => sleep(1, null),
    failsSlowly: async () => {
      await sleep(4);
      throw new Error('failed slowly');
    },
    list: () => [1, null, Promise.resolve(2), 'three'],
    matrix: () => [[1, 2], [3, null], null],
    notAList: () => 7,
    self: () => ({}),
    context: (_: unknown, _args: object, context: { readonly word: string }) => context.word,
    place: (_: unknown, args: object, _context: unknown, info: Parameters<typeof describePlace>[0]) =>
      describePlace(info) + JSON.stringify(args),
    // `method` is read from the parent, which has none.
  },
};

function describePlace(info: {
  readonly fieldName: string;
  readonly path: unknown;
  readonly parentType: unknown;
  readonly returnType: unknown;
  readonly fieldNodes: readonly unknown[];
  readonly variableValues: unknown;
  readonly operation: { readonly name?: { readonly value: string } };
}): string {
  return JSON.stringify([
    info.fieldName,
    info.path,
    String(info.parentType),
    String(info.returnType),
    info.fieldNodes.length,
    info.variableValues,
    info.operation.name?.value,
  ]);
}

interface Case {
  readonly query: string;
  readonly variables?: Readonly<Record<string, unknown>>;
  readonly operationName?: string;
}

const cases: Readonly<Record<string, Case>> = {
  'leaves, aliases and the default argument': { query: '{ a: node { id b: label __typename } node { id } }' },
  'lists of null, of errors and of promises': {
    query: '{ node { children { id ... on Leaf { size } } } list matrix notAList }',
  },
  'members that throw': {
    query: '{ node(id: "throws") { id label ... on Leaf { size } } nodes(ids: ["throws", "l"]) { label } }',
  },
  'a list whose items fail each for itself': {
    query: '{ nodes(ids: ["l", "rejects", "b", "is-error", "nobody"]) { id } }',
  },
  'fragments on interfaces, unions and types': {
    query:
      'query { node { ...N ... on Branch { kind } ... { label } } any(name: "promised") { ... on Leaf { id size } ... on Node { label } } } fragment N on Node { id ... on Leaf { size } }',
  },
  'types that do not resolve': {
    query:
      '{ a: any(name: "Nobody") { __typename } b: any(name: "Kind") { __typename } c: any { __typename } d: any(name: "Odd") { __typename } odd { id } e: any(name: "Query") { __typename } }',
  },
  'values that their types refuse': { query: '{ node(id: "x") { id label ... on Branch { kind } children { id } } }' },
  'null where it must not be, up to the next place that takes it': {
    query:
      '{ a: node(id: "small") { id ... on Leaf { size } } b: nodes(ids: ["small", "big", "l"]) { ... on Leaf { size } } self { failsHard } node(id: "x") { ... on Branch { strict { id } } } }',
  },
  'null up to the root': { query: '{ failsHard later(ms: 1) failsLater { id } }' },
  'errors beside promises, in the order of their coming': {
    query: '{ failsLater { id } later(ms: 2) fails self { fails failsHard later(ms: 1) } again: fails }',
  },
  'errors that come when what is around them is null already': {
    query: '{ self { failsHardLater failsSlowly } later(ms: 8) }',
  },
  'fields of one name in several places': {
    query:
      '{ node { id } ...F } fragment F on Query { node { label children { id } } node { ... on Branch { kind } children { label } } }',
  },
  'arguments from variables, with defaults and none': {
    query:
      'query Q($id: ID, $by: Wanted, $x: Int = 4, $none: Int) { node(id: $id) { id } wanted(by: $by) place(x: $x) other: place(x: $none) w: wanted(by: { id: "7", depth: $x }) }',
    variables: { by: { id: 5 } },
  },
  'variables of the wrong type': {
    query: 'query Q($by: Wanted!, $x: Int) { wanted(by: $by) place(x: $x) }',
    variables: { by: { depth: 'deep' }, x: 'one' },
  },
  'no value for a non-null argument': { query: 'query Q($ids: [ID!]!) { nodes(ids: $ids) { id } }', variables: {} },
  '@include and @skip, either way': {
    query:
      'query Q($yes: Boolean!, $no: Boolean = false) { node @include(if: $yes) { id label @skip(if: $yes) ...F @include(if: $no) } context @skip(if: $no) } fragment F on Branch { kind }',
    variables: { yes: true },
  },
  '@include and @skip the other way': {
    query:
      'query Q($yes: Boolean!, $no: Boolean = false) { node @include(if: $yes) { id label @skip(if: $yes) ...F @include(if: $no) } context @skip(if: $no) } fragment F on Branch { kind }',
    variables: { yes: false, no: true },
  },
  'all that a resolver is told': {
    query:
      'query Named($x: Int) { a: self { b: place(x: $x) } nodes(ids: ["b"]) { children { id } } ...P } fragment P on Query { a: self { b: place(x: $x) c: place } }',
    variables: { x: 1 },
  },
  'the context, and a parent without the field': { query: '{ context method(x: 1) }' },
  introspection: {
    query:
      '{ __typename __schema { queryType { name fields { name args { name defaultValue } } } } __type(name: "Leaf") { interfaces { name } } }',
  },
  'one of several operations': { query: 'query A { context } query B { list }', operationName: 'B' },
  'names that objects have': {
    query: '{ constructor: context toString: context then: context __proto__: context a: node { __proto__: id } }',
  },
};

const schema: GraphQLSchema = makeExecutableSchema({ typeDefs, resolvers });
const contextValue = { word: 'hello' };

/** Objects by their entries, in order; errors with all that a client or a log may see of them. */
function toPlain({ data, errors }: ExecutionResult): unknown {
  return {
    data: toEntries(data),
    errors: errors?.map((error) => ({
      ...error.toJSON(),
      isGraphQLError: error instanceof GraphQLError,
      original: error.originalError?.message,
    })),
  };
}

function toEntries(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(toEntries);
  if (typeof value !== 'object' || value === null) return value;
  return Object.getOwnPropertyNames(value).map((name) => [name, toEntries((value as Record<string, unknown>)[name])]);
}

describe('the executor answers as graphql-js does', () => {
  it.each(Object.entries(cases))('%s', async (_name, { query, variables = {}, operationName }) => {
    const document = parse(query);
    const run = createRunDocument(schema);

    const expected = toPlain(
      await execute({
        schema,
        document,
        variableValues: variables,
        operationName: operationName ?? null,
        contextValue,
      }),
    );
    const first = toPlain(await run({ document, variables, operationName, contextValue }));
    const second = toPlain(await run({ document, variables, operationName, contextValue }));

    expect(validate(schema, document)).toEqual([]);
    expect(first).toEqual(expected);
    expect(second).toEqual(expected);
  });

  it('for each choice of @include and @skip of one document, however many there are', async () => {
    const names = ['a', 'b', 'c', 'd', 'e'];
    const query = `query Q(${names.map((name) => `$${name}: Boolean!`).join(' ')}) { ${names.map((name) => `${name}: context @include(if: $${name})`).join(' ')} }`;
    const document = parse(query);
    const run = createRunDocument(schema);
    const choices = Array.from({ length: 32 }, (_, bits) =>
      Object.fromEntries(names.map((name, index) => [name, (bits & (1 << index)) !== 0])),
    );

    const answers = await Promise.all(
      choices.map(async (variables) =>
        toPlain(await run({ document, variables, operationName: undefined, contextValue })),
      ),
    );

    const expected = await Promise.all(
      choices.map(async (variables) =>
        toPlain(await execute({ schema, document, variableValues: variables, contextValue })),
      ),
    );
    expect(answers).toEqual(expected);
  });

  it('for a document that is too large to be kept prepared', async () => {
    const document = parse(`{ ${Array.from({ length: 2500 }, (_, index) => `f${index}: context`).join(' ')} }`);
    const run = createRunDocument(schema);

    const answers = [];
    for (let count = 0; count < 3; count += 1) {
      answers.push(toPlain(await run({ document, variables: null, operationName: null, contextValue })));
    }

    const expected = toPlain(await execute({ schema, document, contextValue }));
    expect(answers).toEqual([expected, expected, expected]);
  });
});
