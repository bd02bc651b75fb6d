import { awsErrors } from '../kit/aws-forms.ts';
import { createDemoWorld, type DemoWorld } from '../kit/demo-world.ts';
import type { JobWorld } from '../kit/emulator.ts';
import { toElapsedSeconds, withDates, type DemoClock, type DemoRun, type DemoSetting } from '../kit/moment.ts';
import { defineDemo, demoAwsKeys, inAccount } from '../kit/provider-demo.ts';
import { createPanoramaEmulator, type PanoramaEmulatedJob } from './emulator.ts';
import stillJobs from './sample-jobs.json' with { type: 'json' };

export const demo = defineDemo({
  source: 'panorama-lab',
  settings: {
    region: 'us-west-2',
    credentials: demoAwsKeys,
    ...inAccount('123456789012', { team: 'vision', env: 'dev' }),
  },
  selection: `importType
    outputPackage { packageName packageVersion }
    output { packageId patchVersion }`,
  createWorld: createPanoramaWorld,
  createEmulator: (options) => createPanoramaEmulator({ ...options, credentials: demoAwsKeys }),
});

/** Node packages on their way into a retailer's cameras. */
export function createPanoramaWorld(setting: DemoSetting): DemoWorld<JobWorld<PanoramaEmulatedJob>> {
  const token = setting.random.hex(6);
  return createDemoWorld(setting, {
    idOf: ({ JobId }) => JobId,
    still: stillJobs.map((job) => toJob(setting.clock, job.JobId.replace('import-', ''), job, token)),
    moving: [{ runSeconds, toJobs: (run) => [toMovingJob(run, token)] }],
    errors: awsErrors,
    ids: {
      first: 'import-people-counter',
      throttled: 'import-throttled',
      denied: 'import-denied',
      unknown: 'import-unknown',
    },
  });
}

/** A job's own members, with dates in seconds since the demo began. */
type SampleJob = (typeof stillJobs)[number];

const runSeconds = 60;

/** PENDING for a minute, then SUCCEEDED. */
function toMovingJob({ number, clock }: DemoRun, token: string): PanoramaEmulatedJob {
  const isDone = toElapsedSeconds(clock) >= runSeconds;
  const job = {
    JobId: number === 0 ? 'import-moving' : `import-moving-${number + 1}`,
    JobType: 'NODE_PACKAGE_VERSION',
    Status: isDone ? 'SUCCEEDED' : 'PENDING',
    StatusMessage: isDone ? 'Package version registered' : '',
    CreatedTime: -10,
    LastUpdatedTime: isDone ? runSeconds : -10,
  };
  return toJob(clock, 'queue-length', job, token);
}

function toJob(clock: DemoClock, packageName: string, job: SampleJob, token: string): PanoramaEmulatedJob {
  const patch = `8f14e45fceea167a5a36dedd4b${token}`;
  return {
    ...withDates(clock, job, /Time$/, (date) => date.getTime() / 1000 + 0.482),
    JobId: job.JobId,
    ClientToken: `example-client-token-${token}`,
    InputConfig: {
      PackageVersionInputConfig: {
        S3Location: {
          BucketName: 'example-panorama-nodes',
          ObjectKey: `${packageName}/2.1/package.tar.gz`,
          Region: 'us-west-2',
        },
      },
    },
    JobTags: [{ ResourceType: 'PACKAGE', Tags: { team: 'retail-vision', env: 'demo' } }],
    // The model requires Output even for a job that has none yet, and the page does not say what it is then. Empty, here.
    Output:
      job.Status === 'SUCCEEDED'
        ? {
            OutputS3Location: {
              BucketName: 'example-panorama-managed-us-west-2',
              ObjectKey: `packages/${packageName}-2.1/${patch.slice(0, 10)}`,
            },
            PackageId: `package-${packageName}`,
            PackageVersion: '2.1',
            PatchVersion: patch,
          }
        : {},
    OutputConfig: {
      PackageVersionOutputConfig: { MarkLatest: true, PackageName: packageName, PackageVersion: '2.1' },
    },
  };
}
