/** An answer is printed as `JSON.stringify` prints what graphql-js answers, whatever of it is kept. */
import { makeExecutableSchema } from '@graphql-tools/schema';
import fc from 'fast-check';
import { execute, parse } from 'graphql';
import { describe, expect, it, vi } from 'vitest';
import { createRunDocument } from './run-document.ts';
import { printData } from '../../src/operation/run/kept-objects.ts';

interface Item {
  readonly __typename: string;
  readonly id: string;
  readonly text: string | null;
  readonly number?: unknown;
  readonly parts: readonly unknown[];
  readonly other: unknown;
}

const createItem = (id: string, kind: string, more: object = {}): Item => ({
  __typename: kind,
  id,
  text: `“${id}” \\ \n \u2028 \ud800`,
  number: 1.5,
  parts: [{ name: id }, null, { name: null }],
  other: null,
  ...more,
});

/** The first four last; what the fifth says is not kept, nor what has an error. */
const items: readonly Item[] = [
  createItem('a', 'One'),
  createItem('b', 'Two', { text: null }),
  createItem('c', 'One', { parts: [], number: 'none' }),
  createItem('d', 'Two', { other: createItem('inside', 'One') }),
  createItem('e', 'One'),
];
const lasting = new Set<object>(items.slice(0, 4));

const schema = makeExecutableSchema({
  typeDefs: `
    interface Item { id: ID! text: String number: Float parts: [Part] other: Item resolved: String }
    type One implements Item { id: ID! text: String number: Float parts: [Part] other: Item resolved: String one: Boolean }
    type Two implements Item { id: ID! text: String number: Float! parts: [Part] other: Item resolved: String }
    type Part { name: String }
    type Query { item(at: Int!): Item items(at: [Int!]!): [Item] sure(at: [Int!]!): [Item!] rows(at: [[Int!]!]!): [[Item]] soon(at: [Int!]!): [Item] number: Int }`,
  resolvers: {
    One: { resolved: ({ id }: Item) => `resolved ${id}` },
    Query: {
      item: (_parent, { at }: { readonly at: number }) => items[at],
      items: (_parent, { at }: { readonly at: readonly number[] }) => at.map((place) => items[place]),
      sure: (_parent, { at }: { readonly at: readonly number[] }) => at.map((place) => items[place]),
      rows: (_parent, { at }: { readonly at: readonly (readonly number[])[] }) =>
        at.map((row) => row.map((place) => items[place])),
      soon: (_parent, { at }: { readonly at: readonly number[] }) =>
        at.map((place) => (place % 2 === 0 ? items[place] : Promise.resolve(items[place]))),
      number: () => 1,
    },
  },
});

/** The sixth place holds nothing. */
const place = fc.nat({ max: 5 });
const places = fc.array(place, { maxLength: 6 });
const selection = fc
  .subarray(
    [
      'id',
      '__typename',
      'text',
      'toJSON: text',
      '__proto__: id',
      'number',
      'then: number',
      'parts { name }',
      'other { id parts { name } }',
      'resolved',
      '... on One { one first: id }',
      '...F',
      'id @include(if: $yes)',
      'last: text @skip(if: $yes)',
    ],
    { minLength: 1 },
  )
  .map((fields) => `{ ${fields.join(' ')} }`);
const rootField = fc.oneof(
  fc.tuple(place, selection).map(([at, fields]) => `item(at: ${at}) ${fields}`),
  fc
    .tuple(fc.constantFrom('items', 'sure', 'soon'), places, selection)
    .map(([name, at, fields]) => `${name}(at: ${JSON.stringify(at)}) ${fields}`),
  fc
    .tuple(fc.array(places, { maxLength: 2 }), selection)
    .map(([at, fields]) => `rows(at: ${JSON.stringify(at)}) ${fields}`),
  fc.constant('number'),
);
const documents = fc
  .array(rootField, { minLength: 1, maxLength: 4 })
  .map(
    (fields) =>
      `query ($yes: Boolean!) { ${fields.map((field, index) => `${index === 1 ? '__proto__' : `f${index}`}: ${field}`).join(' ')} } fragment F on Item { id text parts { name } }`,
  );

/** All that is sent of a result. */
function format({ data, errors = [] }: Awaited<ReturnType<typeof execute>>, print: typeof printData): object {
  return { data: data ? print(data) : data, errors: errors.map((error) => JSON.stringify(error)) };
}

describe('an answer of which parts are kept', () => {
  it('is printed as one of which nothing is', async () => {
    const kept = createRunDocument(schema, { isLasting: (source) => lasting.has(source), maxBytes: 20_000 });
    await fc.assert(
      fc.asyncProperty(documents, fc.array(fc.boolean(), { minLength: 3, maxLength: 3 }), async (query, choices) => {
        const document = parse(query);
        for (const yes of choices) {
          const variables = { yes };
          const expected = await execute({ schema, document, variableValues: variables });
          const result = await kept({ document, operationName: null, variables, contextValue: {} });
          expect(format(result, printData)).toEqual(format(expected, JSON.stringify));
        }
      }),
      { numRuns: 150 },
    );
  });

  it('is put together from texts that were written once', async () => {
    const run = createRunDocument(schema, { isLasting: (source) => lasting.has(source) });
    const document = parse('{ items(at: [0, 5, 4, 0]) { id text } }');
    const print = async (): Promise<string> =>
      printData((await run({ document, operationName: null, variables: {}, contextValue: {} })).data ?? {});
    const first = await print();
    const written = vi.spyOn(JSON, 'stringify');

    expect(await print()).toBe(first);
    expect(written).toHaveBeenCalledWith(expect.objectContaining({ id: 'e' }));
    expect(written).not.toHaveBeenCalledWith(expect.objectContaining({ id: 'a' }));
    written.mockRestore();
  });
});
