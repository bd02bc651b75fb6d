/** Which sources a list can say anything about. */
import type { Source } from '../../jobs/source.ts';
import { isUnbounded, type CheckedFilter } from './filter.ts';
import type { Issues } from './issues.ts';

/** Why a list does not ask this source; undefined if it asks. */
export function findGap(
  { adapter: { listing } }: Source,
  { ended }: CheckedFilter,
): Parameters<Issues['noteGap']>[1] | undefined {
  if (listing === undefined) return 'LIST_NOT_SUPPORTED';
  return listing.reportsEnd === false && !isUnbounded(ended) ? 'NOT_REPORTED' : undefined;
}

/** Whether a list asks this source. */
export function isCovered(source: Source, filter: CheckedFilter): boolean {
  return findGap(source, filter) === undefined;
}
