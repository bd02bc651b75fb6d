/** Which columns of a table stand beside each other, and how wide, so that no line of a terminal breaks. */

/** What a column takes, in cells. */
interface ColumnWidth {
  readonly width: number;
  /** Whether it may be narrower: its texts are cut then. */
  readonly isElastic: boolean;
}

/** One line of each row. */
export interface FoldedLine {
  /** Blanks before it. */
  readonly indent: number;
  /** The columns on it, by their place in the table, and their widths. */
  readonly cells: readonly { readonly index: number; readonly width: number }[];
}

/** Blanks between two columns. */
const gap = 2;

/** What an elastic column has at least, if its texts are so long. */
const leastWidth = 14;

/**
 * All columns on one line, cut where they may be; columns that do not fit even so follow on further lines. A single column that is
 * wider than the terminal stays as it is, and breaks there.
 */
export function foldColumns(columns: readonly ColumnWidth[], lineWidth = Infinity): readonly FoldedLine[] {
  const lines: { readonly indent: number; readonly indices: number[]; taken: number }[] = [];
  for (const [index, column] of columns.entries()) {
    const least = toLeast(column);
    const line = lines.at(-1);
    if (line !== undefined && line.taken + gap + least <= lineWidth) {
      line.taken += gap + least;
      line.indices.push(index);
    } else {
      const indent = line === undefined ? 0 : gap;
      lines.push({ indent, indices: [index], taken: indent + least });
    }
  }
  return lines.map(({ indent, indices }) => {
    const widths = fit(
      indices.map((index) => columns[index] ?? nothing),
      lineWidth - indent,
    );
    return { indent, cells: indices.map((index, place) => ({ index, width: widths[place] ?? 0 })) };
  });
}

const nothing: ColumnWidth = { width: 0, isElastic: false };

function toLeast({ width, isElastic }: ColumnWidth): number {
  return isElastic ? Math.min(width, leastWidth) : width;
}

/** The widest elastic column gives first. */
function fit(columns: readonly ColumnWidth[], room: number): readonly number[] {
  const widths = columns.map(({ width }) => width);
  let excess = widths.reduce((sum, width) => sum + width, gap * (columns.length - 1)) - room;
  while (excess > 0) {
    const [widest] = columns
      .map((column, index) => ({ index, least: toLeast(column), width: widths[index] ?? 0 }))
      .filter(({ width, least }) => width > least)
      .toSorted((one, other) => other.width - one.width);
    if (widest === undefined) break;
    widths[widest.index] = widest.width - 1;
    excess -= 1;
  }
  return widths;
}
