import {
  createCodePipelineEmulator,
  type CodePipelineEmulatedExecution,
  type CodePipelineEmulatedJob,
  type CodePipelineJobWorld,
} from './emulator.ts';
import { toEmulatedError } from '../../emulation/emulator.ts';
import type { EmulatedError } from '../../emulation/emulator.ts';
import type { JsonObject } from '../../emulation/json.ts';
import { createDemoJobs, findLatestRun, listRuns, toDemoDate, toElapsedSeconds } from '../../emulation/moment.ts';
import type { DemoClock, DemoRun, DemoSetting, DemoWorld } from '../../emulation/moment.ts';
import { demoAwsKeys, type ProviderDemo } from '../../emulation/provider-demo.ts';

interface Action {
  /** The end of the job's, the pipeline execution's and the action execution's ids. */
  readonly number: number;
  readonly clock?: DemoClock;
  readonly name: string;
  readonly status: string;
  readonly startSeconds: number;
  readonly updateSeconds: number;
  readonly result?: JsonObject;
}

const pipelineName = 'example-web';
const idle = { number: 6, name: 'Idle' };
const runSeconds = 90;

export const demo: ProviderDemo = {
  source: 'pipelines',
  settings: { region: 'us-east-1', statusFrom: 'actionExecution', credentials: demoAwsKeys },
  selection: `actionType { category owner provider version }
    pipeline { name stage action }
    actionExecution { status externalExecutionSummary }`,
  protectedSelection: `hasContinuationToken
    continuationToken
    configuration { key value }
    artifactCredentials { accessKeyId secretAccessKey sessionToken }`,
  start: (setting, options) => {
    const { jobs, ids, listMoving } = createCodePipelineWorld(setting);
    return { emulator: createCodePipelineEmulator({ ...options, credentials: demoAwsKeys, jobs }), ids, listMoving };
  },
};

/** Steps of one pipeline. The last job has no action execution. */
export function createCodePipelineWorld(setting: DemoSetting): DemoWorld<CodePipelineJobWorld> {
  const { clock, random } = setting;
  const secret = random.hex(8);
  const listActions = (): readonly Action[] => [
    ...stillActions,
    ...listRuns(clock, runSeconds).map((run) => toMovingAction(run)),
  ];
  const readJobs = (): ReadonlyMap<string, () => CodePipelineEmulatedJob> =>
    new Map(
      [...listActions(), idle].map(({ number, name }) => [toJobId(number), () => toJob(number, name, secret)] as const),
    );
  const failures = new Map<string, EmulatedError>([
    [toJobId(91), toEmulatedError('com.amazon.coral.availability#ThrottlingException', 'Rate exceeded')],
    [toJobId(92), toEmulatedError('AccessDeniedException', 'User is not authorized to perform this operation')],
  ]);
  return {
    jobs: {
      describe: createDemoJobs(readJobs, failures).describe,
      actionExecutions: (name, executionId) => {
        if (name !== pipelineName) return undefined;
        return listActions()
          .filter((action) => executionId === null || toExecutionId(action.number) === executionId)
          .map((action) => toExecution(clock, action));
      },
    },
    listMoving: () => [toJobId(toMovingNumber(findLatestRun(clock, runSeconds)))],
    ids: {
      first: toJobId(1),
      protected: toJobId(2),
      jobs: [...readJobs().keys()],
      moving: [toJobId(toMovingNumber(0))],
      gone: [],
      throttled: toJobId(91),
      denied: toJobId(92),
      unknown: toJobId(93),
    },
  };
}

const stillActions: readonly Action[] = [
  {
    number: 1,
    name: 'Build',
    status: 'Succeeded',
    startSeconds: -3_600,
    updateSeconds: -3_300,
    result: {
      externalExecutionId: 'example-build:1',
      externalExecutionSummary: '214 tests passed',
      externalExecutionUrl: 'https://ci.example.com/builds/1',
    },
  },
  {
    number: 2,
    name: 'SmokeTest',
    status: 'Failed',
    startSeconds: -3_200,
    updateSeconds: -3_140,
    result: {
      externalExecutionId: 'example-test:2',
      externalExecutionSummary: '1 of 12 checks failed',
      externalExecutionUrl: 'https://ci.example.com/tests/2',
      errorDetails: { code: 'JobFailed', message: 'The login page answered 500' },
    },
  },
  { number: 3, name: 'Deploy', status: 'Abandoned', startSeconds: -3_000, updateSeconds: -2_900 },
  { number: 4, name: 'Soak', status: 'InProgress', startSeconds: -1_800, updateSeconds: -1_790 },
];

function toMovingNumber(run: number): number {
  return run === 0 ? 5 : 1_000 + run;
}

/** In progress for a minute and a half, then Succeeded. */
function toMovingAction({ number, clock }: DemoRun): Action {
  const isDone = toElapsedSeconds(clock) >= runSeconds;
  return {
    number: toMovingNumber(number),
    clock,
    name: 'LoadTest',
    status: isDone ? 'Succeeded' : 'InProgress',
    startSeconds: -15,
    updateSeconds: isDone ? runSeconds : -15,
    ...(isDone
      ? {
          result: {
            externalExecutionId: `example-load:${toMovingNumber(number)}`,
            externalExecutionSummary: 'p99 41 ms',
          },
        }
      : {}),
  };
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

/** Has the `__type` members of the provider's own sample. The text of every secret says that it is not real. */
function toJob(number: number, actionName: string, secret: string): CodePipelineEmulatedJob {
  const data: JsonObject = {
    actionConfiguration: {
      __type: 'ActionConfiguration',
      configuration: { ProjectName: `example-web-${number}`, ApiPassword: `not-a-real-password-${secret}` },
    },
    actionTypeId: {
      __type: 'ActionTypeId',
      category: 'Test',
      owner: 'Custom',
      provider: 'ExampleRunner',
      version: '3',
    },
    artifactCredentials: {
      __type: 'AWSSessionCredentials',
      accessKeyId: 'ASIAEXAMPLEEXAMPLE00',
      secretAccessKey: `not/a/real/secret/access/key/EXAMPLE${secret}`,
      sessionToken: `not-a-real-session-token-EXAMPLE-${secret}`,
    },
    // Only a job that spans several calls of its worker has one.
    ...(number % 2 === 0 ? { continuationToken: `not-a-real-continuation-token-${secret}` } : {}),
    encryptionKey: {
      __type: 'EncryptionKey',
      id: 'arn:aws:kms:us-east-1:123456789012:key/00000000-0000-4000-8000-000000000000',
      type: 'KMS',
    },
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

function toExecution(clock: DemoClock, action: Action): CodePipelineEmulatedExecution {
  return {
    pipelineExecutionId: toExecutionId(action.number),
    actionExecutionId: toActionExecutionId(action.number),
    pipelineVersion: 7,
    stageName: 'Verify',
    actionName: action.name,
    startTime: toDemoDate(action.clock ?? clock, action.startSeconds).getTime() / 1000 + 0.25,
    lastUpdateTime: toDemoDate(action.clock ?? clock, action.updateSeconds).getTime() / 1000 + 0.25,
    status: action.status,
    output: { executionResult: action.result },
  };
}
