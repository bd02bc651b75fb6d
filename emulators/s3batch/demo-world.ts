import { createDemoWorld, type DemoWorld } from '../kit/demo-world.ts';
import type { JobWorld } from '../kit/emulator.ts';
import type { JsonObject } from '../kit/json.ts';
import {
  formatSeconds,
  toElapsedSeconds,
  toShare,
  withDates,
  type DemoClock,
  type DemoRun,
  type DemoSetting,
} from '../kit/moment.ts';
import { defineDemo, inAccount } from '../kit/provider-demo.ts';
import { createS3BatchEmulator, errors, type S3EmulatedJob } from './emulator.ts';
import samples from './sample-jobs.json' with { type: 'json' };

const { common, operations, jobs: stillJobs } = samples;
type OperationName = keyof typeof operations;

/** Recognisably fake. */
const credentials = { accessKeyId: 'AKIADEMODEMODEMODEMO', secretAccessKey: 'demoNotARealSecretKeyDemo0000000' };
const accountId = '123456789012';

export const demo = defineDemo({
  source: 'objects',
  settings: { region: 'us-east-1', accountId, credentials, ...inAccount(accountId, { team: 'media', env: 'prod' }) },
  selection: `description
    priority
    activeSeconds
    manifest { format fields objectArn }
    operation { name }
    report { enabled scope }`,
  protectedSelection: 'userArguments { key value }',
  movingSelection: `description
    activeSeconds`,
  createWorld: createS3BatchWorld,
  createEmulator: (options) => createS3BatchEmulator({ ...options, credentials }),
});

/** Copies, checksums and calls of functions over a media archive. */
export function createS3BatchWorld(setting: DemoSetting): DemoWorld<JobWorld<S3EmulatedJob>> {
  const { clock, random } = setting;
  const total = 12_000 + random.integer(0, 999);
  return createDemoWorld(setting, {
    idOf: ({ JobId }) => JobId,
    still: stillJobs.map((job) => toJob(clock, job)),
    moving: [
      { runSeconds, toJobs: (run) => [toMovingJob(run, total)] },
      { runSeconds: longRunSeconds, toJobs: (run) => [toLongJob(run)] },
    ],
    errors,
    ids: { protected: toJobId(5), throttled: toJobId(91), denied: toJobId(92), unknown: toJobId(93) },
  });
}

const runSeconds = 180;
const longRunSeconds = 86_400;
/** Until each of them ends; then the job is complete. */
const phases = [
  [5, 'New'],
  [10, 'Preparing'],
  [15, 'Ready'],
  [170, 'Active'],
  [runSeconds, 'Completing'],
] as const;

/** From New to Complete in three minutes; its counts climb from the 15th second on. */
function toMovingJob({ number, clock }: DemoRun, total: number): S3EmulatedJob {
  const elapsed = toElapsedSeconds(clock);
  const isDone = elapsed >= runSeconds;
  const done = Math.floor(total * toShare(elapsed, 15, 170));
  const failed = Math.floor(done / 2_000);
  return toJob(clock, {
    number: number === 0 ? 31 : 1_000_000 + number,
    operation: 'S3PutObjectCopy',
    Status: phases.find(([end]) => elapsed < end)?.[1] ?? 'Complete',
    Description: 'moves: complete after three minutes',
    ProgressSummary: {
      ...toCounts(elapsed < 10 ? 0 : total, done - failed, failed),
      Timers: { ElapsedTimeInActiveSeconds: Math.max(0, Math.floor(Math.min(elapsed, 170) - 15)) },
    },
    CreationTime: -2,
    TerminationDate: isDone ? runSeconds : undefined,
    StatusUpdateReason: isDone ? 'Job complete' : undefined,
  });
}

/** Takes a whole day, and counts past 32 bits. */
function toLongJob({ number, clock }: DemoRun): S3EmulatedJob {
  const share = toShare(toElapsedSeconds(clock), 0, longRunSeconds);
  const total = 9_000_000_125;
  return toJob(clock, {
    number: number === 0 ? 32 : 1_000 + number,
    operation: 'S3ComputeObjectChecksum',
    Status: share < 1 ? 'Active' : 'Complete',
    Description: 'moves: takes a day & more objects than 32 bits hold',
    ProgressSummary: toCounts(total, 4_294_960_000 + Math.floor((total - 4_294_960_000) * share), 0),
    CreationTime: -60,
    TerminationDate: share < 1 ? undefined : longRunSeconds,
  });
}

function toCounts(total: number, succeeded: number, failed: number): JsonObject {
  return { TotalNumberOfTasks: total, NumberOfTasksSucceeded: succeeded, NumberOfTasksFailed: failed };
}

function toJobId(number: number): string {
  return `53500000-0000-4000-8000-${String(number).padStart(12, '0')}`;
}

type Sample = JsonObject & { readonly number: number; readonly operation: string };

/** @param sample its own members, with dates in seconds since the demo began */
function toJob(clock: DemoClock, { number, operation, ...sample }: Sample): S3EmulatedJob {
  const { Manifest, Report, RoleArn } = common;
  const JobId = toJobId(number);
  return {
    ConfirmationRequired: sample['SuspendedDate'] !== undefined,
    Description: `media archive ${number} & retag`,
    JobArn: `arn:aws:s3:us-east-1:${accountId}:job/${JobId}`,
    Manifest: {
      ...Manifest,
      Location: { ObjectArn: `${Report.Bucket}/manifests/${number}.csv`, ...Manifest.Location },
    },
    Operation: { [operation]: operations[operation as OperationName] },
    Priority: 10 + (number % 1_000),
    Report: { ...Report, ReportScope: number % 2 === 0 ? 'FailedTasksOnly' : 'AllTasks' },
    RoleArn,
    ...withDates(clock, sample, /Time$|Date$/, formatSeconds),
    JobId,
  };
}
