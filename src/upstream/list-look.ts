/** A cheaper look at a watched job: where many of a source are watched, its list says of all at once whether they have moved. */
import type { JobFacts, JobKey } from '../job.ts';
import type { ReadContext } from './reader.ts';
import type { Source } from './source.ts';

/** As many watched jobs of a source make its list the cheaper way to ask. */
const fewestForList = 10;
/** What a row does not hold may change too: after so many looks in a row the job itself is read all the same. */
const longestByList = 4;

/** Tells whether the list shows the job as it is known; false where it must be read. */
export type ListLook = (known: JobFacts, watchedOfSource: number) => Promise<boolean>;

export function createListLook({ listReader, adapter }: Source, key: JobKey, context: ReadContext): ListLook {
  const rowFacts = adapter.listing?.rowFacts;
  let looks = 0;

  return async (known, watchedOfSource) => {
    if (listReader === undefined || rowFacts?.has('status') !== true) return false;
    if (watchedOfSource < fewestForList || looks >= longestByList) {
      looks = 0;
      return false;
    }
    const row = await listReader.findRow(key, context);
    // A job that is on no first page will not be there the next time.
    looks = row === undefined ? longestByList : looks + 1;
    return row !== undefined && formatFacts(row.facts, rowFacts) === formatFacts(known, rowFacts);
  };
}

/** Equal texts for equal facts; of these names alone, where names are given. */
export function formatFacts(facts: JobFacts, names?: ReadonlySet<string>): string {
  const entries = Object.entries(facts).filter(([name]) => names?.has(name) ?? true);
  return JSON.stringify(entries, (_name, value: unknown) => (typeof value === 'bigint' ? String(value) : value));
}
