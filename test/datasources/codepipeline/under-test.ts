import { createCodePipelineEmulator, type CodePipelineEmulatedJob } from '../../../emulators/codepipeline/emulator.ts';
import type { ProviderUnderTest, WireJob } from '../../conformance/provider-under-test.ts';
import { toWordRows } from '../../conformance/statuses.ts';
import { awsCredentials, fastSource } from '../ask-whole.ts';
import { toRefused } from '../aws.ts';
import { failures } from './failures.ts';
import { generatedJobs } from './generated-jobs.ts';
import { hostileAnswers } from './hostile-answers.ts';
import { toExecutionIds } from './job-model.ts';
import { samples } from './samples.ts';

const toSource = (endpoint: string) => ({
  name: 'pipelines',
  provider: 'codepipeline',
  region: 'us-east-1',
  endpoint,
  credentials: awsCredentials,
  ...fastSource,
});

function toRequest(operation: string, input: object) {
  return {
    operation,
    method: 'POST',
    path: '/',
    headers: { 'content-type': 'application/x-amz-json-1.1', 'x-amz-target': `CodePipeline_20150709.${operation}` },
    body: JSON.stringify(input),
  };
}

const good = '04f4ff82-2d11-4a2b-8c3d-0123456789ab';
const statuses = { InProgress: 'RUNNING', Succeeded: 'SUCCEEDED', Failed: 'FAILED', Abandoned: 'CANCELLED' };

export const codepipeline: ProviderUnderTest<CodePipelineEmulatedJob> = {
  name: 'codepipeline',
  provider: 'CODEPIPELINE',
  typeName: 'CodePipelineJob',
  sourceName: 'pipelines',
  toSource,
  startEmulator: ({ describe, complete }, settings) =>
    createCodePipelineEmulator({
      credentials: awsCredentials,
      jobs: {
        describe,
        // The run of a pipeline is named after its job: see `toExecutionIds`.
        actionExecutions: (_pipelineName, executionId) => complete((executionId ?? '').replace(/^e/, '0')) ?? [],
      },
      ...settings,
    }),
  keys: {
    good,
    ill: '04f4ff82-2d11-4a2b-8c3d-012345678901',
    unseen: '04f4ff82-2d11-4a2b-8c3d-0123456789ff',
    pattern: /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/,
    toKey: (index) => `00000000-0000-4000-8000-${String(index).padStart(12, '0')}`,
    malformed: [good.toUpperCase(), good.replaceAll('-', ''), `{${good}}`, `urn:uuid:${good}`],
    spellings: { none: 'A key has one spelling: a UUID in capitals is no key.' },
    rootField: 'codePipelineJob',
    toArguments: (jobId) => ({ jobId }),
  },
  requests: {
    operations: { GetJobDetails: 'POST', ListActionExecutions: 'POST' },
    toDescribe: ([jobId]) => toRequest('GetJobDetails', { jobId }),
    others: [
      {
        name: 'a status',
        wire: toStatusWire(good, 'Succeeded'),
        query: `{ codePipelineJob(jobId: "${good}") { status } }`,
        requests: [
          toRequest('GetJobDetails', { jobId: good }),
          toRequest('ListActionExecutions', {
            pipelineName: 'acme-web',
            filter: { pipelineExecutionId: toExecutionIds(good).pipeline },
            maxResults: 100,
          }),
        ],
      },
    ],
    origin: 'https://codepipeline.us-east-1.amazonaws.com',
    ...toRefused(toSource, 'us-west-2'),
  },
  answers: {
    protocol: 'json',
    unread: ['jobDetails.data.actionConfiguration.__type'],
    toBody: (id) =>
      JSON.stringify({
        jobDetails: {
          accountId: '123456789012',
          data: {
            actionConfiguration: {
              __type: 'ActionConfiguration',
              configuration: { ProjectName: 'smoke é', ApiPassword: 's3cr3t' },
            },
            actionTypeId: { category: 'Test', owner: 'Custom', provider: 'AcmeRunner', version: '3' },
            artifactCredentials: {
              accessKeyId: 'ASIAEXAMPLE',
              secretAccessKey: 'wJalrEXAMPLE',
              sessionToken: 'fICCEXAMPLE',
            },
            continuationToken: 'acme-run-20391',
            encryptionKey: { id: 'arn:aws:kms:us-east-1:123456789012:key/1234abcd', type: 'KMS' },
            inputArtifacts: [
              {
                location: { s3Location: { bucketName: 'bucket', objectKey: 'object' }, type: 'S3' },
                name: 'BuildOutput',
                revision: '9b1c',
              },
            ],
            outputArtifacts: [],
            pipelineContext: { action: { name: 'SmokeTest' }, pipelineName: 'acme-web', stage: { name: 'Verify' } },
          },
          id,
        },
      }),
    samples,
    generated: generatedJobs,
    hostile: hostileAnswers,
    values: [
      {
        name: 'an empty token',
        from: '"acme-run-20391"',
        to: '""',
        field: 'hasContinuationToken',
        is: false,
      },
      { name: 'no token', from: '"acme-run-20391"', to: 'null', field: 'hasContinuationToken', is: false },
      {
        name: 'no settings',
        from: /(?<="configuration":)\{[^}]*\}/,
        to: 'null',
        field: 'configuration',
        is: [],
      },
      {
        name: 'no configuration',
        from: '"actionConfiguration":',
        to: '"unknown":',
        field: 'configuration',
        is: null,
      },
      {
        name: 'no artifacts',
        from: '"outputArtifacts":[]',
        to: '"outputArtifacts":null',
        field: 'outputArtifacts',
        is: null,
      },
    ],
    secrets: { areProtected: true },
    text: { place: /(?<="stage":\{"name":")[^"]*/, field: 'pipeline.stage' },
  },
  statuses: {
    words: Object.keys(statuses),
    rows: toWordRows(statuses, toStatusWire, 'DERIVED'),
    toWire: toStatusWire,
    moves: ['InProgress', 'Succeeded'],
    progress: { none: 'CodePipeline says nothing of how far an action has come.' },
  },
  lists: { none: 'CodePipeline lists no jobs: PollForJobs hands them out.' },
  batches: { none: 'GetJobDetails takes one job.' },
  errors: { requestIdHeader: 'x-amzn-RequestId', cases: failures },
};

/** The status is that of the action's run, which is another read. */
function toStatusWire(id: string, status: string | null): WireJob {
  const { pipeline, action } = toExecutionIds(id);
  const context = { pipelineName: 'acme-web', pipelineExecutionId: pipeline, action: { actionExecutionId: action } };
  return {
    body: JSON.stringify({ jobDetails: { id, data: { pipelineContext: context } } }),
    second: JSON.stringify({
      actionExecutionDetails: [
        { pipelineExecutionId: pipeline, actionExecutionId: action, status, lastUpdateTime: 1764576128.007 },
      ],
    }),
  };
}
