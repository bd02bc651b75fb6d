import { toEmulatedError } from '../../emulation/emulator.ts';
import type { EmulatedError } from '../../emulation/emulator.ts';
import { createDemoJobs, findLatestRun, listRuns, toElapsedSeconds, toShare } from '../../emulation/moment.ts';
import type { DemoRun, DemoSetting, DemoWorld } from '../../emulation/moment.ts';
import { demoAwsKeys, type ProviderDemo } from '../../emulation/provider-demo.ts';
import { toArrayParent, toBatchJob, toContainer, toEnd, type SubmittedJob } from './demo-world-jobs.ts';
import { createAwsBatchEmulator, type BatchEmulatedJob, type BatchJobWorld } from './emulator.ts';

export const demo: ProviderDemo = {
  source: 'batch-prod',
  // Without queues, the gateway lists them itself.
  settings: { region: 'us-east-1', credentials: demoAwsKeys },
  selection: `queueName
    array { size statusCounts { status count } countedAt }`,
  protectedSelection: `parameters { key value }
    containers { image command }
    environmentVariables { name value valueFrom }`,
  start: (setting, options) => {
    const { jobs, ids, listMoving } = createAwsBatchWorld(setting);
    return { emulator: createAwsBatchEmulator({ ...options, credentials: demoAwsKeys, jobs }), ids, listMoving };
  },
};

/** Jobs of two queues: plain ones, arrays, and one of four nodes. */
export function createAwsBatchWorld(setting: DemoSetting): DemoWorld<BatchJobWorld> {
  const { clock } = setting;
  const readJobs = (): ReadonlyMap<string, () => BatchEmulatedJob> =>
    new Map([
      ...stillJobs.map((still) => [still.id, () => toBatchJob(clock, still)] as const),
      ...listRuns(clock, runSeconds).flatMap((run) => {
        const parent = toMovingId(run.number);
        return [
          [parent, () => toMovingParent(run)] as const,
          [`${parent}:${watchedIndex}`, () => toMovingChild(run)] as const,
        ];
      }),
      ...listRuns(clock, plainSeconds).map((run) => [toPlainId(run.number), () => toMovingPlain(run)] as const),
    ]);
  const throttled = toId(901);
  const denied = toId(902);
  const failures = new Map<string, EmulatedError>([
    [throttled, toEmulatedError('TooManyRequestsException', 'Too Many Requests')],
    [denied, toEmulatedError('AccessDeniedException', 'User is not authorized to perform this operation')],
  ]);
  return {
    jobs: createDemoJobs(readJobs, failures),
    listMoving: () => [toMovingId(findLatestRun(clock, runSeconds)), toPlainId(findLatestRun(clock, plainSeconds))],
    ids: {
      first: toMovingId(0),
      protected: toId(7),
      jobs: [...readJobs().keys()],
      moving: [toMovingId(0), `${toMovingId(0)}:${watchedIndex}`, toPlainId(0)],
      gone: [],
      throttled,
      denied,
      unknown: toId(903),
    },
  };
}

function toId(number: number): string {
  return `ba7c0000-0000-4000-8000-${String(number).padStart(12, '0')}`;
}

const stillJobs: readonly SubmittedJob[] = [
  { id: toId(1), name: 'load', status: 'SUBMITTED', createdSeconds: -5 },
  {
    id: toId(2),
    name: 'publish',
    status: 'PENDING',
    createdSeconds: -600,
    more: { dependsOn: [{ jobId: toId(5) }] },
  },
  {
    id: toId(3),
    name: 'load',
    queue: 'adhoc',
    status: 'RUNNABLE',
    reason: 'MISCONFIGURATION:JOB_RESOURCE_REQUIREMENT - The job asks for more than any instance of its queue has',
    createdSeconds: -7_200,
  },
  { id: toId(4), name: 'load', status: 'STARTING', createdSeconds: -90 },
  { id: toId(5), name: 'train', status: 'RUNNING', createdSeconds: -900, startedSeconds: -840 },
  {
    id: toId(6),
    name: 'load',
    status: 'SUCCEEDED',
    reason: 'Essential container in task exited',
    createdSeconds: -86_400,
    startedSeconds: -86_340,
    stoppedSeconds: -85_000,
    more: toEnd('load', 0),
  },
  {
    id: toId(7),
    name: 'load',
    status: 'FAILED',
    reason: 'Essential container in task exited',
    createdSeconds: -90_000,
    startedSeconds: -89_940,
    stoppedSeconds: -89_000,
    more: toEnd('load', 137, 'OutOfMemoryError: Container killed due to memory usage'),
  },
  {
    id: toId(8),
    name: 'load',
    queue: 'adhoc',
    status: 'FAILED',
    reason: 'Cancelled: no longer needed',
    createdSeconds: -40_000,
    stoppedSeconds: -39_000,
    more: { isCancelled: true },
  },
  {
    id: toId(9),
    name: 'train',
    queue: 'adhoc',
    status: 'FAILED',
    reason: 'Terminated: no longer needed',
    createdSeconds: -50_000,
    startedSeconds: -49_900,
    stoppedSeconds: -49_000,
    more: { isTerminated: true },
  },
  {
    id: toId(10),
    name: 'resize',
    status: 'FAILED',
    reason: 'Array Child Job failed',
    createdSeconds: -172_800,
    startedSeconds: -172_000,
    stoppedSeconds: -171_000,
    more: toArrayParent(100, { SUCCEEDED: 97, FAILED: 3 }, 1_795_305_600_000),
  },
  ...listMultiNodeJobs(),
];

