import { createCosBatchEmulator, type CosEmulatedJob } from './emulator.ts';
import { toEmulatedError } from '../../emulation/emulator.ts';
import type { EmulatedError, JobWorld } from '../../emulation/emulator.ts';
import type { XmlObject } from '../../emulation/xml.ts';
import {
  createDemoJobs,
  findLatestRun,
  formatSeconds,
  listRuns,
  toDemoDate,
  toElapsedSeconds,
  toShare,
} from '../../emulation/moment.ts';
import type { DemoClock, DemoRun, DemoSetting, DemoWorld } from '../../emulation/moment.ts';
import type { ProviderDemo } from '../../emulation/provider-demo.ts';

interface BatchJob {
  /** The end of the job's id. */
  readonly number: number;
  readonly status: string;
  readonly description?: string;
  readonly total: number;
  readonly succeeded: number;
  readonly failed: number;
  readonly createdSeconds: number;
  readonly endedSeconds?: number;
  readonly reason?: string;
  readonly failures?: readonly XmlObject[];
  readonly operation?: XmlObject;
  readonly suspendedSeconds?: number;
}

/** Recognisably fake. */
const keys = { secretId: 'AKIDdemodemodemodemodemodemodemo0000', secretKey: 'demoNotARealSecretKeyDemo0000000' };

export const demo: ProviderDemo = {
  source: 'cos-chengdu',
  settings: { uin: '100000000001', appId: '1250000000', region: 'ap-chengdu', credentials: keys },
  selection: `description
    priority
    manifest { format fields objectArn }
    operation { name }
    report { enabled scope }`,
  movingSelection: `description
    priority`,
  start: (setting, options) => {
    const { jobs, ids, listMoving } = createCosBatchWorld(setting);
    return { emulator: createCosBatchEmulator({ ...options, credentials: keys, jobs }), ids, listMoving };
  },
};

/** Copies and restores of a media archive in Chengdu. */
export function createCosBatchWorld(setting: DemoSetting): DemoWorld<JobWorld<CosEmulatedJob>> {
  const { clock, random } = setting;
  const token = random.uuid();
  const total = 12_000 + random.integer(0, 999);
  const readJobs = (): ReadonlyMap<string, () => CosEmulatedJob> =>
    new Map([
      ...stillJobs.map((job) => [toJobId(job.number), () => toJob(clock, job, token)] as const),
      ...listRuns(clock, runSeconds).map((run) => {
        const job = toMovingJob(run, total);
        return [toJobId(job.number), () => toJob(run.clock, job, token)] as const;
      }),
      ...listRuns(clock, longRunSeconds).map((run) => {
        const job = toLongJob(run);
        return [toJobId(job.number), () => toJob(run.clock, job, token)] as const;
      }),
    ]);
  const failures = new Map<string, EmulatedError>([
    [toJobId(91), toEmulatedError('SlowDown', 'Reduce your request rate.')],
    [toJobId(92), toEmulatedError('AccessDenied', 'Access Denied.')],
  ]);
  return {
    jobs: createDemoJobs(readJobs, failures),
    listMoving: () => [
      toJobId(toMovingNumber(findLatestRun(clock, runSeconds))),
      toJobId(toLongNumber(findLatestRun(clock, longRunSeconds))),
    ],
    ids: {
      first: toJobId(toMovingNumber(0)),
      jobs: [...readJobs().keys()],
      moving: [toJobId(toMovingNumber(0)), toJobId(toLongNumber(0))],
      gone: [],
      throttled: toJobId(91),
      denied: toJobId(92),
      unknown: toJobId(93),
    },
  };
}

const restore = { COSInitiateRestoreObject: { ExpirationInDays: 7, JobTier: 'Standard' } };
/** An undocumented operation, as a future one would look. */
const unheardOf = { COSExampleOperation: { Anything: 'goes' } };
const tagging = { COSPutObjectTagging: { TaggingDirective: 'Replaced', TagSet: [{ Key: 'tier', Value: 'cold' }] } };
const noFailure = { FailureCode: null, FailureReason: null };

const stillJobs: readonly BatchJob[] = [
  toStillJob(1, 'New', [0, 0, 0], -5),
  toStillJob(2, 'Preparing', [0, 0, 0], -40),
  {
    ...toStillJob(3, 'Suspended', [900, 0, 0], -3_000),
    suspendedSeconds: -2_990,
    reason: 'Made in the console: waits for a confirmation',
  },
  { ...toStillJob(4, 'Ready', [1_200, 0, 0], -1_200), operation: restore },
  toStillJob(5, 'Active', [8_000, 3_100, 2], -800),
  toStillJob(6, 'Pausing', [4_000, 1_500, 0], -900),
  { ...toStillJob(7, 'Paused', [4_000, 1_700, 0], -4_000), reason: 'A job of higher priority runs' },
  toStillJob(8, 'Completing', [640, 640, 0], -700),
  { ...toStillJob(9, 'Complete', [5_000_000_125, 5_000_000_125, 0], -7_200, -5_300), reason: 'Job complete' },
  { ...toStillJob(10, 'Complete', [5_000, 4_988, 12], -9_000, -8_000), reason: 'Job complete', operation: tagging },
  { ...toStillJob(11, 'Complete', [40, 0, 40], -9_900, -9_500), reason: 'Job complete', operation: unheardOf },
  toStillJob(12, 'Failing', [2_000, 3, 1_100], -300),
  {
    ...toStillJob(13, 'Failed', [2_000, 0, 2_000], -20_000, -19_000),
    failures: [
      { FailureCode: 'ManifestNotFound', FailureReason: 'The manifest is not there' },
      { FailureCode: 'TooManyFailedTasks', FailureReason: 'More than half of the tasks failed' },
    ],
  },
  toStillJob(14, 'Cancelling', [2_500, 900, 0], -500),
  { ...toStillJob(15, 'Cancelled', [2_500, 1_000, 0], -30_000, -29_000), reason: 'Cancelled by its owner' },
];

