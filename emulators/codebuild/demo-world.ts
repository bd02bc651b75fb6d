import { awsErrors } from '../kit/aws-forms.ts';
import { createDemoWorld, type DemoWorld } from '../kit/demo-world.ts';
import type { JsonObject } from '../kit/json.ts';
import { toElapsedSeconds, withDates, type DemoClock, type DemoRun, type DemoSetting } from '../kit/moment.ts';
import { defineDemo, demoAwsKeys, inAccount } from '../kit/provider-demo.ts';
import { createDemoLogs } from './demo-logs.ts';
import { createCodeBuildEmulator, type CodeBuildJobWorld, type EmulatedBuild } from './emulator.ts';
import { toBuildStates } from './events.ts';
import samples from './sample-jobs.json' with { type: 'json' };

/** What CodeBuild says of all of them, and what it says of each. */
const { common, jobs: stillBuilds } = samples;

const region = 'us-east-1';
const indexProject = 'search-index';
const projects = ['web-app', 'api', indexProject];

export const demo = defineDemo({
  source: 'builds',
  settings: { region, credentials: demoAwsKeys, projects, ...inAccount('123456789012', { team: 'web', env: 'dev' }) },
  hasLogsElsewhere: true,
  selection: `projectName
    buildNumber
    currentPhase
    phases { type status durationSeconds }`,
  protectedSelection: `buildspec
    environmentVariables { name value valueFrom }`,
  movingSelection: `currentPhase
    phases { type status }`,
  createWorld: createCodeBuildWorld,
  createEmulator: (options) => createCodeBuildEmulator({ ...options, credentials: demoAwsKeys, region }),
  listEventful: ({ list }) => list().flatMap(toBuildStates),
});

/** Builds of a web application and its API. */
export function createCodeBuildWorld(setting: DemoSetting): DemoWorld<CodeBuildJobWorld> {
  const world = createDemoWorld(setting, {
    idOf: ({ id }) => id,
    still: [...stillBuilds, ...listIndexBuilds()].map((build) => toBuild(setting.clock, build)),
    moving: [{ runSeconds, toJobs: (run) => [toMovingBuild(run)] }],
    errors: awsErrors,
    ids: {
      protected: toId('web-app', 804),
      logged: toId('web-app', 804),
      newlyFailed: toId(indexProject, lastIndexBuild),
      throttled: toId('api', 901),
      denied: toId('api', 902),
      unknown: toId('api', 903),
    },
  });
  const logs = createDemoLogs(world.jobs.list, setting.clock);
  return { ...world, jobs: { ...world.jobs, projects: () => projects, logs } };
}

/** A build's own members, with dates in seconds since the demo began. */
interface SampleBuild extends JsonObject {
  readonly projectName: string;
  readonly buildNumber: number;
  readonly buildStatus: string;
  readonly currentPhase: string;
  readonly endTime?: number | undefined;
  /** Those that have succeeded. */
  readonly phases: readonly string[];
  /** The phase in which a build that did not succeed has ended. */
  readonly stoppedIn?: JsonObject;
}

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

function toId(project: string, number: number): string {
  return `${project}:16a3b74f-f435-4e66-8dfb-${number.toString(16).padStart(12, '0')}`;
}

const lastIndexBuild = 72;

/** Twelve builds of a project, two hours apart: the last one failed, at another commit, and all before it were good. */
function listIndexBuilds(): readonly SampleBuild[] {
  const done = ['SUBMITTED', 'QUEUED', 'PROVISIONING', 'DOWNLOAD_SOURCE', 'INSTALL', 'PRE_BUILD'];
  return Array.from({ length: 12 }, (_, age) => {
    const startTime = -600 - age * 7_200;
    const build = {
      projectName: indexProject,
      buildNumber: lastIndexBuild - age,
      currentPhase: 'COMPLETED',
      startTime,
    };
    if (age > 0)
      return { ...build, buildStatus: 'SUCCEEDED', endTime: startTime + 140 + age, phases: [...done, 'BUILD'] };
    const message = 'Error while executing command: npm test. Reason: exit status 1';
    return {
      ...build,
      buildStatus: 'FAILED',
      endTime: startTime + 150,
      phases: done,
      stoppedIn: {
        phaseType: 'BUILD',
        phaseStatus: 'FAILED',
        contexts: [{ statusCode: 'COMMAND_EXECUTION_ERROR', message }],
      },
      resolvedSourceVersion: '77aa01e5b3c94d2f8e6017c5d4b3a29180f7e6d5',
    };
  });
}

/** A phase every 20 seconds; complete after two minutes and 20 seconds. */
function toMovingBuild({ number, clock }: DemoRun): EmulatedBuild {
  const finished = Math.min(movingPhases.length, Math.floor(toElapsedSeconds(clock) / secondsPerPhase));
  const current = movingPhases[finished];
  return toBuild(clock, {
    projectName: 'web-app',
    buildNumber: 812 + number,
    buildStatus: current === undefined ? 'SUCCEEDED' : 'IN_PROGRESS',
    currentPhase: current ?? 'COMPLETED',
    startTime: -5,
    endTime: current === undefined ? runSeconds : undefined,
    phases: ['SUBMITTED', ...movingPhases.slice(0, finished)],
  });
}

/** A phase of a provisioning fault is the last one; every other build that has ended has a COMPLETED one. */
function listPhases({ phases, stoppedIn, currentPhase, buildStatus }: SampleBuild): readonly JsonObject[] {
  const durationInSeconds = 20;
  return [
    ...phases.map((phaseType) => ({ phaseType, phaseStatus: 'SUCCEEDED', durationInSeconds, contexts: [] })),
    ...(stoppedIn === undefined ? [] : [{ ...stoppedIn, durationInSeconds }]),
    ...(buildStatus === 'FAULT' ? [] : [{ phaseType: currentPhase, contexts: [] }]),
  ];
}

function toBuild(clock: DemoClock, sample: SampleBuild): EmulatedBuild {
  const { projectName: project, buildNumber: number, stoppedIn: _stoppedIn, ...build } = sample;
  const id = toId(project, number);
  return {
    ...common,
    ...withDates(clock, build, /Time$/, (date) => date.getTime() / 1000),
    id,
    arn: `arn:aws:codebuild:${region}:123456789012:build/${id}`,
    buildNumber: number,
    projectName: project,
    buildComplete: sample.endTime !== undefined,
    phases: listPhases(sample),
    source: {
      type: 'GITHUB',
      location: `https://build:demo-password@github.com/acme/${project}.git`,
      gitCloneDepth: 1,
      buildspec: 'version: 0.2\nphases: { build: { commands: [npm test] } }',
    },
    serviceRole: `arn:aws:iam::123456789012:role/${project}`,
    logs: { groupName: `/aws/codebuild/${project}`, streamName: id.slice(project.length + 1) },
    exportedEnvironmentVariables:
      sample.buildStatus === 'SUCCEEDED' ? [{ name: 'IMAGE_TAG', value: String(number) }] : [],
  };
}
