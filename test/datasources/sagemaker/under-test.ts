import { createSageMakerEmulator, type EmulatedTrainingJob } from '../../../emulators/sagemaker/emulator.ts';
import { refused, type ProviderUnderTest, type StatusRow } from '../../conformance/provider-under-test.ts';
import { toWordRows } from '../../conformance/statuses.ts';
import { awsCredentials } from '../ask-whole.ts';
import { toEpochSecondsCases, toIntegerCases, toRefused } from '../aws.ts';
import { failures } from './failures.ts';
import { generatedJobs } from './generated-jobs.ts';
import { hostileAnswers } from './hostile-answers.ts';
import { samples } from './samples.ts';
import { toJob, toKey as toPlainKey, toSource } from './trainings.ts';

const oddKeys = [
  'Zq',
  'Q9',
  'A--b',
  'x'.repeat(63),
  `a${'-'.repeat(61)}b`,
  'CHURN-000008',
  'constructor',
  '1e5',
  '007',
];
const toKey = (index: number): string => oddKeys[index] ?? toPlainKey(index);

/** Every status, and two rows of an older form, which do not say how their jobs stand. */
const listed = (
  [
    { TrainingJobStatus: 'InProgress', SecondaryStatus: 'Pending', TrainingEndTime: undefined },
    { TrainingJobStatus: 'InProgress', SecondaryStatus: 'Training', TrainingStartTime: 1_795_305_700 },
    { TrainingJobStatus: 'InProgress', SecondaryStatus: undefined, HyperParameters: { api_token: 's3cr3t-value' } },
    { FinalMetricDataList: [{ MetricName: 'auc', Value: 0.5 }] },
    { TrainingJobStatus: 'Failed', SecondaryStatus: 'Failed', FailureReason: 'ClientError: no data' },
    { TrainingJobStatus: 'Failed', SecondaryStatus: undefined, TrainingEndTime: undefined },
    { TrainingJobStatus: 'Stopping', SecondaryStatus: 'Stopping' },
    { TrainingJobStatus: 'Deleting', SecondaryStatus: undefined },
    { TrainingJobStatus: 'Stopped', SecondaryStatus: undefined },
    { TrainingJobStatus: 'Stopped', SecondaryStatus: 'MaxRuntimeExceeded' },
    { TrainingJobStatus: undefined, SecondaryStatus: undefined, CreationTime: undefined },
  ] as readonly Partial<EmulatedTrainingJob>[]
).map((more, index) => {
  // Some were created at one moment.
  const job = toJob(index, { CreationTime: 1_795_305_600 + Math.floor(index / 2), ...more });
  return { key: toPlainKey(index), job };
});

const toRequest = (operation: string, body: object) => ({
  operation,
  method: 'POST',
  path: '/',
  headers: { 'content-type': 'application/x-amz-json-1.1', 'x-amz-target': `SageMaker.${operation}` },
  body: JSON.stringify(body),
});
const list = (more: object = {}) =>
  toRequest('ListTrainingJobs', { SortBy: 'CreationTime', SortOrder: 'Descending', MaxResults: 100, ...more });

