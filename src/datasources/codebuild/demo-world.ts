import { toEmulatedError } from '../../emulation/emulator.ts';
import type { EmulatedError } from '../../emulation/emulator.ts';
import type { JsonObject } from '../../emulation/json.ts';
import { createDemoJobs, findLatestRun, listRuns, toDemoDate, toElapsedSeconds } from '../../emulation/moment.ts';
import type { DemoClock, DemoRun, DemoSetting, DemoWorld } from '../../emulation/moment.ts';
import { demoAwsKeys, type ProviderDemo } from '../../emulation/provider-demo.ts';
import { createCodeBuildEmulator, type CodeBuildJobWorld, type EmulatedBuild } from './emulator.ts';

const region = 'us-east-1';

export const demo: ProviderDemo = {
  source: 'builds',
  settings: { region, credentials: demoAwsKeys, projects: ['web-app', 'api'] },
  selection: `projectName
    buildNumber
    currentPhase
    phases { type status durationSeconds }`,
  protectedSelection: `buildspec
    environmentVariables { name value valueFrom }`,
  movingSelection: `currentPhase
    phases { type status }`,
  start: (setting, options) => {
    const { jobs, ids, listMoving } = createCodeBuildWorld(setting);
    return {
      emulator: createCodeBuildEmulator({ ...options, credentials: demoAwsKeys, region, jobs }),
      ids,
      listMoving,
    };
  },
};

/** Builds of a web application and its API. */
export function createCodeBuildWorld(setting: DemoSetting): DemoWorld<CodeBuildJobWorld> {
  const { clock } = setting;
  const readJobs = (): ReadonlyMap<string, () => EmulatedBuild> =>
    new Map([
      ...stillBuilds.map((still) => [toKey(still), () => toBuild(clock, still)] as const),
      ...listRuns(clock, runSeconds).map((run) => [toMovingKey(run.number), () => toMovingBuild(run)] as const),
    ]);
  const throttled = toKey({ project: 'api', number: 901 });
  const denied = toKey({ project: 'api', number: 902 });
  const failures = new Map<string, EmulatedError>([
    [throttled, toEmulatedError('ThrottlingException', 'Rate exceeded')],
    [denied, toEmulatedError('AccessDeniedException', 'User is not authorized to perform this operation')],
  ]);
  return {
    jobs: { ...createDemoJobs(readJobs, failures), projects: () => ['web-app', 'api'] },
    listMoving: () => [toMovingKey(findLatestRun(clock, runSeconds))],
    ids: {
      first: toMovingKey(0),
      protected: toKey({ project: 'web-app', number: 804 }),
      jobs: [...readJobs().keys()],
      moving: [toMovingKey(0)],
      gone: [],
      throttled,
      denied,
      unknown: toKey({ project: 'api', number: 903 }),
    },
  };
}

interface StillBuild {
  readonly project: string;
  readonly number: number;
  readonly status: string;
  readonly currentPhase: string;
  readonly startSeconds: number;
  readonly endSeconds?: number;
  readonly phases: readonly JsonObject[];
}

function toPhase(phaseType: string, phaseStatus?: string, statusCode?: string, message?: string): JsonObject {
  const contexts = statusCode === undefined ? [] : [{ statusCode, message: message ?? '' }];
  return { phaseType, phaseStatus, durationInSeconds: phaseStatus === undefined ? undefined : 20, contexts };
}

const done = ['SUBMITTED', 'QUEUED', 'PROVISIONING', 'DOWNLOAD_SOURCE', 'INSTALL', 'PRE_BUILD'].map((type) =>
  toPhase(type, 'SUCCEEDED'),
);

const stillBuilds: readonly StillBuild[] = [
  {
    project: 'web-app',
    number: 801,
    status: 'SUCCEEDED',
    currentPhase: 'COMPLETED',
    startSeconds: -90_000,
    endSeconds: -89_700,
    phases: [...done, toPhase('BUILD', 'SUCCEEDED'), toPhase('COMPLETED')],
  },
  {
    project: 'web-app',
    number: 802,
    status: 'STOPPED',
    currentPhase: 'COMPLETED',
    startSeconds: -40_000,
    endSeconds: -39_900,
    phases: [
      ...done,
      toPhase('BUILD', 'STOPPED', 'ABORTED', 'The build was stopped by a person'),
      toPhase('COMPLETED'),
    ],
  },
  {
    project: 'web-app',
    number: 803,
    status: 'TIMED_OUT',
    currentPhase: 'COMPLETED',
    startSeconds: -30_000,
    endSeconds: -26_400,
    phases: [...done, toPhase('BUILD', 'TIMED_OUT', 'TIMED_OUT', 'Build has timed out'), toPhase('COMPLETED')],
  },
  {
    project: 'web-app',
    number: 804,
    status: 'FAILED',
    currentPhase: 'COMPLETED',
    startSeconds: -20_000,
    endSeconds: -19_868,
    phases: [
      ...done,
      toPhase(
        'BUILD',
        'FAILED',
        'COMMAND_EXECUTION_ERROR',
        'Error while executing command: npm test. Reason: exit status 1',
      ),
      toPhase('COMPLETED'),
    ],
  },
  {
    project: 'api',
    number: 41,
    status: 'FAULT',
    currentPhase: 'COMPLETED',
    startSeconds: -10_000,
    endSeconds: -9_990,
    phases: [toPhase('SUBMITTED', 'SUCCEEDED'), toPhase('QUEUED', 'SUCCEEDED'), toPhase('PROVISIONING', 'FAULT')],
  },
  {
    project: 'api',
    number: 42,
    status: 'IN_PROGRESS',
    currentPhase: 'QUEUED',
    startSeconds: -15,
    phases: [toPhase('SUBMITTED', 'SUCCEEDED'), toPhase('QUEUED')],
  },
  {
    project: 'api',
    number: 43,
    status: 'IN_PROGRESS',
    currentPhase: 'INSTALL',
    startSeconds: -70,
    phases: [...done.slice(0, 4), toPhase('INSTALL')],
  },
];

