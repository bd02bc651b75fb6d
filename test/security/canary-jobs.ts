/** Jobs of the providers that many teams run, with the marker in every secret. */
import { toLogFile } from '../../emulators/githubactions/emulator-storage.ts';
import type { CanaryJob } from './canary-world.ts';
import { marker } from './marker.ts';

const uuid = 'f4f4ff82-2d11-4a2b-8c3d-0123456789ab';
const region = 'us-east-1';
const accountId = '123456789012';

/** By the type and the path from the job; of a list, one for each entry. */
export const secretsOfJobs: Readonly<Record<string, unknown>> = {
  'AwsBatchJob.containers.command': [['load', `--password=${marker}`]],
  'AwsBatchJob.environmentVariables.value': [`${marker}-environment`, null],
  'AwsBatchJob.parameters': [{ key: 'password', value: `${marker}-parameter` }],
  'CodeBuildBuild.buildspec': `version: 0.2 # ${marker}`,
  'CodeBuildBuild.environmentVariables.value': [`${marker}-environment`, null],
  'CodeBuildBuild.exportedEnvironmentVariables.value': [`${marker}-exported`],
  'CodeBuildBuild.debugSessionTarget': `${marker}-session`,
  'StepFunctionsExecution.inputJson': `{"token":"${marker}"}`,
  'StepFunctionsExecution.outputJson': `{"token":"${marker}-output"}`,
  'StepFunctionsExecution.redriveStatusReason': `${marker} may not be run again`,
  'StepFunctionsExecution.error': `${marker} error`,
  'StepFunctionsExecution.cause': `${marker} caused it`,
  'GlueJobRun.arguments': [{ key: '--password', value: `${marker}-argument` }],
  'GlueJobRun.securityConfiguration': `${marker}-configuration`,
  'GlueJobRun.sessionPolicyJson': `{"Sid":"${marker}"}`,
  'SageMakerTrainingJob.hyperParameters': [{ key: 'api_token', value: `${marker}-parameter` }],
  'SageMakerTrainingJob.containers.command': [['load', `--password=${marker}`]],
  'SageMakerTrainingJob.environmentVariables.value': [`${marker}-environment`],
  'S3BatchJob.userArguments': [{ key: 'token', value: `${marker}-argument` }],
  'CloudRunExecution.creator': `${marker}-person`,
  'CloudRunExecution.containers.command': [['load', `--password=${marker}`]],
  'CloudRunExecution.environmentVariables.value': [`${marker}-environment`, null],
  'DatabricksJobRun.creatorUserName': `${marker}-user`,
  'DatabricksJobRun.jobParameters': [{ key: 'password', value: `${marker}-parameter` }],
  'DatabricksJobRun.overridingParametersJson': `{"notebook_params":{"password":"${marker}"}}`,
  'AirflowDagRun.confJson': `{"token":"${marker}"}`,
  'AirflowDagRun.note': `${marker} was noted`,
  'AirflowDagRun.triggeringUserName': `${marker}-user`,
  'GitHubActionsRun.commitAuthorName': `Ada ${marker}`,
  'GitHubActionsRun.commitAuthorEmail': `${marker}@example.com`,
  'GitHubActionsRun.actor': `${marker}-actor`,
  'GitHubActionsRun.triggeringActor': `${marker}-trigger`,
  'KubernetesJob.containers.command': [['load', `--password=${marker}`]],
  'KubernetesJob.environmentVariables.value': [`${marker}-environment`, null],
};

const textOf = (path: string): string => secretsOfJobs[path] as string;
const command = ['load', `--password=${marker}`];
const plain = { name: 'DB_PASSWORD', value: `${marker}-environment` };

const batchJob = {
  jobId: uuid,
  jobName: 'load',
  jobQueue: `arn:aws:batch:${region}:${accountId}:job-queue/nightly`,
  jobDefinition: 'load:7',
  status: 'SUCCEEDED',
  createdAt: 1_795_305_600_123,
  parameters: { password: `${marker}-parameter` },
  container: {
    ...{ image: 'load:7', command, environment: [plain], secrets: [{ name: 'API_KEY', valueFrom: 'api' }] },
    logStreamName: 'load/default/canary',
  },
};

const build = {
  id: `web-app:${uuid}`,
  projectName: 'web-app',
  startTime: 1_795_305_600.123,
  buildStatus: 'SUCCEEDED',
  source: { type: 'NO_SOURCE', buildspec: textOf('CodeBuildBuild.buildspec') },
  environment: { environmentVariables: [plain, { name: 'NPM_TOKEN', value: 'npm-token', type: 'PARAMETER_STORE' }] },
  exportedEnvironmentVariables: [{ name: 'IMAGE', value: `${marker}-exported` }],
  debugSession: { sessionEnabled: true, sessionTarget: textOf('CodeBuildBuild.debugSessionTarget') },
};

