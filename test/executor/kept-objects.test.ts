/** What is completed of an object that lasts is kept, and nothing else is. */
import { makeExecutableSchema } from '@graphql-tools/schema';
import { parse, type DocumentNode, type GraphQLSchema } from 'graphql';
import { describe, expect, it } from 'vitest';
import type { KeptObjectsOptions } from '../../src/operation/run/kept-objects.ts';
import { createRunDocument, type RunDocument } from './run-document.ts';

const typeDefs = `
  type Part { name: String }
  type Thing { name: String number: Int parts: [Part] part: Part method: String soon: String resolved: String }
  type Query { thing: Thing things: [Thing] }
`;

interface World {
  readonly schema: GraphQLSchema;
  readonly run: RunDocument;
  /** How often the thing's name was read. */
  readonly reads: () => number;
}

/** A graph with one thing, which counts how often it is looked at. */
function startWorld(options: KeptObjectsOptions = {}, members: object = {}): World {
  let reads = 0;
  const thing = {
    get name() {
      reads += 1;
      return 'a thing';
    },
    number: 7,
    part: { name: 'a part' },
    parts: [{ name: 'one' }, { name: 'two' }],
    method: () => 'by a method',
    soon: Promise.resolve('later'),
    ...members,
  };
  // Spread would have read the getter once.
  Object.defineProperty(thing, 'name', {
    get: () => {
      reads += 1;
      return 'a thing';
    },
  });
  const resolvers = {
    Query: { thing: () => thing, things: () => [thing, thing] },
    Thing: { resolved: () => 'by a resolver' },
  };
  const schema = makeExecutableSchema({ typeDefs, resolvers });
  const isLasting = (source: object): boolean => source === thing;
  return { schema, run: createRunDocument(schema, { isLasting, ...options }), reads: () => reads };
}

/** How often each of so many runs has looked at the thing. */
async function countReads({ run, reads }: World, document: DocumentNode, times = 3): Promise<readonly number[]> {
  const counts: number[] = [];
  let first: unknown;
  for (let time = 0; time < times; time += 1) {
    const before = reads();
    const result = JSON.parse(
      JSON.stringify(await run({ document, variables: {}, operationName: null, contextValue: {} })),
    ) as unknown;
    first ??= result;
    expect(result).toEqual(first);
    counts.push(reads() - before);
  }
  return counts;
}

describe('an object that lasts', () => {
  it.each([
    '{ thing { name } }',
    '{ thing { __typename name number parts { name } part { name } } }',
    '{ things { name } }',
  ])('is completed once for all runs of %s', async (query) => {
    expect(await countReads(startWorld(), parse(query))).toEqual([1, 0, 0]);
  });

  it('is completed anew for another selection, and for as many as are asked in turn', async () => {
    const world = startWorld();

    expect(await countReads(world, parse('{ thing { name } }'))).toEqual([1, 0, 0]);
    expect(await countReads(world, parse('{ thing { name number } }'))).toEqual([1, 0, 0]);
  });

  it('stays while others find no room, and makes room when four times as many have come', async () => {
    const world = startWorld({ maxBytes: 500 });
    const one = parse('{ thing { name } }');
    const other = parse('{ thing { name number } }');

    expect(await countReads(world, one, 2)).toEqual([1, 0]);
    expect(await countReads(world, other, 4)).toEqual([1, 1, 1, 1]);
    expect(await countReads(world, one, 2)).toEqual([0, 0]);
    expect(await countReads(world, other, 3)).toEqual([1, 0, 0]);
    expect(await countReads(world, one, 2)).toEqual([1, 1]);
  });
});

describe('an object is completed each time', () => {
  it.each([
    ['with a value of a resolver', '{ thing { name resolved } }'],
    ['with a value of a method', '{ thing { name method } }'],
    ['with a promise', '{ thing { name soon } }'],
  ])('%s', async (_what, query) => {
    expect(await countReads(startWorld(), parse(query))).toEqual([1, 1, 1]);
  });

  it('with an error', async () => {
    expect(await countReads(startWorld({}, { number: 'no number' }), parse('{ thing { name number } }'))).toEqual([
      1, 1, 1,
    ]);
  });

  it('where it does not last', async () => {
    expect(await countReads(startWorld({ isLasting: () => false }), parse('{ thing { name } }'))).toEqual([1, 1, 1]);
  });

  it('as soon as all fields are given resolvers', async () => {
    const world = startWorld();
    expect(await countReads(world, parse('{ thing { name } }'))).toEqual([1, 0, 0]);
    const document = parse('{ thing { number name } }');
    const ask = (): unknown => world.run({ document, variables: {}, operationName: null, contextValue: {} });
    ask();
    const type = world.schema.getType('Thing');
    if (type === undefined || !('getFields' in type)) throw new Error('the schema has no type Thing');
    for (const field of Object.values(type.getFields()))
      Object.assign(field, { resolve: (source: Record<string, unknown>) => source[field.name] });
    const before = world.reads();

    ask();

    expect(world.reads() - before).toBe(1);
  });
});
