/** Rows as columns of text: aligned with a header for people, tab-separated without one for programs. */
import stringWidth from 'string-width';
import type { Column, Row, View } from './columns.ts';
import { paint, type Look } from './look.ts';
import { toPrintable } from './printable.ts';
import { foldColumns, type FoldedLine } from './table-layout.ts';

/** In cells of a terminal, where a line may have any number of them; a longer text is cut, but for an id. */
const maxCellWidth = 44;

/** Lines of a terminal, without their ends. */
interface TableLines {
  /** Empty where there is none. */
  readonly header: readonly string[];
  /** Of each row: one, or more where its columns do not fit beside each other. */
  readonly rows: readonly (readonly string[])[];
}

/** For a terminal: columns in line, unless `view` continues a table with a header above. */
export function formatTable(columns: readonly Column[], rows: readonly Row[], view: View): string {
  const { header, rows: lines } = layOutTable(columns, rows, view);
  return [...header, ...lines.flat()].map((line) => `${line}\n`).join('');
}

/** As `formatTable`, row by row: columns that do not fit beside the others stand on lines below them. */
export function layOutTable(columns: readonly Column[], rows: readonly Row[], view: View): TableLines {
  const texts = rows.map((row) =>
    columns.map((column) =>
      cutTo(toPrintable(column.show?.(row, view) ?? column.value(row)), mostOf(column, view), view),
    ),
  );
  const titles = columns.map(({ title, heading = title }) => (view.isUtc ? title : heading));
  const widths = columns.map(({ title }, index) => {
    const least = view.widths?.get(title) ?? stringWidth(titles[index] ?? '');
    return Math.max(least, ...texts.map((cells) => stringWidth(cells[index] ?? '')));
  });
  for (const [index, { title }] of columns.entries()) view.widths?.set(title, widths[index] ?? 0);
  const lines = foldColumns(
    columns.map(({ isElastic = false }, index) => ({ isElastic, width: widths[index] ?? 0 })),
    view.lineWidth,
  );
  // A line below the first that would be blank is left out.
  const print = (cells: readonly string[], format: (text: string, index: number) => string): readonly string[] =>
    lines.map((line) => printLine(line, cells, format, view)).filter((line, index) => index === 0 || line !== '');
  return {
    header: view.isContinued ? [] : print(titles, (text) => paint('dim', text, view)),
    rows: rows.map((row, number) =>
      print(texts[number] ?? [], (text, index) => paint(columns[index]?.style?.(row), text, view)),
    ),
  };
}

function printLine(
  { indent, cells }: FoldedLine,
  texts: readonly string[],
  format: (text: string, index: number) => string,
  look: Look,
): string {
  const padded = cells.map(({ index, width }) => {
    const text = cutTo(texts[index] ?? '', width, look);
    return format(text, index) + ' '.repeat(Math.max(0, width - stringWidth(text)));
  });
  return (' '.repeat(indent) + padded.join('  ')).trimEnd();
}

/** For programs: a line per row with a tab between values. No value holds a tab or a break of line. */
export function formatTabs(columns: readonly Column[], rows: readonly Row[], look: Look): string {
  const format = (row: Row): string =>
    columns.map(({ value, style }) => paint(style?.(row), toPrintable(value(row)), look)).join('\t');
  return rows.map((row) => `${format(row)}\n`).join('');
}

/** RFC 4180, with a header unless there is to be none. */
export function formatCsv(columns: readonly Column[], rows: readonly Row[], isContinued: boolean): string {
  const quote = (text: string): string => (/[",]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
  const header = isContinued ? [] : [columns.map(({ title }) => title.toLowerCase())];
  const lines = [...header, ...rows.map((row) => columns.map(({ value }) => value(row)))];
  return lines.map((cells) => `${cells.map((text) => quote(toPrintable(text))).join(',')}\r\n`).join('');
}

function mostOf({ isId, isElastic, title }: Column, { lineWidth, widths, isContinued }: View): number {
  if (isId === true) return Infinity;
  if (isElastic !== true) return maxCellWidth;
  // Below a header a column keeps the width that it has there.
  return (isContinued ? widths?.get(title) : undefined) ?? lineWidth ?? maxCellWidth;
}

/** Not more cells than that, with a mark where something is left out. */
export function cutTo(text: string, width: number, { isAscii }: Look): string {
  // A text of a million characters is not measured.
  const start = width < Infinity ? text.slice(0, 4 * width) : text;
  if (stringWidth(start) <= width && start.length === text.length) return start;
  const mark = isAscii ? '...' : '…';
  let result = '';
  for (const { segment } of new Intl.Segmenter().segment(start)) {
    if (stringWidth(result) + stringWidth(segment) > width - mark.length) break;
    result += segment;
  }
  return `${result}${mark}`;
}
