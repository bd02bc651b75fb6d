import { describe, expect, it } from 'vitest';
import { toProviderJobId } from '../../console/src/state/provider-addresses.ts';

const uuid = '11111111-2222-4333-8444-555555555555';
const execution = `arn:aws:states:us-east-1:123456789012:execution:orders:order-4711`;

describe('the id in a pasted address', () => {
  it.each([
    ['GitHub Actions', 'https://github.com/acme/web-app/actions/runs/9000001000', '9000001000'],
    ['a job of a GitHub run', 'https://github.com/acme/web-app/actions/runs/9000001000/job/12?pr=3', '9000001000'],
    ['AWS Batch', `https://us-east-1.console.aws.amazon.com/batch/home?region=us-east-1#jobs/detail/${uuid}`, uuid],
    ['an array’s part', `https://us-east-1.console.aws.amazon.com/batch/home#jobs/detail/${uuid}:7`, `${uuid}:7`],
    ['AWS Batch, an ARN', `arn:aws:batch:us-east-1:123456789012:job/${uuid}`, uuid],
    [
      'CodeBuild',
      `https://us-east-1.console.aws.amazon.com/codesuite/codebuild/123456789012/projects/web-app/build/web-app%3A${uuid}/?region=us-east-1`,
      `web-app:${uuid}`,
    ],
    ['CodeBuild, an ARN', `arn:aws:codebuild:us-east-1:123456789012:build/web-app:${uuid}`, `web-app:${uuid}`],
    [
      'CodePipeline',
      `https://us-east-1.console.aws.amazon.com/codesuite/codepipeline/pipelines/ship/executions/${uuid}/visualization`,
      uuid,
    ],
    [
      'Step Functions',
      `https://us-east-1.console.aws.amazon.com/states/home?region=us-east-1#/v2/executions/details/${execution}`,
      execution,
    ],
    [
      'Step Functions, encoded',
      `https://us-east-1.console.aws.amazon.com/states/home#/executions/details/${encodeURIComponent(execution)}`,
      execution,
    ],
    ['Step Functions, an ARN', execution, execution],
    ['Glue', 'https://us-east-1.console.aws.amazon.com/gluestudio/home#/job/nightly/run/jr_0123abcd', 'jr_0123abcd'],
    ['SageMaker', 'https://us-east-1.console.aws.amazon.com/sagemaker/home?region=us-east-1#/jobs/churn-3', 'churn-3'],
    ['SageMaker, an ARN', 'arn:aws:sagemaker:us-east-1:123456789012:training-job/churn-3', 'churn-3'],
    ['S3 Batch Operations', `https://us-east-1.console.aws.amazon.com/s3/jobs/${uuid}?region=us-east-1`, uuid],
    ['S3 Batch Operations, an ARN', `arn:aws:s3:us-east-1:123456789012:job/${uuid}`, uuid],
    [
      'HealthOmics',
      'https://us-west-2.console.aws.amazon.com/omics/home#/reference-store/1234567890/import-jobs/2345678901',
      '2345678901',
    ],
    ['Panorama', 'https://us-west-2.console.aws.amazon.com/panorama/home#package-import/jobs/package-7', 'package-7'],
    ['Import/Export', 'https://console.aws.amazon.com/importexport/home?JOBID=STRT1', 'STRT1'],
    ['Tencent Cloud COS', `https://console.cloud.tencent.com/cos/batch/detail?JobId=${uuid}`, uuid],
    [
      'Cloud Run',
      'https://console.cloud.google.com/run/jobs/executions/details/europe-west1/nightly-load-9olpq/tasks?project=acme',
      'nightly-load-9olpq',
    ],
    ['Databricks', 'https://adb-1234.5.azuredatabricks.net/jobs/11223344/runs/987654321?o=1', '987654321'],
    ['Databricks, the old form', 'https://acme.cloud.databricks.com/?o=1#job/11223344/run/987654321', '987654321'],
    [
      'Airflow',
      'https://airflow.example/dags/nightly_load/runs/scheduled__2026-11-22T00%3A00%3A00%2B00%3A00/tasks/x',
      'scheduled__2026-11-22T00:00:00+00:00',
    ],
    ['Airflow 2', 'https://airflow.example/dags/nightly/grid?dag_run_id=manual__1&task_id=x', 'manual__1'],
    ['Kubernetes', 'https://dashboard.example/#/job/etl/load-29384720?namespace=etl', 'load-29384720'],
  ])('of %s', (_name, text, id) => {
    expect(toProviderJobId(text)).toBe(id);
  });

  it.each([
    'nightly copy',
    'https://github.com/acme/web-app',
    'https://example.com/',
    'arn:aws:iam::123456789012:role/x',
    uuid,
  ])('is not in %s', (text) => {
    expect(toProviderJobId(text)).toBeNull();
  });

  it('is what it is where it cannot be decoded', () => {
    expect(toProviderJobId('https://airflow.example/dags/a/runs/100%')).toBe('100%');
  });
});
