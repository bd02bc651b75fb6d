import { isTerminal, type Instant, type JobFacts, type JobStatus, type JobStatusSource } from './job.ts';

/** A provider's statuses and the graph's status for each. */
type StatusWords = ReadonlyMap<string, JobStatus>;

/** Everything that a status decides. */
export type StatusFacts = Pick<JobFacts, 'status' | 'rawStatus' | 'statusSource' | 'isTerminal'>;

/** The table of a provider's statuses, in the order of its pages. */
export function toStatusWords(words: Readonly<Record<string, JobStatus>>): StatusWords {
  return new Map(Object.entries(words));
}

/** The provider's first word for a status, for its filter; undefined if it has none. */
export function findStatusWord(words: StatusWords, status: JobStatus): string | undefined {
  for (const [word, meaning] of words) if (meaning === status) return word;
  return undefined;
}

/** An unknown status is UNKNOWN and kept as `rawStatus`; an absent one is NOT_REPORTED. */
export function toStatus(words: StatusWords, rawStatus: string | null): StatusFacts {
  if (rawStatus === null || rawStatus === '') return toStatusFacts('UNKNOWN', rawStatus, 'NOT_REPORTED');
  return toStatusFacts(words.get(rawStatus) ?? 'UNKNOWN', rawStatus, 'PROVIDER');
}

/** What the provider's words say of the status, where they are several. */
export function toStatedStatus(status: JobStatus, rawStatus: string | null): StatusFacts {
  return toStatusFacts(status, rawStatus, 'PROVIDER');
}

/** A status that follows from other facts than the provider's word for it. */
export function toDerivedStatus(status: JobStatus, rawStatus: string | null): StatusFacts {
  return toStatusFacts(status, rawStatus, 'DERIVED');
}

/** When work began; null for a job that waits, or was skipped. */
export function toStartedAt({ status }: StatusFacts, startedAt: Instant | null): Instant | null {
  return status === 'QUEUED' || status === 'SKIPPED' ? null : startedAt;
}

function toStatusFacts(status: JobStatus, rawStatus: string | null, statusSource: JobStatusSource): StatusFacts {
  return { status, rawStatus, statusSource, isTerminal: isTerminal(status) };
}
