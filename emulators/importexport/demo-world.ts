import { createDemoWorld, type DemoWorld } from '../kit/demo-world.ts';
import { toEmulatedError, type JobWorld } from '../kit/emulator.ts';
import {
  formatSeconds,
  toDemoDate,
  toElapsedSeconds,
  type DemoClock,
  type DemoRun,
  type DemoSetting,
} from '../kit/moment.ts';
import { defineDemo, demoAwsKeys } from '../kit/provider-demo.ts';
import { createImportExportEmulator, errors, type ImportExportEmulatedJob } from './emulator.ts';
import deviceJobs from './sample-jobs.json' with { type: 'json' };

export const demo = defineDemo({
  source: 'devices',
  settings: {
    signatureVersion: 4,
    credentials: demoAwsKeys,
    account: '123456789012',
    labels: { team: 'media', env: 'prod' },
  },
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
  createWorld: createImportExportWorld,
  createEmulator: (options) => createImportExportEmulator({ ...options, credentials: demoAwsKeys }),
});

const gone = [
  ['XCANC', 'CanceledJobIdException', true],
  ['XEXPD', 'ExpiredJobIdException', false],
] as const;
const daySeconds = 86_400;

/** Disks shipped to and from AWS. */
export function createImportExportWorld(setting: DemoSetting): DemoWorld<JobWorld<ImportExportEmulatedJob>> {
  const { clock, random } = setting;
  const signature = `notARealSignature${random.hex(6)}=`;
  const { jobs, ...world } = createDemoWorld(setting, {
    idOf: ({ JobId }) => JobId,
    still: deviceJobs.map((job, index) => toJob(clock, job, -(index + 1) * 5, signature)),
    moving: [{ runSeconds, toJobs: (run) => [toJob(run.clock, toMovingJob(run), -4, signature)] }],
    errors,
    ids: {
      first: 'ERRS1',
      protected: 'ERRS1',
      throttled: 'XTHRT',
      denied: 'XDENY',
      unknown: 'XNONE',
      gone: gone.map(([id]) => id),
    },
    refusals: gone.map(([id, code]) => [
      id,
      toEmulatedError(code, 'The specified job ID has been canceled or has expired.'),
    ]),
  });
  const goneRows = gone.map(([JobId, , IsCanceled], index) => ({
    JobId,
    JobType: 'Import',
    CreationDate: formatSeconds(toDemoDate(clock, -(200 + index) * daySeconds)),
    IsCanceled,
  }));
  // A job that is gone is still listed; only GetStatus refuses it.
  return { ...world, jobs: { ...jobs, list: () => [...jobs.list(), ...goneRows] } };
}

/** A job's own members. */
interface SampleJob {
  readonly JobId: string;
  /** Default: Import. */
  readonly JobType?: string;
  readonly LocationCode: string;
  readonly ProgressCode: string;
  readonly ProgressMessage: string;
  /** Only a job that was loaded has one. */
  readonly ErrorCount?: number;
}

const runSeconds = 180;

/** Pending for a minute, loading for the next two, then complete. */
function toMovingJob({ number, clock }: DemoRun): SampleJob {
  const elapsed = toElapsedSeconds(clock);
  const job = { JobId: `MOVE${number + 1}`, LocationCode: 'AtAWS' };
  if (elapsed < 60)
    return { ...job, ProgressCode: 'Pending', ProgressMessage: 'The device is waiting for its data load.' };
  if (elapsed < runSeconds)
    return { ...job, ProgressCode: 'InProgress', ProgressMessage: 'The data load is in progress.' };
  return { ...job, ProgressCode: 'Complete', ProgressMessage: 'The data load completed.', ErrorCount: 0 };
}

const locationMessages: Readonly<Record<string, string>> = {
  NotReceived: 'Your device has not been received.',
  AtAWS: 'Your device is at AWS.',
};

/** As at the real service, both messages repeat the tracking number. */
function toJob(
  clock: DemoClock,
  { JobId, ErrorCount, ...job }: SampleJob,
  createdDays: number,
  signature: string,
): ImportExportEmulatedJob {
  const tracking = `1ZEXAMPLE${JobId}0000`;
  const isReturned = job.LocationCode === 'Returned';
  const isLoaded = ErrorCount !== undefined;
  return {
    JobType: 'Import',
    CurrentManifest: formatManifest(JobId),
    ...job,
    JobId,
    LocationMessage: isReturned
      ? `Your device has been returned. The UPS tracking number is ${tracking}.`
      : locationMessages[job.LocationCode],
    Carrier: isReturned ? 'UPS' : undefined,
    TrackingNumber: isReturned ? tracking : undefined,
    ProgressMessage: isReturned ? `${job.ProgressMessage} Return shipment: ${tracking}.` : job.ProgressMessage,
    LogBucket: isLoaded ? 'example-archive' : undefined,
    LogKey: isLoaded ? `import-log-${JobId}` : undefined,
    ErrorCount: ErrorCount ?? 0,
    SignatureFileContents: `version:2.0\nsigningMethod:HmacSHA1\njobId:${JobId}\nsignature:${signature}\n`,
    Signature: signature,
    CreationDate: formatSeconds(toDemoDate(clock, createdDays * daySeconds)),
    AwsShippingAddress: `AWS Import/Export\nJOBID ${JobId}\n1 Example Dock Rd\nSeattle, WA 98000`,
    ArtifactList: [
      {
        Description: 'Shipping label',
        URL: `https://example-bucket.s3.amazonaws.com/label-${JobId}.pdf?X-Amz-Signature=EXAMPLE`,
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
