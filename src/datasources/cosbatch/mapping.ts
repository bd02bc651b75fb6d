import type { Instant, JobFacts, JobRecord } from '../../job.ts';
import type { Secret } from '../../secret.ts';
import { toProgress } from '../../provider/progress.ts';
import { toSecrets } from '../../provider/secrets.ts';
import { toStatus, type StatusWords } from '../../provider/status.ts';
import type { CosOperation } from './wire-operation.ts';
import type { Job, JobDescriptor, JobRow, Manifest } from './wire.ts';

export interface CosBatchFacts extends JobFacts {
  readonly description: string | null;
  readonly priority: number | null;
  readonly confirmationRequired: boolean | null;
  readonly roleArn: string | null;
  readonly suspendedAt: Instant | null;
  readonly suspendedCause: string | null;
  readonly manifest: {
    readonly format: string | null;
    readonly fields: readonly string[] | null;
    readonly objectArn: string | null;
    readonly objectVersionId: string | null;
    readonly etag: string | null;
  } | null;
  readonly operation: CosOperation | null;
  readonly report: {
    readonly bucket: string | null;
    readonly enabled: boolean | null;
    readonly format: string | null;
    readonly prefix: string | null;
    readonly scope: string | null;
  } | null;
}

export interface CosBatchSecrets {
  readonly clientRequestToken?: Secret<string>;
}

/** @see https://www.tencentcloud.com/document/product/436/32961 */
const statusWords: StatusWords = new Map([
  ['New', 'QUEUED'],
  ['Preparing', 'QUEUED'],
  ['Ready', 'QUEUED'],
  ['Active', 'RUNNING'],
  // In these three states, running tasks are still being finished.
  ['Pausing', 'RUNNING'],
  ['Completing', 'RUNNING'],
  ['Failing', 'RUNNING'],
  ['Paused', 'PAUSED'],
  ['Suspended', 'SUSPENDED'],
  ['Cancelling', 'CANCELLING'],
  ['Cancelled', 'CANCELLED'],
  ['Failed', 'FAILED'],
  ['Complete', 'SUCCEEDED'],
]);

export function toCosBatchRecord(job: Job): JobRecord<CosBatchFacts> {
  const { Report: report } = job;
  return {
    facts: {
      ...toSharedFacts(job, job.Operation?.name ?? null),
      statusMessage: job.StatusUpdateReason,
      failures: job.FailureReasons.filter(
        ({ FailureCode, FailureReason }) => FailureCode !== null || FailureReason !== null,
      ).map(({ FailureCode, FailureReason }) => ({ code: FailureCode, message: FailureReason, subject: null })),
      confirmationRequired: job.ConfirmationRequired,
      roleArn: job.RoleArn,
      suspendedAt: job.SuspendedDate,
      suspendedCause: job.SuspendedCause,
      manifest: toManifest(job.Manifest),
      operation: job.Operation,
      report: report && {
        bucket: report.Bucket,
        enabled: report.Enabled,
        format: report.Format,
        prefix: report.Prefix,
        scope: report.ReportScope,
      },
    },
    secrets: toSecrets({ clientRequestToken: job.ClientRequestToken }),
  };
}

/** The facts of a list row; those that it does not contain are null. */
export function toCosBatchRowFacts(row: JobRow): CosBatchFacts {
  return {
    ...toSharedFacts(row, row.Operation),
    statusMessage: null,
    failures: [],
    confirmationRequired: null,
    roleArn: null,
    suspendedAt: null,
    suspendedCause: null,
    manifest: null,
    operation: row.Operation === null ? null : { kind: 'other', name: row.Operation },
    report: null,
  };
}

type SharedFacts = Omit<
  CosBatchFacts,
  | 'statusMessage'
  | 'failures'
  | 'confirmationRequired'
  | 'roleArn'
  | 'suspendedAt'
  | 'suspendedCause'
  | 'manifest'
  | 'operation'
  | 'report'
>;

function toSharedFacts(job: JobDescriptor, kind: string | null): SharedFacts {
  const progress = job.ProgressSummary;
  return {
    providerJobId: job.JobId,
    name: job.Description,
    kind,
    ...toCosStatus(job),
    createdAt: job.CreationTime,
    // The provider does not report when a job last changed.
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

/** `Complete` means that the run ended, not that its tasks succeeded: the counts tell that. */
function toCosStatus({
  Status,
  ProgressSummary,
}: JobDescriptor): Pick<CosBatchFacts, 'status' | 'rawStatus' | 'statusSource'> {
  const status = toStatus(statusWords, Status);
  const failed = ProgressSummary?.NumberOfTasksFailed ?? 0n;
  if (Status !== 'Complete' || failed === 0n) return status;
  const succeeded = ProgressSummary?.NumberOfTasksSucceeded ?? 0n;
  return { ...status, status: succeeded > 0n ? 'PARTIALLY_SUCCEEDED' : 'FAILED', statusSource: 'DERIVED' };
}

function toManifest({ Format, Fields, ObjectArn, ObjectVersionId, ETag }: Manifest): CosBatchFacts['manifest'] {
  const manifest = {
    format: Format,
    fields: Fields,
    objectArn: ObjectArn,
    objectVersionId: ObjectVersionId,
    etag: ETag,
  };
  return Object.values(manifest).every((value) => value === null) ? null : manifest;
}