const execution = {
  executionArn: `arn:aws:states:${region}:${accountId}:execution:orders:canary`,
  stateMachineArn: `arn:aws:states:${region}:${accountId}:stateMachine:orders`,
  name: 'canary',
  status: 'FAILED',
  startDate: 1_795_305_600.511,
  stopDate: 1_795_305_612.093,
  input: textOf('StepFunctionsExecution.inputJson'),
  output: textOf('StepFunctionsExecution.outputJson'),
  error: textOf('StepFunctionsExecution.error'),
  cause: textOf('StepFunctionsExecution.cause'),
  redriveStatus: 'NOT_REDRIVABLE',
  redriveStatusReason: textOf('StepFunctionsExecution.redriveStatusReason'),
};

const glueRun = {
  Id: 'jr_canary',
  JobName: 'nightly etl',
  JobRunState: 'FAILED',
  StartedOn: 1_795_305_600.051,
  Arguments: { '--password': `${marker}-argument` },
  SecurityConfiguration: textOf('GlueJobRun.securityConfiguration'),
  ExecutionRoleSessionPolicy: textOf('GlueJobRun.sessionPolicyJson'),
};

const training = {
  TrainingJobName: 'canary',
  TrainingJobStatus: 'Completed',
  SecondaryStatus: 'Completed',
  CreationTime: 1_795_305_600.123,
  AlgorithmSpecification: {
    TrainingImage: 'load:7',
    ContainerEntrypoint: ['load'],
    ContainerArguments: command.slice(1),
  },
  Environment: { DB_PASSWORD: plain.value },
  HyperParameters: { api_token: `${marker}-parameter` },
};

const objectJob = {
  JobId: 'canary',
  Status: 'Active',
  Operation: { LambdaInvoke: { UserArguments: [{ key: 'token', value: `${marker}-argument` }] } },
};

const databricksRun = {
  run_id: '455644833',
  status: { state: 'RUNNING' },
  creator_user_name: `${marker}-user`,
  job_parameters: [{ name: 'password', value: `${marker}-parameter` }],
  overriding_parameters: { notebook_params: { password: marker } },
};

const dagRun = {
  dag_id: 'nightly_load',
  dag_run_id: 'canary',
  state: 'failed',
  run_after: '2026-11-22T06:00:00Z',
  conf: { token: marker },
  note: textOf('AirflowDagRun.note'),
  triggering_user_name: textOf('AirflowDagRun.triggeringUserName'),
};

const run = {
  id: 9_876_543_210,
  name: 'CI',
  display_title: 'Fix the cart',
  status: 'completed',
  conclusion: 'success',
  created_at: '2026-11-22T06:00:00Z',
  repository: { full_name: 'acme/web-app' },
  head_commit: {
    message: 'Fix the cart',
    author: {
      name: textOf('GitHubActionsRun.commitAuthorName'),
      email: textOf('GitHubActionsRun.commitAuthorEmail'),
    },
  },
  actor: { login: textOf('GitHubActionsRun.actor') },
  triggering_actor: { login: textOf('GitHubActionsRun.triggeringActor') },
};

const executionName = 'projects/acme-data/locations/europe-west1/jobs/load/executions/load-canary';
const cloudExecution = {
  name: executionName,
  creator: `${marker}-person`,
  template: {
    containers: [
      {
        name: 'load',
        image: 'load:7',
        command,
        env: [plain, { name: 'API_KEY', valueSource: { secretKeyRef: { secret: 'api', version: '1' } } }],
      },
    ],
  },
};

const clusterJob = {
  metadata: { name: 'load', namespace: 'etl', uid: uuid, creationTimestamp: '2026-11-22T06:00:00Z' },
  spec: {
    template: {
      spec: {
        containers: [
          {
            name: 'load',
            image: 'load:7',
            command,
            env: [plain, { name: 'API_KEY', valueFrom: { secretKeyRef: { name: 'api', key: 'key' } } }],
          },
        ],
      },
    },
  },
};

