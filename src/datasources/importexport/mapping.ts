import type { JobFacts, JobRecord, JobStatus } from '../../provider/contract/job.ts';
import { toSecrets } from '../../provider/contract/secrets.ts';
import { createRows, type SaidFacts } from '../../provider/contract/rows.ts';
import { toStatus, toStatusWords, type StatusFacts } from '../../provider/contract/status.ts';
import type { ImportExportDirection, ImportExportJobFacts, ImportExportLocation } from './facts.generated.ts';
import { maskTrackingNumber } from './mask.ts';
import type { JobStatusResult, JobSummary } from './wire.ts';

/** @see https://docs.aws.amazon.com/AWSImportExport/latest/DG/Status.html */
const statusWords = toStatusWords({
  Pending: 'QUEUED',
  Started: 'RUNNING',
  InProgress: 'RUNNING',
  Complete: 'SUCCEEDED',
  Success: 'SUCCEEDED',
  SuccessWithErrors: 'PARTIALLY_SUCCEEDED',
  Canceled: 'CANCELLED',
  Expired: 'FAILED',
  DeviceError: 'FAILED',
  InvalidSignature: 'FAILED',
  MissingDevice: 'FAILED',
  MissingSignature: 'FAILED',
  UnsupportedDeviceType: 'FAILED',
  UnsupportedFileFormat: 'FAILED',
  UnsupportedPowerSupply: 'FAILED',
});

const directions: ReadonlyMap<string, ImportExportDirection> = new Map([
  ['Import', 'IMPORT'],
  ['Export', 'EXPORT'],
]);

const locations: ReadonlyMap<string, ImportExportLocation> = new Map([
  ['NotReceived', 'NOT_RECEIVED'],
  ['AtAWS', 'AT_AWS'],
  ['Returned', 'RETURNED'],
]);

/** Maps GetStatus' answer to the job's facts and secrets. */
export function toImportExportRecord(job: JobStatusResult): JobRecord<ImportExportJobFacts> {
  const status = toStatus(statusWords, job.ProgressCode);
  return {
    facts: {
      ...toSummaryFacts(job),
      ...status,
      ...toTexts(status.status, job),
      progressCode: job.ProgressCode,
      locationCode: job.LocationCode,
      location: job.LocationCode === null ? null : (locations.get(job.LocationCode) ?? 'UNKNOWN'),
      logBucket: job.LogBucket,
      logKey: job.LogKey,
      errorCount: job.ErrorCount,
    },
    secrets: toSecrets({
      locationMessage: job.LocationMessage,
      carrier: job.Carrier,
      trackingNumber: job.TrackingNumber,
      shippingAddress: job.AwsShippingAddress,
      signature: job.Signature,
      signatureFileContents: job.SignatureFileContents,
      manifestText: job.CurrentManifest,
      artifacts: job.ArtifactList?.map(({ Description, URL }) => ({ description: Description, url: URL })) ?? null,
    }),
  };
}

/** A job that was not cancelled says the least. */
export const importExportRows = createRows(toRowFacts, [
  { JobId: '', JobType: null, CreationDate: null, IsCanceled: false },
]);

/** The only status that a row says is that a job was cancelled. GetStatus answers an error for such a job. */
function toRowFacts(row: JobSummary): SaidFacts<ImportExportJobFacts> {
  const facts = toSummaryFacts(row);
  return row.IsCanceled === true ? { ...facts, ...toStatus(statusWords, 'Canceled') } : facts;
}

/** What every row says, and GetStatus. */
function toSummaryFacts({
  JobId,
  JobType,
  CreationDate,
}: Pick<JobSummary, 'JobId' | 'JobType' | 'CreationDate'>): SummaryFacts {
  return {
    providerJobId: JobId,
    name: null,
    kind: JobType,
    definition: JobType || null,
    createdAt: CreationDate,
    // The provider reports no time but the creation.
    startedAt: null,
    updatedAt: null,
    endedAt: null,
    progress: null,
    consoleUrl: null,
    direction: JobType === null ? null : (directions.get(JobType) ?? 'UNKNOWN'),
  };
}

type SummaryFacts = Omit<JobFacts, keyof StatusFacts | 'statusMessage' | 'failures'> &
  Pick<ImportExportJobFacts, 'direction'>;

/** They may repeat the tracking number, which is a secret. */
function toTexts(
  status: JobStatus,
  { ProgressCode, ProgressMessage, WarningMessage, TrackingNumber }: JobStatusResult,
): Pick<ImportExportJobFacts, 'statusMessage' | 'failures' | 'warningMessage'> {
  const statusMessage = maskTrackingNumber(ProgressMessage, TrackingNumber);
  const hasFailed = status === 'FAILED' || status === 'PARTIALLY_SUCCEEDED';
  return {
    statusMessage,
    failures: hasFailed ? [{ code: ProgressCode, message: statusMessage, subject: null }] : [],
    warningMessage: maskTrackingNumber(WarningMessage, TrackingNumber),
  };
}
