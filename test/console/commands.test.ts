/** Commands of the providers' own tools for a job, and the job as a line for others. */
import { execFileSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { toChatText } from '../../console/src/detail/chat.ts';
import { toProviderCommand } from '../../console/src/detail/commands.ts';
import { formatWords } from '../../console/src/detail/shell.ts';
import type { JobDetail } from '../../console/src/detail/job-detail.ts';

const source = { __typename: 'JobSource', name: 'prod', provider: 'X', region: 'us-east-1', account: null, labels: [] };

/** A job of a type with the facts of its command. */
const toJob = (type: string, facts: object): JobDetail =>
  ({
    __typename: type,
    id: 'prod:1',
    providerJobId: 'job-1',
    name: 'nightly',
    definition: null,
    createdAt: '2026-11-22T00:00:00.000Z',
    status: 'FAILED',
    isTerminal: true,
    failures: [],
    source,
    ...facts,
  }) as unknown as JobDetail;

describe('the command of the provider’s tool', () => {
  it.each([
    ['AwsBatchJob', {}, 'aws batch describe-jobs --jobs job-1 --region us-east-1'],
    [
      'CodeBuildBuild',
      { logs: { groupName: '/aws/codebuild/web', streamName: '16a3' } },
      'aws logs tail /aws/codebuild/web --log-stream-names 16a3 --since 2026-11-22T00:00:00.000Z --region us-east-1',
    ],
    ['CodeBuildBuild', { logs: null }, 'aws codebuild batch-get-builds --ids job-1 --region us-east-1'],
    [
      'StepFunctionsExecution',
      { arn: 'arn:aws:states:us-east-1:1:execution:orders:a' },
      'aws stepfunctions get-execution-history --execution-arn arn:aws:states:us-east-1:1:execution:orders:a --reverse-order --max-items 20 --region us-east-1',
    ],
    ['StepFunctionsExecution', { arn: 'arn:aws:states:us-east-1:1:express:orders:a:b' }, null],
    [
      'GlueJobRun',
      { jobName: 'nightly etl' },
      `aws glue get-job-run --job-name 'nightly etl' --run-id job-1 --region us-east-1`,
    ],
    [
      'SageMakerTrainingJob',
      {},
      'aws logs tail /aws/sagemaker/TrainingJobs --log-stream-name-prefix job-1/ --since 2026-11-22T00:00:00.000Z --region us-east-1',
    ],
    [
      'CodePipelineJob',
      { pipeline: { name: 'web', executionId: 'e-1' } },
      'aws codepipeline list-action-executions --pipeline-name web --filter pipelineExecutionId=e-1 --region us-east-1',
    ],
    ['CodePipelineJob', { pipeline: null }, null],
    [
      'S3BatchJob',
      { arn: 'arn:aws:s3:us-east-1:123456789012:job/job-1' },
      'aws s3control describe-job --account-id 123456789012 --job-id job-1 --region us-east-1',
    ],
    [
      'OmicsReferenceImportJob',
      { referenceStoreId: '12', providerJobId: '12/34' },
      'aws omics get-reference-import-job --reference-store-id 12 --id 34 --region us-east-1',
    ],
    ['PanoramaPackageImportJob', {}, 'aws panorama describe-package-import-job --job-id job-1 --region us-east-1'],
    [
      'GitHubActionsRun',
      {
        repository: 'acme/web',
        providerJobId: '9',
        jobs: [{ url: 'https://github.com/acme/web/actions/runs/9/job/1' }],
      },
      'gh run view 9 --repo acme/web --log-failed',
    ],
    [
      'GitHubActionsRun',
      {
        repository: 'acme/web',
        providerJobId: '9',
        status: 'SUCCEEDED',
        jobs: [{ url: 'https://git.acme.example/x' }],
      },
      'gh run view 9 --repo git.acme.example/acme/web --log',
    ],
    [
      'GitHubActionsRun',
      { repository: 'acme/web', providerJobId: '9', status: 'RUNNING', isTerminal: false, jobs: null },
      'gh run watch 9 --repo acme/web',
    ],
    ['KubernetesJob', { namespace: 'etl' }, 'kubectl -n etl logs job/nightly --all-containers --tail=100'],
    ['AirflowDagRun', { dagId: 'load' }, 'airflow tasks states-for-dag-run load job-1'],
    ['DatabricksJobRun', {}, 'databricks jobs get-run job-1'],
    ['CloudRunExecution', {}, 'gcloud run jobs executions describe job-1 --region us-east-1'],
    ['ImportExportJob', {}, null],
  ])('of %s %j', (type, facts, command) => {
    expect(toProviderCommand(toJob(type, facts))).toBe(command);
  });

  it.each([
    `a'; touch /tmp/owned; '`,
    '$(id)',
    '`id`',
    'a b',
    '"',
    String.raw`\\`,
    '*',
    '~',
    '#',
    '!x',
    '--force',
    'ü',
  ])('hands %j to a shell as one word, and not as an option', (value) => {
    const command = formatWords(['printf %s\\\\n', ['--id', value]]) ?? '';
    const words = execFileSync('sh', ['-c', command.replace('printf', 'printf --')], { encoding: 'utf8' });

    expect(words).toBe(value.startsWith('-') ? `--id=${value}\n` : `--id\n${value}\n`);
  });

  it.each(['', 'one\ntwo', 'exe.\u202egnp', '\u001b[2J', 'a\u0003'])('is left out where a value is %j', (value) => {
    expect(formatWords(['tool', ['--id', value]])).toBeNull();
  });

  it('is left out where an operand would be taken for an option', () => {
    expect(formatWords(['tool', ['', '-rf']])).toBeNull();
  });
});

describe('a job as a line for others', () => {
  const link = 'https://jobs.example/console/?job=prod:1';

  it('says what, how, when, where and why, and links it', () => {
    const job = toJob('CodeBuildBuild', {
      definition: 'web-app',
      name: 'web-app #804',
      endedAt: '2026-11-22T21:58:12.000Z',
      durationSeconds: 132,
      failures: [{ code: 'COMMAND_EXECUTION_ERROR', subject: 'BUILD', message: 'npm test:\n exit status 1' }],
    });

    expect(toChatText(job, link)).toBe(
      `✗ web-app #804 failed 2026-11-22 21:58 UTC after 2 min 12 s (prod, us-east-1): BUILD COMMAND_EXECUTION_ERROR npm test: exit status 1 ${link}`,
    );
  });

  it('shows hidden characters by their codes, names the indexes of Kubernetes, and stays short', () => {
    const job = toJob('KubernetesJob', {
      name: 'exe.\u202egnp',
      endedAt: null,
      durationSeconds: null,
      failures: [
        { code: null, subject: '1', message: null },
        { code: null, subject: null, message: 'x'.repeat(500) },
      ],
    });

    expect(toChatText(job, link)).toMatch(
      /^✗ exe\.\[U\+202E\]gnp failed \(prod, us-east-1\): index 1; x{289,291} … https:/,
    );
  });
});
