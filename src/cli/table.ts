/** Rows as columns of text: aligned with a header for people, tab-separated without one for programs. */
import { styleText } from 'node:util';
import stringWidth from 'string-width';
import type { Column, Row, View } from './columns.ts';
import { toPrintable } from './printable.ts';

/** In cells of a terminal; a longer text is cut, but for an id. */
const maxCellWidth = 44;

/** For a terminal: columns in line, unless `view` continues a table with a header above. */
export function formatTable(columns: readonly Column[], rows: readonly Row[], view: View): string {
  const shown = rows.map((row) =>
    columns.map((column) => cut(toPrintable(column.show?.(row, view) ?? column.value(row)), widthOf(column))),
  );
  const widths = columns.map(({ title }, index) => {
    const least = view.widths?.get(title) ?? stringWidth(title);
    return Math.max(least, ...shown.map((cells) => stringWidth(cells[index] ?? '')));
  });
  for (const [index, { title }] of columns.entries()) view.widths?.set(title, widths[index] ?? 0);
  const align = (cells: readonly string[], paint: (text: string, index: number) => string): string =>
    cells
      .map((text, index) => paint(text, index) + ' '.repeat(Math.max(0, (widths[index] ?? 0) - stringWidth(text))))
      .join('  ')
      .trimEnd();
  const header = align(
    columns.map(({ title }) => title),
    (text) => paintWith('dim', text),
  );
  const lines = rows.map((row, number) =>
    align(shown[number] ?? [], (text, index) => paintWith(columns[index]?.style?.(row), text)),
  );
  return (view.isContinued ? lines : [header, ...lines]).map((line) => `${line}\n`).join('');
}

/** For programs: a line per row with a tab between values. No value holds a tab or a break of line. */
export function formatTabs(columns: readonly Column[], rows: readonly Row[]): string {
  return rows.map((row) => `${columns.map(({ value }) => toPrintable(value(row))).join('\t')}\n`).join('');
}

/** RFC 4180, with a header unless other rows stand above. */
export function formatCsv(columns: readonly Column[], rows: readonly Row[], isContinued: boolean): string {
  const quote = (text: string): string => (/[",]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
  const header = isContinued ? [] : [columns.map(({ title }) => title.toLowerCase())];
  const lines = [...header, ...rows.map((row) => columns.map(({ value }) => value(row)))];
  return lines.map((cells) => `${cells.map((text) => quote(toPrintable(text))).join(',')}\r\n`).join('');
}

/** Colours are left out where NO_COLOR says so. */
function paintWith(style: Parameters<typeof styleText>[0] | undefined, text: string): string {
  return style === undefined || text === '' ? text : styleText(style, text, { validateStream: true });
}

function widthOf({ isId }: Column): number {
  return isId === true ? Infinity : maxCellWidth;
}

function cut(text: string, width: number): string {
  // A text of a million characters is not measured.
  const start = text.length > 4 * maxCellWidth && width < Infinity ? text.slice(0, 4 * maxCellWidth) : text;
  if (stringWidth(start) <= width) return start;
  let result = '';
  for (const { segment } of new Intl.Segmenter().segment(start)) {
    if (stringWidth(result) + stringWidth(segment) > width - 1) break;
    result += segment;
  }
  return `${result}…`;
}
