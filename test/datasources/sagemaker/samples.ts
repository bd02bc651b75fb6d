import type { Sample } from '../../conformance/provider-under-test.ts';

/** A spot job under way, with tokens among its hyperparameters, arguments and variables. */
const running =
  '{"TrainingJobName":"churn-2026-11-22","TrainingJobArn":"arn:aws:sagemaker:us-east-1:123456789012:training-job/churn-2026-11-22","ModelArtifacts":{"S3ModelArtifacts":"s3://acme-ml/churn-2026-11-22/output/model.tar.gz"},"TrainingJobStatus":"InProgress","SecondaryStatus":"Training","HyperParameters":{"epochs":"20","api_token":"s3cr3t-value"},"AlgorithmSpecification":{"TrainingImage":"123456789012.dkr.ecr.us-east-1.amazonaws.com/ml/churn:3","TrainingInputMode":"File","ContainerEntrypoint":["python","train.py"],"ContainerArguments":["--token=s3cr3t-value"]},"RoleArn":"arn:aws:iam::123456789012:role/ml","InputDataConfig":[{"ChannelName":"train","DataSource":{"S3DataSource":{"S3DataType":"S3Prefix","S3Uri":"s3://acme-ml/in/","S3DataDistributionType":"FullyReplicated"}},"ContentType":"text/csv"}],"OutputDataConfig":{"S3OutputPath":"s3://acme-ml"},"ResourceConfig":{"InstanceType":"ml.m5.large","InstanceCount":1,"VolumeSizeInGB":30},"StoppingCondition":{"MaxRuntimeInSeconds":3600,"MaxWaitTimeInSeconds":7200},"CreationTime":1795305600.123,"TrainingStartTime":1795305700,"LastModifiedTime":1795305760.5,"SecondaryStatusTransitions":[{"Status":"Starting","StartTime":1795305600.2,"EndTime":1795305700,"StatusMessage":"Launching requested ML instances"},{"Status":"Training","StartTime":1795305700,"StatusMessage":"Training image download completed. Training in progress."}],"EnableManagedSpotTraining":true,"CheckpointConfig":{"S3Uri":"s3://acme-ml/checkpoints"},"Environment":{"WANDB_API_KEY":"s3cr3t-value"}}';

/** One whose script failed. */
const failed =
  '{"TrainingJobName":"churn-2026-11-21","TrainingJobArn":"arn:aws:sagemaker:us-east-1:123456789012:training-job/churn-2026-11-21","ModelArtifacts":{"S3ModelArtifacts":"s3://acme-ml/churn-2026-11-21/output/model.tar.gz"},"TrainingJobStatus":"Failed","SecondaryStatus":"Failed","FailureReason":"AlgorithmError: ExecuteUserScriptError: Command \\"python train.py\\", exit code: 1","AlgorithmSpecification":{"AlgorithmName":"arn:aws:sagemaker:us-east-1:123456789012:algorithm/churn-forest","TrainingInputMode":"Pipe"},"StoppingCondition":{"MaxRuntimeInSeconds":3600},"CreationTime":1795219200.5,"TrainingStartTime":1795219300,"TrainingEndTime":1795219410,"LastModifiedTime":1795219411.25,"SecondaryStatusTransitions":[{"Status":"Failed","StartTime":1795219410,"EndTime":1795219410,"StatusMessage":"Training job failed"}],"TrainingTimeInSeconds":110,"BillableTimeInSeconds":110,"HyperParameters":{}}';