const movingPhases = [
  'QUEUED',
  'PROVISIONING',
  'DOWNLOAD_SOURCE',
  'INSTALL',
  'BUILD',
  'UPLOAD_ARTIFACTS',
  'FINALIZING',
];
const secondsPerPhase = 20;
const runSeconds = movingPhases.length * secondsPerPhase;

function toKey({ project, number }: Pick<StillBuild, 'project' | 'number'>): string {
  return `${project}:16a3b74f-f435-4e66-8dfb-${number.toString(16).padStart(12, '0')}`;
}

function toMovingKey(run: number): string {
  return toKey({ project: 'web-app', number: 812 + run });
}

/** A phase every 20 seconds; complete after two minutes and 20 seconds. */
function toMovingBuild({ number, clock }: DemoRun): EmulatedBuild {
  const finished = Math.min(movingPhases.length, Math.floor(toElapsedSeconds(clock) / secondsPerPhase));
  const current = movingPhases[finished];
  return toBuild(clock, {
    project: 'web-app',
    number: 812 + number,
    status: current === undefined ? 'SUCCEEDED' : 'IN_PROGRESS',
    currentPhase: current ?? 'COMPLETED',
    startSeconds: -5,
    ...(current === undefined ? { endSeconds: runSeconds } : {}),
    phases: [
      toPhase('SUBMITTED', 'SUCCEEDED'),
      ...movingPhases.slice(0, finished).map((type) => toPhase(type, 'SUCCEEDED')),
      toPhase(current ?? 'COMPLETED'),
    ],
  });
}

function toBuild(clock: DemoClock, still: StillBuild): EmulatedBuild {
  const { project, number, status, currentPhase, startSeconds, endSeconds, phases } = still;
  const id = toKey(still);
  return {
    id,
    arn: `arn:aws:codebuild:${region}:123456789012:build/${id}`,
    buildNumber: number,
    projectName: project,
    buildStatus: status,
    currentPhase,
    startTime: toDemoDate(clock, startSeconds).getTime() / 1000,
    endTime: endSeconds === undefined ? undefined : toDemoDate(clock, endSeconds).getTime() / 1000,
    buildComplete: endSeconds !== undefined,
    initiator: 'codepipeline/acme-web',
    sourceVersion: 'refs/heads/main',
    resolvedSourceVersion: '9b1c0f4d2e6a7788c0ffee00aa11bb22cc33dd44',
    phases,
    source: {
      type: 'GITHUB',
      location: `https://build:demo-password@github.com/acme/${project}.git`,
      gitCloneDepth: 1,
      buildspec: 'version: 0.2\nphases: { build: { commands: [npm test] } }',
    },
    secondarySources: [],
    artifacts: { location: '' },
    environment: {
      type: 'LINUX_CONTAINER',
      image: 'aws/codebuild/amazonlinux2-x86_64-standard:5.0',
      computeType: 'BUILD_GENERAL1_SMALL',
      privilegedMode: false,
      environmentVariables: [
        { name: 'NPM_TOKEN', value: 'npm-token', type: 'PARAMETER_STORE' },
        { name: 'DEPLOY_KEY', value: 'demo-not-a-real-key', type: 'PLAINTEXT' },
      ],
    },
    serviceRole: `arn:aws:iam::123456789012:role/${project}`,
    logs: { groupName: `/aws/codebuild/${project}`, streamName: id.slice(project.length + 1) },
    timeoutInMinutes: 60,
    queuedTimeoutInMinutes: 480,
    exportedEnvironmentVariables: status === 'SUCCEEDED' ? [{ name: 'IMAGE_TAG', value: String(number) }] : [],
  };
}
