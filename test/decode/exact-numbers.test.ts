import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseJsonObject, readDigits } from '../../src/provider/decode/json-fields.ts';
import { toRuns } from '../runs.ts';

const parse = (text: string) => parseJsonObject(Buffer.from(text), undefined, { exact: true });

describe('whole numbers of JSON that is parsed exactly', () => {
  it('keep all digits, however many', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: -(10n ** 30n), max: 10n ** 30n }), (number) => {
        expect(readDigits(parse(`{"a":[{"b":1}],"id":${number}}`), 'id')).toBe(String(number));
      }),
      { numRuns: toRuns(300) },
    );
  });

  it.each(['"9007199254740991"', '"7"', '1.5', '1e400', 'true', '[]', '9007199254740993.5'])('are not %s', (text) => {
    expect(() => readDigits(parse(`{"long":1234567890123456789,"id":${text}}`), 'id')).toThrow();
  });

  it('leave the rest as it is', () => {
    const text = '{"long":1234567890123456789,"__proto__":{"a":1},"t":"1234567890123456789","f":0.1234567890123456789}';

    expect(parse(text)).toEqual(Object.assign(JSON.parse(text) as object, { long: '1234567890123456789' }));
  });
});
