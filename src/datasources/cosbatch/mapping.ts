import type { Instant, JobFacts, JobRecord } from '../../provider/contract/job.ts';
import { toSecrets } from '../../provider/contract/secrets.ts';
import { createRows, type SaidFacts } from '../../provider/contract/rows.ts';
import { noBatchMembers, toBatchSummary, toManifest } from '../../provider/decode/object-batch.ts';
import type { CosOperation } from './wire-operation.ts';
import type { Job, JobRow } from './wire.ts';

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

/** Maps a described job to its facts and secrets. */
export function toCosBatchRecord(job: Job): JobRecord<CosBatchFacts> {
  const { Report: report } = job;
  return {
    facts: {
      ...toBatchSummary(job, job.Operation?.name ?? null),
      statusMessage: job.StatusUpdateReason,
      failures: job.FailureReasons,
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

/** Of its operation a row says the name alone. */
export const cosBatchRows = createRows(toRowFacts, [{ ...noBatchMembers, Operation: null }], {
  operation: ['name'],
});

function toRowFacts(row: JobRow): SaidFacts<CosBatchFacts> {
  return {
    ...toBatchSummary(row, row.Operation),
    operation: row.Operation === null ? null : { kind: 'other', name: row.Operation },
  };
}
