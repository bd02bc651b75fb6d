import { describe, expect, it } from 'vitest';
import { maskTrackingNumber } from '../../../src/datasources/importexport/mask.ts';

describe('a text without its tracking number', () => {
  it.each<readonly [name: string, text: string | null, number: string | null, masked: string | null]>([
    ['no text', null, '1Z999AA10123456784', null],
    ['no number', 'Sent as 1Z999AA10123456784.', null, 'Sent as 1Z999AA10123456784.'],
    ['an empty number', 'Sent.', ' ', 'Sent.'],
    ['the number itself', 'Sent as 1Z999AA10123456784.', '1Z999AA10123456784', 'Sent as [hidden].'],
    ['each time', '1Z999AA10123456784, 1Z999AA10123456784!', '1Z999AA10123456784', '[hidden], [hidden]!'],
    ['other case', 'as 1z999aa10123456784.', '1Z999AA10123456784', 'as [hidden].'],
    ['blanks', 'as 1Z 999 AA1 0123 4567 84.', '1Z999AA10123456784', 'as [hidden].'],
    ['hyphens and dots', 'as 1Z-999-AA1-0123.4567–84, by post', '1Z999AA10123456784', 'as [hidden], by post'],
    ['a break of line', 'as 1Z999AA1\n0123456784', '1Z999AA10123456784', 'as [hidden]'],
    ['invisible characters', 'as 1Z999\u200bAA1\u00ad0123456784.', '1Z999AA10123456784', 'as [hidden].'],
    ['a number that is itself spelt with blanks', 'as 1Z999AA10123456784.', ' 1Z 999 AA1-0123456784 ', 'as [hidden].'],
    ['the number inside a longer word', 'x1Z999AA10123456784y', '1Z999AA10123456784', 'x[hidden]y'],
    ['both spellings', '1Z999AA10123456784 or 1z999-aa10123456784', '1Z999AA10123456784', '[hidden] or [hidden]'],
    ['part of the number', 'as 1Z999AA1012345678.', '1Z999AA10123456784', 'as 1Z999AA1012345678.'],
    ['a short number, as it is', 'AB12 ab12 A-B12', 'AB12', '[hidden] ab12 A-B12'],
    ['characters that a pattern would read', 'as (.*)+$1?ABCDEFGH', '(.*)+$1?ABCDEFGH', 'as [hidden]'],
    ['letters beyond the first plane', '𝒳 𝟙𝟚𝟛-𝟜𝟝𝟞𝟟𝟠 𝒴', '𝟙𝟚𝟛𝟜𝟝𝟞𝟟𝟠', '𝒳 [hidden] 𝒴'],
    ['letters that grow in lower case', 'İİ12345678 abc', 'İ12345678', 'İ[hidden] abc'],
  ])('is right for %s', (_name, text, number, masked) => {
    expect(maskTrackingNumber(text, number)).toBe(masked);
  });

  it('is had for a number of any length that a text of prose may have', () => {
    const text = `${'1 '.repeat(9_999)}.`;

    expect(maskTrackingNumber(text, '1'.repeat(20_000))).toBe(text);
    expect(maskTrackingNumber(text, '1'.repeat(9_999))).toBe('[hidden] .');
  });

  it.each([
    ['a text', '1'.repeat(20_001), '12345678'],
    ['a number', 'Sent.', '1'.repeat(20_001)],
  ])('is hidden as a whole where %s is too long to be searched', (_what, text, number) => {
    expect(maskTrackingNumber(text, number)).toBe('[hidden]');
    expect(maskTrackingNumber(text, null)).toBe(text);
  });
});
