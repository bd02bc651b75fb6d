import { createPanoramaEmulator, type PanoramaEmulatedJob } from './emulator.ts';
import { toEmulatedError } from '../../emulation/emulator.ts';
import type { EmulatedError, JobWorld } from '../../emulation/emulator.ts';
import { createDemoJobs, findLatestRun, listRuns, toDemoDate, toElapsedSeconds } from '../../emulation/moment.ts';
import type { DemoClock, DemoRun, DemoSetting, DemoWorld } from '../../emulation/moment.ts';
import { demoAwsKeys, type ProviderDemo } from '../../emulation/provider-demo.ts';

export const demo: ProviderDemo = {
  source: 'panorama-lab',
  settings: { region: 'us-west-2', credentials: demoAwsKeys },
  selection: `importType
    outputPackage { packageName packageVersion }
    output { packageId patchVersion }`,
  start: (setting, options) => {
    const { jobs, ids, listMoving } = createPanoramaWorld(setting);
    return { emulator: createPanoramaEmulator({ ...options, credentials: demoAwsKeys, jobs }), ids, listMoving };
  },
};

/** Node packages on their way into a retailer's cameras. */
export function createPanoramaWorld(setting: DemoSetting): DemoWorld<JobWorld<PanoramaEmulatedJob>> {
  const { clock, random } = setting;
  const token = random.hex(6);
  const readJobs = (): ReadonlyMap<string, () => PanoramaEmulatedJob> =>
    new Map([
      ...[peopleCounter, shelfScanner, marketCamera].map(
        (job) => [job.id, () => toJob(clock, { ...job, token })] as const,
      ),
      ...listRuns(clock, runSeconds).map((run) => [toMovingId(run.number), () => toMovingJob(run, token)] as const),
    ]);
  const failures = new Map<string, EmulatedError>([
    ['import-throttled', toEmulatedError('ThrottlingException', 'Rate exceeded')],
    ['import-denied', toEmulatedError('AccessDeniedException', 'User is not authorized to perform this operation')],
  ]);
  return {
    jobs: createDemoJobs(readJobs, failures),
    listMoving: () => [toMovingId(findLatestRun(clock, runSeconds))],
    ids: {
      first: 'import-people-counter',
      jobs: [...readJobs().keys()],
      moving: [toMovingId(0)],
      gone: [],
      throttled: 'import-throttled',
      denied: 'import-denied',
      unknown: 'import-unknown',
    },
  };
}

interface PackageImport {
  readonly id: string;
  readonly packageName: string;
  readonly type: string;
  readonly status: string;
  readonly message: string;
  readonly createdSeconds: number;
  readonly updatedSeconds: number;
  readonly token: string;
}

const peopleCounter: Omit<PackageImport, 'token'> = {
  id: 'import-people-counter',
  packageName: 'people-counter',
  type: 'NODE_PACKAGE_VERSION',
  status: 'SUCCEEDED',
  message: 'Package version registered',
  createdSeconds: -7_200,
  updatedSeconds: -7_088,
};

const shelfScanner: Omit<PackageImport, 'token'> = {
  id: 'import-shelf-scanner',
  packageName: 'shelf-scanner',
  type: 'NODE_PACKAGE_VERSION',
  status: 'FAILED',
  message: 'The package archive holds no graph.json',
  createdSeconds: -5_400,
  updatedSeconds: -5_391,
};

const marketCamera: Omit<PackageImport, 'token'> = {
  id: 'import-market-camera',
  packageName: 'market-camera',
  type: 'MARKETPLACE_NODE_PACKAGE_VERSION',
  status: 'PENDING',
  message: '',
  createdSeconds: -300,
  updatedSeconds: -300,
};

const runSeconds = 60;

function toMovingId(run: number): string {
  return run === 0 ? 'import-moving' : `import-moving-${run + 1}`;
}

/** PENDING for a minute, then SUCCEEDED. */
function toMovingJob({ number, clock }: DemoRun, token: string): PanoramaEmulatedJob {
  const isDone = toElapsedSeconds(clock) >= runSeconds;
  return toJob(clock, {
    id: toMovingId(number),
    packageName: 'queue-length',
    type: 'NODE_PACKAGE_VERSION',
    status: isDone ? 'SUCCEEDED' : 'PENDING',
    message: isDone ? 'Package version registered' : '',
    createdSeconds: -10,
    updatedSeconds: isDone ? runSeconds : -10,
    token,
  });
}

function toJob(clock: DemoClock, job: PackageImport): PanoramaEmulatedJob {
  const patch = `8f14e45fceea167a5a36dedd4b${job.token}`;
  return {
    ClientToken: `example-client-token-${job.token}`,
    CreatedTime: toDemoDate(clock, job.createdSeconds).getTime() / 1000 + 0.482,
    InputConfig: {
      PackageVersionInputConfig: {
        S3Location: {
          BucketName: 'example-panorama-nodes',
          ObjectKey: `${job.packageName}/2.1/package.tar.gz`,
          Region: 'us-west-2',
        },
      },
    },
    JobId: job.id,
    JobTags: [{ ResourceType: 'PACKAGE', Tags: { team: 'retail-vision', env: 'demo' } }],
    JobType: job.type,
    LastUpdatedTime: toDemoDate(clock, job.updatedSeconds).getTime() / 1000 + 0.482,
    // The model requires Output even for a job that has none yet, and the page does not say what it is then. Empty, here.
    Output:
      job.status === 'SUCCEEDED'
        ? {
            OutputS3Location: {
              BucketName: 'example-panorama-managed-us-west-2',
              ObjectKey: `packages/${job.packageName}-2.1/${patch.slice(0, 10)}`,
            },
            PackageId: `package-${job.packageName}`,
            PackageVersion: '2.1',
            PatchVersion: patch,
          }
        : {},
    OutputConfig: {
      PackageVersionOutputConfig: { MarkLatest: true, PackageName: job.packageName, PackageVersion: '2.1' },
    },
    Status: job.status,
    StatusMessage: job.message,
  };
}
