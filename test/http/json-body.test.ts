import { expect, it } from 'vitest';
import { isDeeper } from '../../src/http/json-depth.ts';

it.each<[string, boolean]>([
  ['', false],
  ['{"a":[1]}', false],
  ['{"a":[[1]]}', true],
  ['[[],[],[],{}]', false],
  ['"[[[["', false],
  [String.raw`["\"[[[["]`, false],
  [String.raw`["\\",[[1]]]`, true],
  ['[[[[[', true],
  [']]]][[', false],
])('%s nests deeper than two levels: %s', (json, expected) => {
  expect(isDeeper(json, 2)).toBe(expected);
});

it('looks through a long body in the time of a few requests', () => {
  const body = JSON.stringify({
    query: 'a'.repeat(500_000),
    variables: { ids: Array.from({ length: 50_000 }, () => 'a:b') },
  });
  isDeeper(body, 100);
  const startedAt = performance.now();

  isDeeper(body, 100);

  expect(performance.now() - startedAt).toBeLessThan(50);
});
