/** How high the rows of a log are: all alike, or where lines are wrapped as they were measured. */
import { useMemo, useRef, useState } from 'preact/hooks';
import type { LogLine } from '../state/log-lines.ts';
import { countRows, createEvenHeights, createHeights, type RowHeights } from '../state/log-rows.ts';

/** The style sheet has the same. */
export const rowHeight = 20;

export interface MeasuredRows {
  readonly heights: RowHeights;
  /** Takes the heights of rows that were drawn. Returns by how much rows above `place` have grown. */
  readonly measure: (rows: Iterable<HTMLElement>, place: number) => number;
}

/** @param columns how many characters a row has room for; null where lines are not wrapped */
export function useHeights(lines: readonly LogLine[], columns: number | null): MeasuredRows {
  // Lines stay the same objects while pages come before and behind them.
  const known = useRef(new WeakMap<LogLine, number>());
  const [changes, setChanges] = useState(0);
  // Other columns make other heights.
  useMemo(() => {
    known.current = new WeakMap();
  }, [columns]);
  const each = useMemo(
    () =>
      columns === null
        ? null
        : lines.map((line) => known.current.get(line) ?? countRows(line.text, columns) * rowHeight),
    [lines, columns],
  );
  const heights = useMemo(
    () => (each === null ? createEvenHeights(lines.length, rowHeight) : createHeights(each)),
    [each, lines.length, changes],
  );
  const measure = (rows: Iterable<HTMLElement>, place: number): number => {
    if (each === null) return 0;
    let [grown, hasChanged] = [0, false];
    for (const row of rows) {
      const own = Number(row.dataset['place']);
      const line = lines[own];
      const height = row.offsetHeight;
      const before = each[own];
      if (line === undefined || before === undefined || height === before) continue;
      known.current.set(line, height);
      each[own] = height;
      hasChanged = true;
      if (own < place) grown += height - before;
    }
    if (hasChanged) setChanges((count) => count + 1);
    return grown;
  };
  return { heights, measure };
}
