/** Finds a source's newest jobs that meet a filter in one look at its list. */
import type { ListSnapshot } from '../../jobs/watching/list-watcher.ts';
import type { Source } from '../../jobs/source.ts';
import type { CheckedFilter } from './filter.ts';
import type { ListedJob } from './listed-job.ts';
import type { Sifted } from './sieve.ts';
import { sieveOf } from './sieves.ts';

/** Which jobs of a source a subscriber watches. */
export interface Wanted {
  /** How many at most. */
  readonly first: number;
  readonly filter: CheckedFilter;
  /** Jobs that met the filter before, by their ids. */
  readonly known: ReadonlyMap<string, ListedJob>;
  /** Whether the subscriber is still there. */
  readonly isWanted: () => boolean;
}

/** The result of one look at a source. */
interface Matches extends Pick<Sifted, 'jobs' | 'issues' | 'hasFailed'> {
  /** Known jobs that the look showed, and that do not meet the filter any more. */
  readonly left: ReadonlyMap<string, ListedJob>;
}

/** Beside the rows judged for it, a subscriber's part of a look costs as much time as judging so many rows. */
const rowsOfSubscriber = 50;

/** Searches until `first` jobs meet the filter or the look ends. Throws when the subscriber has left. */
export async function collectMatches(snapshot: ListSnapshot, source: Source, wanted: Wanted): Promise<Matches> {
  const { first, filter, known, isWanted } = wanted;
  await snapshot.yielder.acquire(rowsOfSubscriber);
  const sieve = sieveOf(snapshot, source, filter);
  const { jobs, rows, issues, hasFailed } = await sieve.findFirst(first, isWanted);
  const shown = new Set(jobs.map(({ id }) => id));
  const left = new Map<string, ListedJob>();
  for (const [id, job] of known) {
    const failed = shown.has(id) ? undefined : await sieve.findFailed(job, rows);
    if (failed !== undefined) left.set(id, failed);
  }
  return { jobs, left, issues, hasFailed };
}
