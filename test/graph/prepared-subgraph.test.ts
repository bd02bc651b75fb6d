import { introspectionFromSchema, printSchema } from 'graphql';
import { expect, it } from 'vitest';
import { buildPrepared, printPrepared } from '../../src/operation/prepared-subgraph.ts';
import { buildSubgraph } from '../../src/operation/subgraph.ts';

it('the schema of the bundle is that of the SDL: types, their order and descriptions, defaults, and the directives on them', () => {
  const checked = buildSubgraph();

  const prepared = buildPrepared(printPrepared(checked));

  expect(introspectionFromSchema(prepared)).toEqual(introspectionFromSchema(checked));
  expect(printSchema(prepared)).toBe(printSchema(checked));
  // Introspection shows no applied directives; this text holds all of them.
  expect(printPrepared(prepared)).toBe(printPrepared(checked));
});
