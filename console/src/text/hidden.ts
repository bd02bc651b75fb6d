/** Characters that cannot be seen, or that turn the text around them: they are shown by their code, so that no name looks like another. */

/** A piece of a text: what can be seen, or one character that is shown by its code. */
export type Piece = { readonly text: string } | { readonly code: string };

/** What sets the direction of the text that follows: U+202A to U+202E, U+2066 to U+2069 (Unicode Standard Annex 9, section 2). */
const directions = /[\u202a-\u202e\u2066-\u2069]/gu;

/** Those, controls but tab and line feed, and all that Unicode lets programs show as nothing. Selectors of a form stay: emoji have them. */
const invisible = /[[\p{Default_Ignorable_Code_Point}\p{Cc}\u2028\u2029\ufff9-\ufffb]--[\t\n\p{Variation_Selector}]]/gv;

/** For text that people read: only what sets directions is marked. */
export function splitDirections(text: string): readonly Piece[] {
  return split(text, directions);
}

/** For logs, where each character may matter. */
export function splitHidden(text: string): readonly Piece[] {
  return split(text, invisible);
}

/** The text as it may stand in plain text elsewhere: on one line, with codes such as `U+202E` in the place of hidden characters. */
export function toPlain(text: string): string {
  return splitHidden(text.replaceAll(/\s+/g, ' '))
    .map((piece) => ('text' in piece ? piece.text : `[${piece.code}]`))
    .join('')
    .trim();
}

/** Whether a text has a character that cannot be seen, or a line feed. */
export function hasHidden(text: string): boolean {
  return text.includes('\n') || splitHidden(text).some((piece) => 'code' in piece);
}

function split(text: string, hidden: RegExp): readonly Piece[] {
  const pieces: Piece[] = [];
  let done = 0;
  for (const { 0: character, index } of text.matchAll(hidden)) {
    if (index > done) pieces.push({ text: text.slice(done, index) });
    pieces.push({ code: toCode(character) });
    done = index + character.length;
  }
  if (done < text.length) pieces.push({ text: text.slice(done) });
  return pieces;
}

/** For example `U+202E`. */
function toCode(character: string): string {
  return `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`;
}
