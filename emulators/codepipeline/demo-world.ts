import { createDemoWorld, type DemoWorld } from '../kit/demo-world.ts';
import { isReadyAnswer } from '../kit/emulator.ts';
import type { JsonObject } from '../kit/json.ts';
import { toElapsedSeconds, withDates, type DemoClock, type DemoRun, type DemoSetting } from '../kit/moment.ts';
import { defineDemo, demoAwsKeys, inAccount } from '../kit/provider-demo.ts';
import {
  createCodePipelineEmulator,
  errors,
  type CodePipelineEmulatedExecution,
  type CodePipelineEmulatedJob,
  type CodePipelineJobWorld,
} from './emulator.ts';
import { toActionState } from './events.ts';
import samples from './sample-jobs.json' with { type: 'json' };

const pipelineName = 'example-web';
const runSeconds = 90;

export const demo = defineDemo({
  source: 'pipelines',
  settings: {
    region: 'us-east-1',
    statusFrom: 'actionExecution',
    credentials: demoAwsKeys,
    ...inAccount('123456789012', { team: 'web', env: 'prod' }),
  },
  selection: `actionType { category owner provider version }
    pipeline { name stage action }
    actionExecution { status externalExecutionSummary }`,
  protectedSelection: `hasContinuationToken
    continuationToken
    configuration { key value }
    artifactCredentials { accessKeyId secretAccessKey sessionToken }`,
  createWorld: createCodePipelineWorld,
  createEmulator: (options) => createCodePipelineEmulator({ ...options, credentials: demoAwsKeys }),
  listEventful: ({ actionExecutions }) => {
    const executions = actionExecutions(pipelineName, null);
    return executions === undefined || isReadyAnswer(executions) ? [] : executions.map(toActionState);
  },
});

/** A job, and the execution of its action. */
interface Step {
  /** The end of the job's, the pipeline execution's and the action execution's ids. */
  readonly number: number;
  readonly actionName: string;
  readonly execution?: CodePipelineEmulatedExecution;
}

/** Steps of one pipeline. The job that is idle has no action execution. */
export function createCodePipelineWorld(setting: DemoSetting): DemoWorld<CodePipelineJobWorld> {
  const secret = setting.random.hex(8);
  const { jobs, ...world } = createDemoWorld<Step>(setting, {
    idOf: ({ number }) => toJobId(number),
    still: [...samples.actions.map((action) => toStep(setting.clock, action)), { number: 6, actionName: 'Idle' }],
    moving: [{ runSeconds, toJobs: (run) => [toMovingStep(run)] }],
    errors,
    ids: {
      first: toJobId(1),
      protected: toJobId(2),
      throttled: toJobId(91),
      denied: toJobId(92),
      unknown: toJobId(93),
    },
  });
  return {
    ...world,
    jobs: {
      describe: (id) => {
        const step = jobs.describe(id);
        return step === undefined || isReadyAnswer(step) ? step : toJob(step, secret);
      },
      actionExecutions: (name, executionId) => {
        const executions = jobs.list().flatMap(({ execution = [] }) => execution);
        if (name !== pipelineName) return undefined;
        return executions.filter(
          ({ pipelineExecutionId }) => executionId === null || pipelineExecutionId === executionId,
        );
      },
    },
  };
}

/** In progress for a minute and a half, then Succeeded. */
function toMovingStep(run: DemoRun): Step {
  const isDone = toElapsedSeconds(run.clock) >= runSeconds;
  const number = run.number === 0 ? 5 : 1_000 + run.number;
  const executionResult = {
    externalExecutionId: `example-load:${number}`,
    externalExecutionSummary: 'p99 41 ms',
  };
  return toStep(run.clock, {
    number,
    actionName: 'LoadTest',
    status: isDone ? 'Succeeded' : 'InProgress',
    startTime: -15,
    lastUpdateTime: isDone ? runSeconds : -15,
    output: isDone ? { executionResult } : {},
  });
}

function toJobId(number: number): string {
  return `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`;
}

function toExecutionId(number: number): string {
  return `00000000-0000-4000-9000-${String(number).padStart(12, '0')}`;
}

function toActionExecutionId(number: number): string {
  return `00000000-0000-4000-a000-${String(number).padStart(12, '0')}`;
}

/** @param sample the action execution's own members, with dates in seconds since the demo began */
function toStep(
  clock: DemoClock,
  { number, actionName, ...sample }: JsonObject & Pick<Step, 'number' | 'actionName'>,
): Step {
  const execution = {
    pipelineVersion: 7,
    stageName: 'Verify',
    output: {},
    ...withDates(clock, sample, /Time$/, (date) => date.getTime() / 1000 + 0.25),
    actionName,
    pipelineExecutionId: toExecutionId(number),
    actionExecutionId: toActionExecutionId(number),
  };
  return { number, actionName, execution };
}

/** Has the `__type` members of the provider's own sample. The text of every secret says that it is not real. */
function toJob({ number, actionName }: Step, secret: string): CodePipelineEmulatedJob {
  const data: JsonObject = {
    ...samples.common,
    actionConfiguration: {
      __type: 'ActionConfiguration',
      configuration: { ProjectName: `example-web-${number}`, ApiPassword: `not-a-real-password-${secret}` },
    },
    artifactCredentials: {
      __type: 'AWSSessionCredentials',
      accessKeyId: 'ASIAEXAMPLEEXAMPLE00',
      secretAccessKey: `not/a/real/secret/access/key/EXAMPLE${secret}`,
      sessionToken: `not-a-real-session-token-EXAMPLE-${secret}`,
    },
    // Only a job that spans several calls of its worker has one.
    ...(number % 2 === 0 ? { continuationToken: `not-a-real-continuation-token-${secret}` } : {}),
    inputArtifacts: [toArtifact('BuildOutput', 'example-web/BuildOutpu/aB3dE5f')],
    outputArtifacts: number === 1 ? [toArtifact('Report', 'example-web/Report/zY9xW8v')] : [],
    pipelineContext: {
      __type: 'PipelineContext',
      action: { name: actionName, actionExecutionId: toActionExecutionId(number) },
      pipelineArn: `arn:aws:codepipeline:us-east-1:123456789012:${pipelineName}`,
      pipelineExecutionId: toExecutionId(number),
      pipelineName,
      stage: { name: 'Verify' },
    },
  };
  return { jobDetails: { accountId: '123456789012', data, id: toJobId(number) } };
}

function toArtifact(name: string, objectKey: string): JsonObject {
  const s3Location = { bucketName: 'example-codepipeline-us-east-1', objectKey };
  const revision = '9b1c0f4d2e6a7788c0ffee00aa11bb22cc33dd44';
  return { __type: 'Artifact', location: { s3Location, type: 'S3' }, name, revision };
}
