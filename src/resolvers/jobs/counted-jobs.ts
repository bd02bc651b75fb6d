/** Jobs as far as they are counted, and their numbers by status. */
import { jobStatuses, type Instant, type JobStatus } from '../../provider/contract/job.ts';
import type { KnownJob } from './known-job.ts';

/** The facts of a job that are counted. */
export interface CountedJob {
  /** Null if its list does not say it. */
  readonly status: JobStatus | null;
  readonly createdAt: Instant | null;
  /** Null while the job has not ended, too. */
  readonly endedAt: Instant | null;
}

/** As far as it is known. An end that a provider names of a job that has not ended does not count. */
export function toCounted({ run: { status, createdAt, endedAt }, hasEnded }: KnownJob): CountedJob {
  return { status, createdAt, endedAt: hasEnded === true ? endedAt : null };
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
