import { compareNewestFirst, type JobPosition } from '../../job.ts';
import type { ReadRow } from '../../jobs/container-pages.ts';
import type { Source } from '../../jobs/source.ts';

/** A job in its source's list. */
export interface ListedJob {
  readonly source: Source;
  readonly row: ReadRow;
  /** The graph's id. */
  readonly id: string;
}

export function toPosition({ row, id }: ListedJob): JobPosition {
  return { createdAt: row.facts.createdAt, id };
}

/** Whether `one` comes before `other` in the list, newest first. */
export function isBefore(one: ListedJob, other: ListedJob): boolean {
  return compareNewestFirst(toPosition(one), toPosition(other)) < 0;
}
