import { awsErrors } from '../kit/aws-forms.ts';
import { createDemoWorld, type DemoWorld } from '../kit/demo-world.ts';
import type { JsonObject } from '../kit/json.ts';
import { toElapsedSeconds, withDates, type DemoClock, type DemoRun, type DemoSetting } from '../kit/moment.ts';
import { toDemoHistory } from './demo-history.ts';
import { defineDemo, demoAwsKeys, inAccount } from '../kit/provider-demo.ts';
import { createStepFunctionsEmulator, type EmulatedExecution, type StepFunctionsJobWorld } from './emulator.ts';
import { toExecutionState } from './events.ts';
import stillExecutions from './sample-jobs.json' with { type: 'json' };

const region = 'us-east-1';
const accountId = '123456789012';
const arnPrefix = `arn:aws:states:${region}:${accountId}:`;
const mapRunArn = `${arnPrefix}mapRun:orders/Each:5b1f7a55-0000-4000-8000-000000000001`;

export const demo = defineDemo({
  source: 'flows',
  // Without state machines, the gateway lists them itself.
  settings: { region, accountId, credentials: demoAwsKeys, ...inAccount(accountId, { team: 'payments', env: 'prod' }) },
  selection: `stateMachineArn
    redriveCount
    redriveStatus`,
  protectedSelection: `failures { code message }
    inputJson
    redriveStatusReason`,
  movingSelection: `arn
    redriveCount`,
  createWorld: createStepFunctionsWorld,
  createEmulator: (options) => createStepFunctionsEmulator({ ...options, credentials: demoAwsKeys, region, accountId }),
  listEventful: ({ list }) => list().map(toExecutionState),
});

/** Orders and refunds of a shop. */
export function createStepFunctionsWorld(setting: DemoSetting): DemoWorld<StepFunctionsJobWorld> {
  const world = createDemoWorld(setting, {
    idOf: ({ executionArn }) => executionArn.slice(`${arnPrefix}execution:`.length),
    still: stillExecutions.map(({ key, ...execution }) => toExecution(setting.clock, key, execution)),
    moving: [{ runSeconds, toJobs: (run) => [toMovingExecution(run)] }],
    errors: awsErrors,
    ids: {
      protected: 'orders:2f1c7a10-5d1e-4b8e-9a53-0d5a7f0e7c11',
      throttled: 'orders:throttled',
      denied: 'orders:denied',
      unknown: 'orders:unknown',
    },
  });
  const historyOf = (id: string): ReturnType<NonNullable<StepFunctionsJobWorld['historyOf']>> => {
    const execution = world.jobs.list().find(({ executionArn }) => executionArn === `${arnPrefix}execution:${id}`);
    return execution === undefined ? [] : toDemoHistory(execution, setting.clock.now().getTime() / 1000);
  };
  return { ...world, jobs: { ...world.jobs, stateMachines: () => stateMachines, historyOf } };
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

const runSeconds = 150;

/** Runs for two minutes and a half, then succeeds. */
function toMovingExecution({ number, clock }: DemoRun): EmulatedExecution {
  const isDone = toElapsedSeconds(clock) >= runSeconds;
  return toExecution(clock, `orders:order-${4711 + number}`, {
    status: isDone ? 'SUCCEEDED' : 'RUNNING',
    startDate: -20,
    stopDate: isDone ? runSeconds : undefined,
  });
}

/** @param sample its own members, with dates in seconds since the demo began */
function toExecution(
  clock: DemoClock,
  key: string,
  sample: JsonObject & { readonly status: string },
): EmulatedExecution {
  const { status } = sample;
  const [machine = '', name = ''] = key.split(':');
  const isChild = machine.includes('/');
  const hasFailed = status === 'FAILED' || status === 'TIMED_OUT';
  return {
    redriveCount: 0,
    ...withDates(clock, sample, /Date$/, (date) => date.getTime() / 1000),
    executionArn: `${arnPrefix}execution:${key}`,
    stateMachineArn: `${arnPrefix}stateMachine:${machine}`,
    mapRunArn: isChild ? mapRunArn : undefined,
    name,
    input: `{"order":"${name}","card":"tok_demo_123"}`,
    inputDetails: { included: true },
    output: status === 'SUCCEEDED' ? '{"shipped":true}' : undefined,
    outputDetails: status === 'SUCCEEDED' ? { included: true } : undefined,
    redriveStatus: isChild ? 'REDRIVABLE_BY_MAP_RUN' : hasFailed ? 'REDRIVABLE' : 'NOT_REDRIVABLE',
    redriveStatusReason: isChild || hasFailed ? undefined : `Execution is ${status} and cannot be redriven`,
  };
}
