import type { JobFacts } from '../../provider/contract/job.ts';
import type { ReadRow } from '../../jobs/lists/container-pages.ts';
import type { Source } from '../../jobs/source.ts';
import { comparePlaces, type Place } from './order.ts';

/** A job in its source's list that its row does not rule out. */
export interface ListedJob {
  readonly source: Source;
  readonly row: ReadRow;
  /** The graph's id. */
  readonly id: string;
  /** Its place in the requested order. */
  readonly place: Place;
  /** Whether the row says that the job meets the filter; if not, only a read of the job says whether it does. */
  readonly isDecided: boolean;
}

/** For sorting newest first. */
export function compareListed(one: ListedJob, other: ListedJob): number {
  return comparePlaces('NEWEST_FIRST', one.place, other.place);
}

const textOf = new WeakMap<JobFacts, string>();

/** Whether two rows of one job hold the same facts. */
export function hasSameFacts({ row: { facts } }: ListedJob, { row: { facts: others } }: ListedJob): boolean {
  return facts === others || toText(facts) === toText(others);
}

/** Computed once for all watchers of the job. */
function toText(facts: JobFacts): string {
  const text = textOf.get(facts) ?? JSON.stringify(facts);
  textOf.set(facts, text);
  return text;
}
