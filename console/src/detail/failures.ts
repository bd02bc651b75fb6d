/** What is said of why a job failed. */
import { toStatusLook } from '../state/status.ts';
import type { JobDetail } from './job-detail.ts';

export type Failure = NonNullable<JobDetail['failures']>[number];

/** What failed. Kubernetes names the indexes of a Job by their numbers alone. */
export function toSubject({ __typename: type }: JobDetail, { subject }: Failure): string | null {
  return type === 'KubernetesJob' && subject !== null && /^\d+$/.test(subject) ? `index ${subject}` : subject;
}

/** What the failures do not say of a job that ended badly; else null. */
export function toSaid(job: JobDetail): string | null {
  const endedBadly = job.status !== null && toStatusLook(job.status).group === 'badly';
  return endedBadly && !job.failures?.some(({ message }) => message === job.statusMessage) ? job.statusMessage : null;
}

/** Whether anything is said. */
export function hasFailures(job: JobDetail): boolean {
  return (job.failures ?? []).length > 0 || toSaid(job) !== null;
}

/** All of it as it is, a line for each. */
export function toFailureText(job: JobDetail): string {
  const lines = (job.failures ?? []).map((failure) =>
    [toSubject(job, failure), failure.code, failure.message].filter((part) => part !== null).join(': '),
  );
  const said = toSaid(job);
  return [...lines, ...(said === null ? [] : [said])].join('\n');
}
