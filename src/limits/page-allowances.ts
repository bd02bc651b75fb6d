/** How many pages of each source the lists of an operation may read, within the calls that are left for them. */
import { firstPageSize } from '../jobs/container-pages.ts';
import type { PageAllowance } from '../jobs/list-run.ts';
import type { Adapter } from '../provider/adapter.ts';
import { callsOfPage } from '../provider/plan.ts';
import type { ListCost } from './list-cost.ts';

/** Calls that all lists of an operation share. */
export interface SharedCalls {
  calls: number;
}

/** The most pages that each source may have, at least 1, at the cost of so many calls beyond one page of each. */
export function findPages(lists: readonly ListCost[], maxPages: number, calls: number): number {
  const least = countCallsOfPages(lists, 1);
  let [low, high] = [1, maxPages];
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (countCallsOfPages(lists, middle) - least <= calls) low = middle;
    else high = middle - 1;
  }
  return low;
}

/** What it costs if each source may have so many pages. */
export function countCallsOfPages(lists: readonly ListCost[], pages: number): number {
  return lists
    .flatMap((list) => list.sources.map(({ adapter }) => countPages(list, adapter, pages) * callsOfPage(adapter)))
    .reduce((total, calls) => total + calls, 0);
}

/** No fewer than a source needs, and no more where its list is read only as far as it is needed. */
function countPages({ jobs, isLazy }: ListCost, { listing }: Adapter, pages: number): number {
  const least = listing === undefined || 'list' in listing.containers ? 1 : listing.containers.length;
  if (isLazy !== true || listing?.newestFirst !== true) return Math.max(least, pages);
  // One row more than the page holds says whether another page follows.
  const needed = Math.ceil((jobs + 1) / Math.min(listing.maxPageSize, firstPageSize));
  return Math.max(least, Math.min(pages, needed));
}

/** If each source may have `pages`, and `maxPages` where calls that are shared pay for more. */
export function toPageAllowance(
  list: ListCost,
  adapter: Adapter,
  { pages, maxPages }: { readonly pages: number; readonly maxPages: number },
  shared: SharedCalls,
): PageAllowance {
  const own = countPages(list, adapter, pages);
  const calls = callsOfPage(adapter);
  let beyond = list.isLazy === true && adapter.listing?.newestFirst === true ? maxPages - own : 0;
  const takeFirst = (): boolean => {
    if (calls > shared.calls) return false;
    shared.calls -= calls;
    return true;
  };
  return {
    pages: own,
    takeFirst,
    takeFurther: () => {
      if (beyond <= 0 || !takeFirst()) return false;
      beyond -= 1;
      return true;
    },
    giveBack: (left) => {
      shared.calls += left * calls;
    },
  };
}
