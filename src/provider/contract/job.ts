/**
 * The vocabulary of all providers, readers and resolvers. Imports nothing but the type of secrets.
 */
import type { Secret } from './secret.ts';

/** A value of the graph's enum of this name, from the provider's entry in the registry. */
export type JobProvider = string;

/** The graph's `JobStatus`. Its meanings are in schema/job.graphql. */
export const jobStatuses = [
  'QUEUED',
  'RUNNING',
  'PAUSED',
  'SUSPENDED',
  'CANCELLING',
  'CANCELLED',
  'SUCCEEDED',
  'PARTIALLY_SUCCEEDED',
  'FAILED',
  'TIMED_OUT',
  'SKIPPED',
  'UNKNOWN',
] as const;

/** How a job stands, in the words that all providers share. */
export type JobStatus = (typeof jobStatuses)[number];

/** Whether the provider reports the status, or it was derived from other facts. */
export type JobStatusSource = 'PROVIDER' | 'DERIVED' | 'NOT_REPORTED';

/** Whether the service is in use, superseded or out of service. */
export type JobSourceLifecycle = 'ACTIVE' | 'LEGACY' | 'RETIRED';

/** The provider's key of a job in its checked text form; parts of a composite key are joined by `/`. */
export type JobKey = string;

/** An instant as the graph prints it: RFC 3339, UTC, three decimals. */
export type Instant = string;

/** A whole number in decimal digits: a JSON number loses digits past 2^53, and a `bigint` is no JSON. */
export type WholeNumber = string;

/** Null where the provider does not report it. `fraction` is from 0 to 1. */
export interface JobProgress {
  readonly total: WholeNumber | null;
  readonly succeeded: WholeNumber | null;
  readonly failed: WholeNumber | null;
  readonly fraction: number | null;
}

/** One reason why a job failed, in the words of its provider. */
export interface JobFailure {
  readonly code: string | null;
  readonly message: string | null;
  readonly subject: string | null;
}

/** A named value, as the provider spells both. Null for a name without a value. */
export interface JobKeyValue {
  readonly key: string;
  readonly value: string | null;
}

/** An object in Amazon S3. Null where the provider does not say the region. */
export interface JobS3Object {
  readonly bucket: string;
  readonly key: string;
  readonly region: string | null;
}

/** The facts that all providers have in common. `null` = not reported. Plain JSON data, because it is stored. */
export interface JobFacts {
  readonly providerJobId: string;
  /** What its owner calls the job. */
  readonly name: string | null;
  /** What kind of work it is, in the provider's words: something to group jobs by. */
  readonly kind: string | null;
  /** What the job is a run of. */
  readonly definition: string | null;
  readonly status: JobStatus;
  readonly rawStatus: string | null;
  readonly statusSource: JobStatusSource;
  /** Whether the job has ended. */
  readonly isTerminal: boolean;
  readonly statusMessage: string | null;
  readonly createdAt: Instant | null;
  /** When work began, of the latest run under this id; null while it waits and where it was skipped. */
  readonly startedAt: Instant | null;
  readonly updatedAt: Instant | null;
  readonly endedAt: Instant | null;
  readonly progress: JobProgress | null;
  readonly failures: readonly JobFailure[];
  readonly consoleUrl: string | null;
}

/**
 * A job from one read, in two separate halves: `facts` may be cached, shared and logged by name; `secrets` live only as
 * long as the request that may see them.
 */
export interface JobRecord<Facts extends JobFacts = JobFacts> {
  readonly facts: Facts;
  readonly secrets: JobSecrets;
}

/**
 * Secrets by the name of the graph field that shows them. Those of a list's entries, e.g. `containers.command`, are a map
 * by the entry's key or, where the graph has no own resolver for the entries, by its position as text.
 */
export type JobSecrets = Readonly<Record<string, Secret<unknown> | ReadonlyMap<string, Secret<unknown>>>>;

const terminalStatuses: ReadonlySet<JobStatus> = new Set([
  'CANCELLED',
  'SUCCEEDED',
  'PARTIALLY_SUCCEEDED',
  'FAILED',
  'TIMED_OUT',
  'SKIPPED',
]);

/** Whether a job of this status has ended. */
export function isTerminal(status: JobStatus): boolean {
  return terminalStatuses.has(status);
}

/** Of jobs that have begun and not ended. */
const underWay: ReadonlySet<JobStatus> = new Set(['RUNNING', 'PAUSED', 'SUSPENDED', 'CANCELLING']);

type TimedFacts = Pick<JobFacts, 'status' | 'isTerminal' | 'createdAt' | 'startedAt' | 'endedAt'>;

/**
 * How many seconds a job has taken, to the millisecond, by its facts at `fetchedAt`. Null where it has not begun, and
 * where a time is not known. It is no fact: a job whose facts have not changed takes longer at each read.
 * @param reportsStart whether the provider says when work began; if not, the creation counts
 */
export function toDurationSeconds(facts: TimedFacts, fetchedAt: Instant, reportsStart: boolean): number | null {
  const begin = reportsStart ? facts.startedAt : facts.createdAt;
  const end = findEnd(facts, fetchedAt);
  if (begin === null || end === null) return null;
  return Math.max(0, Date.parse(end) - Date.parse(begin)) / 1000;
}

function findEnd({ status, isTerminal, endedAt }: TimedFacts, fetchedAt: Instant): Instant | null {
  if (isTerminal) return status === 'SKIPPED' ? null : endedAt;
  return underWay.has(status) ? fetchedAt : null;
}
