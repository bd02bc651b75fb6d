import { parse } from 'graphql';
import { expect, it } from 'vitest';
import {
  type DocumentShape,
  measureDocument,
  measureVariables,
  type VariableShape,
} from '../../src/operation/cost/shape.ts';

const least: DocumentShape = { depth: 1, aliases: 0, rootFields: 1, directives: 0, fragments: 0, listArguments: 0 };

it.each<[string, Partial<DocumentShape>]>([
  ['{ a }', {}],
  ['{ a { b { c } } }', { depth: 3 }],
  ['{ a { ... { ... on T { b } } } }', { depth: 2 }],
  ['{ a { ...F } } fragment F on T { b { c } }', { depth: 3, fragments: 1 }],
  ['{ a { __typename } }', { depth: 1 }],
  ['{ __schema { types { fields { type { name } } } } }', { depth: 0 }],
  ['{ __schema { a: types { b: name } } }', { depth: 0, aliases: 2 }],
  ['{ x: a y: b { z: c } }', { depth: 2, aliases: 3, rootFields: 2 }],
  ['{ ...F ...F } fragment F on T { x: a }', { aliases: 2, rootFields: 2, fragments: 1 }],
  ['{ a a a }', { rootFields: 3 }],
  ['{ ... { a b } ...F } fragment F on T { c }', { rootFields: 3, fragments: 1 }],
  ['query Q($v: Int @d) @d { a @d { b @d @d } }', { depth: 2, directives: 5 }],
  ['{ ...F @d ... @d { a } } fragment F on T @d { b @d }', { rootFields: 2, directives: 4, fragments: 1 }],
  ['query A { a } query B { x: a { b } }', { depth: 2, aliases: 1 }],
  ['{ a(ids: [1, 2, 3]) }', { listArguments: 3 }],
  ['{ a(o: {ids: [1, [2, 3, 4, 5]]}) }', { listArguments: 4 }],
  ['query Q($v: [Int] = [1, 2]) { a(v: $v) }', { listArguments: 2 }],
  // Nothing spreads it, and it is validated all the same.
  ['{ a } fragment F on T { x: a @d y: b }', { aliases: 2, directives: 1, fragments: 1 }],
  ['{ ...Missing a }', {}],
  ['{ ...Self } fragment Self on T { a ...Self }', { fragments: 1 }],
  ['{ ...A } fragment A on T { a ...B } fragment B on T { b ...A }', { rootFields: 2, fragments: 2 }],
])('measures %s', (text, expected) => {
  expect(measureDocument(parse(text))).toEqual({ ...least, ...expected });
});

it('looks at each fragment once, however often it is spread', () => {
  const last = 'fragment F60 on T { x: a @d { b } }';
  const fragments = Array.from(
    { length: 60 },
    (_value, index) => `fragment F${index} on T { ...F${index + 1} ...F${index + 1} }`,
  );
  const document = parse(['{ ...F0 }', ...fragments, last].join('\n'));

  const shape = measureDocument(document);

  expect(shape).toEqual({
    depth: 2,
    aliases: 2 ** 60,
    rootFields: 2 ** 60,
    directives: 2 ** 60,
    fragments: 61,
    listArguments: 0,
  });
});

it.each<[unknown, VariableShape]>([
  [undefined, { maxListLength: 0, maxMapSize: 0, depth: 0 }],
  [
    { id: 'a', first: 3, after: null },
    { maxListLength: 0, maxMapSize: 0, depth: 0 },
  ],
  [{ ids: ['a', 'b'] }, { maxListLength: 2, maxMapSize: 0, depth: 1 }],
  [
    { filter: { sources: ['a', 'b', 'c'] }, ids: ['a'] },
    { maxListLength: 3, maxMapSize: 1, depth: 2 },
  ],
  [
    {
      of: [
        { a: 1, b: {} },
        { a: 1, b: 2, c: [] },
      ],
    },
    { maxListLength: 2, maxMapSize: 3, depth: 3 },
  ],
])('measures the variables %j', (variables, expected) => {
  expect(measureVariables(variables, 32)).toEqual(expected);
});

it('stops at variables that are too deep', () => {
  const deep: unknown = JSON.parse(`{"v":${'['.repeat(400_000)}${']'.repeat(400_000)}}`);

  const { depth } = measureVariables(deep, 32);

  expect(depth).toBe(33);
});
