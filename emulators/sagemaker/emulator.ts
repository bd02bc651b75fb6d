/**
 * Amazon SageMaker's training jobs on loopback.
 * https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_ListTrainingJobs.html
 */
import { createAwsJsonEmulator, type AwsJsonInput } from '../kit/aws-json.ts';
import { toEmulatedError, type Emulator, type EmulatorOptions, type JobWorld } from '../kit/emulator.ts';
import { pickMembers, type JsonObject } from '../kit/json.ts';
import { sortNewestFirst, toPageAnswer } from '../kit/paging.ts';

/** A job as DescribeTrainingJob answers it. */
export interface EmulatedTrainingJob extends JsonObject {
  readonly TrainingJobName: string;
  /** Epoch seconds. Lists are ordered by it. */
  readonly CreationTime?: number;
}

/** The names of jobs are the ids that `describe` takes. */
export type SageMakerJobWorld = JobWorld<EmulatedTrainingJob>;

const rowMembers = [
  'TrainingJobName',
  'TrainingJobArn',
  'CreationTime',
  'TrainingEndTime',
  'LastModifiedTime',
  'TrainingJobStatus',
  'SecondaryStatus',
];

const invalid = toEmulatedError('ValidationException', 'The input is not valid');

/** Starts the emulator. Default region: us-east-1. */
export function createSageMakerEmulator(options: EmulatorOptions<SageMakerJobWorld>): Promise<Emulator> {
  const { jobs } = options;
  return createAwsJsonEmulator(
    {
      version: '1.1',
      signingName: 'sagemaker',
      targetPrefix: 'SageMaker.',
      operations: {
        DescribeTrainingJob: {
          toId: ({ TrainingJobName }) => String(TrainingJobName),
          toAnswer: (input) => describeTrainingJob(jobs, input),
        },
        ListTrainingJobs: { toAnswer: (input) => listTrainingJobs(jobs, input) },
      },
    },
    { region: 'us-east-1', ...options },
  );
}

function describeTrainingJob(jobs: SageMakerJobWorld, { TrainingJobName: name }: AwsJsonInput): object {
  if (typeof name !== 'string' || !/^[A-Za-z0-9](-*[A-Za-z0-9]){0,62}$/.test(name)) return invalid;
  const job = jobs.describe(name);
  // Not the ResourceNotFound of the model.
  if (job === undefined) return toEmulatedError('ValidationException', 'Requested resource not found.');
  return job;
}

/** By default the oldest first. A status is applied to a page that has been cut already, which may be empty then. */
function listTrainingJobs(jobs: SageMakerJobWorld, input: AwsJsonInput): object {
  const { MaxResults: size, NextToken: token, SortBy, SortOrder = 'Ascending', StatusEquals } = input;
  const { CreationTimeAfter: after = -Infinity, CreationTimeBefore: before = Infinity } = input;
  if (SortBy !== 'CreationTime' && SortBy !== undefined) return invalid;
  if (SortOrder !== 'Ascending' && SortOrder !== 'Descending') return invalid;
  if (typeof after !== 'number' || typeof before !== 'number') return invalid;
  const nameOf = ({ TrainingJobName }: EmulatedTrainingJob): string => TrainingJobName;
  const asked = jobs.list().filter(({ CreationTime: at = 0 }) => at > after && at < before);
  const newestFirst = sortNewestFirst(asked, ({ CreationTime }) => CreationTime, nameOf);
  return toPageAnswer(
    SortOrder === 'Descending' ? newestFirst : newestFirst.toReversed(),
    nameOf,
    { size: JSON.stringify(size), max: 100, byDefault: 10, token, refuse: () => invalid },
    (page, NextToken) => ({
      TrainingJobSummaries: page
        .filter((job) => StatusEquals === undefined || job['TrainingJobStatus'] === StatusEquals)
        .map((job) => pickMembers(job, rowMembers)),
      NextToken,
    }),
  );
}
