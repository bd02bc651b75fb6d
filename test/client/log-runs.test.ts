/** Lines of logs as pieces with looks: what a terminal would show, and nothing that could move it. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { joinRuns, parseLineRuns, parseRuns } from '../../client/log-runs.ts';
import { applySgr, plainLook, type Look } from '../../client/sgr.ts';
import { measureProcessorTime } from '../processor-time.ts';
import { toRuns } from '../runs.ts';

const textOf = (raw: string): string => joinRuns(parseRuns(raw));

describe('the text of a line', () => {
  // The vectors of the contract.
  it.each([
    ['\u001b[31mred\u001b[0m', 'red'],
    ['10%\r20%\r100%', '100%'],
    ['done\r', 'done'],
    ['\u001b]52;c;ZXZpbA==\u0007x', 'x'],
    ['\u001b]8;;http://x\u001b\\link\u001b]8;;\u001b\\', 'link'],
    ['a\bb', 'ab'],
    ['\u001bP1;2q secret\u001b\\y', 'y'],
    ['\u001b]0;a\u001b[31mb', 'b'],
    ['\u001b(Bplain', 'plain'],
    ['x\u001b', 'x'],
    ['\u202eabc', '\u202eabc'],
    // Strings that have no end, and what ends them.
    ['\u001b]0;title', ''],
    ['\u009d0;title\u009cx', 'x'],
    ['\u0090q\u0007still\u009cx', 'x'],
    ['\u009b31mred', 'red'],
    ['a\u001b[12;', 'a'],
    ['a\u001b[12\u0001b', 'ab'],
    ['\u001b  ', '  '],
    ['a\tb', 'a\tb'],
    ['\u001b[2J\u001b[H\u001b[31mred\rgreen\r\u001b[K', 'green'],
  ])('of %j is %j', (raw, text) => {
    expect(textOf(raw)).toBe(text);
  });

  it('holds no control character but tabs, whatever is in the line, and stays as it is', () => {
    const hostile = fc.stringMatching(/^[\x07\x1b\x9b\x9d\x90\x9c\x00\t\r\n[\]PX^_\\;:?0-9 A-Za-zm()\u202e]{0,60}$/);
    fc.assert(
      fc.property(hostile, (raw) => {
        const text = textOf(raw);
        expect(text).not.toMatch(/[\0-\x08\x0a-\x1f\x7f-\x9f]/);
        expect(textOf(text)).toBe(text);
      }),
      { numRuns: toRuns(300) },
    );
  });

  it.each([
    ['escapes', '\u001b'],
    ['beginnings of sequences', '\u001b['],
    ['parameters', '\u001b[1;'],
    ['blanks behind an escape', '\u001b    '],
    ['strings without an end', '\u001b]0;'],
    ['carriage returns', 'x\r'],
    ['colours', '\u001b[31mx'],
  ])('of a million bytes of %s is made in one pass', async (_name, piece) => {
    const line = piece.repeat(1_000_000 / piece.length);

    // It takes some 30 ms; a pass for each byte would take minutes.
    expect(await measureProcessorTime(() => parseRuns(line))).toBeLessThan(3000);
  });
});

const looksOf = (raw: string) =>
  parseRuns(raw).map(({ text, look }) => [
    text,
    Object.fromEntries(Object.entries(look).filter(([name, value]) => value !== plainLook[name as keyof Look])),
  ]);

describe('the look of a piece', () => {
  it.each([
    [
      '\u001b[31mred\u001b[0m plain',
      [
        ['red', { foreground: 1 }],
        [' plain', {}],
      ],
    ],
    [
      '\u001b[1;97;44mx\u001b[22;49my',
      [
        ['x', { isBold: true, foreground: 15, background: 4 }],
        ['y', { foreground: 15 }],
      ],
    ],
    ['\u001b[mx', [['x', {}]]],
    [
      '\u001b[2;3;4;7mx\u001b[22;23;24;27my',
      [
        ['x', { isFaint: true, isItalic: true, isUnderlined: true, isInverse: true }],
        ['y', {}],
      ],
    ],
    ['\u001b[38;5;208mx', [['x', { foreground: 208 }]]],
    ['\u001b[48;2;255;0;0mx', [['x', { background: 196 }]]],
    ['\u001b[38:2::0:0:255;1mx', [['x', { foreground: 21, isBold: true }]]],
    ['\u001b[38;2;128;128;128mx', [['x', { foreground: 244 }]]],
    ['\u001b[38;5;999mx', [['x', {}]]],
    ['\u001b[38;7;31mx', [['x', {}]]],
    ['\u001b[4:0mx', [['x', {}]]],
    // No SGR, though it ends alike.
    ['\u001b[>4;2mx\u001b[?31my', [['xy', {}]]],
    ['\u001b[31 mx', [['x', {}]]],
    // What is overwritten is gone, its colour stays.
    ['\u001b[32m10%\r20%', [['20%', { foreground: 2 }]]],
  ])('of %j', (raw, pieces) => {
    expect(looksOf(raw)).toEqual(pieces);
  });

  it('is always of the closed list', () => {
    const parameters = fc.stringMatching(/^[\d:;]{0,30}$/);
    fc.assert(
      fc.property(parameters, (text) => {
        const { foreground, background } = applySgr(plainLook, text);
        for (const color of [foreground, background]) expect(color === null || (color >= 0 && color <= 255)).toBe(true);
      }),
      { numRuns: toRuns(300) },
    );
  });
});

describe('a line with the markup of its provider', () => {
  it('has the colours of rawText on the characters of text', () => {
    const runs = parseLineRuns({ rawText: '##[error]\u001b[31mfailed\u001b[0m: x', text: 'failed: x' });

    expect(runs.map(({ text, look }) => [text, look.foreground])).toEqual([
      ['failed', 1],
      [': x', null],
    ]);
  });

  it('has no colours where the one is no end of the other', () => {
    expect(parseLineRuns({ rawText: '\u001b[31mother', text: 'failed' })).toEqual([
      { text: 'failed', look: plainLook },
    ]);
  });

  it('never shows what a text holds that is not plain', () => {
    expect(joinRuns(parseLineRuns({ rawText: 'x', text: 'a\u001b]52;c;eA==\u0007b' }))).toBe('ab');
  });
});
