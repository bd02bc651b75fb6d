import { isTerminal, type JobFacts, type JobKeyValue, type JobRecord, type JobS3Object } from '../../job.ts';
import type { Secret } from '../../secret.ts';
import { toStatus, type StatusWords } from '../../provider/status.ts';
import { toSecrets } from '../../provider/secrets.ts';
import type { PackageImportJob, PackageImportJobSummary } from './wire.ts';

export type PanoramaImportType = 'NODE_PACKAGE_VERSION' | 'MARKETPLACE_NODE_PACKAGE_VERSION' | 'UNKNOWN';

export interface PanoramaFacts extends JobFacts {
  readonly importType: PanoramaImportType | null;
  readonly jobTags: readonly { readonly resourceType: string; readonly tags: readonly JobKeyValue[] }[] | null;
  readonly input: JobS3Object | null;
  readonly outputPackage: {
    readonly packageName: string | null;
    readonly packageVersion: string | null;
    readonly markLatest: boolean | null;
  } | null;
  readonly output: {
    readonly packageId: string | null;
    readonly packageVersion: string | null;
    readonly patchVersion: string | null;
    readonly location: JobS3Object | null;
  } | null;
}

export interface PanoramaSecrets {
  readonly clientToken?: Secret<string>;
}

/** PENDING covers both waiting and running; QUEUED claims less. */
const statusWords: StatusWords = new Map([
  ['PENDING', 'QUEUED'],
  ['SUCCEEDED', 'SUCCEEDED'],
  ['FAILED', 'FAILED'],
]);

const importTypes: ReadonlySet<string> = new Set(['NODE_PACKAGE_VERSION', 'MARKETPLACE_NODE_PACKAGE_VERSION']);

export function toPanoramaRecord(job: PackageImportJob): JobRecord<PanoramaFacts> {
  const { PackageVersionOutputConfig: outputConfig, Output: output } = job;
  return {
    facts: {
      ...toPanoramaRowFacts(job),
      name: outputConfig?.PackageName ?? null,
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

/** The facts of a list row; those that it does not contain are null. */
export function toPanoramaRowFacts(job: PackageImportJobSummary): PanoramaFacts {
  const status = toStatus(statusWords, job.Status);
  return {
    providerJobId: job.JobId,
    name: null,
    kind: job.JobType,
    ...status,
    statusMessage: job.StatusMessage,
    createdAt: job.CreatedTime,
    updatedAt: job.LastUpdatedTime,
    endedAt: isTerminal(status.status) ? job.LastUpdatedTime : null,
    progress: null,
    failures: status.status === 'FAILED' ? [{ code: 'FAILED', message: job.StatusMessage, subject: null }] : [],
    consoleUrl: null,
    importType:
      job.JobType === null ? null : importTypes.has(job.JobType) ? (job.JobType as PanoramaImportType) : 'UNKNOWN',
    jobTags: null,
    input: null,
    outputPackage: null,
    output: null,
  };
}
