/** The graph's ids of jobs, and the order of lists, which ends with them. */
import type { Instant, JobKey } from '../../provider/contract/job.ts';

/** A job's position in a list. */
export interface JobPosition {
  readonly createdAt: Instant | null;
  readonly id: string;
}

/** The order of every list: newest first, then by id; jobs without a creation time come last. */
export function compareNewestFirst(one: JobPosition, other: JobPosition): number {
  if (one.createdAt !== other.createdAt) {
    if (one.createdAt === null) return 1;
    if (other.createdAt === null) return -1;
    return one.createdAt > other.createdAt ? -1 : 1;
  }
  return one.id < other.id ? -1 : one.id > other.id ? 1 : 0;
}

/** The graph's id of a job. Never changes. */
export function formatJobId(source: string, key: JobKey): string {
  return `${source}:${key}`;
}
