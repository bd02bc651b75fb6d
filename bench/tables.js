/** The form of tables and of their figures. */

/** The median, with the least and the most. */
export function formatSpread(figure) {
  if (figure === undefined) return '-';
  return `${formatNumber(figure.median)} (${formatNumber(figure.least)} to ${formatNumber(figure.most)})`;
}

/** With three digits that count. */
export function formatNumber(value) {
  if (value === null) return '-';
  return value >= 100 ? value.toFixed(0) : value >= 10 ? value.toFixed(1) : value.toFixed(2);
}

/** All cells are texts. */
export function formatTable(head, rows) {
  const widths = head.map((title, column) => Math.max(3, title.length, ...rows.map((row) => row[column].length)));
  const toLine = (cells) => `| ${cells.map((cell, column) => cell.padEnd(widths[column])).join(' | ')} |`;
  return [toLine(head), `| ${widths.map((width) => '-'.repeat(width)).join(' | ')} |`, ...rows.map(toLine)].join('\n');
}
