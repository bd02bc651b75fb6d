/** The sieves of the looks at watched lists: followers whose filters are equal share one. */
import { formatJobId } from '../../jobs/reading/job-id.ts';
import type { ReadRow } from '../../jobs/lists/container-pages.ts';
import type { ListSnapshot } from '../../jobs/watching/list-watcher.ts';
import type { Source } from '../../jobs/source.ts';
import type { CheckedFilter } from './filter.ts';
import { createSieve, type Sieve } from './sieve.ts';
import { toSearchedText } from './verdict.ts';

/** The parts of a look that all filters share. */
interface SiftedSnapshot {
  readonly sieves: Map<CheckedFilter['key'], Sieve>;
  /** Made once for all filters. */
  readonly texts: Map<ReadRow, string>;
}

const siftedSnapshots = new WeakMap<ListSnapshot, SiftedSnapshot>();

/** The same for equal filters. */
export function sieveOf(snapshot: ListSnapshot, source: Source, filter: CheckedFilter): Sieve {
  const { sieves, texts } = siftedOf(snapshot);
  const known = sieves.get(filter.key);
  if (known !== undefined) return known;
  const textOf = filter.words.length === 0 ? noText : (row: ReadRow): string => toText(texts, source, row);
  const sieve = createSieve({ snapshot, source, filter, textOf });
  sieves.set(filter.key, sieve);
  return sieve;
}

function siftedOf(snapshot: ListSnapshot): SiftedSnapshot {
  const sifted = siftedSnapshots.get(snapshot) ?? { sieves: new Map(), texts: new Map() };
  siftedSnapshots.set(snapshot, sifted);
  return sifted;
}

const noText = (): string => '';

function toText(texts: Map<ReadRow, string>, source: Source, row: ReadRow): string {
  const text = texts.get(row) ?? toSearchedText(row, formatJobId(source.name, row.key));
  texts.set(row, text);
  return text;
}
