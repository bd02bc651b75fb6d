import { awsErrors } from '../kit/aws-forms.ts';
import { createDemoWorld, type DemoWorld } from '../kit/demo-world.ts';
import type { JsonObject } from '../kit/json.ts';
import { toElapsedSeconds, withDates, type DemoClock, type DemoRun, type DemoSetting } from '../kit/moment.ts';
import { defineDemo, demoAwsKeys, inAccount } from '../kit/provider-demo.ts';
import { createSageMakerEmulator, type EmulatedTrainingJob, type SageMakerJobWorld } from './emulator.ts';
import samples from './sample-jobs.json' with { type: 'json' };

/** What SageMaker says of all of them, and what it says of each. */
const { common, jobs: stillJobs } = samples;

const region = 'us-east-1';

export const demo = defineDemo({
  source: 'training',
  settings: { region, credentials: demoAwsKeys, ...inAccount('210987654321', { team: 'research', env: 'dev' }) },
  selection: `secondaryStatus
    resourceConfig { instanceType instanceCount }
    isSpot`,
  protectedSelection: 'hyperParameters { key value } environmentVariables { name value }',
  movingSelection: 'secondaryStatus transitions { status startedAt }',
  createWorld: createSageMakerWorld,
  createEmulator: (options) => createSageMakerEmulator({ ...options, credentials: demoAwsKeys, region }),
});

/** Models that are being trained. */
export function createSageMakerWorld(setting: DemoSetting): DemoWorld<SageMakerJobWorld> {
  return createDemoWorld(setting, {
    idOf: ({ TrainingJobName }) => TrainingJobName,
    still: stillJobs.map((job) => toJob(setting.clock, job)),
    moving: [{ runSeconds: 150, toJobs: (run) => [toMovingJob(run)] }],
    errors: awsErrors,
    ids: { protected: 'ranking-spot', throttled: 'churn-throttled', denied: 'churn-denied', unknown: 'churn-unknown' },
  });
}

/** What a job does, and from which second on. */
const course = [
  ['Starting', 0, 'Launching requested ML instances'],
  ['Downloading', 20, 'Downloading input data'],
  ['Training', 40, 'Training image download completed. Training in progress.'],
  ['Uploading', 130, 'Uploading generated training model'],
  ['Completed', 150, 'Training job completed'],
] as const;

/** Ends well after two and a half minutes. */
function toMovingJob({ number, clock }: DemoRun): EmulatedTrainingJob {
  const begun = course.filter(([, second]) => second <= toElapsedSeconds(clock));
  const [secondaryStatus, changedAt] = begun.at(-1) ?? course[0];
  const hasEnded = secondaryStatus === 'Completed';
  return toJob(clock, {
    TrainingJobName: `churn-nightly-${100 + number}`,
    TrainingJobStatus: hasEnded ? 'Completed' : 'InProgress',
    SecondaryStatus: secondaryStatus,
    CreationTime: -5,
    TrainingStartTime: begun.length > 1 ? course[1][1] : undefined,
    TrainingEndTime: hasEnded ? changedAt : undefined,
    LastModifiedTime: changedAt,
    SecondaryStatusTransitions: begun.map(([Status, StartTime, StatusMessage], index) => ({
      ...{ Status, StartTime, StatusMessage },
      EndTime: begun[index + 1]?.[1],
    })),
  });
}

/** A job's own members, with dates in seconds since the demo began. */
interface SampleJob extends JsonObject {
  readonly TrainingJobName: string;
  readonly CreationTime: number;
  readonly TrainingEndTime?: number | undefined;
}

function toJob(clock: DemoClock, sample: SampleJob): EmulatedTrainingJob {
  const { TrainingJobName, CreationTime, TrainingEndTime } = sample;
  const changed = { LastModifiedTime: TrainingEndTime ?? CreationTime, ...sample };
  return {
    ...common,
    ...withDates(clock, changed, /(?:Time|Timestamp)$/, (date) => date.getTime() / 1000),
    TrainingJobName,
    TrainingJobArn: `arn:aws:sagemaker:${region}:123456789012:training-job/${TrainingJobName}`,
  };
}
