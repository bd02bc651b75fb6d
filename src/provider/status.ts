import type { JobFacts, JobStatus } from '../job.ts';

/** A provider's statuses and the graph's status for each. */
export type StatusWords = ReadonlyMap<string, JobStatus>;

/** An unknown status is UNKNOWN and kept as `rawStatus`; an absent one is NOT_REPORTED. */
export function toStatus(
  words: StatusWords,
  rawStatus: string | null,
): Pick<JobFacts, 'status' | 'rawStatus' | 'statusSource'> {
  if (rawStatus === null || rawStatus === '') return { status: 'UNKNOWN', rawStatus, statusSource: 'NOT_REPORTED' };
  return { status: words.get(rawStatus) ?? 'UNKNOWN', rawStatus, statusSource: 'PROVIDER' };
}
