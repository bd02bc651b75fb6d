import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { toPlainText } from '../../src/provider/decode/plain-text.ts';
import { toRuns } from '../runs.ts';

const vectors: readonly (readonly [line: string, plain: string])[] = [
  ['\u001B[31mred\u001B[0m', 'red'],
  ['10%\r20%\r100%', '100%'],
  ['done\r', 'done'],
  ['\u001B]52;c;ZXZpbA==\u0007x', 'x'],
  ['\u001B]8;;http://x\u001B\\link\u001B]8;;\u001B\\', 'link'],
  ['a\bb', 'ab'],
  ['\u001BP1;2q secret\u001B\\y', 'y'],
  ['\u001B]0;a\u001B[31mb', 'b'],
  ['\u001B(Bplain', 'plain'],
  ['x\u001B', 'x'],
  ['\u202Eabc', '\u202Eabc'],
  // A sequence without its last character.
  ['a\u001B[1;2', 'a'],
  ['a\u001B[1;2é', 'aé'],
  ['\u009B31mred', 'red'],
  ['a\u001B[1 b', 'a'],
  // The bell ends a command, and no other string.
  ['\u001B_a\u0007b\u009Cc', 'c'],
  ['\u009D0;title\u009Cc', 'c'],
  ['\u0090secret', ''],
  // An escape sequence that has no last character.
  ['a\u001B  \u0001', 'a  '],
  ['a\u001Bcb', 'ab'],
  // A carriage return inside of a string is a part of it.
  ['a\u001B]0;b\rc\u0007d', 'ad'],
  ['one\r\u001B[0m\r', 'one'],
  ['\r\r', ''],
  ['a\tb', 'a\tb'],
  ['a\u0000\u007F\u0085b', 'ab'],
  ['\u001B\u001B[31mred', 'red'],
  ['\u001B[\u001B[31mred', 'red'],
];

describe('a line as plain text', () => {
  it.each(vectors)('%j is %j', (line, plain) => {
    expect(toPlainText(line)).toBe(plain);
  });

  it('is what the table says, character by character', () => {
    const pieces = fc.oneof(
      fc.constantFrom(...Array.from('\u001B\u0007\r\t\b\u009B\u009C\u009D\u0090\u0098\u009E\u009F[]PX^_\\()0;?! m@~c')),
      fc.constantFrom('é', '💥', '\u202E', '\uD800', '\u001B[31m', '\u001B]8;;x\u001B\\', '\u001BP', 'abc'),
    );

    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 24 }), (parts) => {
        const line = parts.join('');
        const plain = toPlainText(line);

        expect(plain).toBe(readByTable(line));
        expect(Array.from(plain).filter((character) => character !== '\t' && isControl(character))).toEqual([]);
      }),
      { numRuns: toRuns(2000) },
    );
  });

  // Some 200,000 steps take milliseconds. A quadratic pass would take 20,000,000,000 steps: more than ten seconds.
  it.each([
    '\u001B',
    '\u001B[',
    '\u001B]',
    '\u001B ',
    '\u001BP\u0007',
    '\r',
    '\u001B[1;31m',
    '\u0001',
    ' ',
    '\r\u001B',
  ])('takes time in proportion to the length: %j', (piece) => {
    const line = piece.repeat(200_000);
    const start = process.cpuUsage();
    toPlainText(line);

    expect(process.cpuUsage(start).user).toBeLessThan(2_000_000);
  });
});

/** The contract's table, tried at each character, row by row. */
function readByTable(line: string): string {
  const characters = Array.from(line);
  const pieces = [''];
  for (let at = 0; at < characters.length;) {
    const taken = tryRows(characters, at);
    if (taken > 0) {
      at += taken;
      continue;
    }
    const character = characters[at] ?? '';
    if (character === '\r') pieces.push('');
    else if (character === '\t' || !isControl(character)) pieces.push(`${pieces.pop() ?? ''}${character}`);
    at += 1;
  }
  return pieces.findLast((piece) => piece !== '') ?? '';
}

/** How many characters the first row that fits takes; 0 if none is a sequence. */
function tryRows(characters: readonly string[], at: number): number {
  const [first = '', second = ''] = characters.slice(at, at + 2);
  const isEscape = first === '\u001B';
  if (first === '\u009B' || (isEscape && second === '[')) return toControlSequence(characters, at, isEscape ? 2 : 1);
  if (first === '\u009D' || (isEscape && second === ']')) return toString(characters, at, isEscape ? 2 : 1, '\u0007');
  if ('\u0090\u0098\u009E\u009F'.includes(first) || (isEscape && second !== '' && 'PX^_'.includes(second)))
    return toString(characters, at, isEscape ? 2 : 1, '');
  if (!isEscape) return 0;
  let end = at + 1;
  while (isBetween(characters[end], 0x20, 0x2f)) end += 1;
  return isBetween(characters[end], 0x30, 0x7e) ? end + 1 - at : 1;
}

function toControlSequence(characters: readonly string[], at: number, introducer: number): number {
  let end = at + introducer;
  while (isBetween(characters[end], 0x30, 0x3f)) end += 1;
  while (isBetween(characters[end], 0x20, 0x2f)) end += 1;
  if (isBetween(characters[end], 0x40, 0x7e)) end += 1;
  return end - at;
}

function toString(characters: readonly string[], at: number, introducer: number, alsoEnds: string): number {
  for (let end = at + introducer; end < characters.length; end += 1) {
    const character = characters[end];
    if (character === '\u009C' || (alsoEnds !== '' && character === alsoEnds)) return end + 1 - at;
    if (character === '\u001B') return characters[end + 1] === '\\' ? end + 2 - at : end - at;
  }
  return characters.length - at;
}

function isBetween(character: string | undefined, from: number, to: number): boolean {
  const code = character?.codePointAt(0) ?? -1;
  return code >= from && code <= to;
}

function isControl(character: string): boolean {
  return isBetween(character, 0, 0x1f) || isBetween(character, 0x7f, 0x9f);
}
