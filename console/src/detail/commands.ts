/**
 * The command of the provider's own tool that leads on from a job: to its log where that is known, else to all that the provider says.
 * Forms are those of the tools' references: the AWS CLI command reference (version 2), `gh` manual, `kubectl` reference, `airflow` and
 * `databricks` command line references, `gcloud` reference.
 */
import type { JobDetail, JobOf } from './job-detail.ts';
import { formatWords, type Word } from './shell.ts';
import { toStatusLook } from '../state/status.ts';

/** Null where there is none, and where what it would hold cannot be written safely. */
export function toProviderCommand(job: JobDetail): string | null {
  const words = toWords(job);
  return words === null ? null : formatWords(words);
}

function toWords(job: JobDetail): readonly Word[] | null {
  switch (job.__typename) {
    case 'AwsBatchJob':
      return aws(job, 'batch describe-jobs', [['--jobs', job.providerJobId]]);
    case 'CodeBuildBuild':
      return ofCodeBuild(job);
    case 'StepFunctionsExecution':
      return ofStepFunctions(job);
    case 'GlueJobRun':
      return aws(job, 'glue get-job-run', [
        ['--job-name', job.jobName],
        ['--run-id', job.providerJobId],
      ]);
    case 'SageMakerTrainingJob':
      // Streams begin with the job's name: "Log groups and streams that Amazon SageMaker AI sends".
      return tail(job, '/aws/sagemaker/TrainingJobs', ['--log-stream-name-prefix', `${job.providerJobId}/`]);
    case 'CodePipelineJob':
      return ofCodePipeline(job);
    case 'S3BatchJob':
      return ofS3Batch(job);
    case 'OmicsReferenceImportJob':
      return aws(job, 'omics get-reference-import-job', [
        ['--reference-store-id', job.referenceStoreId],
        ['--id', job.providerJobId.split('/').at(-1) ?? ''],
      ]);
    case 'PanoramaPackageImportJob':
      return aws(job, 'panorama describe-package-import-job', [['--job-id', job.providerJobId]]);
    case 'GitHubActionsRun':
      return ofGitHub(job);
    case 'KubernetesJob':
      return ['kubectl', ['-n', job.namespace], 'logs', ['', `job/${job.name ?? ''}`], '--all-containers --tail=100'];
    case 'AirflowDagRun':
      return ['airflow tasks states-for-dag-run', ['', job.dagId], ['', job.providerJobId]];
    case 'DatabricksJobRun':
      return ['databricks jobs get-run', ['', job.providerJobId]];
    case 'CloudRunExecution':
      return ['gcloud run jobs executions describe', ['', job.providerJobId], ['--region', job.source.region ?? '']];
    default:
      return null;
  }
}

function aws({ source }: JobDetail, command: string, options: readonly Word[]): readonly Word[] {
  const region: readonly Word[] = source.region === null ? [] : [['--region', source.region]];
  return [`aws ${command}`, ...options, ...region];
}

/** From the job's creation on: without a time the last ten minutes are shown. */
function tail(job: JobDetail, group: string, streams: Word): readonly Word[] {
  const since: readonly Word[] = job.createdAt === null ? [] : [['--since', job.createdAt]];
  return aws(job, 'logs tail', [['', group], streams, ...since]);
}

function ofCodeBuild(job: JobOf<'CodeBuildBuild'>): readonly Word[] {
  const { groupName, streamName } = job.logs ?? { groupName: null, streamName: null };
  if (groupName === null || streamName === null)
    return aws(job, 'codebuild batch-get-builds', [['--ids', job.providerJobId]]);
  return tail(job, groupName, ['--log-stream-names', streamName]);
}

/** Express workflows have no history. */
function ofStepFunctions(job: JobOf<'StepFunctionsExecution'>): readonly Word[] | null {
  if (job.arn === null || /:express:/.test(job.arn)) return null;
  return aws(job, 'stepfunctions get-execution-history', [
    ['--execution-arn', job.arn],
    '--reverse-order --max-items 20',
  ]);
}

function ofCodePipeline(job: JobOf<'CodePipelineJob'>): readonly Word[] | null {
  const { name = null, executionId = null } = job.pipeline ?? {};
  if (name === null || executionId === null) return null;
  return aws(job, 'codepipeline list-action-executions', [
    ['--pipeline-name', name],
    ['--filter', `pipelineExecutionId=${executionId}`],
  ]);
}

function ofS3Batch(job: JobOf<'S3BatchJob'>): readonly Word[] {
  return aws(job, 's3control describe-job', [
    ['--account-id', job.arn?.split(':')[4] ?? job.source.account ?? ''],
    ['--job-id', job.providerJobId],
  ]);
}

function ofGitHub(job: JobOf<'GitHubActionsRun'>): readonly Word[] {
  const host = readHost(job);
  const repository: Word = ['--repo', host === null ? job.repository : `${host}/${job.repository}`];
  const run: Word = ['', job.providerJobId];
  if (job.isTerminal !== true) return ['gh run watch', run, repository];
  const isBad = job.status !== null && toStatusLook(job.status).group === 'badly';
  return ['gh run view', run, repository, isBad ? '--log-failed' : '--log'];
}

/** Of an Enterprise Server; null for github.com. */
function readHost({ jobs }: JobOf<'GitHubActionsRun'>): string | null {
  const address = jobs?.find(({ url }) => url !== null && URL.canParse(url))?.url;
  const host = address == null ? null : new URL(address).host;
  return host === 'github.com' ? null : host;
}
