/** How long a job took, worked out from what the graph says of it. */

/** What a test compares in place of a number that grows with every read. */
export const untilNow = 'until fetchedAt';

export interface TimedJob {
  readonly status: string;
  readonly createdAt: string | null;
  readonly startedAt: string | null;
  readonly endedAt: string | null;
  readonly fetchedAt: string;
}

const ended = ['CANCELLED', 'SUCCEEDED', 'PARTIALLY_SUCCEEDED', 'FAILED', 'TIMED_OUT'];
const begun = ['RUNNING', 'PAUSED', 'SUSPENDED', 'CANCELLING'];

/** @param from the time that counts as the beginning */
export function findDuration(job: TimedJob, from: 'startedAt' | 'createdAt'): number | null {
  const end = ended.includes(job.status) ? job.endedAt : begun.includes(job.status) ? job.fetchedAt : null;
  const begin = job[from];
  if (begin === null || end === null) return null;
  const milliseconds = new Date(end).getTime() - new Date(begin).getTime();
  return milliseconds < 0 ? 0 : milliseconds / 1000;
}

/** The same, and `untilNow` for a job that has not ended. */
export function expectDuration(
  job: Omit<TimedJob, 'fetchedAt'>,
  from: 'startedAt' | 'createdAt',
): number | null | typeof untilNow {
  if (begun.includes(job.status)) return job[from] === null ? null : untilNow;
  return findDuration({ ...job, fetchedAt: '' }, from);
}
