import { createDemoWorld, type DemoWorld } from '../kit/demo-world.ts';
import { toElapsedSeconds, toShare, type DemoRun, type DemoSetting } from '../kit/moment.ts';
import { defineDemo, demoAwsKeys, inAccount } from '../kit/provider-demo.ts';
import { createDemoLogs } from './demo-logs.ts';
import { toBatchJob, toContainer, type SampleJob } from './demo-world-jobs.ts';
import { createAwsBatchEmulator, errors, type BatchEmulatedJob, type BatchJobWorld } from './emulator.ts';
import { toBatchStates } from './events.ts';
import samples from './sample-jobs.json' with { type: 'json' };

export const demo = defineDemo({
  source: 'batch-prod',
  // Without queues, the gateway lists them itself.
  settings: {
    region: 'us-east-1',
    credentials: demoAwsKeys,
    ...inAccount('123456789012', { team: 'media', env: 'prod' }),
  },
  hasLogsElsewhere: true,
  selection: `queueName
    array { size statusCounts { status count } countedAt }`,
  protectedSelection: `parameters { key value }
    containers { image command }
    environmentVariables { name value valueFrom }`,
  createWorld: createAwsBatchWorld,
  createEmulator: (options) => createAwsBatchEmulator({ ...options, credentials: demoAwsKeys }),
  listEventful: ({ list }) => list().flatMap(toBatchStates),
});

/** Jobs of two queues: plain ones, arrays, and one of four nodes. */
export function createAwsBatchWorld(setting: DemoSetting): DemoWorld<BatchJobWorld> {
  const still: readonly SampleJob[] = [
    ...samples.jobs.map((job) => ({ ...job, jobId: toId(Number(job.jobId)) })),
    ...listMultiNodeJobs(),
  ];
  const world = createDemoWorld(setting, {
    idOf: ({ jobId }) => jobId,
    still: still.map((job) => toBatchJob(setting.clock, job)),
    moving: [
      { runSeconds, toJobs: toMovingArray },
      { runSeconds: plainSeconds, toJobs: (run) => [toMovingPlain(run)] },
    ],
    errors,
    ids: { protected: toId(7), logged: toId(7), throttled: toId(901), denied: toId(902), unknown: toId(903) },
  });
  return { ...world, jobs: { ...world.jobs, logs: createDemoLogs(world.jobs.list, setting.clock) } };
}

function toId(number: number): string {
  return `ba7c0000-0000-4000-8000-${String(number).padStart(12, '0')}`;
}

/** A job of four nodes, and its main node. */
function listMultiNodeJobs(): readonly SampleJob[] {
  const nodeRangeProperties = [{ targetNodes: '0:3', container: toContainer('simulate') }];
  const job = { jobId: toId(11), jobName: 'simulate', status: 'RUNNING', createdAt: -1_800, startedAt: -1_700 };
  return [
    { ...job, isParent: true, nodeProperties: { numNodes: 4, mainNode: 0, nodeRangeProperties } },
    { ...job, jobId: `${job.jobId}#0`, nodeDetails: { nodeIndex: 0, isMainNode: true } },
  ];
}

const runSeconds = 180;
/** When the first children run. */
const startSeconds = 10;
const arraySize = 1_000;
const maxRunning = 40;
/** The child whose id is in the samples. */
const watchedIndex = 7;

/**
 * An array and one of its children. All children wait, then they succeed one after the other, in the order of their indexes;
 * the parent is PENDING until the last has.
 */
function toMovingArray({ number, clock }: DemoRun): readonly [BatchEmulatedJob, BatchEmulatedJob] {
  const elapsed = toElapsedSeconds(clock);
  const succeeded = Math.floor(arraySize * toShare(elapsed, startSeconds, runSeconds));
  const running = elapsed < startSeconds ? 0 : Math.min(maxRunning, arraySize - succeeded);
  const hasChildEnded = watchedIndex < succeeded;
  const hasChildStarted = watchedIndex < succeeded + running;
  const waiting = arraySize - succeeded - running;
  const counts = { SUBMITTED: 0, PENDING: 0, RUNNABLE: waiting, STARTING: 0, RUNNING: running, FAILED: 0 };
  const array = { jobId: toId(number === 0 ? 20 : 1_000 + number), jobName: 'resize', createdAt: -20 };
  const secondsPerChild = (runSeconds - startSeconds) / arraySize;
  return [
    toBatchJob(clock, {
      ...array,
      status: succeeded === arraySize ? 'SUCCEEDED' : 'PENDING',
      stoppedAt: succeeded === arraySize ? runSeconds : undefined,
      isParent: true,
      arrayProperties: {
        size: arraySize,
        statusSummary: { ...counts, SUCCEEDED: succeeded },
        statusSummaryLastUpdatedAt: elapsed,
      },
    }),
    toBatchJob(clock, {
      ...array,
      jobId: `${array.jobId}:${watchedIndex}`,
      status: hasChildEnded ? 'SUCCEEDED' : hasChildStarted ? 'RUNNING' : 'RUNNABLE',
      startedAt: hasChildStarted ? startSeconds : undefined,
      stoppedAt: hasChildEnded ? startSeconds + Math.ceil((watchedIndex + 1) * secondsPerChild) : undefined,
      arrayProperties: { index: watchedIndex },
      end: hasChildEnded ? { exitCode: 0 } : undefined,
    }),
  ];
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

function toMovingPlain({ number, clock }: DemoRun): BatchEmulatedJob {
  const elapsed = toElapsedSeconds(clock);
  const [, status] = plainStatuses.findLast(([seconds]) => seconds <= elapsed) ?? plainStatuses[0];
  const isDone = status === 'SUCCEEDED';
  return toBatchJob(clock, {
    jobId: toId(number === 0 ? 21 : 500_000_000_000 + number),
    jobName: 'load',
    status,
    createdAt: 0,
    startedAt: elapsed < 45 ? undefined : 45,
    stoppedAt: isDone ? plainSeconds : undefined,
    end: isDone ? { exitCode: 0 } : undefined,
  });
}
