/** The request of a page of the job list. */
import type { JobOrder } from '../types.generated.ts';
import type { CheckedFilter } from './filter.ts';
import type { Place } from './order.ts';

/** The checked arguments of `Query.jobs`. */
export interface PageRequest {
  /** How many jobs at most. */
  readonly count: number;
  /** Whether the page is the last one before its cursor, or before the end of the list. */
  readonly isBackward: boolean;
  /** The page lies behind this place or, backward, before it; null: at that end of the list. */
  readonly cursor: Place | null;
  readonly order: JobOrder;
  readonly filter: CheckedFilter;
  /** Equal for equal filters and orders. */
  readonly listKey: string;
}

/** Whether all of a page's jobs stand at the beginning of its list, behind its cursor. */
export function isForward({ order, isBackward }: PageRequest): boolean {
  return order === 'NEWEST_FIRST' && !isBackward;
}

/**
 * Whether a page needs its sources' lists to their end, not only to the end of the page.
 * @param isCounted whether `totalCount` is asked for
 */
export function readsToEnd({ order, isBackward, cursor }: PageRequest, isCounted: boolean): boolean {
  return isCounted || order !== 'NEWEST_FIRST' || (isBackward && cursor === null);
}