const pod = {
  metadata: {
    ...{ namespace: 'etl', name: 'load-canary', uid: 'pod', labels: { 'batch.kubernetes.io/controller-uid': uuid } },
    ownerReferences: [{ kind: 'Job', uid: uuid, controller: true }],
  },
  spec: { nodeName: 'node-1', containers: [{ name: 'load' }] },
  status: {
    phase: 'Failed',
    containerStatuses: [{ name: 'load', restartCount: 0, state: { terminated: { exitCode: 1 } }, lastState: {} }],
  },
};

const logEvents = [{ timestamp: 1_795_305_600_200, message: `${marker} in a stream` }];

/** The jobs of these have logs with the marker in each line. */
export const idsOfLogs: readonly string[] = [
  `batch-prod:${uuid}`,
  `ci:acme/web-app/${run.id}`,
  `cluster:etl/load/${uuid}`,
];

export const worldsOfJobs = {
  'batch-prod': {
    provider: 'awsbatch',
    jobs: { ...toWorld({ [uuid]: batchJob }), logs: { find: () => logEvents } },
  },
  builds: { provider: 'codebuild', jobs: toWorld({ [build.id]: build }) },
  flows: { provider: 'stepfunctions', jobs: toWorld({ 'orders:canary': execution }) },
  etl: { provider: 'glue', jobs: toWorld({ 'nightly etl/jr_canary': glueRun }) },
  training: { provider: 'sagemaker', jobs: toWorld({ canary: training }) },
  objects: { provider: 's3batch', jobs: toWorld({ canary: objectJob }) },
  lake: { provider: 'databricks', jobs: toWorld({ '455644833': databricksRun }) },
  europe: { provider: 'cloudrun', jobs: toWorld({ 'load/load-canary': cloudExecution }) },
  airflow: { provider: 'airflow', jobs: toWorld({ 'nightly_load/canary': dagRun }) },
  ci: {
    provider: 'githubactions',
    jobs: {
      ...toWorld({ [`acme/web-app/${run.id}`]: run }),
      jobsOf: () => [{ id: 7, status: 'completed', conclusion: 'failure', completed_at: '2026-11-22T00:00:00Z' }],
      logOf: () => toLogFile(`2026-11-22T00:00:00.0000000Z ${marker} in a file\n`),
    },
    source: { repositories: ['acme/web-app'] },
  },
  cluster: {
    provider: 'kubernetes',
    jobs: {
      ...toWorld({ 'etl/load': clusterJob, [`etl/load/${uuid}`]: clusterJob }),
      pods: () => [pod],
      logOf: () => [{ time: '2026-11-22T00:00:00.000000001Z', text: `${marker} in a pod` }],
    },
  },
} as const;

export const canaryJobs: readonly CanaryJob[] = [
  toJob('AwsBatchJob', `batch-prod:${uuid}`, `awsBatchJob(jobId: "${uuid}")`),
  toJob('CodeBuildBuild', `builds:${build.id}`, `codeBuildBuild(buildId: "${build.id}")`),
  toJob(
    'StepFunctionsExecution',
    'flows:orders:canary',
    'stepFunctionsExecution(stateMachine: "orders", name: "canary")',
  ),
  toJob('GlueJobRun', 'etl:nightly etl/jr_canary', 'glueJobRun(jobName: "nightly etl", runId: "jr_canary")'),
  toJob('SageMakerTrainingJob', 'training:canary', 'sageMakerTrainingJob(name: "canary")'),
  toJob('S3BatchJob', 'objects:canary', 's3BatchJob(jobId: "canary")'),
  toJob('DatabricksJobRun', 'lake:455644833', 'databricksJobRun(runId: "455644833")'),
  toJob('CloudRunExecution', 'europe:load/load-canary', 'cloudRunExecution(job: "load", execution: "load-canary")'),
  toJob('AirflowDagRun', 'airflow:nightly_load/canary', 'airflowDagRun(dagId: "nightly_load", runId: "canary")'),
  toJob(
    'GitHubActionsRun',
    `ci:acme/web-app/${run.id}`,
    `gitHubActionsRun(repository: "acme/web-app", runId: "${run.id}")`,
  ),
  toJob('KubernetesJob', `cluster:etl/load/${uuid}`, 'kubernetesJob(namespace: "etl", name: "load")'),
];

function toWorld<Job>(jobs: Readonly<Record<string, Job>>): {
  readonly describe: (id: string) => Job | undefined;
  readonly list: () => readonly Job[];
} {
  return { describe: (id) => jobs[id], list: () => [...new Set(Object.values(jobs))] };
}

function toJob(typeName: string, id: string, field: string): CanaryJob {
  const at = field.indexOf('(');
  return { typeName, id, rootField: field.slice(0, at), rootArguments: field.slice(at) };
}
