import { afterEach, describe, expect, it } from 'vitest';

import { createCodePipelineEmulator } from '../../../emulators/codepipeline/emulator.ts';
import {
  toEmulatedError,
  toRawAnswer,
  type EmulatedError,
  type Emulator,
  type RawAnswer,
} from '../../../emulators/kit/emulator.ts';
import { startGateway, type GatewayUnderTest } from '../../gateway.ts';
import { awsCredentials, fastSource, noCache } from '../ask-whole.ts';

const key = 'f4f4ff82-2d11-4a2b-8c3d-0123456789ab';
const ownExecution = {
  pipelineExecutionId: '6d1f0b3a-2c4e-4a8f-9b7c-102938475610',
  actionExecutionId: '0f9d3c1b-5a2e-4d67-8c90-aabbccddeeff',
  status: 'Failed',
  startTime: 1764576015.482,
  lastUpdateTime: 1764576128.007,
  output: { executionResult: { externalExecutionId: 'run-1', errorDetails: { code: 'JobFailed', message: 'exit 1' } } },
};
const pipelineContext = {
  action: { actionExecutionId: ownExecution.actionExecutionId, name: 'SmokeTest' },
  pipelineExecutionId: ownExecution.pipelineExecutionId,
  pipelineName: 'acme-web',
};

let emulator: Emulator | undefined;
let gateway: GatewayUnderTest | undefined;

afterEach(async () => {
  await gateway?.close();
  await emulator?.close();
});

interface World {
  readonly context?: object;
  readonly executions?: readonly (typeof ownExecution)[] | EmulatedError | RawAnswer;
  readonly source?: object;
}

async function ask(
  fields: string,
  { context = pipelineContext, executions = [ownExecution], source = {} }: World = {},
) {
  emulator = await createCodePipelineEmulator({
    credentials: awsCredentials,
    jobs: {
      describe: (id) =>
        toRawAnswer({ body: JSON.stringify({ jobDetails: { id, data: { pipelineContext: context } } }) }),
      actionExecutions: () => executions,
    },
  });
  gateway = await startGateway({
    cache: noCache,
    random: () => 0,
    sources: [
      {
        name: 'pipelines',
        provider: 'codepipeline',
        region: 'us-east-1',
        endpoint: emulator.url,
        credentials: awsCredentials,
        ...fastSource,
        ...source,
      },
    ],
  });
  const { data, errors } = await gateway.query(`{ codePipelineJob(jobId: "${key}") { ${fields} } }`);
  return {
    job: data.codePipelineJob as unknown,
    errors: errors.map(({ path, extensions }) => ({ path, extensions })),
    calls: emulator.calls.map(({ operation }) => operation),
  };
}

const derived = {
  status: 'FAILED',
  rawStatus: 'Failed',
  statusSource: 'DERIVED',
  isTerminal: true,
  createdAt: '2025-12-01T08:00:15.482Z',
  updatedAt: '2025-12-01T08:02:08.007Z',
  endedAt: '2025-12-01T08:02:08.007Z',
  failures: [{ code: 'JobFailed', message: 'exit 1', subject: null }],
  actionExecution: { status: 'FAILED', externalExecutionId: 'run-1' },
};
const notReported = {
  status: 'UNKNOWN',
  rawStatus: null,
  statusSource: 'NOT_REPORTED',
  isTerminal: false,
  createdAt: null,
  updatedAt: null,
  endedAt: null,
  failures: [],
  actionExecution: null,
};
const allFields =
  'status rawStatus statusSource isTerminal createdAt updatedAt endedAt failures { code message subject } actionExecution { status externalExecutionId }';

