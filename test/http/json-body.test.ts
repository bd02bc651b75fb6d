import { expect, it } from 'vitest';
import { isTooMuch } from '../../src/limits/json-shape.ts';

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
  expect(isTooMuch(json, 2)).toBe(expected);
});

it('counts values, wherever a comma or a bracket stands for one', () => {
  expect(isTooMuch('[1,2,3]', 2, 3)).toBe(false);
  expect(isTooMuch('[1,2,3,4]', 2, 3)).toBe(true);
  expect(isTooMuch('["1,2,3,4"]', 2, 3)).toBe(false);
  expect(isTooMuch('[],'.repeat(333_000))).toBe(true);
});

it('looks through a long body in the time of a few requests', () => {
  const body = JSON.stringify({
    query: 'a'.repeat(500_000),
    variables: { ids: Array.from({ length: 50_000 }, () => 'a:b') },
  });
  isTooMuch(body);
  const startedAt = performance.now();

  isTooMuch(body);

  expect(performance.now() - startedAt).toBeLessThan(50);
});
