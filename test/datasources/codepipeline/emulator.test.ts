import { afterEach, describe, expect, it } from 'vitest';

import { createCodePipelineEmulator } from '../../../emulators/codepipeline/emulator.ts';
import type { Emulator } from '../../../emulators/kit/emulator.ts';
import { awsCredentials, callAws } from '../../emulation/signed-call.ts';
import type { Answered } from '../../emulation/signed-call.ts';

let emulator: Emulator | undefined;

afterEach(async () => {
  await emulator?.close();
});

const jobId = '00000000-0000-4000-8000-000000000001';
const executionId = '00000000-0000-4000-9000-000000000001';
const job = { jobDetails: { id: jobId, accountId: '123456789012', data: { continuationToken: 'not-a-real-token' } } };
const executions = Array.from({ length: 12 }, (_, index) => ({
  pipelineExecutionId: executionId,
  actionExecutionId: `action-${String(index).padStart(2, '0')}`,
  startTime: 1_764_576_000 + index,
  status: 'Succeeded',
}));

async function start(): Promise<string> {
  emulator = await createCodePipelineEmulator({
    credentials: awsCredentials,
    jobs: {
      describe: (id) => (id === jobId ? job : undefined),
      actionExecutions: (name, id) =>
        name === 'example-web' && (id === null || id === executionId) ? executions : undefined,
    },
  });
  return emulator.url;
}

async function call(url: string, operation: string, input: unknown): Promise<Answered> {
  const headers = {
    'content-type': 'application/x-amz-json-1.1',
    'x-amz-target': `CodePipeline_20150709.${operation}`,
  };
  const body = typeof input === 'string' ? input : JSON.stringify(input);
  return await callAws(
    url,
    { method: 'POST', path: '/', headers, body },
    { service: 'codepipeline', region: 'us-east-1' },
  );
}

describe('the CodePipeline emulator', () => {
  it('answers a job as it is', async () => {
    const answer = await call(await start(), 'GetJobDetails', { jobId });

    expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'application/x-amz-json-1.1']);
    expect(JSON.parse(answer.body)).toEqual(job);
    expect(answer.headers.get('x-amzn-requestid')).not.toBeNull();
    expect(emulator?.calls[0]).toMatchObject({ operation: 'GetJobDetails', id: jobId });
  });

  it.each([
    ['GetJobDetails', { jobId: jobId.replace(/1$/, '2') }, 'JobNotFoundException'],
    ['GetJobDetails', { jobId: 'A' }, 'ValidationException'],
    ['GetJobDetails', {}, 'ValidationException'],
    ['GetJobDetails', 'no json', 'com.amazon.coral.service#SerializationException'],
    ['PollForJobs', {}, 'com.amazon.coral.service#UnknownOperationException'],
    ['ListActionExecutions', {}, 'ValidationException'],
    ['ListActionExecutions', { pipelineName: 'example-web', maxResults: 101 }, 'ValidationException'],
    ['ListActionExecutions', { pipelineName: 'example-web', nextToken: 'made-up' }, 'InvalidNextTokenException'],
    ['ListActionExecutions', { pipelineName: 'other' }, 'PipelineNotFoundException'],
    [
      'ListActionExecutions',
      { pipelineName: 'example-web', filter: { pipelineExecutionId: jobId } },
      'PipelineExecutionNotFoundException',
    ],
  ])('answers %s of %j with 400 %s', async (operation, input, code) => {
    const answer = await call(await start(), operation, input);

    expect(answer.status).toBe(400);
    expect(JSON.parse(answer.body)).toMatchObject({ __type: code, message: expect.any(String) as string });
  });

  it('answers a wrong signature with 400 and a code of its own', async () => {
    const answer = await callAws(
      await start(),
      { method: 'POST', path: '/', body: '{}', headers: { 'content-type': 'application/x-amz-json-1.1' } },
      { service: 'codepipeline', region: 'us-west-2' },
    );

    expect(answer.status).toBe(400);
    expect(JSON.parse(answer.body)).toMatchObject({ __type: 'com.amazon.coral.service#InvalidSignatureException' });
  });

  it.each([1, 5, 100])('pages through the action executions by %i, newest first', async (maxResults) => {
    const url = await start();

    const seen: string[] = [];
    let nextToken: string | undefined;
    do {
      const input = {
        pipelineName: 'example-web',
        filter: { pipelineExecutionId: executionId },
        maxResults,
        nextToken,
      };
      const page = JSON.parse((await call(url, 'ListActionExecutions', input)).body) as {
        readonly actionExecutionDetails: typeof executions;
        readonly nextToken?: string;
      };
      seen.push(...page.actionExecutionDetails.map((execution) => execution.actionExecutionId));
      nextToken = page.nextToken;
    } while (nextToken !== undefined);

    expect(seen).toEqual(executions.map((execution) => execution.actionExecutionId).reverse());
    expect(emulator?.calls[0]).toMatchObject({ operation: 'ListActionExecutions', id: executionId });
  });
});
