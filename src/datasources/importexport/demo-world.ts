import { createImportExportEmulator, type ImportExportEmulatedJob } from './emulator.ts';
import { toEmulatedError } from '../../emulation/emulator.ts';
import type { EmulatedError, JobWorld } from '../../emulation/emulator.ts';
import {
  createDemoJobs,
  findLatestRun,
  formatSeconds,
  listRuns,
  toDemoDate,
  toElapsedSeconds,
} from '../../emulation/moment.ts';
import type { DemoClock, DemoRun, DemoSetting, DemoWorld } from '../../emulation/moment.ts';
import { demoAwsKeys, type ProviderDemo } from '../../emulation/provider-demo.ts';

interface DeviceJob {
  readonly id: string;
  readonly type?: string;
  readonly progress: string;
  readonly progressMessage: string;
  readonly location: string;
  readonly errorCount?: number;
  readonly createdSeconds: number;
}

const gone: readonly (readonly [id: string, code: string, isCanceled: boolean])[] = [
  ['XCANC', 'CanceledJobIdException', true],
  ['XEXPD', 'ExpiredJobIdException', false],
];

export const demo: ProviderDemo = {
  source: 'devices',
  settings: { signatureVersion: 4, credentials: demoAwsKeys },
  selection: `direction
    progressCode
    location
    errorCount`,
  protectedSelection: `carrier
    trackingNumber
    shippingAddress
    signature
    manifestText
    artifacts { description url }`,
  start: (setting, options) => {
    const { jobs, ids, listMoving } = createImportExportWorld(setting);
    return { emulator: createImportExportEmulator({ ...options, credentials: demoAwsKeys, jobs }), ids, listMoving };
  },
};

/** Disks shipped to and from AWS. */
export function createImportExportWorld(setting: DemoSetting): DemoWorld<JobWorld<ImportExportEmulatedJob>> {
  const { clock, random } = setting;
  const signature = `notARealSignature${random.hex(6)}=`;
  const readJobs = (): ReadonlyMap<string, () => ImportExportEmulatedJob> =>
    new Map([
      ...deviceJobs.map((job) => [job.id, () => toJob(clock, job, signature)] as const),
      ...listRuns(clock, runSeconds).map(
        (run) => [toMovingId(run.number), () => toJob(run.clock, toMovingJob(run), signature)] as const,
      ),
    ]);
  const failures = new Map<string, EmulatedError>([
    ...gone.map(
      ([id, code]) => [id, toEmulatedError(code, 'The specified job ID has been canceled or has expired.')] as const,
    ),
    ['XTHRT', toEmulatedError('Throttling', 'Rate exceeded')],
    ['XDENY', toEmulatedError('AccessDenied', 'User is not authorized to perform this action', { status: 403 })],
  ]);
  const { describe, list } = createDemoJobs(readJobs, failures);
  const goneRows = gone.map(([JobId, , IsCanceled], index) => ({
    JobId,
    JobType: 'Import',
    CreationDate: formatSeconds(toDemoDate(clock, -(200 + index) * 86_400)),
    IsCanceled,
  }));
  return {
    // A job that is gone is still listed; only GetStatus refuses it.
    jobs: { describe, list: () => [...list(), ...goneRows] },
    listMoving: () => [toMovingId(findLatestRun(clock, runSeconds))],
    ids: {
      first: 'ERRS1',
      protected: 'ERRS1',
      jobs: [...readJobs().keys()],
      moving: [toMovingId(0)],
      gone: gone.map(([id]) => id),
      throttled: 'XTHRT',
      denied: 'XDENY',
      unknown: 'XNONE',
    },
  };
}

const aborted = 'The job was aborted';

