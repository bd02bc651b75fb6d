/** Tables of rows: what each column shows to a person, and what it says in a pipe. */
import type { Look } from './look.ts';
import { toAge, toRelative, toSpan } from './moments.ts';

/** An object as the graph answers it, or one that a command made: values by name. */
export type Row = Readonly<Record<string, unknown>>;

/** A style of `util.styleText`. */
export type Style = 'red' | 'green' | 'yellow' | 'blue' | 'dim';

/** A column of a table: its title, and what it takes of a row. */
export interface Column {
  /** What the value is: the header of CSV. */
  readonly title: string;
  /** What people read above it. Default: the title. */
  readonly heading?: string;
  /** Whether it says which one the row is: shown whole, and by itself where ids are asked for. */
  readonly isId?: boolean;
  /** Whether a person reads it cut where the terminal is too narrow. */
  readonly isElastic?: boolean;
  /** For programs: empty if it is null. */
  readonly value: (row: Row) => string;
  /** For people. Default: the value. */
  readonly show?: (row: Row, view: View) => string;
  readonly style?: (row: Row) => Style | undefined;
}

/** How rows are shown to a person. */
export interface View extends Look {
  /** Milliseconds since 1970. */
  readonly now: number;
  /** Whether times are shown as they are, in UTC. */
  readonly isUtc: boolean;
  /** Whether there is no header: none is wanted, or other rows stand above. */
  readonly isContinued: boolean;
  /** How many cells a line has; undefined where it may have any number. */
  readonly lineWidth?: number | undefined;
  /** By title: how wide columns are at least. They are kept here for the rows that follow. */
  readonly widths?: Map<string, number>;
}

/** The value at a path such as `source.name` as text; empty where it is null. */
export function textAt(row: unknown, path: string): string {
  let value = row;
  for (const name of path.split('.')) value = (value as Row | null | undefined)?.[name];
  if (value === null || value === undefined) return '';
  return typeof value === 'string' ? value : JSON.stringify(value);
}

/** The text at a path, e.g. `source.name`. */
export function textColumn(title: string, path: string): Column {
  return { title, value: (row) => textAt(row, path) };
}

/** As `textColumn`, for words of any length. */
export function wordsColumn(title: string, path: string): Column {
  return { ...textColumn(title, path), isElastic: true };
}

/** As `textColumn`, shown whole and printed by `-o id`. */
export function idColumn(title: string, path: string): Column {
  return { ...textColumn(title, path), isId: true };
}

/** An RFC 3339 time: relative to now for a person, else as it is. */
export function timeColumn(title: string, path: string): Column {
  const value = (row: Row): string => textAt(row, path);
  return {
    title,
    value,
    show: (row, { now, isUtc }) => {
      const instant = value(row);
      return instant === '' || isUtc ? instant : toRelative(instant, now);
    },
  };
}

/** When it began to be: for a person how long ago, under AGE. */
export const createdColumn: Column = {
  ...timeColumn('CREATED', 'createdAt'),
  heading: 'AGE',
  show: (row, { now, isUtc }) => {
    const instant = textAt(row, 'createdAt');
    return instant === '' || isUtc ? instant : toAge(instant, now);
  },
};

/** Seconds for programs, under their unit; for a person two units at most. */
export const durationColumn: Column = {
  title: 'SECONDS',
  heading: 'DURATION',
  value: (row) => textAt(row, 'durationSeconds'),
  show: (row) => {
    const seconds = textAt(row, 'durationSeconds');
    return seconds === '' ? '' : toSpan(Number(seconds));
  },
};

interface Sign {
  readonly sign: string;
  readonly style?: Style;
}

const signs: Readonly<Record<string, Sign>> = {
  QUEUED: { sign: '○' },
  RUNNING: { sign: '◐', style: 'blue' },
  PAUSED: { sign: '‖', style: 'yellow' },
  SUSPENDED: { sign: '‖', style: 'yellow' },
  CANCELLING: { sign: '⊘', style: 'yellow' },
  CANCELLED: { sign: '⊘', style: 'dim' },
  SUCCEEDED: { sign: '✓', style: 'green' },
  PARTIALLY_SUCCEEDED: { sign: '◒', style: 'yellow' },
  FAILED: { sign: '✗', style: 'red' },
  TIMED_OUT: { sign: '✗', style: 'red' },
  SKIPPED: { sign: '–', style: 'dim' },
};

/** A sign, a word and a colour for a person, the word alone where only ASCII can be shown; else the value of `JobStatus`. */
export const statusColumn: Column = {
  title: 'STATUS',
  value: (row) => textAt(row, 'status'),
  show: (row, { isAscii }) => {
    const status = textAt(row, 'status');
    const word = status === '' ? 'unreadable' : status.toLowerCase().replaceAll('_', ' ');
    return isAscii ? word : `${signs[status]?.sign ?? '?'} ${word}`;
  },
  style: (row) => signs[textAt(row, 'status')]?.style,
};

const eighths = '▏▎▍▌▋▊▉█';

/** A bar and whole percents for a person; else the fraction, 0 to 1. */
export const progressColumn: Column = {
  title: 'PROGRESS',
  value: (row) => {
    const text = textAt(row, 'progress.fraction');
    return text === '' ? '' : String(round(Number(text)));
  },
  show: (row, { isAscii }) => {
    const text = textAt(row, 'progress.fraction');
    const fraction = Number(text);
    if (text === '' || Number.isNaN(fraction)) return '';
    const percents = `${Math.floor(fraction * 100)}%`;
    return isAscii ? percents : `${eighths[Math.min(7, Math.floor(fraction * 8))] ?? '█'} ${percents}`;
  },
};

/** To four decimals: what divisions add behind them says nothing. */
export function round(number: number): number {
  return Math.round(number * 10_000) / 10_000;
}
