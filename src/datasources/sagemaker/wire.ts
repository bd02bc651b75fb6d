/**
 * SageMaker's answers, unknown → checked. Names are the graph's, but for what the graph does not show as it is.
 * @see https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_DescribeTrainingJob.html
 */
import {
  readEntries,
  readEpochSeconds,
  readInteger,
  readItems,
  readJsonBoolean,
  readNumber,
  readString,
  readStrings,
  readWholeNumber,
  readWord,
  requireString,
  type JsonObject,
} from '../../provider/decode/json-fields.ts';
import { at, listOf, objectOf, orEmpty, shape } from '../../provider/decode/shape.ts';

/** Members that describe and list have in common. */
const summary = {
  trainingJobName: at('TrainingJobName', requireString),
  trainingJobStatus: at('TrainingJobStatus', readString),
  creationTime: at('CreationTime', readEpochSeconds),
  trainingEndTime: at('TrainingEndTime', readEpochSeconds),
  lastModifiedTime: at('LastModifiedTime', readEpochSeconds),
  secondaryStatus: at('SecondaryStatus', readString),
  arn: at('TrainingJobArn', readString),
};
/** Throws `BadAnswer` if a member is mistyped. */
export const readTrainingJobSummary = shape(summary);
/** A row of ListTrainingJobs' answer. */
export type TrainingJobSummary = ReturnType<typeof readTrainingJobSummary>;

const readTransition = shape({
  status: at('Status', requireString),
  startedAt: at('StartTime', readEpochSeconds),
  endedAt: at('EndTime', readEpochSeconds),
  message: at('StatusMessage', readString),
});

const readInput = shape({
  channel: at('ChannelName', readString),
  s3Uri: at('DataSource.S3DataSource.S3Uri', readString),
  s3Type: at('DataSource.S3DataSource.S3DataType', readString),
  fileSystemId: at('DataSource.FileSystemDataSource.FileSystemId', readString),
  directoryPath: at('DataSource.FileSystemDataSource.DirectoryPath', readString),
  fileSystemType: at('DataSource.FileSystemDataSource.FileSystemType', readString),
  contentType: at('ContentType', readString),
});
/** A channel of data. */
export type Input = ReturnType<typeof readInput>;

const readInstanceGroup = shape({
  name: at('InstanceGroupName', readString),
  instanceType: at('InstanceType', readString),
  instanceCount: at('InstanceCount', readInteger),
});

const notFinite: ReadonlySet<unknown> = new Set(['NaN', 'Infinity', '-Infinity']);

const readMetric = shape({
  name: at('MetricName', readString),
  value: (metric: JsonObject) => (notFinite.has(metric['Value']) ? null : readNumber(metric, 'Value')),
  at: at('Timestamp', readEpochSeconds),
});

/** Members that the graph shows as they are. */
const readShown = shape({
  secondaryStatus: summary.secondaryStatus,
  arn: summary.arn,
  transitions: at('SecondaryStatusTransitions', listOf(readTransition)),
  trainingSeconds: at('TrainingTimeInSeconds', readInteger),
  billableSeconds: at('BillableTimeInSeconds', readInteger),
  roleArn: at('RoleArn', readString),
  algorithm: at(
    'AlgorithmSpecification',
    objectOf(
      shape({
        name: at('AlgorithmName', readString),
        image: at('TrainingImage', readString),
        inputMode: at('TrainingInputMode', readString),
      }),
    ),
  ),
  outputPath: at('OutputDataConfig.S3OutputPath', readString),
  modelArtifacts: at('ModelArtifacts.S3ModelArtifacts', readString),
  resourceConfig: at(
    'ResourceConfig',
    objectOf(
      shape({
        instanceType: at('InstanceType', readString),
        instanceCount: at('InstanceCount', readInteger),
        volumeSizeGb: at('VolumeSizeInGB', readInteger),
        instanceGroups: at('InstanceGroups', listOf(readInstanceGroup)),
      }),
    ),
  ),
  maxRuntimeSeconds: at('StoppingCondition.MaxRuntimeInSeconds', readInteger),
  maxWaitSeconds: at('StoppingCondition.MaxWaitTimeInSeconds', readInteger),
  maxPendingSeconds: at('StoppingCondition.MaxPendingTimeInSeconds', readInteger),
  maxRetryAttempts: at('RetryStrategy.MaximumRetryAttempts', readInteger),
  isSpot: at('EnableManagedSpotTraining', readJsonBoolean),
  isNetworkIsolated: at('EnableNetworkIsolation', readJsonBoolean),
  checkpointPath: at('CheckpointConfig.S3Uri', readString),
  metrics: at('FinalMetricDataList', listOf(readMetric)),
  steps: at(
    'ProgressInfo',
    objectOf(
      shape({
        currentStep: at('CurrentStep', readWholeNumber),
        stepsPerEpoch: at('TotalStepCountPerEpoch', readWholeNumber),
        currentEpoch: at('CurrentEpoch', readWholeNumber),
        maxEpochs: at('MaxEpoch', readWholeNumber),
      }),
    ),
  ),
  tuningJobArn: at('TuningJobArn', readString),
  autoMlJobArn: at('AutoMLJobArn', readString),
  labelingJobArn: at('LabelingJobArn', readString),
  experimentName: at('ExperimentConfig.ExperimentName', readString),
  trialName: at('ExperimentConfig.TrialName', readString),
});

/** Throws `BadAnswer` if a member is mistyped. */
export const readTrainingJob = shape({
  ...summary,
  failureReason: at('FailureReason', readString),
  trainingStartTime: at('TrainingStartTime', readEpochSeconds),
  serverlessJobType: at('ServerlessJobConfig.JobType', readString),
  containerEntrypoint: at('AlgorithmSpecification.ContainerEntrypoint', readStrings),
  containerArguments: at('AlgorithmSpecification.ContainerArguments', readStrings),
  environment: at('Environment', readEntries),
  hyperParameters: at('HyperParameters', readEntries),
  inputs: at('InputDataConfig', listOf(readInput)),
  shown: (job: JsonObject) => readShown(job),
});
/** A job as DescribeTrainingJob answers it. */
export type TrainingJob = ReturnType<typeof readTrainingJob>;

/** @see https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_ListTrainingJobs.html */
export const readTrainingJobPage = shape({
  jobs: at('TrainingJobSummaries', orEmpty(readItems)),
  next: at('NextToken', readWord),
});
