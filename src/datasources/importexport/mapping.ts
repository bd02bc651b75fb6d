import type { Instant, JobFacts, JobFailure, JobRecord, JobStatus } from '../../job.ts';
import type { Secret } from '../../secret.ts';
import { toSecrets } from '../../provider/secrets.ts';
import { toStatus, type StatusWords } from '../../provider/status.ts';
import { maskTrackingNumber } from './mask.ts';
import type { JobStatusResult, JobSummary } from './wire.ts';

export type ImportExportDirection = 'IMPORT' | 'EXPORT' | 'UNKNOWN';
export type ImportExportLocation = 'NOT_RECEIVED' | 'AT_AWS' | 'RETURNED' | 'UNKNOWN';

export interface ImportExportFacts extends JobFacts {
  readonly direction: ImportExportDirection | null;
  readonly progressCode: string | null;
  readonly locationCode: string | null;
  readonly location: ImportExportLocation | null;
  readonly logBucket: string | null;
  readonly logKey: string | null;
  readonly errorCount: number | null;
  readonly warningMessage: string | null;
}

/** The texts that may repeat the tracking number, as the provider wrote them. */
export interface UnmaskedTexts {
  readonly statusMessage: string | null;
  readonly failures: readonly JobFailure[];
  readonly warningMessage: string | null;
}

type SecretText =
  | 'locationMessage'
  | 'carrier'
  | 'trackingNumber'
  | 'shippingAddress'
  | 'signature'
  | 'signatureFileContents'
  | 'manifestText';

export type ImportExportSecrets = Readonly<Partial<Record<SecretText, Secret<string>>>> & {
  readonly unmaskedTexts?: Secret<UnmaskedTexts>;
  readonly artifacts?: Secret<readonly { readonly description: string | null; readonly url: string | null }[]>;
};

/** @see https://docs.aws.amazon.com/AWSImportExport/latest/DG/Status.html */
const statusWords: StatusWords = new Map<string, JobStatus>([
  ['Pending', 'QUEUED'],
  ['Started', 'RUNNING'],
  ['InProgress', 'RUNNING'],
  ['Complete', 'SUCCEEDED'],
  ['Success', 'SUCCEEDED'],
  ['SuccessWithErrors', 'PARTIALLY_SUCCEEDED'],
  ['Canceled', 'CANCELLED'],
  ['Expired', 'FAILED'],
  ['DeviceError', 'FAILED'],
  ['InvalidSignature', 'FAILED'],
  ['MissingDevice', 'FAILED'],
  ['MissingSignature', 'FAILED'],
  ['UnsupportedDeviceType', 'FAILED'],
  ['UnsupportedFileFormat', 'FAILED'],
  ['UnsupportedPowerSupply', 'FAILED'],
]);

const directions: ReadonlyMap<string, ImportExportDirection> = new Map([
  ['Import', 'IMPORT'],
  ['Export', 'EXPORT'],
]);

const locations: ReadonlyMap<string, ImportExportLocation> = new Map([
  ['NotReceived', 'NOT_RECEIVED'],
  ['AtAWS', 'AT_AWS'],
  ['Returned', 'RETURNED'],
]);

export function toImportExportRecord(job: JobStatusResult): JobRecord<ImportExportFacts> {
  const status = toStatus(statusWords, job.ProgressCode);
  const unmasked = toTexts(status.status, job);
  const masked = toTexts(status.status, job, (text) => maskTrackingNumber(text, job.TrackingNumber));
  return {
    facts: {
      ...toFacts(job.JobId, status, job.CreationDate, job.JobType),
      ...masked,
      progressCode: job.ProgressCode,
      locationCode: job.LocationCode,
      location: job.LocationCode === null ? null : (locations.get(job.LocationCode) ?? 'UNKNOWN'),
      logBucket: job.LogBucket,
      logKey: job.LogKey,
      errorCount: job.ErrorCount,
    },
    secrets: toSecrets({
      unmaskedTexts: isSame(masked, unmasked) ? null : unmasked,
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

/** The facts of a list row. The only status that it shows is CANCELLED. */
export function toImportExportRowFacts({ JobId, JobType, CreationDate, IsCanceled }: JobSummary): ImportExportFacts {
  const cancelled = { status: 'CANCELLED', rawStatus: 'Canceled', statusSource: 'PROVIDER' } as const;
  return toFacts(JobId, IsCanceled === true ? cancelled : toStatus(statusWords, null), CreationDate, JobType);
}

function toFacts(
  jobId: string,
  status: Pick<JobFacts, 'status' | 'rawStatus' | 'statusSource'>,
  createdAt: Instant | null,
  jobType: string | null,
): ImportExportFacts {
  return {
    providerJobId: jobId,
    name: null,
    kind: jobType,
    ...status,
    statusMessage: null,
    createdAt,
    // The provider reports no time but the creation.
    updatedAt: null,
    endedAt: null,
    progress: null,
    failures: [],
    consoleUrl: null,
    direction: jobType === null ? null : (directions.get(jobType) ?? 'UNKNOWN'),
    progressCode: null,
    locationCode: null,
    location: null,
    logBucket: null,
    logKey: null,
    errorCount: null,
    warningMessage: null,
  };
}

function toTexts(
  status: JobStatus,
  job: JobStatusResult,
  edit = (text: string | null): string | null => text,
): UnmaskedTexts {
  const statusMessage = edit(job.ProgressMessage);
  const hasFailed = status === 'FAILED' || status === 'PARTIALLY_SUCCEEDED';
  return {
    statusMessage,
    failures: hasFailed ? [{ code: job.ProgressCode, message: statusMessage, subject: null }] : [],
    warningMessage: edit(job.WarningMessage),
  };
}

function isSame(one: UnmaskedTexts, other: UnmaskedTexts): boolean {
  return one.statusMessage === other.statusMessage && one.warningMessage === other.warningMessage;
}
