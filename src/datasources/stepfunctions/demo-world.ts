import { toEmulatedError } from '../../emulation/emulator.ts';
import type { EmulatedError } from '../../emulation/emulator.ts';
import { createDemoJobs, findLatestRun, listRuns, toDemoDate, toElapsedSeconds } from '../../emulation/moment.ts';
import type { DemoClock, DemoRun, DemoSetting, DemoWorld } from '../../emulation/moment.ts';
import { demoAwsKeys, type ProviderDemo } from '../../emulation/provider-demo.ts';
import { createStepFunctionsEmulator, type EmulatedExecution, type StepFunctionsJobWorld } from './emulator.ts';

const region = 'us-east-1';
const accountId = '123456789012';
const arnPrefix = `arn:aws:states:${region}:${accountId}:`;
const mapRunArn = `${arnPrefix}mapRun:orders/Each:5b1f7a55-0000-4000-8000-000000000001`;

export const demo: ProviderDemo = {
  source: 'flows',
  // Without state machines, the gateway lists them itself.
  settings: { region, accountId, credentials: demoAwsKeys },
  selection: `stateMachineArn
    redriveCount
    redriveStatus`,
  protectedSelection: `failures { code message }
    inputJson
    redriveStatusReason`,
  movingSelection: `arn
    redriveCount`,
  start: (setting, options) => {
    const { jobs, ids, listMoving } = createStepFunctionsWorld(setting);
    return {
      emulator: createStepFunctionsEmulator({ ...options, credentials: demoAwsKeys, region, accountId, jobs }),
      ids,
      listMoving,
    };
  },
};

/** Orders and refunds of a shop. */
export function createStepFunctionsWorld(setting: DemoSetting): DemoWorld<StepFunctionsJobWorld> {
  const { clock } = setting;
  const readJobs = (): ReadonlyMap<string, () => EmulatedExecution> =>
    new Map([
      ...stillExecutions.map((still) => [still.key, () => toExecution(clock, still)] as const),
      ...listRuns(clock, runSeconds).map((run) => [toMovingKey(run.number), () => toMovingExecution(run)] as const),
    ]);
  const [throttled, denied] = ['orders:throttled', 'orders:denied'];
  const failures = new Map<string, EmulatedError>([
    [throttled, toEmulatedError('ThrottlingException', 'Rate exceeded')],
    [denied, toEmulatedError('AccessDeniedException', 'User is not authorized to perform this operation')],
  ]);
  return {
    jobs: { ...createDemoJobs(readJobs, failures), stateMachines: () => stateMachines },
    listMoving: () => [toMovingKey(findLatestRun(clock, runSeconds))],
    ids: {
      first: toMovingKey(0),
      protected: rejected,
      jobs: [...readJobs().keys()],
      moving: [toMovingKey(0)],
      gone: [],
      throttled,
      denied,
      unknown: 'orders:unknown',
    },
  };
}

const stateMachines = [
  ['audit', 'EXPRESS'],
  ['orders', 'STANDARD'],
  ['refunds', 'STANDARD'],
].map(([name = '', type = '']) => ({
  name,
  type,
  stateMachineArn: `${arnPrefix}stateMachine:${name}`,
  creationDate: 1_700_000_000,
}));

interface StillExecution {
  readonly key: string;
  readonly status: string;
  readonly startSeconds: number;
  readonly stopSeconds?: number;
  readonly error?: string;
  readonly cause?: string;
  readonly redriveCount?: number;
  readonly redriveSeconds?: number;
}

const rejected = 'orders:2f1c7a10-5d1e-4b8e-9a53-0d5a7f0e7c11';

const stillExecutions: readonly StillExecution[] = [
  { key: 'refunds:nightly-reconciliation', status: 'RUNNING', startSeconds: -1_800 },
  {
    key: 'orders/Each:0d5a7f0e-5d1e-4b8e-9a53-2f1c7a107c11',
    status: 'PENDING_REDRIVE',
    startSeconds: -7_200,
    redriveCount: 1,
    redriveSeconds: -60,
  },
  { key: 'orders:order-4710', status: 'SUCCEEDED', startSeconds: -3_600, stopSeconds: -3_541 },
  {
    key: rejected,
    status: 'FAILED',
    startSeconds: -5_400,
    stopSeconds: -5_388,
    error: 'Orders.Rejected',
    cause: 'The card tok_demo_123 was declined',
  },
  {
    key: 'refunds:refund-88',
    status: 'FAILED',
    startSeconds: -86_400,
    stopSeconds: -86_000,
    error: 'the customer jane@example.com has no account',
    cause: 'No account was found',
    redriveCount: 2,
    redriveSeconds: -86_100,
  },
  {
    key: 'refunds:refund-87',
    status: 'TIMED_OUT',
    startSeconds: -172_800,
    stopSeconds: -169_200,
    error: 'States.Timeout',
  },
  { key: 'orders:order-4709', status: 'ABORTED', startSeconds: -9_000, stopSeconds: -8_940, cause: 'Stopped by hand' },
];

const runSeconds = 150;

function toMovingKey(run: number): string {
  return `orders:order-${4711 + run}`;
}

/** Runs for two minutes and a half, then succeeds. */
function toMovingExecution({ number, clock }: DemoRun): EmulatedExecution {
  const isDone = toElapsedSeconds(clock) >= runSeconds;
  return toExecution(clock, {
    key: toMovingKey(number),
    status: isDone ? 'SUCCEEDED' : 'RUNNING',
    startSeconds: -20,
    ...(isDone ? { stopSeconds: runSeconds } : {}),
  });
}

function toExecution(clock: DemoClock, still: StillExecution): EmulatedExecution {
  const [machine = '', name = ''] = still.key.split(':');
  const isChild = machine.includes('/');
  const hasFailed = still.status === 'FAILED' || still.status === 'TIMED_OUT';
  return {
    executionArn: `${arnPrefix}execution:${still.key}`,
    stateMachineArn: `${arnPrefix}stateMachine:${machine}`,
    mapRunArn: isChild ? mapRunArn : undefined,
    name,
    status: still.status,
    startDate: toSeconds(clock, still.startSeconds),
    stopDate: still.stopSeconds === undefined ? undefined : toSeconds(clock, still.stopSeconds),
    input: `{"order":"${name}","card":"tok_demo_123"}`,
    inputDetails: { included: true },
    output: still.status === 'SUCCEEDED' ? '{"shipped":true}' : undefined,
    outputDetails: still.status === 'SUCCEEDED' ? { included: true } : undefined,
    error: still.error,
    cause: still.cause,
    redriveCount: still.redriveCount ?? 0,
    redriveDate: still.redriveSeconds === undefined ? undefined : toSeconds(clock, still.redriveSeconds),
    redriveStatus: isChild ? 'REDRIVABLE_BY_MAP_RUN' : hasFailed ? 'REDRIVABLE' : 'NOT_REDRIVABLE',
    redriveStatusReason: isChild || hasFailed ? undefined : `Execution is ${still.status} and cannot be redriven`,
  };
}

function toSeconds(clock: DemoClock, seconds: number): number {
  return toDemoDate(clock, seconds).getTime() / 1000;
}
