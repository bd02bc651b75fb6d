import type { JobRecord } from '../../provider/contract/job.ts';
import { createRows, type SaidFacts } from '../../provider/contract/rows.ts';
import { toSecrets } from '../../provider/contract/secrets.ts';
import { noBatchMembers, toBatchSummary, toManifest, type BatchMembers } from '../../provider/decode/object-batch.ts';
import type { S3BatchJobFacts, S3BatchOperationFacts } from './facts.generated.ts';
import { toNamedOperation } from './wire-operation.ts';
import type { Job, JobRow } from './wire.ts';

/** Maps a described job to its facts and secrets. */
export function toS3BatchRecord(job: Job): JobRecord<S3BatchJobFacts> {
  return {
    facts: {
      ...toSummaryFacts(job, job.operation?.name ?? null),
      statusMessage: job.statusUpdateReason,
      failures: job.failures,
      arn: job.arn,
      confirmationRequired: job.confirmationRequired,
      roleArn: job.roleArn,
      suspendedAt: job.suspendedAt,
      suspendedCause: job.suspendedCause,
      activeSeconds: job.activeSeconds,
      manifest: toManifest(job.manifest),
      manifestGenerator: job.manifestGenerator,
      generatedManifest: toManifest(job.generatedManifest),
      operation: job.operation,
      report: job.report,
    },
    secrets: toSecrets({ userArguments: job.userArguments }),
  };
}

/** Of its operation a row says the name alone. */
export const s3BatchRows = createRows(toRowFacts, [{ ...noBatchMembers, operation: null, activeSeconds: null }], {
  operation: ['name'],
});

function toRowFacts(row: JobRow): SaidFacts<S3BatchJobFacts> {
  return {
    ...toSummaryFacts(row, row.operation),
    activeSeconds: row.activeSeconds,
    operation: row.operation === null ? null : (toNamedOperation(row.operation) as S3BatchOperationFacts),
  };
}

function toSummaryFacts(job: BatchMembers, kind: string | null): ReturnType<typeof toBatchSummary> {
  const summary = toBatchSummary(job, kind);
  return { ...summary, endedAt: summary.isTerminal ? summary.endedAt : null };
}