export const sagemaker: ProviderUnderTest<EmulatedTrainingJob> = {
  name: 'sagemaker',
  provider: 'SAGEMAKER',
  typeName: 'SageMakerTrainingJob',
  sourceName: 'training',
  toSource,
  startEmulator: (jobs, settings) => createSageMakerEmulator({ credentials: awsCredentials, jobs, ...settings }),
  keys: {
    good: 'churn-2026-11-22',
    ill: 'churn-ill',
    unseen: 'churn-unseen',
    pattern: /^[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?$/,
    toKey,
    malformed: [
      ...['-', '-a', 'a-', 'a_b', 'a.b', 'a/b', 'a:b', 'a b', 'é', 'x'.repeat(64), `a${'-'.repeat(63)}`],
      'arn:aws:sagemaker:us-east-1:123456789012:training-job/a',
    ],
    spellings: { none: 'A key has one spelling: its letters are told apart by case.' },
    rootField: 'sageMakerTrainingJob',
    toArguments: (name) => ({ name }),
  },
  requests: {
    operations: { DescribeTrainingJob: 'POST', ListTrainingJobs: 'POST' },
    toDescribe: ([TrainingJobName]) => toRequest('DescribeTrainingJob', { TrainingJobName }),
    others: [
      { name: 'a list', query: '{ jobs { nodes { id } } }', requests: [list()] },
      {
        name: 'a list between two times, the first of which is asked for a millisecond early',
        query:
          '{ jobs(filter: { createdAfter: "2026-11-22T00:00:00Z", createdBefore: "2026-11-23T00:00:00.250Z" }) { nodes { id } } }',
        requests: [list({ CreationTimeAfter: 1_795_305_599.999, CreationTimeBefore: 1_795_392_000.25 })],
      },
      {
        name: 'a list since 1970',
        query: '{ jobs(filter: { createdAfter: "1970-01-01T00:00:00Z" }) { nodes { id } } }',
        requests: [list({ CreationTimeAfter: 0 })],
      },
    ],
    origin: 'https://api.sagemaker.us-east-1.amazonaws.com',
    ...toRefused(toSource, 'eu-west-1'),
  },
  answers: {
    protocol: 'json',
    toBody: (key) => JSON.stringify(toGoodJob(key)),
    unread: ['InputDataConfig.0.DataSource.S3DataSource.S3DataDistributionType'],
    samples,
    generated: generatedJobs,
    hostile: hostileAnswers,
    values: [
      ...toEpochSecondsCases('CreationTime', 'createdAt'),
      ...toIntegerCases('TrainingTimeInSeconds', 'trainingSeconds'),
      ...['0.0625', '-1.5', '0', '1E2'].map((to) => toValue(to, Number(to))),
      ...['"NaN"', '"Infinity"', '"-Infinity"', 'null'].map((to) => toValue(to, null)),
      ...['"7"', '"nan"', '""', 'true', '1e400'].map((to) => toValue(to, refused)),
      toStep('9007199254740991', '9007199254740991'),
      toStep('9007199254740993', refused),
      toStep('1.5', refused),
      { name: 'no reason', from: /"FailureReason":"[^"]*"/, to: '"x":1', field: 'statusMessage', is: 'Failed' },
      {
        name: 'a reason without a code',
        from: /(?<="FailureReason":")[^"]*/,
        to: 'It failed',
        field: 'failures',
        is: [{ code: 'Failed', message: 'It failed', subject: null }],
      },
      { name: 'no image', from: '"TrainingImage"', to: '"x"', field: 'containers', is: null },
      { name: 'an argument that is a number', from: '"s3cr3t-argument"', to: '7', field: 'containers', is: refused },
      {
        name: 'a variable that is a number',
        from: '"s3cr3t-key"',
        to: '7',
        field: 'environmentVariables',
        is: refused,
      },
    ],
    secrets: { areProtected: true },
    text: { place: /(?<="S3OutputPath":")[^"]*/, field: 'outputPath' },
  },
  statuses: {
    words: ['InProgress', 'Completed', 'Failed', 'Stopping', 'Stopped', 'Deleting'],
    rows: [
      ...toWordRows(
        {
          InProgress: 'RUNNING',
          Completed: 'SUCCEEDED',
          Failed: 'FAILED',
          Stopping: 'CANCELLING',
          Deleting: 'CANCELLING',
          Stopped: 'CANCELLED',
        },
        toStatusWire,
      ),
      toDerivedRow('InProgress', 'Starting', 'QUEUED'),
      toDerivedRow('InProgress', 'Pending', 'QUEUED'),
      toDerivedRow('Stopped', 'MaxRuntimeExceeded', 'TIMED_OUT'),
      toDerivedRow('Stopped', 'MaxWaitTimeExceeded', 'TIMED_OUT'),
      // These decide nothing.
      toPlainRow('InProgress', 'Interrupted', 'RUNNING'),
      toPlainRow('InProgress', 'MaxRuntimeExceeded', 'RUNNING'),
      toPlainRow('Stopped', 'SomethingNew', 'CANCELLED'),
      toPlainRow('Completed', 'Starting', 'SUCCEEDED'),
      toPlainRow('Failed', 'MaxRuntimeExceeded', 'FAILED'),
    ],
    toWire: toStatusWire,
    moves: ['InProgress and Pending', 'InProgress', 'Completed'],
    progress: { none: 'SageMaker does not count the work of a job, so there is no progress.' },
  },
  lists: {
    operation: 'ListTrainingJobs',
    operations: ['ListTrainingJobs'],
    tokenOf: ({ body }) => (JSON.parse(body) as { readonly NextToken?: string }).NextToken ?? null,
    rowFacts: ['providerJobId', 'name', 'definition', 'createdAt', 'updatedAt', 'progress', 'consoleUrl', 'arn'],
    // The one that was cancelled is of an older form.
    saysEnd: (status) => status !== 'CANCELLED',
    jobs: listed,
    toJob: (index) => ({ key: toPlainKey(index), job: toJob(index) }),
    maxPageSize: 100,
    toPage: (keys, next) =>
      JSON.stringify({
        TrainingJobSummaries: keys.map((TrainingJobName) => ({
          TrainingJobName,
          ...{ TrainingJobStatus: 'InProgress', SecondaryStatus: 'Training', CreationTime: 1_795_305_600 },
        })),
        ...(next === null ? {} : { NextToken: next }),
      }),
    illKeys: ['', '-a', 'a-', 'a b', 'a/b', '../../admin', 'x'.repeat(64), 'é'],
  },
  batches: { none: 'SageMaker has no read of jobs by a list of names that needs no further permission.' },
  errors: { requestIdHeader: 'x-amzn-RequestId', cases: failures },
};

/** A job that failed, with every member. */
function toGoodJob(key: string): object {
  return {
    TrainingJobName: key,
    TrainingJobArn: `arn:aws:sagemaker:us-east-1:123456789012:training-job/${key}`,
    TuningJobArn: 'arn:tuning',
    LabelingJobArn: 'arn:labeling',
    AutoMLJobArn: 'arn:automl',
    ModelArtifacts: { S3ModelArtifacts: 's3://acme-ml/model.tar.gz' },
    TrainingJobStatus: 'Failed',
    SecondaryStatus: 'Failed',
    FailureReason: 'AlgorithmError: exit code: 1',
    HyperParameters: { api_token: 's3cr3t-parameter' },
    AlgorithmSpecification: {
      TrainingImage: 'acme.example/ml/churn:3',
      AlgorithmName: 'forest',
      TrainingInputMode: 'File',
      ContainerEntrypoint: ['python'],
      ContainerArguments: ['s3cr3t-argument'],
    },
    RoleArn: 'arn:role',
    InputDataConfig: [
      {
        ChannelName: 'train',
        DataSource: {
          S3DataSource: {
            S3DataType: 'S3Prefix',
            S3Uri: 's3://acme-ml/in/',
            S3DataDistributionType: 'FullyReplicated',
          },
          FileSystemDataSource: { FileSystemId: 'fs-1', DirectoryPath: '/data', FileSystemType: 'EFS' },
        },
        ContentType: 'text/csv',
      },
    ],
    OutputDataConfig: { S3OutputPath: 's3://acme-ml/é' },
    ResourceConfig: {
      InstanceType: 'ml.m5.large',
      InstanceCount: 1,
      VolumeSizeInGB: 30,
      InstanceGroups: [{ InstanceGroupName: 'a', InstanceType: 'ml.m5.large', InstanceCount: 2 }],
    },
    StoppingCondition: { MaxRuntimeInSeconds: 3600, MaxWaitTimeInSeconds: 7200, MaxPendingTimeInSeconds: 7300 },
    CreationTime: 1_795_305_600.123,
    TrainingStartTime: 1_795_305_700,
    TrainingEndTime: 1_795_305_800,
    LastModifiedTime: 1_795_305_801.5,
    SecondaryStatusTransitions: [
      { Status: 'Failed', StartTime: 1_795_305_800, EndTime: 1_795_305_800, StatusMessage: 'Failed' },
    ],
    FinalMetricDataList: [{ MetricName: 'auc', Value: 0.5, Timestamp: 1_795_305_799 }],
    EnableNetworkIsolation: false,
    EnableManagedSpotTraining: true,
    CheckpointConfig: { S3Uri: 's3://acme-ml/checkpoints' },
    TrainingTimeInSeconds: 100,
    BillableTimeInSeconds: 40,
    ExperimentConfig: { ExperimentName: 'churn', TrialName: 'first' },
    Environment: { WANDB_API_KEY: 's3cr3t-key' },
    RetryStrategy: { MaximumRetryAttempts: 2 },
    ServerlessJobConfig: { JobType: 'FineTuning' },
    ProgressInfo: { CurrentStep: 1, TotalStepCountPerEpoch: 2, CurrentEpoch: 3, MaxEpoch: 4 },
  };
}

function toStatusWire(TrainingJobName: string, TrainingJobStatus: string | null) {
  return { body: JSON.stringify({ TrainingJobName, TrainingJobStatus, LastModifiedTime: 1_795_305_600 }) };
}

function toPlainRow(word: string, secondary: string, status: string): StatusRow {
  return {
    name: `${word} and ${secondary}`,
    toWire: (TrainingJobName) => ({
      body: JSON.stringify({
        ...{ TrainingJobName, TrainingJobStatus: word, SecondaryStatus: secondary },
        LastModifiedTime: 1_795_305_600,
      }),
    }),
    status,
    rawStatus: word,
    statusSource: 'PROVIDER',
  };
}

function toDerivedRow(word: string, secondary: string, status: string): StatusRow {
  return { ...toPlainRow(word, secondary, status), statusSource: 'DERIVED' };
}

function toValue(to: string, is: unknown) {
  return {
    name: `Value: ${to}`,
    from: /(?<="Value":)[0-9.]+/,
    to,
    field: 'metrics',
    is: is === refused ? refused : [{ name: 'auc', value: is, at: '2026-11-22T00:03:19.000Z' }],
  };
}

function toStep(to: string, is: unknown) {
  return {
    name: `CurrentStep: ${to}`,
    from: /(?<="CurrentStep":)[0-9]+/,
    to,
    field: 'steps.currentStep',
    is,
  };
}
