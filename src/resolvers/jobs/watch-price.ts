/** How many watched jobs a watched list counts as: the jobs that it may show, or the cost of searching for them. */
import type { ListWatcher, LookExtent } from '../../jobs/watching/list-watcher.ts';
import { isCovered } from './coverage.ts';
import { isUnbounded, type CheckedFilter } from './filter.ts';

/** Rows to look through that cost as much as one watched job. */
const rowsOfJob = 200;

/**
 * A list's memory grows with `first` and its sources.
 * The work of a look grows with the rows that its filter may rule out here.
 */
export function countAsJobs(first: number, filter: CheckedFilter, lists: Pick<ListWatcher, 'extentOf'>): number {
  const rows = filter.sources
    .filter((source) => isCovered(source, filter))
    .map((source) => countRows(filter, lists.extentOf(source, filter.listFilter)))
    .reduce((sum, count) => sum + count, 0);
  return Math.max(first, filter.sources.length, Math.ceil(rows / rowsOfJob));
}

/** The most rows that a look at a source goes through to find jobs that meet the filter; 0 if its newest ones do. */
function countRows({ words, ended, statuses, created }: CheckedFilter, extent: LookExtent | undefined): number {
  if (extent === undefined) return 0;
  const { rows, pushed } = extent;
  const rulesOut =
    words.length > 0 ||
    !isUnbounded(ended) ||
    (statuses !== null && pushed.statuses === undefined) ||
    // Rows come newest first.
    (created.until !== null && pushed.createdBefore === undefined);
  return rulesOut ? rows : 0;
}
