import type { JobRecord } from '../../provider/contract/job.ts';
import { createRows } from '../../provider/contract/rows.ts';
import { toStatus, toStatusWords } from '../../provider/contract/status.ts';
import { toSecrets } from '../../provider/contract/secrets.ts';
import type { PanoramaPackageImportJobFacts } from './facts.generated.ts';
import { readPackageImportJobSummary, type PackageImportJob, type PackageImportJobSummary } from './wire.ts';

/** PENDING covers both waiting and running; QUEUED claims less. */
const statusWords = toStatusWords({
  PENDING: 'QUEUED',
  SUCCEEDED: 'SUCCEEDED',
  FAILED: 'FAILED',
});

/** Maps a described job to its facts and secrets. */
export function toPanoramaRecord(job: PackageImportJob): JobRecord<PanoramaPackageImportJobFacts> {
  const { PackageVersionOutputConfig: outputConfig, Output: output } = job;
  return {
    facts: {
      ...toSummaryFacts(job),
      name: outputConfig?.PackageName ?? null,
      definition: outputConfig?.PackageName || null,
      jobTags: job.JobTags?.map(({ ResourceType, Tags }) => ({ resourceType: ResourceType, tags: Tags })) ?? null,
      input: job.S3Location,
      outputPackage: outputConfig && {
        packageName: outputConfig.PackageName,
        packageVersion: outputConfig.PackageVersion,
        markLatest: outputConfig.MarkLatest,
      },
      output: output && {
        packageId: output.PackageId,
        packageVersion: output.PackageVersion,
        patchVersion: output.PatchVersion,
        location: output.OutputS3Location,
      },
    },
    secrets: toSecrets({ clientToken: job.ClientToken }),
  };
}

/** The rows of ListPackageImportJobs. */
export const panoramaRows = createRows(toSummaryFacts, [readPackageImportJobSummary({ JobId: '' })]);

/** What every row says, and a describe. */
function toSummaryFacts(
  job: PackageImportJobSummary,
): Omit<PanoramaPackageImportJobFacts, 'name' | 'definition' | 'jobTags' | 'input' | 'outputPackage' | 'output'> {
  const status = toStatus(statusWords, job.Status);
  return {
    providerJobId: job.JobId,
    kind: job.rawJobType,
    ...status,
    statusMessage: job.StatusMessage,
    createdAt: job.CreatedTime,
    startedAt: null,
    updatedAt: job.LastUpdatedTime,
    endedAt: status.isTerminal ? job.LastUpdatedTime : null,
    progress: null,
    failures: status.status === 'FAILED' ? [{ code: 'FAILED', message: job.StatusMessage, subject: null }] : [],
    consoleUrl: null,
    importType: job.JobType,
  };
}