/** A job of four nodes, and its main node. */
function listMultiNodeJobs(): readonly SubmittedJob[] {
  const nodeRangeProperties = [{ targetNodes: '0:3', container: toContainer('simulate') }];
  const job = { id: toId(11), name: 'simulate', status: 'RUNNING', createdSeconds: -1_800, startedSeconds: -1_700 };
  return [
    { ...job, more: { container: undefined, nodeProperties: { numNodes: 4, mainNode: 0, nodeRangeProperties } } },
    { ...job, id: `${job.id}#0`, more: { nodeDetails: { nodeIndex: 0, isMainNode: true } } },
  ];
}

const runSeconds = 180;
/** When the first children run. */
const startSeconds = 10;
const arraySize = 1_000;
const maxRunning = 40;
/** The child whose id is in the samples. */
const watchedIndex = 7;

function toMovingId(run: number): string {
  return toId(run === 0 ? 20 : 1_000 + run);
}

/** How many children have succeeded, and how many run: in the order of their indexes. */
function countChildren({ clock }: DemoRun): { readonly succeeded: number; readonly running: number } {
  const elapsed = toElapsedSeconds(clock);
  const succeeded = Math.floor(arraySize * toShare(elapsed, startSeconds, runSeconds));
  return { succeeded, running: elapsed < startSeconds ? 0 : Math.min(maxRunning, arraySize - succeeded) };
}

/** All children wait, then they succeed one after the other; the parent is PENDING until the last has. */
function toMovingParent(run: DemoRun): BatchEmulatedJob {
  const { succeeded, running } = countChildren(run);
  const isDone = succeeded === arraySize;
  const counts = { SUCCEEDED: succeeded, RUNNING: running, RUNNABLE: arraySize - succeeded - running };
  return toBatchJob(run.clock, {
    id: toMovingId(run.number),
    name: 'resize',
    status: isDone ? 'SUCCEEDED' : 'PENDING',
    createdSeconds: -20,
    ...(isDone ? { stoppedSeconds: runSeconds } : {}),
    more: toArrayParent(arraySize, counts, run.clock.now().getTime()),
  });
}

function toMovingChild(run: DemoRun): BatchEmulatedJob {
  const { succeeded, running } = countChildren(run);
  const isDone = watchedIndex < succeeded;
  const isStarted = watchedIndex < succeeded + running;
  const stoppedSeconds = startSeconds + Math.ceil(((watchedIndex + 1) / arraySize) * (runSeconds - startSeconds));
  return toBatchJob(run.clock, {
    id: `${toMovingId(run.number)}:${watchedIndex}`,
    name: 'resize',
    status: isDone ? 'SUCCEEDED' : isStarted ? 'RUNNING' : 'RUNNABLE',
    createdSeconds: -20,
    ...(isStarted ? { startedSeconds: startSeconds } : {}),
    ...(isDone ? { stoppedSeconds } : {}),
    more: { arrayProperties: { index: watchedIndex }, ...(isDone ? toEnd('resize', 0) : {}) },
  });
}

const plainSeconds = 120;
/** The statuses of a plain job until it ends, and the second at which each begins. */
const plainStatuses = [
  [0, 'SUBMITTED'],
  [10, 'RUNNABLE'],
  [30, 'STARTING'],
  [45, 'RUNNING'],
  [plainSeconds, 'SUCCEEDED'],
] as const;

function toPlainId(run: number): string {
  return toId(run === 0 ? 21 : 500_000_000_000 + run);
}

function toMovingPlain({ number, clock }: DemoRun): BatchEmulatedJob {
  const elapsed = toElapsedSeconds(clock);
  const [, status] = plainStatuses.findLast(([seconds]) => seconds <= elapsed) ?? plainStatuses[0];
  const isDone = status === 'SUCCEEDED';
  return toBatchJob(clock, {
    id: toPlainId(number),
    name: 'load',
    status,
    createdSeconds: 0,
    ...(elapsed < 45 ? {} : { startedSeconds: 45 }),
    ...(isDone ? { stoppedSeconds: plainSeconds, more: toEnd('load', 0) } : {}),
  });
}
