/** Which rows of a long list are drawn: those in sight, and a few around them. Heights are in pixels. */

/** How high rows are. A row that was not seen yet is as high as its text lets expect. */
export interface RowHeights {
  readonly count: number;
  /** The top of a row; of `count` the end of the list. */
  readonly topOf: (place: number) => number;
  /** The row at this distance from the top. */
  readonly findAt: (top: number) => number;
}

/** @param heights of each row */
export function createHeights(heights: readonly number[]): RowHeights {
  const tops = new Float64Array(heights.length + 1);
  heights.forEach((height, place) => {
    tops[place + 1] = (tops[place] ?? 0) + height;
  });
  return {
    count: heights.length,
    topOf: (place) => tops[place] ?? 0,
    findAt: (top) => {
      let [low, high] = [0, Math.max(0, heights.length - 1)];
      while (low < high) {
        const middle = (low + high + 1) >> 1;
        if ((tops[middle] ?? 0) <= top) low = middle;
        else high = middle - 1;
      }
      return low;
    },
  };
}

/** Of rows that are all of one height. */
export function createEvenHeights(count: number, height: number): RowHeights {
  return {
    count,
    topOf: (place) => place * height,
    findAt: (top) => Math.max(0, Math.min(count - 1, Math.floor(top / height))),
  };
}

/** The rows from `begin` up to `end`, and how much room those before and behind them take. */
export interface RowWindow {
  readonly begin: number;
  readonly end: number;
  readonly before: number;
  readonly behind: number;
}

/** Rows above and below those in sight, so that a scrolled page is never empty. */
const margin = 20;

export function toWindow(heights: RowHeights, scrollTop: number, viewHeight: number): RowWindow {
  const { count, topOf, findAt } = heights;
  if (count === 0) return { begin: 0, end: 0, before: 0, behind: 0 };
  const begin = Math.max(0, findAt(scrollTop) - margin);
  const end = Math.min(count, findAt(scrollTop + viewHeight) + 1 + margin);
  return { begin, end, before: topOf(begin), behind: topOf(count) - topOf(end) };
}

/** How many rows of text a line takes where that many characters have room. A tab is eight of them. */
export function countRows(text: string, columns: number): number {
  const tabs = text.includes('\t') ? text.split('\t').length - 1 : 0;
  return Math.max(1, Math.ceil((text.length + tabs * 7) / Math.max(1, columns)));
}