/** A serverless one that waits: a start before the work began is none. */
const pending =
  '{"TrainingJobName":"llm","TrainingJobStatus":"InProgress","SecondaryStatus":"Pending","CreationTime":1795305600,"TrainingStartTime":1795305601,"TrainingEndTime":1795305602,"FailureReason":"","ServerlessJobConfig":{"JobType":"FineTuning"},"AlgorithmSpecification":{"AlgorithmName":"","TrainingImage":""},"SecondaryStatusTransitions":[{"Status":"Pending","StatusMessage":"No capacity"},{"Status":"Pending","StatusMessage":""}],"ProgressInfo":{"CurrentStep":9007199254740991,"TotalStepCountPerEpoch":400,"CurrentEpoch":0,"MaxEpoch":3},"InputDataConfig":[{"ChannelName":"files","DataSource":{"FileSystemDataSource":{"FileSystemId":"fs-1","DirectoryPath":"/data","FileSystemType":"EFS"}}},{"ChannelName":"elsewhere","DataSource":{"DatasetSource":{"DatasetArn":"arn"}}}],"FinalMetricDataList":[{"MetricName":"loss","Value":"NaN","Timestamp":1795305600},{"MetricName":"auc","Value":0.5}],"ResourceConfig":{"VolumeSizeInGB":0,"InstanceGroups":[{"InstanceGroupName":"a","InstanceType":"ml.p5.48xlarge","InstanceCount":2}]}}';

const nothing = {
  kind: null,
  definition: null,
  arn: null,
  secondaryStatus: null,
  transitions: null,
  trainingSeconds: null,
  billableSeconds: null,
  roleArn: null,
  algorithm: null,
  containers: null,
  environmentVariables: null,
  hyperParameters: null,
  inputs: null,
  outputPath: null,
  modelArtifacts: null,
  resourceConfig: null,
  maxRuntimeSeconds: null,
  maxWaitSeconds: null,
  maxPendingSeconds: null,
  maxRetryAttempts: null,
  isSpot: null,
  isNetworkIsolated: null,
  checkpointPath: null,
  metrics: null,
  steps: null,
  tuningJobArn: null,
  autoMlJobArn: null,
  labelingJobArn: null,
  experimentName: null,
  trialName: null,
};
const image = '123456789012.dkr.ecr.us-east-1.amazonaws.com/ml/churn:3';

