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
import { defineDemo } from '../kit/provider-demo.ts';
import { createCosBatchEmulator, errors, type CosEmulatedJob } from './emulator.ts';
import samples from './sample-jobs.json' with { type: 'json' };

/** What COS says of all of them, and what it says of each. */
const { common, jobs: stillJobs } = samples;

/** Recognisably fake. */
const keys = { secretId: 'AKIDdemodemodemodemodemodemodemo0000', secretKey: 'demoNotARealSecretKeyDemo0000000' };

export const demo = defineDemo({
  source: 'cos-chengdu',
  settings: {
    uin: '100000000001',
    appId: '1250000000',
    region: 'ap-chengdu',
    credentials: keys,
    labels: { team: 'media', env: 'prod' },
  },
  selection: `description
    priority
    manifest { format fields objectArn }
    operation { name }
    report { enabled scope }`,
  movingSelection: `description
    priority`,
  createWorld: createCosBatchWorld,
  createEmulator: (options) => createCosBatchEmulator({ ...options, credentials: keys }),
});

/** Copies and restores of a media archive in Chengdu. */
export function createCosBatchWorld(setting: DemoSetting): DemoWorld<JobWorld<CosEmulatedJob>> {
  const { clock, random } = setting;
  const token = random.uuid();
  const total = 12_000 + random.integer(0, 999);
  return createDemoWorld(setting, {
    idOf: ({ JobId }) => JobId,
    still: stillJobs.map((job) => toJob(clock, job, token)),
    moving: [
      { runSeconds, toJobs: (run) => [toMovingJob(run, total, token)] },
      { runSeconds: longRunSeconds, toJobs: (run) => [toLongJob(run, token)] },
    ],
    errors,
    ids: { throttled: toJobId(91), denied: toJobId(92), unknown: toJobId(93) },
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
function toMovingJob({ number, clock }: DemoRun, total: number, token: string): CosEmulatedJob {
  const elapsed = toElapsedSeconds(clock);
  const isDone = elapsed >= runSeconds;
  const done = Math.floor(total * toShare(elapsed, 15, 170));
  const failed = Math.floor(done / 2_000);
  const job = {
    number: number === 0 ? 31 : 1_000_000 + number,
    Status: phases.find(([end]) => elapsed < end)?.[1] ?? 'Complete',
    Description: 'moves: complete after three minutes',
    ProgressSummary: toCounts(elapsed < 10 ? 0 : total, done - failed, failed),
    CreationTime: -2,
    TerminationDate: isDone ? runSeconds : undefined,
    StatusUpdateReason: isDone ? 'Job complete' : null,
  };
  return toJob(clock, job, token);
}

/** Takes a whole day. */
function toLongJob({ number, clock }: DemoRun, token: string): CosEmulatedJob {
  const share = toShare(toElapsedSeconds(clock), 0, longRunSeconds);
  const total = 5_000_000_125;
  const job = {
    number: number === 0 ? 32 : 1_000 + number,
    Status: share < 1 ? 'Active' : 'Complete',
    Description: 'moves: takes a day & more objects than 32 bits hold',
    ProgressSummary: toCounts(total, Math.floor(total * share), 0),
    CreationTime: -60,
    TerminationDate: share < 1 ? undefined : longRunSeconds,
  };
  return toJob(clock, job, token);
}

function toCounts(total: number, succeeded: number, failed: number): JsonObject {
  return { NumberOfTasksFailed: failed, NumberOfTasksSucceeded: succeeded, TotalNumberOfTasks: total };
}

function toJobId(number: number): string {
  return `c0500000-0000-4000-8000-${String(number).padStart(12, '0')}`;
}

/** @param sample its own members, with dates in seconds since the demo began */
function toJob(
  clock: DemoClock,
  { number, ...sample }: JsonObject & { readonly number: number },
  token: string,
): CosEmulatedJob {
  const { Manifest, Operation, Report } = common;
  const { COSPutObjectCopy: copy } = Operation;
  const userMetadata = [{ Key: 'x-cos-meta-batch', Value: `example-${number}` }];
  return {
    ...common,
    ClientRequestToken: token,
    ConfirmationRequired: sample['SuspendedDate'] !== undefined,
    Description: `nightly tier copy ${number} & retag`,
    Manifest: {
      ...Manifest,
      Location: { ...Manifest.Location, ObjectArn: `${Report.Bucket}/manifests/${number}.csv` },
    },
    Operation: {
      COSPutObjectCopy: { ...copy, NewObjectMetadata: { ...copy.NewObjectMetadata, UserMetadata: userMetadata } },
    },
    Priority: 10 + (number % 1_000),
    Report: { ...Report, ReportScope: number % 2 === 0 ? 'FailedTasksOnly' : 'AllTasks' },
    ...withDates(clock, sample, /Time$|Date$/, formatSeconds),
    JobId: toJobId(number),
  };
}