function toStillJob(
  number: number,
  status: string,
  [total, succeeded, failed]: readonly [number, number, number],
  createdSeconds: number,
  endedSeconds?: number,
): BatchJob {
  const ended = endedSeconds === undefined ? {} : { endedSeconds };
  return { number, status, total, succeeded, failed, createdSeconds, ...ended };
}

const runSeconds = 180;
const longRunSeconds = 86_400;

function toMovingNumber(run: number): number {
  return run === 0 ? 31 : 1_000_000 + run;
}

function toLongNumber(run: number): number {
  return run === 0 ? 32 : 1_000 + run;
}

/** From New to Complete in three minutes; its counts climb from the 15th second on. */
function toMovingJob({ number, clock }: DemoRun, total: number): BatchJob {
  const elapsed = toElapsedSeconds(clock);
  const phases = [
    [5, 'New'],
    [10, 'Preparing'],
    [15, 'Ready'],
    [170, 'Active'],
    [runSeconds, 'Completing'],
  ] as const;
  const status = phases.find(([end]) => elapsed < end)?.[1] ?? 'Complete';
  const done = Math.floor(total * toShare(elapsed, 15, 170));
  const failed = Math.floor(done / 2_000);
  return {
    number: toMovingNumber(number),
    status,
    description: 'moves: complete after three minutes',
    total: elapsed < 10 ? 0 : total,
    succeeded: done - failed,
    failed,
    createdSeconds: -2,
    ...(status === 'Complete' ? { endedSeconds: runSeconds, reason: 'Job complete' } : {}),
  };
}

/** Takes a whole day. */
function toLongJob({ number, clock }: DemoRun): BatchJob {
  const share = toShare(toElapsedSeconds(clock), 0, longRunSeconds);
  const total = 5_000_000_125;
  return {
    number: toLongNumber(number),
    status: share < 1 ? 'Active' : 'Complete',
    description: 'moves: takes a day & more objects than 32 bits hold',
    total,
    succeeded: Math.floor(total * share),
    failed: 0,
    createdSeconds: -60,
    ...(share < 1 ? {} : { endedSeconds: longRunSeconds }),
  };
}

function toJobId(number: number): string {
  return `c0500000-0000-4000-8000-${String(number).padStart(12, '0')}`;
}

function toJob(clock: DemoClock, job: BatchJob, token: string): CosEmulatedJob {
  const bucket = 'qcs::cos:ap-chengdu:uid/1250000000:example-media-1250000000';
  const suspended = job.suspendedSeconds;
  return {
    ClientRequestToken: token,
    ConfirmationRequired: suspended !== undefined,
    CreationTime: formatSeconds(toDemoDate(clock, job.createdSeconds)),
    Description: job.description ?? `nightly tier copy ${job.number} & retag`,
    FailureReasons: job.failures ?? [noFailure],
    JobId: toJobId(job.number),
    Manifest: {
      Location: { ETag: '"5d41402abc4b2a76b9719d911017c592"', ObjectArn: `${bucket}/manifests/${job.number}.csv` },
      Spec: { Fields: ['Bucket', 'Key'], Format: 'COSBatchOperations_CSV_V1' },
    },
    Operation: job.operation ?? toCopy(job.number),
    Priority: 10 + (job.number % 1_000),
    ProgressSummary: {
      NumberOfTasksFailed: job.failed,
      NumberOfTasksSucceeded: job.succeeded,
      TotalNumberOfTasks: job.total,
    },
    Report: {
      Bucket: bucket,
      Enabled: true,
      Format: 'Report_CSV_V1',
      Prefix: 'job-result',
      ReportScope: job.number % 2 === 0 ? 'FailedTasksOnly' : 'AllTasks',
    },
    RoleArn: 'qcs::cam::uin/100000000001:roleName/ExampleBatchRole',
    Status: job.status,
    StatusUpdateReason: job.reason ?? null,
    SuspendedCause: suspended === undefined ? undefined : 'AwaitingConfirmation',
    SuspendedDate: suspended === undefined ? undefined : formatSeconds(toDemoDate(clock, suspended)),
    TerminationDate: job.endedSeconds === undefined ? undefined : formatSeconds(toDemoDate(clock, job.endedSeconds)),
  };
}

function toCopy(number: number): XmlObject {
  return {
    COSPutObjectCopy: {
      CannedAccessControlList: 'private',
      MetadataDirective: 'Replaced',
      NewObjectMetadata: {
        SSEAlgorithm: 'AES256',
        UserMetadata: [{ Key: 'x-cos-meta-batch', Value: `example-${number}` }],
      },
      StorageClass: 'STANDARD_IA',
      TargetResource: 'qcs::cos:ap-chengdu:uid/1250000000:example-media-copy-1250000000',
    },
  };
}