const deviceJobs: readonly DeviceJob[] = [
  toDeviceJob('PEND1', 'Pending', 'NotReceived', 'The specified job has not started.'),
  toDeviceJob('PEND2', 'Pending', 'AtAWS', 'The device is waiting for its data load.'),
  toDeviceJob('STRT1', 'Started', 'AtAWS', 'The data load has started.'),
  toDeviceJob('LOAD1', 'InProgress', 'AtAWS', 'The data load is in progress.'),
  { ...toDeviceJob('DONE1', 'Complete', 'Returned', 'The data load completed.'), errorCount: 0 },
  { ...toDeviceJob('DONE2', 'Success', 'Returned', 'The data load completed.'), errorCount: 0, type: 'Export' },
  { ...toDeviceJob('ERRS1', 'SuccessWithErrors', 'Returned', 'The data load completed with 2 errors.'), errorCount: 2 },
  toDeviceJob('CANC1', 'Canceled', 'NotReceived', 'The job was canceled.'),
  toDeviceJob('EXPD1', 'Expired', 'NotReceived', 'The job expired before its device arrived.'),
  toDeviceJob('FAIL1', 'DeviceError', 'Returned', `${aborted}: the device has an error.`),
  toDeviceJob('FAIL2', 'InvalidSignature', 'Returned', `${aborted}: the signature is not valid.`),
  toDeviceJob('FAIL3', 'MissingDevice', 'AtAWS', `${aborted}: the package held no device.`),
  toDeviceJob('FAIL4', 'MissingSignature', 'Returned', `${aborted}: the device holds no signature.`),
  toDeviceJob('FAIL5', 'UnsupportedDeviceType', 'Returned', `${aborted}: the device is of another type.`),
  toDeviceJob('FAIL6', 'UnsupportedFileFormat', 'Returned', `${aborted}: the file system cannot be read.`),
  toDeviceJob('FAIL7', 'UnsupportedPowerSupply', 'Returned', `${aborted}: the power supply does not fit.`),
].map((job, index) => ({ ...job, createdSeconds: -(index + 1) * 5 * 86_400 }));

function toDeviceJob(id: string, progress: string, location: string, progressMessage: string): DeviceJob {
  return { id, progress, location, progressMessage, createdSeconds: 0 };
}

const runSeconds = 180;

function toMovingId(run: number): string {
  return `MOVE${run + 1}`;
}

/** Pending for a minute, loading for the next two, then complete. */
function toMovingJob({ number, clock }: DemoRun): DeviceJob {
  const elapsed = toElapsedSeconds(clock);
  const base = { id: toMovingId(number), location: 'AtAWS', createdSeconds: -4 * 86_400 };
  if (elapsed < 60)
    return { ...base, progress: 'Pending', progressMessage: 'The device is waiting for its data load.' };
  if (elapsed < runSeconds)
    return { ...base, progress: 'InProgress', progressMessage: 'The data load is in progress.' };
  return { ...base, progress: 'Complete', progressMessage: 'The data load completed.', errorCount: 0 };
}

const locationMessages: Readonly<Record<string, string>> = {
  NotReceived: 'Your device has not been received.',
  AtAWS: 'Your device is at AWS.',
};

/** As at the real service, both messages repeat the tracking number. */
function toJob(clock: DemoClock, job: DeviceJob, signature: string): ImportExportEmulatedJob {
  const tracking = `1ZEXAMPLE${job.id}0000`;
  const isReturned = job.location === 'Returned';
  const isLoaded = job.errorCount !== undefined;
  const log = `import-log-${job.id}`;
  return {
    JobType: job.type ?? 'Import',
    CurrentManifest: formatManifest(job.id),
    JobId: job.id,
    LocationCode: job.location,
    LocationMessage: isReturned
      ? `Your device has been returned. The UPS tracking number is ${tracking}.`
      : locationMessages[job.location],
    Carrier: isReturned ? 'UPS' : undefined,
    TrackingNumber: isReturned ? tracking : undefined,
    ProgressCode: job.progress,
    ProgressMessage: isReturned ? `${job.progressMessage} Return shipment: ${tracking}.` : job.progressMessage,
    LogBucket: isLoaded ? 'example-archive' : undefined,
    LogKey: isLoaded ? log : undefined,
    ErrorCount: job.errorCount ?? 0,
    SignatureFileContents: `version:2.0\nsigningMethod:HmacSHA1\njobId:${job.id}\nsignature:${signature}\n`,
    Signature: signature,
    CreationDate: formatSeconds(toDemoDate(clock, job.createdSeconds)),
    AwsShippingAddress: `AWS Import/Export\nJOBID ${job.id}\n1 Example Dock Rd\nSeattle, WA 98000`,
    ArtifactList: [
      {
        Description: 'Shipping label',
        URL: `https://example-bucket.s3.amazonaws.com/label-${job.id}.pdf?X-Amz-Signature=EXAMPLE`,
      },
    ],
  };
}

function formatManifest(id: string): string {
  return `manifestVersion: 2.0
accessKeyId: AKIAIOSFODNN7EXAMPLE
deviceId: EXAMPLE-DISK-${id}
eraseDevice: no
bucket: example-archive
trueCryptPassword: not-a-real-password
notificationEmail: ops@example.com
returnAddress:
    name: Dana Doe
    street1: 500 Example Way
    city: Portland
    stateOrProvince: OR
    postalCode: 97201
    country: USA
    phoneNumber: 503-555-0100`;
}
