/**
 * A line of a log as pieces of text, each with its look. Of all terminal sequences only SGR has an effect (ECMA-48, 8.3.117): what
 * could move a cursor, set a clipboard or open a link is left out, and no character of a sequence is in the text.
 */
import { applySgr, plainLook, type Look } from './sgr.ts';

/** A piece of a line in one look. Its text holds no control character but tabs. */
export interface Run {
  readonly text: string;
  readonly look: Look;
}

/**
 * What may stand at a place of a line, in the order in which it is tried: CSI, OSC, other strings of control (DCS, SOS, PM, APC), other
 * escape sequences, a carriage return, other controls, plain text. One pass; each character is in one piece.
 */
const pieces = new RegExp(
  [
    String.raw`(?:\x1b\[|\x9b)(?<parameters>[\x30-\x3f]*)(?<between>[\x20-\x2f]*)(?<final>[\x40-\x7e])?`,
    // An ESC ends the string; as ESC \ it belongs to it.
    String.raw`(?:\x1b\]|\x9d)[^\x07\x1b\x9c]*(?:\x07|\x9c|\x1b\\)?`,
    String.raw`(?:\x1b[PX^_]|[\x90\x98\x9e\x9f])[^\x1b\x9c]*(?:\x9c|\x1b\\)?`,
    String.raw`\x1b(?:[\x20-\x2f]*[\x30-\x7e])?`,
    String.raw`(?<return>\r)`,
    String.raw`[\x00-\x08\x0a-\x1f\x7f-\x9f]`,
    String.raw`(?<text>[^\x00-\x08\x0a-\x1f\x7f-\x9f]+)`,
  ].join('|'),
  'g',
);

/** The line as a terminal would leave it: of the pieces between carriage returns the last that is not empty. */
export function parseRuns(raw: string): readonly Run[] {
  let look = plainLook;
  let before: readonly Run[] = [];
  let runs: Run[] = [];
  for (const { groups = {} } of raw.matchAll(pieces)) {
    const { text, parameters, between, final, return: isReturn } = groups;
    if (text !== undefined) append(runs, text, look);
    else if (final === 'm' && between === '') look = applySgr(look, parameters ?? '');
    else if (isReturn !== undefined && runs.length > 0) [before, runs] = [runs, []];
  }
  return runs.length > 0 ? runs : before;
}

function append(runs: Run[], text: string, look: Look): void {
  const last = runs.at(-1);
  if (last?.look === look) runs[runs.length - 1] = { text: last.text + text, look };
  else runs.push({ text, look });
}

/** The text of the runs. */
export function joinRuns(runs: readonly Run[]): string {
  return runs.map(({ text }) => text).join('');
}

/**
 * The looks of `rawText` on the characters of `text`, which leaves out what the provider put before the line. Where the one is
 * no end of the other, `text` without any look.
 */
export function parseLineRuns({ text, rawText }: { readonly text: string; readonly rawText: string }): readonly Run[] {
  const runs = parseRuns(rawText);
  const plain = joinRuns(parseRuns(text));
  const whole = joinRuns(runs);
  if (!whole.endsWith(plain)) return plain === '' ? [] : [{ text: plain, look: plainLook }];
  let dropped = whole.length - plain.length;
  return runs.flatMap(({ text: part, look }) => {
    const kept = part.slice(dropped);
    dropped = Math.max(0, dropped - part.length);
    return kept === '' ? [] : [{ text: kept, look }];
  });
}
