import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { toInstantText } from '../../src/provider/decode/instant-text.ts';

function expectSameText(milliseconds: number): void {
  expect(toInstantText(milliseconds)).toBe(new Date(milliseconds).toISOString());
}

describe('the text of a time', () => {
  it.each([0, -0, -1, 1, 59_999, 60_000, -62_167_219_200_000, 253_402_300_799_999])(
    'is that of the language: %d',
    expectSameText,
  );

  it('is that of the language for any time, and for those near it', () => {
    const time = fc.integer({ min: -62_167_219_200_000, max: 253_402_300_799_999 - 200_000 });
    const later = fc.array(fc.integer({ min: 0, max: 200_000 }), { maxLength: 20 });
    fc.assert(
      fc.property(time, later, (milliseconds, steps) => {
        for (const step of [0, ...steps]) expectSameText(milliseconds + step);
      }),
    );
  });
});
