/**
 * Pages of a job's log, which GitHub keeps as a file once the job has ended. A line's place is its first byte and the first byte
 * after its end.
 * @see https://docs.github.com/en/rest/actions/workflow-jobs#download-job-logs-for-a-workflow-run
 */
import type { Instant } from '../../provider/contract/job.ts';
import type { AskedLines, LogCalls, LogPage, PlacedLine } from '../../provider/contract/log.ts';
import { decodeLogText, maxLineBytes, toLogLine, type ReadMarkup } from '../../provider/decode/log-lines.ts';
import { readBackward, readForward, type NoPiece, type Piece } from './log-pieces.ts';

/** @param open asks for a link to the file */
export async function readFilePage(
  asked: AskedLines,
  open: () => ReturnType<LogCalls['link']>,
): Promise<LogPage | NoPiece> {
  return asked.direction === 'first' ? readFirst(asked, open) : readLast(asked, open);
}

type Open = () => ReturnType<LogCalls['link']>;

/** A line as it stands in the file: its bytes without their end. */
interface FileLine {
  readonly from: number;
  readonly to: number;
  readonly bytes: Uint8Array;
}

const lineEnd = 0x0a;
const carriageReturn = 0x0d;

async function readFirst({ from, count }: AskedLines, open: Open): Promise<LogPage | NoPiece> {
  const start = from?.number ?? 0;
  // The byte before tells whether a line begins there: a page may end within a long line.
  const begin = Math.max(0, start - 1);
  const toFound = (piece: Piece): FileLines => splitPiece(piece, { isAtLine: start === 0, isAtEnd: piece.isAtEnd });
  const piece = await readForward(open, begin)((read) => toFound(read).lines.length > count);
  if (typeof piece === 'string') return piece;
  const { lines, rest } = toFound(piece);
  const hasNext = !piece.isAtEnd || lines.length > count;
  const page = { hasPrevious: start > 0, hasNext, issues: [] };
  if (lines.length > 0 || piece.isAtEnd) return { ...page, lines: toPlacedLines(lines.slice(0, count)) };
  // A line that is longer than a page reads: its beginning is all that is shown.
  const at = piece.from + piece.bytes.length;
  return { ...page, lines: toPlacedLines(rest === undefined ? [] : [rest]), reached: { at, number: at } };
}

async function readLast({ from, count }: AskedLines, open: Open): Promise<LogPage | NoPiece> {
  const to = from === null ? null : Number(from.at);
  const toFound = (piece: Piece): FileLines => splitPiece(piece, { isAtLine: piece.from === 0, isAtEnd: true });
  if (to === 0) return { lines: [], hasPrevious: false, hasNext: true, issues: [] };
  const piece = await readBackward(open, to)((read) => toFound(read).lines.length > count);
  if (typeof piece === 'string') return piece;
  const { lines } = toFound(piece);
  const hasPrevious = piece.from > 0 || lines.length > count;
  const page = { hasPrevious, hasNext: to !== null, issues: [] };
  if (lines.length > 0 || !hasPrevious) return { ...page, lines: toPlacedLines(lines.slice(-count)) };
  return { ...page, lines: [], reached: { at: piece.from, number: piece.from } };
}

interface FileLines {
  readonly lines: readonly FileLine[];
  /** What has begun here and not ended. */
  readonly rest: FileLine | undefined;
}

/** @param isAtLine a line begins with the piece: if not, what stands before the first line end belongs to none of these */
function splitPiece(
  { from, bytes }: Piece,
  { isAtLine, isAtEnd }: { readonly isAtLine: boolean; readonly isAtEnd: boolean },
): FileLines {
  const lines: FileLine[] = [];
  let begin = isAtLine ? countMark(from, bytes) : bytes.indexOf(lineEnd) + 1;
  if (begin === 0 && !isAtLine) return { lines, rest: undefined };
  for (let end = bytes.indexOf(lineEnd, begin); end !== -1; end = bytes.indexOf(lineEnd, begin)) {
    lines.push({ from: from + begin, to: from + end + 1, bytes: withoutReturns(bytes.subarray(begin, end)) });
    begin = end + 1;
  }
  if (begin === bytes.length) return { lines, rest: undefined };
  const rest = { from: from + begin, to: from + bytes.length, bytes: bytes.subarray(begin) };
  return isAtEnd ? { lines: [...lines, rest], rest: undefined } : { lines, rest };
}

/** A byte order mark at the beginning of the file is no part of the log. */
function countMark(from: number, bytes: Uint8Array): number {
  return from === 0 && bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? 3 : 0;
}

function withoutReturns(bytes: Uint8Array): Uint8Array {
  let end = bytes.length;
  while (end > 0 && bytes[end - 1] === carriageReturn) end -= 1;
  return bytes.subarray(0, end);
}

/** GitHub's time of a line, with seven digits. */
const timeOfLine = /^(\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3})\d{4}Z /;
/** The time, the text that is shown, and enough of the rest for a cut to be seen. */
const heldBytes = maxLineBytes + 64;

/** A line without a time has that of the line before it. */
function toPlacedLines(lines: readonly FileLine[]): readonly PlacedLine[] {
  let time: Instant | null = null;
  return lines.map(({ from, to, bytes }) => {
    const text = decodeLogText(bytes.subarray(0, heldBytes));
    const [prefix = '', written] = timeOfLine.exec(text) ?? [];
    const isTime = written !== undefined && !Number.isNaN(Date.parse(`${written}Z`));
    if (isTime) time = `${written}Z`;
    const line = toLogLine(time, isTime ? text.slice(prefix.length) : text, readMarkup);
    return { place: { at: from, number: to }, line };
  });
}

/** GitHub's workflow commands, as its log shows them. */
const marks: ReadonlyMap<string, ReturnType<ReadMarkup>['kind']> = new Map([
  ['##[group]', 'GROUP'],
  ['##[endgroup]', 'GROUP_END'],
  ['##[section]', 'GROUP'],
  ['##[command]', 'COMMAND'],
  ['[command]', 'COMMAND'],
  ['##[error]', 'ERROR'],
  ['##[warning]', 'WARNING'],
  ['##[notice]', 'NOTICE'],
  ['##[debug]', 'DEBUG'],
]);

const readMarkup: ReadMarkup = (rawText) => {
  const [mark = ''] = /^(?:##)?\[[a-z]{5,8}\]/.exec(rawText) ?? [];
  const kind = marks.get(mark);
  return kind === undefined ? { kind: 'TEXT', length: 0 } : { kind, length: mark.length };
};
