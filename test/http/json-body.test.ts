import { expect, it } from 'vitest';
import { isTooMuch } from '../../src/transports/http/json-body.ts';
import { measureProcessorTime } from '../processor-time.ts';

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

it('looks through a long body in the time that reading it takes', async () => {
  const body = JSON.stringify({
    query: 'a'.repeat(500_000),
    variables: { ids: Array.from({ length: 50_000 }, () => 'a:b') },
  });
  const measureTenTimes = (work: () => unknown): Promise<number> =>
    measureProcessorTime(() => {
      for (let time = 0; time < 10; time += 1) work();
    });
  await measureTenTimes(() => isTooMuch(body));

  const looking = await measureTenTimes(() => isTooMuch(body));
  const reading = await measureTenTimes(() => JSON.parse(body) as unknown);

  // It takes three times as long; what looks back at each bracket takes thousands.
  expect(looking).toBeLessThan(reading * 50);
});
