/** Tables of rows: what each column shows to a person, and what it says in a pipe. */
import { toRelative } from './moments.ts';

/** An object as the graph answers it, or one that a command made: values by name. */
export type Row = Readonly<Record<string, unknown>>;

/** A style of `util.styleText`. */
export type Style = 'red' | 'green' | 'yellow' | 'blue' | 'dim';

/** A column of a table: its title, and what it takes of a row. */
export interface Column {
  readonly title: string;
  /** Whether it says which one the row is: shown whole, and by itself where ids are asked for. */
  readonly isId?: boolean;
  /** For programs: empty if it is null. */
  readonly value: (row: Row) => string;
  /** For people. Default: the value. */
  readonly show?: (row: Row, view: View) => string;
  readonly style?: (row: Row) => Style | undefined;
}

/** How rows are shown to a person. */
export interface View {
  /** Milliseconds since 1970. */
  readonly now: number;
  /** Whether times are shown as they are, in UTC. */
  readonly isUtc: boolean;
  /** Whether other rows stand above: then there is no header. */
  readonly isContinued: boolean;
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

interface Look {
  readonly sign: string;
  readonly style?: Style;
}

const looks: Readonly<Record<string, Look>> = {
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

/** A sign, a word and a colour for a person; else the value of `JobStatus`. */
export const statusColumn: Column = {
  title: 'STATUS',
  value: (row) => textAt(row, 'status'),
  show: (row) => {
    const status = textAt(row, 'status');
    return status === ''
      ? '? unreadable'
      : `${looks[status]?.sign ?? '?'} ${status.toLowerCase().replaceAll('_', ' ')}`;
  },
  style: (row) => looks[textAt(row, 'status')]?.style,
};

const eighths = '▏▎▍▌▋▊▉█';

/** A bar and whole percents for a person; else the fraction, 0 to 1. */
export const progressColumn: Column = {
  title: 'PROGRESS',
  value: (row) => textAt(row, 'progress.fraction'),
  show: (row) => {
    const text = textAt(row, 'progress.fraction');
    const fraction = Number(text);
    if (text === '' || Number.isNaN(fraction)) return '';
    return `${eighths[Math.min(7, Math.floor(fraction * 8))] ?? '█'} ${Math.floor(fraction * 100)}%`;
  },
};