export const samples: readonly Sample[] = [
  {
    name: 'a spot job under way',
    key: 'churn-2026-11-22',
    wire: { body: running },
    job: {
      ...nothing,
      name: 'churn-2026-11-22',
      kind: 'churn',
      status: 'RUNNING',
      rawStatus: 'InProgress',
      statusSource: 'PROVIDER',
      statusMessage: 'Training image download completed. Training in progress.',
      createdAt: '2026-11-22T00:00:00.123Z',
      startedAt: '2026-11-22T00:01:40.000Z',
      updatedAt: '2026-11-22T00:02:40.500Z',
      arn: 'arn:aws:sagemaker:us-east-1:123456789012:training-job/churn-2026-11-22',
      secondaryStatus: 'Training',
      transitions: [
        {
          status: 'Starting',
          startedAt: '2026-11-22T00:00:00.200Z',
          endedAt: '2026-11-22T00:01:40.000Z',
          message: 'Launching requested ML instances',
        },
        {
          status: 'Training',
          startedAt: '2026-11-22T00:01:40.000Z',
          endedAt: null,
          message: 'Training image download completed. Training in progress.',
        },
      ],
      roleArn: 'arn:aws:iam::123456789012:role/ml',
      algorithm: { name: null, image, inputMode: 'File' },
      containers: [
        {
          name: null,
          image,
          command: ['python', 'train.py', '--token=s3cr3t-value'],
          exitCode: null,
          reason: null,
          logStreamName: null,
        },
      ],
      environmentVariables: [
        { name: 'WANDB_API_KEY', value: 's3cr3t-value', valueFrom: null, type: null, container: null },
      ],
      hyperParameters: [
        { key: 'api_token', value: 's3cr3t-value' },
        { key: 'epochs', value: '20' },
      ],
      inputs: [{ channel: 'train', location: 's3://acme-ml/in/', type: 'S3Prefix', contentType: 'text/csv' }],
      outputPath: 's3://acme-ml',
      modelArtifacts: 's3://acme-ml/churn-2026-11-22/output/model.tar.gz',
      resourceConfig: { instanceType: 'ml.m5.large', instanceCount: 1, volumeSizeGb: 30, instanceGroups: null },
      maxRuntimeSeconds: 3600,
      maxWaitSeconds: 7200,
      isSpot: true,
      checkpointPath: 's3://acme-ml/checkpoints',
    },
  },
  {
    name: 'a job whose script failed',
    key: 'churn-2026-11-21',
    wire: { body: failed },
    job: {
      ...nothing,
      name: 'churn-2026-11-21',
      kind: 'churn-forest',
      status: 'FAILED',
      rawStatus: 'Failed',
      statusSource: 'PROVIDER',
      statusMessage: 'AlgorithmError: ExecuteUserScriptError: Command "python train.py", exit code: 1',
      createdAt: '2026-11-21T00:00:00.500Z',
      startedAt: '2026-11-21T00:01:40.000Z',
      updatedAt: '2026-11-21T00:03:31.250Z',
      endedAt: '2026-11-21T00:03:30.000Z',
      failures: [
        {
          code: 'AlgorithmError',
          message: 'AlgorithmError: ExecuteUserScriptError: Command "python train.py", exit code: 1',
          subject: null,
        },
      ],
      arn: 'arn:aws:sagemaker:us-east-1:123456789012:training-job/churn-2026-11-21',
      secondaryStatus: 'Failed',
      transitions: [
        {
          status: 'Failed',
          startedAt: '2026-11-21T00:03:30.000Z',
          endedAt: '2026-11-21T00:03:30.000Z',
          message: 'Training job failed',
        },
      ],
      trainingSeconds: 110,
      billableSeconds: 110,
      algorithm: {
        name: 'arn:aws:sagemaker:us-east-1:123456789012:algorithm/churn-forest',
        image: null,
        inputMode: 'Pipe',
      },
      hyperParameters: [],
      modelArtifacts: 's3://acme-ml/churn-2026-11-21/output/model.tar.gz',
      maxRuntimeSeconds: 3600,
    },
  },
  {
    name: 'a serverless job that waits for capacity',
    key: 'llm',
    wire: { body: pending },
    job: {
      ...nothing,
      name: 'llm',
      kind: 'FineTuning',
      status: 'QUEUED',
      rawStatus: 'InProgress',
      statusSource: 'DERIVED',
      statusMessage: 'No capacity',
      createdAt: '2026-11-22T00:00:00.000Z',
      secondaryStatus: 'Pending',
      transitions: [
        { status: 'Pending', startedAt: null, endedAt: null, message: 'No capacity' },
        { status: 'Pending', startedAt: null, endedAt: null, message: '' },
      ],
      algorithm: { name: '', image: '', inputMode: null },
      inputs: [
        { channel: 'files', location: 'fs-1:/data', type: 'EFS', contentType: null },
        { channel: 'elsewhere', location: null, type: null, contentType: null },
      ],
      resourceConfig: {
        instanceType: null,
        instanceCount: null,
        volumeSizeGb: 0,
        instanceGroups: [{ name: 'a', instanceType: 'ml.p5.48xlarge', instanceCount: 2 }],
      },
      metrics: [
        { name: 'loss', value: null, at: '2026-11-22T00:00:00.000Z' },
        { name: 'auc', value: 0.5, at: null },
      ],
      steps: { currentStep: '9007199254740991', stepsPerEpoch: '400', currentEpoch: '0', maxEpochs: '3' },
    },
  },
  {
    name: 'a job that was stopped at its limit',
    key: 'a--b',
    wire: {
      body: '{"TrainingJobName":"a--b","TrainingJobStatus":"Stopped","SecondaryStatus":"MaxWaitTimeExceeded","LastModifiedTime":1795305600}',
    },
    job: {
      ...nothing,
      name: 'a--b',
      status: 'TIMED_OUT',
      rawStatus: 'Stopped',
      statusSource: 'DERIVED',
      updatedAt: '2026-11-22T00:00:00.000Z',
      endedAt: '2026-11-22T00:00:00.000Z',
      failures: [{ code: 'MaxWaitTimeExceeded', message: null, subject: null }],
      secondaryStatus: 'MaxWaitTimeExceeded',
    },
  },
  {
    name: 'a job of which the answer says nothing more',
    key: 'Z',
    wire: { body: '{"TrainingJobName":"Z"}' },
    job: { ...nothing, name: 'Z', status: 'UNKNOWN', rawStatus: null, statusSource: 'NOT_REPORTED' },
  },
];
