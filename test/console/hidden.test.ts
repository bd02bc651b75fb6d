import { describe, expect, it } from 'vitest';
import { hasHidden, splitDirections, splitHidden, toPlain } from '../../console/src/text/hidden.ts';

/** What a reader sees: texts as they are, codes in brackets. */
const show = (pieces: ReturnType<typeof splitHidden>): string =>
  pieces.map((piece) => ('text' in piece ? piece.text : `[${piece.code}]`)).join('');

describe('a text that others wrote', () => {
  it('shows what turns it by its code, and so keeps its order', () => {
    expect(show(splitDirections('exe.\u202egnp.exe'))).toBe('exe.[U+202E]gnp.exe');
    for (const code of [0x202a, 0x202b, 0x202c, 0x202d, 0x202e, 0x2066, 0x2067, 0x2068, 0x2069])
      expect(splitDirections(String.fromCodePoint(code))).toEqual([{ code: `U+${code.toString(16).toUpperCase()}` }]);
  });

  it('keeps joiners and marks of scripts that need them, which a log shows by their codes', () => {
    const text = 'a\u200db\u200fc\ufeff\u{e0041}';

    expect(show(splitDirections(text))).toBe(text);
    expect(show(splitHidden(text))).toBe('a[U+200D]b[U+200F]c[U+FEFF][U+E0041]');
  });

  it('is the same where nothing is hidden, tabs and lines among it', () => {
    const text = 'Größe 🚀\t漢字\nשלום';

    expect(splitHidden(text)).toEqual([{ text }]);
    expect(splitHidden('')).toEqual([]);
  });

  it('becomes one plain line for elsewhere', () => {
    expect(toPlain('  one\n two\u202e\u0007 ')).toBe('one two[U+202E][U+0007]');
  });

  it.each([
    ['plain', false],
    ['with\nline', true],
    ['with \u001b[31m', true],
    ['with \u2066', true],
  ])('is known to have something hidden: %j', (text, is) => {
    expect(hasHidden(text)).toBe(is);
  });
});
