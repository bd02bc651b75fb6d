/** Makes lines of a log: cuts long ones, and makes the text plain. */
import type { Instant } from '../contract/job.ts';
import { closeLine, type LogLine, type LogLineKind } from '../contract/log-line.ts';
import { toPlainText } from './plain-text.ts';

/** The most of a line that is shown, in bytes of UTF-8. */
export const maxLineBytes = 16_384;

/** What a provider's own markup says of a line. */
interface Markup {
  readonly kind: LogLineKind;
  /** How many characters of `rawText`, at its beginning, are markup. */
  readonly length: number;
}

/** Reads the markup at the beginning of a line. */
export type ReadMarkup = (rawText: string) => Markup;

const noMarkup: Markup = { kind: 'TEXT', length: 0 };

/**
 * @param written the line as it was written, without its end and without the time that the provider put before it
 * @param readMarkup default: the provider has none
 */
export function toLogLine(time: Instant | null, written: string, readMarkup?: ReadMarkup): LogLine {
  const rawText = cutToBytes(written);
  const { kind, length } = readMarkup?.(rawText) ?? noMarkup;
  const text = toPlainText(rawText.slice(length));
  return closeLine(time, { text, rawText, kind, isTruncated: rawText.length < written.length });
}

/** A byte order mark within a log is a character. */
const decoder = new TextDecoder('utf-8', { ignoreBOM: true });

/** The text of bytes. Bytes that are not UTF-8 become U+FFFD. */
export function decodeLogText(bytes: Uint8Array): string {
  return decoder.decode(bytes);
}

/** Lines of a text of several: a last line end is not counted, and carriage returns before an end belong to it. */
export function splitLines(text: string): readonly string[] {
  const lines = text.split('\n');
  const last = lines.pop() ?? '';
  const ended = lines.map(withoutReturns);
  return last === '' && ended.length > 0 ? ended : [...ended, last];
}

/** A pattern for this would take a time that grows with the square of many carriage returns. */
function withoutReturns(line: string): string {
  let end = line.length;
  while (line[end - 1] === '\r') end -= 1;
  return line.slice(0, end);
}

const encoder = new TextEncoder();
const space = new Uint8Array(maxLineBytes);

/** Cut before the character that passes `maxLineBytes`. A lone surrogate is U+FFFD, as in UTF-8. */
function cutToBytes(text: string): string {
  const whole = text.isWellFormed() ? text : text.toWellFormed();
  // A character of UTF-16 has three bytes at most.
  if (whole.length * 3 <= maxLineBytes) return whole;
  const { read } = encoder.encodeInto(whole, space);
  return whole.slice(0, read);
}
