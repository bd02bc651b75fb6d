/**
 * Texts of providers and of other machines, so that a terminal shows them and nothing else: control characters can move the cursor,
 * set the clipboard or answer for the user; characters of direction make a text read as another.
 */

/** Controls, format characters (those of direction among them), lone surrogates, line separators; not the two joiners that scripts need. */
const unsafe = /[[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]--[\u200c-\u200d]]/gv;
const unsafeInJson = /[[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]--[\u200c-\u200d\n]]/gv;

/** On one line; unsafe characters become `\x1b` or `\u202e`. */
export function toPrintable(text: string): string {
  return text.replace(unsafe, (character) => {
    const code = character.codePointAt(0) ?? 0;
    if (code > 0xffff) return `\\u{${code.toString(16)}}`;
    return code > 0xff ? `\\u${toHex(code, 4)}` : `\\x${toHex(code, 2)}`;
  });
}

/** Several lines, each of them printable. */
export function toPrintableLines(text: string): string {
  return text.split('\n').map(toPrintable).join('\n');
}

/** JSON that says the same and holds nothing unsafe. Breaks of line stand between its tokens only. */
export function toPrintableJson(json: string): string {
  return json.replace(unsafeInJson, (character) =>
    character
      .split('')
      .map((unit) => `\\u${toHex(unit.charCodeAt(0), 4)}`)
      .join(''),
  );
}

function toHex(code: number, digits: number): string {
  return code.toString(16).padStart(digits, '0');
}
