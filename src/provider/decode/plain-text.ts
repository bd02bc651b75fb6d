/**
 * A line of a log as plain text. Terminals read a line as ECMA-48 says: sequences that begin with ESC or with one character of
 * U+0080–009F, and controls. https://ecma-international.org/publications-and-standards/standards/ecma-48/
 */

const escape = '\u001B';
const bell = '\u0007';
const stringTerminator = '\u009C';

/** CSI. Without its last character, what came of the sequence. */
const controlSequence = String.raw`(?:${escape}\[|\u009B)[0-?]*[ -/]*[@-~]?`;
/** OSC: a title, a link, the clipboard. Without an end it reaches to the next ESC, or to the end of the line. */
const command = String.raw`(?:${escape}\]|\u009D)[^${bell}${escape}${stringTerminator}]*${toEnd(bell)}`;
/** DCS, SOS, PM and APC. */
const otherString = String.raw`(?:${escape}[PX^_]|[\u0090\u0098\u009E\u009F])[^${escape}${stringTerminator}]*${toEnd()}`;
/** With no last character, only the ESC is one. */
const escapeSequence = String.raw`${escape}(?:[ -/]*[0-~])?`;
/** Of all controls but tabs, and carriage returns, which come afterwards. */
const control = String.raw`[^\P{Cc}\t\r]`;

/** The order is that of the tries. No part can match the same characters in two ways, so time is linear. */
const markup = new RegExp([controlSequence, command, otherString, escapeSequence, control].join('|'), 'gu');
const mayHoldMarkup = /[^\P{Cc}\t]/u;

function toEnd(...also: readonly string[]): string {
  return String.raw`(?:${[...also, stringTerminator, String.raw`${escape}\\`].join('|')})?`;
}

/**
 * The line without terminal sequences, controls other than tabs, and text that a carriage return would overwrite: of the pieces
 * between carriage returns, the last that is not empty. Format characters such as U+202E stay.
 */
export function toPlainText(line: string): string {
  if (!mayHoldMarkup.test(line)) return line;
  const plain = line.replace(markup, '');
  let end = plain.length;
  while (end > 0 && plain[end - 1] === '\r') end -= 1;
  return plain.slice(plain.lastIndexOf('\r', end - 1) + 1, end);
}
