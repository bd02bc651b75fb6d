/** Which lines are looked for: those with some words, and those that say that something failed. */
import type { LogLine } from './log-lines.ts';

/** The places of the lines that have the text, in any case. None for an empty text. */
export function findText(lines: readonly LogLine[], text: string): readonly number[] {
  const wanted = text.toLowerCase();
  return wanted === '' ? [] : findPlaces(lines, (line) => line.text.toLowerCase().includes(wanted));
}

/** Where the text stands in a line, as pairs of a beginning and an end. */
export function findRanges(line: string, text: string): readonly (readonly [number, number])[] {
  const wanted = text.toLowerCase();
  const inLine = line.toLowerCase();
  // Some characters have another length in lower case: then no place is sure.
  if (wanted === '' || inLine.length !== line.length) return [];
  const ranges: (readonly [number, number])[] = [];
  for (let at = inLine.indexOf(wanted); at >= 0; at = inLine.indexOf(wanted, at + wanted.length))
    ranges.push([at, at + wanted.length]);
  return ranges;
}

export interface Errors {
  readonly places: readonly number[];
  /** Whether they were found by words, because the provider marks no line. */
  readonly isGuess: boolean;
}

const words = /\b(?:error|fatal|panic|exception|traceback|failed)\b/i;

export function findErrors(lines: readonly LogLine[]): Errors {
  const marked = findPlaces(lines, ({ kind }) => kind === 'ERROR');
  if (marked.length > 0 || lines.some(({ kind }) => kind !== 'TEXT' && kind !== 'GAP'))
    return { places: marked, isGuess: false };
  return { places: findPlaces(lines, ({ text }) => words.test(text) || isErrorName(text)), isGuess: true };
}

/** Names such as `MemoryError: …` and `java.io.IOException: …`, which are one word. */
function isErrorName(text: string): boolean {
  return /^[\w.]*(?:Error|Exception)\b/.test(text);
}

function findPlaces(lines: readonly LogLine[], isFound: (line: LogLine) => boolean): readonly number[] {
  return lines.flatMap((line, place) => (isFound(line) ? [place] : []));
}

/** The place after or before this one, from the other end where there is none. Null where there are none at all. */
export function step(places: readonly number[], from: number, direction: 1 | -1): number | null {
  const next = direction === 1 ? places.find((place) => place > from) : places.findLast((place) => place < from);
  return next ?? (direction === 1 ? places[0] : places.at(-1)) ?? null;
}
