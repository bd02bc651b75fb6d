/** Builds of one project that fail since a while, a Job of Kubernetes with failed indexes, and jobs whose names are hostile. */
import type { EmulatedBuild } from '../../emulators/codebuild/emulator.ts';
import type { CosEmulatedJob } from '../../emulators/cosbatch/emulator.ts';
import type { KubernetesEmulatedJob } from '../../emulators/kubernetes/emulator.ts';
import type { GatewaySettings, GatewayUnderTest } from '../gateway.ts';
import { startProviders } from '../providers.ts';
import { cosJob } from './console-world.ts';

export interface PanelWorld {
  readonly gateway: GatewayUnderTest;
  readonly origin: string;
  readonly page: string;
  /** Newest first. Replace them: the next read sees it. */
  readonly builds: EmulatedBuild[];
  readonly close: () => Promise<void>;
}

export const project = 'web-app';
/** The name as it is shown: what turns it is a code. */
export const turnedName = 'report-U+202Egnp.exe';
export const longCode = 'Code'.repeat(80);
const minute = 60_000;

/** The id in the graph of the build with this number. */
export const buildId = (number: number): string => `builds:${project}:${toUuid(number)}`;

export const indexedJob = 'cluster:etl/load-1/0f9d3c1b-5a2e-4d67-8c90-000000000001';

const toUuid = (number: number): string => `16a3b74f-f435-4e66-8dfb-${String(number).padStart(12, '0')}`;
const toSeconds = (milliseconds: number): number => Math.floor(milliseconds / 1000);

interface BuildFacts {
  /** Of its project: the higher, the newer. */
  readonly number: number;
  readonly status: 'SUCCEEDED' | 'FAILED' | 'IN_PROGRESS';
  /** Milliseconds since 1970. */
  readonly begin: number;
  readonly minutes: number;
  readonly image?: string;
  readonly commit?: string;
}

export function toBuild({
  number,
  status,
  begin,
  minutes,
  image = 'standard:5.0',
  commit = '9b1c0f4',
}: BuildFacts): EmulatedBuild {
  const middle = begin + minute;
  const end = begin + minutes * minute;
  const isOver = status !== 'IN_PROGRESS';
  const message = 'Error while executing command: npm test. Reason: exit status 1';
  return {
    id: `${project}:${toUuid(number)}`,
    arn: `arn:aws:codebuild:us-east-1:123456789012:build/${project}:${toUuid(number)}`,
    projectName: project,
    buildNumber: number,
    buildStatus: status,
    currentPhase: isOver ? 'COMPLETED' : 'BUILD',
    startTime: toSeconds(begin),
    ...(isOver && { endTime: toSeconds(end) }),
    resolvedSourceVersion: commit,
    phases: [
      { phaseType: 'INSTALL', phaseStatus: 'SUCCEEDED', startTime: toSeconds(begin), endTime: toSeconds(middle) },
      {
        phaseType: 'BUILD',
        startTime: toSeconds(middle),
        ...(isOver && { phaseStatus: status, endTime: toSeconds(end) }),
        ...(status === 'FAILED' && { contexts: [{ statusCode: 'COMMAND_EXECUTION_ERROR', message }] }),
      },
    ],
    environment: {
      type: 'LINUX_CONTAINER',
      image,
      computeType: 'BUILD_GENERAL1_SMALL',
      environmentVariables: [{ name: 'NODE_ENV', value: 'production', type: 'PLAINTEXT' }],
    },
    logs: { groupName: `/aws/codebuild/${project}`, streamName: toUuid(number) },
  };
}

function toIndexedJob(begin: number): KubernetesEmulatedJob {
  const time = (milliseconds: number): string => new Date(milliseconds).toISOString().replace(/\.\d+Z/, 'Z');
  const message = 'Job has failed indexes';
  return {
    metadata: {
      namespace: 'etl',
      name: 'load-1',
      uid: '0f9d3c1b-5a2e-4d67-8c90-000000000001',
      resourceVersion: '1',
      creationTimestamp: time(begin),
    },
    spec: {
      completions: 4,
      completionMode: 'Indexed',
      template: { spec: { containers: [{ name: 'load', image: 'load:7' }] } },
    },
    status: {
      startTime: time(begin),
      succeeded: 2,
      completedIndexes: '0,2',
      failedIndexes: '1,3',
      conditions: [
        { type: 'Failed', status: 'True', reason: 'FailedIndexes', message, lastTransitionTime: time(begin + minute) },
      ],
    },
  };
}

function toHostileJobs(begin: number): readonly CosEmulatedJob[] {
  const job = cosJob('hostile-1', 'Failed', new Date(begin), new Date(begin + minute));
  return [
    {
      ...job,
      Description: 'report-\u202egnp.exe',
      FailureReasons: [
        { FailureCode: longCode, FailureReason: `<img src=x onerror=alert(1)> \u2066 ${'long'.repeat(100)}` },
      ],
    },
  ];
}

export async function startPanelWorld(settings: Partial<GatewaySettings> = {}): Promise<PanelWorld> {
  const begin = Date.now() - 5 * 3_600_000;
  const after = (minutes: number): number => begin + minutes * minute;
  const builds = [
    toBuild({ number: 6, status: 'FAILED', begin: after(200), minutes: 2, image: 'standard:7.0', commit: '77aa01e' }),
    toBuild({ number: 5, status: 'FAILED', begin: after(160), minutes: 2, image: 'standard:7.0', commit: '77aa01e' }),
    toBuild({ number: 4, status: 'SUCCEEDED', begin: after(120), minutes: 8 }),
    toBuild({ number: 3, status: 'SUCCEEDED', begin: after(80), minutes: 7 }),
    toBuild({ number: 2, status: 'SUCCEEDED', begin: after(40), minutes: 8 }),
  ];
  const clusterJobs = [toIndexedJob(begin)];
  const hostile = toHostileJobs(begin);
  const { gateway, close } = await startProviders(
    {
      builds: {
        provider: 'codebuild',
        jobs: { list: () => builds, describe: (id) => builds.find((build) => build.id === id) },
      },
      cluster: {
        provider: 'kubernetes',
        jobs: { list: () => clusterJobs, describe: (id) => (id === 'etl/load-1' ? clusterJobs[0] : undefined) },
      },
      cos: {
        provider: 'cosbatch',
        jobs: { list: () => hostile, describe: (id) => hostile.find(({ JobId }) => JobId === id) },
      },
    },
    {
      server: { console: true, host: '127.0.0.1' },
      console: { signIn: { mode: 'paste' } },
      cache: { runningSeconds: 0, terminalSeconds: 0 },
      pollMilliseconds: 50,
      ...settings,
    },
  );
  const { origin } = new URL(gateway.url);
  return { gateway, origin, page: `${origin}/console/`, builds, close };
}
