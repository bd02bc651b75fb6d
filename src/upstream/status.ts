import type { JobFacts, JobStatus } from '../job.ts';

/** A provider's status words and what each means here. */
export type StatusWords = ReadonlyMap<string, JobStatus>;

/** A word that this version does not know is UNKNOWN with the word kept; no word at all is NOT_REPORTED. */
export function toStatus(
  words: StatusWords,
  rawStatus: string | null,
): Pick<JobFacts, 'status' | 'rawStatus' | 'statusSource'> {
  if (rawStatus === null || rawStatus === '') return { status: 'UNKNOWN', rawStatus, statusSource: 'NOT_REPORTED' };
  return { status: words.get(rawStatus) ?? 'UNKNOWN', rawStatus, statusSource: 'PROVIDER' };
}
