/** The demo's Jobs that stand still: one for every way in which a Job may stand. Times are in seconds from the demo's start. */
import type { JsonObject } from '../../emulation/json.ts';

/** A Job of the demo. */
export interface DemoJob {
  readonly namespace: 'etl' | 'reports';
  readonly name: string;
  /** Of its uid. */
  readonly number: number;
  readonly createdSeconds: number;
  readonly deletedSeconds?: number;
  /** The CronJob that made it. */
  readonly cronJob?: string;
  readonly spec?: JsonObject;
  readonly status?: (time: (seconds: number) => string) => JsonObject;
}

/** A uid that says which Job it is. */
export function toUid(number: number): string {
  return `0f9d3c1b-5a2e-4d67-8c90-${String(number).padStart(12, '0')}`;
}

const backoff = { reason: 'BackoffLimitExceeded', message: 'Job has reached the specified backoff limit' };
const deadline = { reason: 'DeadlineExceeded', message: 'Job was active longer than specified deadline' };
const failedIndexes = { reason: 'FailedIndexes', message: 'Job has failed indexes' };

function toCondition(type: string, lastTransitionTime: string, why: JsonObject = {}): JsonObject {
  return { type, status: 'True', lastProbeTime: lastTransitionTime, lastTransitionTime, ...why };
}

export const stillJobs: readonly [DemoJob, ...DemoJob[]] = [
  {
    namespace: 'etl',
    name: 'load-29384720',
    number: 1,
    cronJob: 'load',
    createdSeconds: -86_400,
    spec: { completions: 5, parallelism: 2, completionMode: 'Indexed', backoffLimitPerIndex: 1, maxFailedIndexes: 5 },
    status: (time) => ({
      startTime: time(-86_399),
      succeeded: 3,
      failed: 4,
      ready: 0,
      terminating: 0,
      completedIndexes: '0,2,4',
      failedIndexes: '1,3',
      conditions: [
        toCondition('FailureTarget', time(-85_005), failedIndexes),
        toCondition('Failed', time(-85_000), failedIndexes),
      ],
    }),
  },
  {
    namespace: 'etl',
    name: 'load-29384780',
    number: 2,
    cronJob: 'load',
    createdSeconds: -82_800,
    spec: { completions: 3, parallelism: 3, ttlSecondsAfterFinished: 604_800 },
    status: (time) => ({
      startTime: time(-82_799),
      completionTime: time(-82_000),
      succeeded: 3,
      conditions: [
        toCondition('SuccessCriteriaMet', time(-82_000), { reason: 'CompletionsReached' }),
        toCondition('Complete', time(-82_000), { reason: 'CompletionsReached' }),
      ],
    }),
  },
  {
    namespace: 'etl',
    name: 'load-29384840',
    number: 3,
    cronJob: 'load',
    createdSeconds: -79_200,
    spec: { backoffLimit: 2 },
    status: (time) => ({
      startTime: time(-79_199),
      failed: 3,
      conditions: [toCondition('FailureTarget', time(-78_305), backoff), toCondition('Failed', time(-78_300), backoff)],
    }),
  },
  {
    namespace: 'reports',
    name: 'yearly',
    number: 4,
    createdSeconds: -50_000,
    spec: { activeDeadlineSeconds: 3600 },
    status: (time) => ({
      startTime: time(-49_999),
      failed: 1,
      conditions: [toCondition('Failed', time(-46_390), deadline)],
    }),
  },
  {
    namespace: 'reports',
    name: 'obsolete',
    number: 5,
    createdSeconds: -7000,
    deletedSeconds: -20,
    status: (time) => ({ startTime: time(-6999), active: 1, terminating: 1 }),
  },
  {
    namespace: 'reports',
    name: 'on-hold',
    number: 6,
    createdSeconds: -6000,
    spec: { suspend: true },
    status: (time) => ({
      conditions: [toCondition('Suspended', time(-5990), { reason: 'JobSuspended', message: 'Job suspended' })],
    }),
  },
  { namespace: 'reports', name: 'not-yet', number: 7, createdSeconds: -40, spec: { suspend: true } },
  {
    namespace: 'reports',
    name: 'about-to-fail',
    number: 8,
    createdSeconds: -500,
    status: (time) => ({
      startTime: time(-499),
      failed: 7,
      terminating: 1,
      conditions: [toCondition('FailureTarget', time(-3), backoff)],
    }),
  },
  {
    namespace: 'reports',
    name: 'about-to-succeed',
    number: 9,
    createdSeconds: -400,
    spec: { completions: 4, completionMode: 'Indexed', successPolicy: { rules: [{ succeededCount: 2 }] } },
    status: (time) => ({
      startTime: time(-399),
      succeeded: 2,
      active: 2,
      terminating: 2,
      completedIndexes: '0-1',
      conditions: [toCondition('SuccessCriteriaMet', time(-2), { reason: 'SuccessPolicy' })],
    }),
  },
  {
    namespace: 'reports',
    name: 'monthly',
    number: 10,
    createdSeconds: -300,
    spec: { completions: 10, parallelism: 3 },
    status: (time) => ({ startTime: time(-299), active: 3, ready: 2, succeeded: 4, failed: 1 }),
  },
  { namespace: 'etl', name: 'just-made', number: 11, createdSeconds: -1 },
];
