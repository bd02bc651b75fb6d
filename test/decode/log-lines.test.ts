import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { openSecret } from '../../src/provider/contract/secret.ts';
import { decodeLogText, maxLineBytes, splitLines, toLogLine } from '../../src/provider/decode/log-lines.ts';
import { toRuns } from '../runs.ts';

describe('the text of a line', () => {
  it.each([
    ['ends before the character that passes 16,384 bytes', `${'a'.repeat(16_383)}é`, 'a'.repeat(16_383)],
    ['ends before half of a pair', `${'a'.repeat(16_381)}💥`, 'a'.repeat(16_381)],
    ['counts the bytes of U+FFFD', '\uD800'.repeat(5462), '\uFFFD'.repeat(5461)],
  ])('%s', (_, text, rawText) => {
    expect(toLineText(text)).toEqual({ rawText, isTruncated: true });
  });

  it('is whole at 16,384 bytes', () => {
    expect(toLineText('é'.repeat(8192))).toEqual({ rawText: 'é'.repeat(8192), isTruncated: false });
  });

  it('is at most 16,384 bytes, and a beginning of the line', () => {
    fc.assert(
      fc.property(fc.constantFrom('a', 'é', '€', '💥', 'a\uD800'), fc.nat(9000), (unit, count) => {
        const text = unit.repeat(count);
        const { rawText, isTruncated } = toLineText(text);

        expect(text.toWellFormed().startsWith(rawText)).toBe(true);
        expect(isTruncated).toBe(rawText.length < text.length);
        expect(Buffer.byteLength(rawText)).toBeLessThanOrEqual(maxLineBytes);
        if (isTruncated) expect(Buffer.byteLength(rawText)).toBeGreaterThan(maxLineBytes - 4);
      }),
      { numRuns: toRuns(20) },
    );
  });

  it('has U+FFFD where the bytes are not UTF-8, and keeps a byte order mark', () => {
    expect(decodeLogText(Buffer.from([0xef, 0xbb, 0xbf, 0x61, 0xff, 0xc3, 0x62]))).toBe('\uFEFFa\uFFFD\uFFFDb');
  });
});

describe('the lines of a text', () => {
  it.each([
    ['', ['']],
    ['a', ['a']],
    ['a\n', ['a']],
    ['a\r\r\nb', ['a', 'b']],
    ['\n\n', ['', '']],
    ['a\rb\u2028c\u000Bd\r', ['a\rb\u2028c\u000Bd\r']],
  ])('of %j are %j', (text, lines) => {
    expect(splitLines(text)).toEqual(lines);
  });
});

function toLineText(written: string): { readonly rawText: string; readonly isTruncated: boolean } {
  const { rawText, isTruncated } = openSecret(toLogLine(null, written).content);
  return { rawText, isTruncated };
}