describe('the second read of a CodePipeline job', () => {
  it('gives the status, the times and the failure of the action’s execution', async () => {
    expect(await ask(allFields)).toEqual({
      job: derived,
      errors: [],
      calls: ['GetJobDetails', 'ListActionExecutions'],
    });
  });

  it.each([
    'status',
    'rawStatus',
    'statusSource',
    'isTerminal',
    'createdAt',
    'updatedAt',
    'endedAt',
    'failures { code }',
    'actionExecution { rawStatus }',
    '... on Job { aliased: status }',
  ])('is made where %s is selected', async (field) => {
    const { errors, calls } = await ask(field);

    expect({ errors, calls }).toEqual({ errors: [], calls: ['GetJobDetails', 'ListActionExecutions'] });
  });

  it.each([
    'id',
    'statusMessage progress { total }',
    'accountId actionType { category } configuration { key } hasContinuationToken',
    'pipeline { name executionId stage action actionExecutionId } inputArtifacts { name }',
    'id status @skip(if: true)',
    '... on Job @include(if: false) { status }',
  ])('is not made for %s', async (fields) => {
    const { errors, calls } = await ask(fields);

    expect({ errors, calls }).toEqual({ errors: [], calls: ['GetJobDetails'] });
  });

  it('is never made where the configuration switches it off', async () => {
    const answer = await ask(allFields, { source: { statusFrom: 'none' } });

    expect(answer).toEqual({ job: notReported, errors: [], calls: ['GetJobDetails'] });
  });

  it.each([
    ['no pipeline at all', {}],
    ['no pipeline’s name', { ...pipelineContext, pipelineName: undefined }],
    ['no run of the pipeline', { ...pipelineContext, pipelineExecutionId: undefined }],
    ['no run of the action', { ...pipelineContext, action: { name: 'SmokeTest' } }],
  ])('is not made for a job that names %s', async (_name, context) => {
    const answer = await ask(allFields, { context });

    expect(answer).toEqual({ job: notReported, errors: [], calls: ['GetJobDetails'] });
  });

  it('asks for the job’s own run of its pipeline', async () => {
    await ask('status');

    expect(JSON.parse(emulator?.calls[1]?.body ?? '')).toEqual({
      pipelineName: 'acme-web',
      filter: { pipelineExecutionId: ownExecution.pipelineExecutionId },
      maxResults: 100,
    });
  });

  it('finds the run on a later page', async () => {
    const others = Array.from({ length: 250 }, (_, index) => ({
      ...ownExecution,
      actionExecutionId: `other-${index}`,
      status: 'Succeeded',
      startTime: ownExecution.startTime + 1,
    }));

    const answer = await ask(allFields, { executions: [...others, ownExecution] });

    expect(answer).toEqual({
      job: derived,
      errors: [],
      calls: ['GetJobDetails', 'ListActionExecutions', 'ListActionExecutions', 'ListActionExecutions'],
    });
  });

  it('leaves the status unknown, without an error, where the run is not in the history', async () => {
    const answer = await ask(allFields, { executions: [{ ...ownExecution, actionExecutionId: 'another' }] });

    expect(answer).toEqual({ job: notReported, errors: [], calls: ['GetJobDetails', 'ListActionExecutions'] });
  });

  it.each([
    ['denied', toEmulatedError('AccessDeniedException'), 'PROVIDER_ACCESS_DENIED', 'AccessDeniedException', false],
    [
      'not found',
      toEmulatedError('PipelineNotFoundException'),
      'PROVIDER_REJECTED',
      'PipelineNotFoundException',
      false,
    ],
    ['throttled', toEmulatedError('ThrottlingException'), 'PROVIDER_THROTTLED', 'ThrottlingException', true],
    ['down', toEmulatedError('InternalFailure', 'x', { status: 500 }), 'PROVIDER_UNAVAILABLE', 'InternalFailure', true],
    ['not readable', toRawAnswer({ body: '{"actionExecutionDetails":{}}' }), 'PROVIDER_BAD_RESPONSE', null, false],
    [
      'mistyped',
      toRawAnswer({ body: '{"actionExecutionDetails":[{"status":7}]}' }),
      'PROVIDER_BAD_RESPONSE',
      null,
      false,
    ],
    ['HTML', toRawAnswer({ body: '<html></html>' }), 'PROVIDER_BAD_RESPONSE', null, false],
  ])(
    'is an error of `actionExecution` alone where it is %s',
    async (_name, executions, code, providerCode, isRetryable) => {
      const { job, errors } = await ask(allFields, { executions });

      expect(job).toEqual(notReported);
      expect(errors).toEqual([
        {
          path: ['codePipelineJob', 'actionExecution'],
          extensions: {
            code,
            jobId: `pipelines:${key}`,
            provider: 'CODEPIPELINE',
            source: 'pipelines',
            providerCode,
            requestId: executions instanceof Object && 'body' in executions ? null : expect.any(String),
            isRetryable,
            cause: expect.stringMatching(/^[A-Z_]+$/),
          },
        },
      ]);
    },
  );

  it('is no error at all where it fails and only the status is selected', async () => {
    const answer = await ask('status statusSource createdAt', { executions: toEmulatedError('AccessDeniedException') });

    expect(answer).toEqual({
      job: { status: 'UNKNOWN', statusSource: 'NOT_REPORTED', createdAt: null },
      errors: [],
      calls: ['GetJobDetails', 'ListActionExecutions'],
    });
  });
});
