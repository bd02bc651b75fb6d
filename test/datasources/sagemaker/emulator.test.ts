import { afterEach, describe, expect, it } from 'vitest';
import { createSageMakerEmulator } from '../../../emulators/sagemaker/emulator.ts';
import type { Emulator } from '../../../emulators/kit/emulator.ts';
import { awsCredentials, callAws, type Answered } from '../../emulation/signed-call.ts';
import { toJob, toKey } from './trainings.ts';

let emulator: Emulator | undefined;

afterEach(async () => {
  await emulator?.close();
});

const jobs = Array.from({ length: 25 }, (_, index) =>
  toJob(index, { TrainingJobStatus: index % 2 === 0 ? 'Completed' : 'Failed', HyperParameters: { epochs: '1' } }),
);

async function start(): Promise<string> {
  emulator = await createSageMakerEmulator({
    credentials: awsCredentials,
    jobs: { describe: (name) => jobs.find(({ TrainingJobName }) => TrainingJobName === name), list: () => jobs },
  });
  return emulator.url;
}

function post(url: string, operation: string, input: unknown, region = 'us-east-1'): Promise<Answered> {
  const headers = { 'content-type': 'application/x-amz-json-1.1', 'x-amz-target': `SageMaker.${operation}` };
  const body = typeof input === 'string' ? input : JSON.stringify(input);
  return callAws(url, { method: 'POST', path: '/', headers, body }, { service: 'sagemaker', region });
}

interface Listed {
  readonly TrainingJobSummaries: readonly object[];
  readonly NextToken?: string;
}

async function list(url: string, input: object): Promise<Listed> {
  const answer = await post(url, 'ListTrainingJobs', input);
  expect(answer.status).toBe(200);
  return JSON.parse(answer.body) as Listed;
}

const namesOf = ({ TrainingJobSummaries: rows }: Listed): readonly unknown[] =>
  rows.map((row) => (row as { readonly TrainingJobName: string }).TrainingJobName);

describe('the SageMaker emulator', () => {
  it('answers a job', async () => {
    const answer = await post(await start(), 'DescribeTrainingJob', { TrainingJobName: toKey(3) });

    expect([answer.status, JSON.parse(answer.body)]).toEqual([200, jobs[3]]);
    expect(emulator?.calls[0]).toMatchObject({ operation: 'DescribeTrainingJob', id: toKey(3) });
  });

  it.each([
    ['DescribeTrainingJob', {}, 'ValidationException'],
    ['DescribeTrainingJob', { TrainingJobName: 7 }, 'ValidationException'],
    ['DescribeTrainingJob', { TrainingJobName: '-a' }, 'ValidationException'],
    // Not the ResourceNotFound of the model.
    ['DescribeTrainingJob', { TrainingJobName: 'nobody' }, 'ValidationException'],
    ['DescribeTrainingJob', 'no json', 'SerializationException'],
    ['ListTrainingJobs', { MaxResults: 101 }, 'ValidationException'],
    ['ListTrainingJobs', { MaxResults: 0 }, 'ValidationException'],
    ['ListTrainingJobs', { NextToken: 'made-up' }, 'ValidationException'],
    ['ListTrainingJobs', { SortBy: 'creationTime' }, 'ValidationException'],
    ['ListTrainingJobs', { SortOrder: 'DESCENDING' }, 'ValidationException'],
    ['ListTrainingJobs', { CreationTimeAfter: '2026-11-22' }, 'ValidationException'],
    ['StopTrainingJob', { TrainingJobName: toKey(3) }, 'UnknownOperationException'],
  ] as const)('answers %s with %j as %s', async (operation, input, code) => {
    const answer = await post(await start(), operation, input);

    expect(answer.status).toBe(400);
    expect(JSON.parse(answer.body)).toHaveProperty('__type', expect.stringMatching(new RegExp(`${code}$`)));
  });

  it('refuses the signature of another service and of another region', async () => {
    const url = await start();

    const elsewhere = await post(url, 'DescribeTrainingJob', { TrainingJobName: toKey(3) }, 'eu-west-1');

    expect([elsewhere.status, elsewhere.body]).toEqual([400, expect.stringContaining('InvalidSignatureException')]);
  });

  it('lists the oldest first and ten to a page, unless it is asked otherwise', async () => {
    const url = await start();

    const usual = await list(url, {});
    const newest = await list(url, { SortBy: 'CreationTime', SortOrder: 'Descending', MaxResults: 2 });
    const next = await list(url, { SortOrder: 'Descending', MaxResults: 2, NextToken: newest.NextToken });

    expect(namesOf(usual)).toEqual(Array.from({ length: 10 }, (_, index) => toKey(index)));
    expect([namesOf(newest), namesOf(next)]).toEqual([
      [toKey(24), toKey(23)],
      [toKey(22), toKey(21)],
    ]);
    expect(newest.TrainingJobSummaries[0]).not.toHaveProperty('HyperParameters');
  });

  it('cuts a page before it applies a status: pages may be short, and empty', async () => {
    const url = await start();

    const page = await list(url, { MaxResults: 1, SortOrder: 'Descending', StatusEquals: 'Failed' });

    expect(page).toEqual({ TrainingJobSummaries: [], NextToken: expect.any(String) as unknown });
  });

  it('leaves both ends of a time out', async () => {
    const page = await list(await start(), { CreationTimeAfter: 1_795_305_601, CreationTimeBefore: 1_795_305_603 });

    expect(namesOf(page)).toEqual([toKey(2)]);
  });
});
