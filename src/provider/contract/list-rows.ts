import type { ListPage, ListRow, OnUnreadable, UnreadableJob } from './adapter.ts';
import { BadAnswer, inside } from './bad-answer.ts';

/**
 * The rows of a page, read one by one: a row that cannot be read takes no other one with it. Throws `BadAnswer` if there
 * are rows, and none of them can be read.
 * @param path where the rows stand in the answer, e.g. `jobSummaryList`
 * @param toRow undefined leaves the item out. Throws `BadAnswer`
 */
export function toListRows<Item>(
  path: string,
  items: readonly Item[],
  toRow: (item: Item) => ListRow | undefined,
  onUnreadable?: OnUnreadable,
): Pick<ListPage, 'rows' | 'unreadable'> {
  const rows: ListRow[] = [];
  const unreadable: UnreadableJob[] = [];
  for (const item of items) {
    try {
      const row = toRow(item);
      if (row !== undefined) rows.push(row);
    } catch (error) {
      const bad = inside(`${path}[]`, error);
      if (!(bad instanceof BadAnswer)) throw bad;
      unreadable.push({ key: null, bad });
    }
  }
  const [first] = unreadable;
  if (first === undefined) return { rows };
  if (unreadable.length === items.length) throw first.bad;
  onUnreadable?.(unreadable, items.length - unreadable.length);
  return { rows, unreadable: unreadable.length };
}
