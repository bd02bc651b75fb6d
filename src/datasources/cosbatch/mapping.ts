import type { Instant, JobFacts, JobRecord } from '../../provider/contract/job.ts';
import { toProgress } from '../../provider/contract/progress.ts';
import { toPlainForm } from '../../provider/contract/plain-form.ts';
import { toSecrets } from '../../provider/contract/secrets.ts';
import { createRows, type SaidFacts } from '../../provider/contract/rows.ts';
import { toDerivedStatus, toStatus, toStatusWords, type StatusFacts } from '../../provider/contract/status.ts';
import type { CosOperation } from './wire-operation.ts';
import type { Job, JobDescriptor, JobRow, Manifest } from './wire.ts';

/** The facts of a COS batch job. */
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

/** @see https://www.tencentcloud.com/document/product/436/32961 */
const statusWords = toStatusWords({
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
});

/** Maps a described job to its facts and secrets. */
export function toCosBatchRecord(job: Job): JobRecord<CosBatchFacts> {
  const { Report: report } = job;
  return {
    facts: {
      ...toSummaryFacts(job, job.Operation?.name ?? null),
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

const leastRow: JobRow = {
  JobId: '',
  CreationTime: null,
  TerminationDate: null,
  Description: null,
  Priority: null,
  Status: null,
  ProgressSummary: null,
  Operation: null,
};

/** Of its operation a row says the name alone. */
export const cosBatchRows = createRows(toRowFacts, [leastRow], {
  operation: ['name'],
});

function toRowFacts(row: JobRow): SaidFacts<CosBatchFacts> {
  return {
    ...toSummaryFacts(row, row.Operation),
    operation: row.Operation === null ? null : { kind: 'other', name: row.Operation },
  };
}

type SummaryFacts = Omit<JobFacts, 'statusMessage' | 'failures'> & Pick<CosBatchFacts, 'description' | 'priority'>;

/** What every row says, and a describe. */
function toSummaryFacts(job: JobDescriptor, kind: string | null): SummaryFacts {
  const progress = job.ProgressSummary;
  return {
    providerJobId: job.JobId,
    name: job.Description,
    kind,
    definition: toDefinition(kind, toPlainForm(job.Description)),
    ...toCosStatus(job),
    createdAt: job.CreationTime,
    startedAt: null,
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

/** All copies of an account are not runs of one thing: the description tells them apart. */
function toDefinition(operation: string | null, description: string): string | null {
  if (!operation) return null;
  return description === '' ? operation : `${operation}: ${description}`;
}

/** `Complete` means that the run ended, not that its tasks succeeded: the counts tell that. */
function toCosStatus({ Status, ProgressSummary }: JobDescriptor): StatusFacts {
  const failed = ProgressSummary?.NumberOfTasksFailed ?? 0n;
  if (Status !== 'Complete' || failed === 0n) return toStatus(statusWords, Status);
  const succeeded = ProgressSummary?.NumberOfTasksSucceeded ?? 0n;
  return toDerivedStatus(succeeded > 0n ? 'PARTIALLY_SUCCEEDED' : 'FAILED', Status);
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
