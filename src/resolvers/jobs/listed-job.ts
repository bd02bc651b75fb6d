import { compareNewestFirst, type JobPosition } from '../../job.ts';
import type { ReadRow } from '../../jobs/container-pages.ts';
import type { Source } from '../../jobs/source.ts';

/** A job in its source's list that its row does not rule out. */
export interface ListedJob {
  readonly source: Source;
  readonly row: ReadRow;
  /** The graph's id. */
  readonly id: string;
  /** Whether the row says that the job meets the filter; if not, only a read of the job says whether it does. */
  readonly isDecided: boolean;
}

export function toPosition({ row, id }: Pick<ListedJob, 'row' | 'id'>): JobPosition {
  return { createdAt: row.facts.createdAt, id };
}

/** Whether `one` comes before `other` in the list, newest first. */
export function isBefore(one: ListedJob, other: ListedJob): boolean {
  return compareNewestFirst(toPosition(one), toPosition(other)) < 0;
}
