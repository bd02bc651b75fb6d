/** The text of a line of a log, from the bytes or the text that a provider sends. */

/** A line is cut there, in bytes of UTF-8. */
export const maxLineBytes = 16_384;

/** A line without its end, as it was written. */
export interface LineText {
  readonly rawText: string;
  /** Whether the line is longer than `maxLineBytes`. */
  readonly isTruncated: boolean;
}

/** A byte order mark inside of a log is a character. */
const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
const encoder = new TextEncoder();

/** What is not UTF-8 becomes U+FFFD. */
export function decodeText(bytes: Uint8Array): string {
  return decoder.decode(bytes);
}

/** Cuts the text before the character that passes `maxLineBytes`. What is no Unicode becomes U+FFFD. */
export function toLineText(text: string): LineText {
  const whole = text.toWellFormed();
  if (Buffer.byteLength(whole) <= maxLineBytes) return { rawText: whole, isTruncated: false };
  const { read } = encoder.encodeInto(whole, new Uint8Array(maxLineBytes));
  return { rawText: whole.slice(0, read), isTruncated: true };
}

/** The lines of a text. A last LF begins no further line, and CRs before an LF are a part of the end. An empty text has no line. */
export function splitText(text: string): readonly string[] {
  if (text === '') return [];
  const lines = text.split('\n');
  const last = lines.pop() ?? '';
  const ended = lines.map(withoutReturns);
  return last === '' ? ended : [...ended, last];
}

function withoutReturns(line: string): string {
  let end = line.length;
  while (end > 0 && line[end - 1] === '\r') end -= 1;
  return line.slice(0, end);
}
