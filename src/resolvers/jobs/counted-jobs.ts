/** Jobs as far as they are counted, and their numbers by status. */
import { jobStatuses, type Instant, type JobStatus } from '../../job.ts';

/** What is counted of a job. */
export interface CountedJob {
  /** Null where its list does not say it. */
  readonly status: JobStatus | null;
  readonly createdAt: Instant | null;
}

/** How many jobs have one status; null: their list does not say it. */
export interface StatusCount {
  readonly status: JobStatus | null;
  readonly count: number;
}

/** The most frequent status first; of equally frequent ones in the graph's order, null last. */
export function countByStatus(jobs: readonly CountedJob[]): readonly StatusCount[] {
  const counts = new Map<JobStatus | null, number>();
  for (const { status } of jobs) counts.set(status, (counts.get(status) ?? 0) + 1);
  return [...jobStatuses, null]
    .flatMap((status) => {
      const count = counts.get(status);
      return count === undefined ? [] : [{ status, count }];
    })
    .sort((one, other) => other.count - one.count);
}
