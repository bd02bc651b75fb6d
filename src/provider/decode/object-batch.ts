/**
 * Jobs that do one thing to many objects: what S3 Batch Operations says of them, and COS, which has taken over its API.
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_control_JobDescriptor.html
 * @see https://www.tencentcloud.com/document/product/436/38604
 */
import type { JobFacts, JobFailure, JobStatus } from '../contract/job.ts';
import { toPlainForm } from '../contract/plain-form.ts';
import { toProgress } from '../contract/progress.ts';
import { toDerivedStatus, toStatus, toStatusWords, type StatusFacts } from '../contract/status.ts';
import { elementOf, xmlAt, xmlShape } from './shape.ts';
import {
  readListOf,
  readText,
  readXmlBigInt,
  readXmlInstant,
  readXmlInteger,
  requireText,
  toElementText,
} from './xml-fields.ts';
import type { XmlElement } from './xml-tree.ts';

/** Members that a described job and a row of a list have in common. */
export const batchMembers = {
  JobId: requireText,
  CreationTime: readXmlInstant,
  TerminationDate: readXmlInstant,
  Description: readText,
  Priority: readXmlInteger,
  Status: readText,
  ProgressSummary: elementOf(
    xmlShape({
      TotalNumberOfTasks: readXmlBigInt,
      NumberOfTasksSucceeded: readXmlBigInt,
      NumberOfTasksFailed: readXmlBigInt,
    }),
  ),
};
/** What a row says of a job, but for its operation. */
export type BatchMembers = ReturnType<ReturnType<typeof xmlShape<typeof batchMembers>>>;

/** A job of which nothing is known. */
export const noBatchMembers: BatchMembers = {
  JobId: '',
  CreationTime: null,
  TerminationDate: null,
  Description: null,
  Priority: null,
  Status: null,
  ProgressSummary: null,
};

const manifestMembers = {
  Format: xmlAt('Manifest.Spec.Format', readText),
  Fields: xmlAt('Manifest.Spec.Fields', readTexts),
  ObjectArn: xmlAt('Manifest.Location.ObjectArn', readText),
  ObjectVersionId: xmlAt('Manifest.Location.ObjectVersionId', readText),
  ETag: xmlAt('Manifest.Location.ETag', readText),
};

/** Reads the list of a job's objects out of the job: where it is, and its format. */
export const readManifest = xmlShape(manifestMembers);
type Manifest = ReturnType<typeof readManifest>;

/** The texts of a list, whose items are named `member`; null if the list is absent. */
export function readTexts(parent: XmlElement, name: string): readonly string[] | null {
  return readListOf(parent, name, 'member', (item) => toElementText(item, '') ?? '');
}

const readFailure = xmlShape({ FailureCode: readText, FailureReason: readText });

/** Why a job failed. A reason that says nothing is left out. @param itemName the name of the list's items */
export function readFailures(job: XmlElement, itemName: string): readonly JobFailure[] {
  const failures = readListOf(job, 'FailureReasons', itemName, readFailure) ?? [];
  return failures
    .filter(({ FailureCode, FailureReason }) => FailureCode !== null || FailureReason !== null)
    .map(({ FailureCode, FailureReason }) => ({ code: FailureCode, message: FailureReason, subject: null }));
}

/** @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/batch-ops-job-status.html */
const words = {
  New: 'QUEUED',
  Preparing: 'QUEUED',
  Ready: 'QUEUED',
  Active: 'RUNNING',
  // In these three states, running tasks are still being finished.
  Pausing: 'RUNNING',
  Completing: 'RUNNING',
  Failing: 'RUNNING',
  Paused: 'PAUSED',
  Suspended: 'SUSPENDED',
  Cancelling: 'CANCELLING',
  Cancelled: 'CANCELLED',
  Failed: 'FAILED',
  Complete: 'SUCCEEDED',
} as const;
const statusWords = toStatusWords(words);

/** The words of which some jobs have one of these statuses; undefined if others may have one, too. */
export function toBatchWords(statuses: readonly JobStatus[]): readonly string[] | undefined {
  if (statuses.includes('UNKNOWN')) return undefined;
  const mayMean = (word: string, status: JobStatus): boolean =>
    statuses.includes(status) ||
    (word === 'Complete' && (statuses.includes('PARTIALLY_SUCCEEDED') || statuses.includes('FAILED')));
  return Object.entries(words).flatMap(([word, status]) => (mayMean(word, status) ? [word] : []));
}

/** `Complete` means that the run ended, not that its tasks succeeded: the counts tell that. */
function toBatchStatus({ Status, ProgressSummary }: BatchMembers): StatusFacts {
  const failed = ProgressSummary?.NumberOfTasksFailed ?? 0n;
  if (Status !== 'Complete' || failed === 0n) return toStatus(statusWords, Status);
  const succeeded = ProgressSummary?.NumberOfTasksSucceeded ?? 0n;
  return toDerivedStatus(succeeded > 0n ? 'PARTIALLY_SUCCEEDED' : 'FAILED', Status);
}

type BatchSummary = Omit<JobFacts, 'statusMessage' | 'failures'> & {
  readonly description: string | null;
  readonly priority: number | null;
};

/** What every row says, and a describe. @param kind the name of the operation */
export function toBatchSummary(job: BatchMembers, kind: string | null): BatchSummary {
  const progress = job.ProgressSummary;
  return {
    providerJobId: job.JobId,
    name: job.Description,
    kind,
    definition: toDefinition(kind, toPlainForm(job.Description)),
    ...toBatchStatus(job),
    createdAt: job.CreationTime,
    startedAt: null,
    // Neither reports when a job last changed.
    updatedAt: null,
    endedAt: job.TerminationDate,
    progress:
      progress &&
      toProgress(progress.TotalNumberOfTasks, progress.NumberOfTasksSucceeded, progress.NumberOfTasksFailed),
    consoleUrl: null,
    description: job.Description,
    priority: job.Priority,
  };
}

/** All copies of an account are not runs of one thing: the description tells them apart. */
function toDefinition(operation: string | null, description: string): string | null {
  if (!operation) return null;
  return description === '' ? operation : `${operation}: ${description}`;
}

interface ManifestFacts {
  readonly format: string | null;
  readonly fields: readonly string[] | null;
  readonly objectArn: string | null;
  readonly objectVersionId: string | null;
  readonly etag: string | null;
}

/** Null where the answer does not name it. */
export function toManifest({ Format, Fields, ObjectArn, ObjectVersionId, ETag }: Manifest): ManifestFacts | null {
  const manifest = {
    format: Format,
    fields: Fields,
    objectArn: ObjectArn,
    objectVersionId: ObjectVersionId,
    etag: ETag,
  };
  return Object.values(manifest).every((value) => value === null) ? null : manifest;
}
