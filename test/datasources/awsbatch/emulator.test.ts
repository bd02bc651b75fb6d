import { afterEach, describe, expect, it } from 'vitest';

import {
  createAwsBatchEmulator,
  type BatchEmulatedJob,
  type BatchJobWorld,
} from '../../../emulators/awsbatch/emulator.ts';
import { toEmulatedError, type Emulator } from '../../../emulators/kit/emulator.ts';
import { awsCredentials, callAws, type Answered } from '../../emulation/signed-call.ts';
import { queueArn, toJob, toKey } from './jobs.ts';

let emulator: Emulator | undefined;

afterEach(async () => {
  await emulator?.close();
});

const statuses = ['SUCCEEDED', 'FAILED', 'RUNNING', 'RUNNABLE'];
const child = toJob(3, { jobId: `${toKey(3)}:0`, status: 'RUNNING', arrayProperties: { index: 0 } });
const node = toJob(2, { jobId: `${toKey(2)}#1`, status: 'RUNNING' });
const jobs = [
  ...Array.from({ length: 130 }, (_, index) => toJob(index, { status: statuses[index % 4] ?? '' })),
  toJob(130, { jobQueue: queueArn('adhoc') }),
  child,
  node,
];

async function start(world: Partial<BatchJobWorld> = {}): Promise<string> {
  emulator = await createAwsBatchEmulator({
    credentials: awsCredentials,
    jobs: { describe: (id) => jobs.find(({ jobId }) => jobId === id), list: () => jobs, ...world },
  });
  return emulator.url;
}

async function post(url: string, operation: string, input: unknown): Promise<Answered> {
  const headers = { 'content-type': 'application/json' };
  const body = typeof input === 'string' ? input : JSON.stringify(input);
  return callAws(
    url,
    { method: 'POST', path: `/v1/${operation}`, headers, body },
    { service: 'batch', region: 'us-east-1' },
  );
}

interface Listed {
  readonly jobs: readonly BatchEmulatedJob[];
  readonly jobSummaryList: readonly BatchEmulatedJob[];
  readonly jobQueues: readonly { readonly jobQueueName: string }[];
  readonly nextToken?: string;
}

async function read(url: string, operation: string, input: object): Promise<Listed> {
  const answer = await post(url, operation, input);
  expect(answer.status).toBe(200);
  return JSON.parse(answer.body) as Listed;
}

const everything = [{ name: 'AFTER_CREATED_AT', values: ['0'] }];

describe('the AWS Batch emulator', () => {
  it('answers the jobs that it knows, once each and in another order', async () => {
    const url = await start();

    const answer = await read(url, 'describejobs', { jobs: [toKey(1), toKey(999), toKey(2), toKey(1), child.jobId] });

    expect(answer).toEqual({ jobs: [child, jobs[2], jobs[1]] });
    expect(emulator?.calls[0]).toMatchObject({ operation: 'DescribeJobs', method: 'POST', path: '/v1/describejobs' });
  });

  it('answers no jobs where it knows none, and all of them where none is named', async () => {
    const url = await start();

    expect(await read(url, 'describejobs', { jobs: [toKey(999)] })).toEqual({ jobs: [] });
    expect((await read(url, 'describejobs', { jobs: [] })).jobs).toHaveLength(jobs.length);
  });

  it.each([
    ['describejobs', { jobs: Array.from({ length: 101 }, (_, index) => toKey(index)) }, 400, 'ClientException'],
    ['describejobs', {}, 400, 'ClientException'],
    ['describejobs', { jobs: [7] }, 400, 'ClientException'],
    ['describejobs', 'no json', 400, 'SerializationException'],
    ['listjobs', {}, 400, 'ClientException'],
    ['listjobs', { jobQueue: 'nightly', arrayJobId: toKey(3) }, 400, 'ClientException'],
    ['listjobs', { jobQueue: 'nowhere' }, 400, 'ClientException'],
    ['listjobs', { jobQueue: 'nightly', jobStatus: 'DONE' }, 400, 'ClientException'],
    ['listjobs', { jobQueue: 'nightly', filters: [...everything, ...everything] }, 400, 'ClientException'],
    ['listjobs', { jobQueue: 'nightly', filters: [{ name: 'STATUS', values: ['0'] }] }, 400, 'ClientException'],
    [
      'listjobs',
      { jobQueue: 'nightly', filters: [{ name: 'AFTER_CREATED_AT', values: ['soon'] }] },
      400,
      'ClientException',
    ],
    ['listjobs', { jobQueue: 'nightly', filters: everything, maxResults: 101 }, 400, 'ClientException'],
    ['listjobs', { jobQueue: 'nightly', filters: everything, nextToken: 'made-up' }, 400, 'ClientException'],
    ['describejobqueues', { jobQueues: 'nightly' }, 400, 'ClientException'],
    ['submitjob', {}, 404, 'UnknownOperationException'],
  ] as const)('answers %s with %j as %i %s', async (operation, input, status, code) => {
    const answer = await post(await start(), operation, input);

    expect([answer.status, answer.headers.get('x-amzn-errortype')]).toEqual([status, code]);
    expect(JSON.parse(answer.body)).toHaveProperty('message');
  });

  it('fails a whole call for one of its jobs, and says of a refused and a throttled one that it is refused', async () => {
    const errors = new Map([
      [toKey(1), toEmulatedError('TooManyRequestsException')],
      [toKey(2), toEmulatedError('AccessDeniedException')],
    ]);
    const url = await start({ describe: (id) => errors.get(id) ?? jobs.find(({ jobId }) => jobId === id) });

    const answers = await Promise.all(
      [
        [toKey(0), toKey(1)],
        [toKey(1), toKey(2)],
      ].map((ids) => post(url, 'describejobs', { jobs: ids })),
    );

    expect(answers.map(({ status }) => status)).toEqual([429, 403]);
  });

  it('lists running jobs alone, unless it is asked for another status or given a filter', async () => {
    const url = await start();
    const list = async (more: object): Promise<ReadonlySet<unknown>> => {
      const { jobSummaryList } = await read(url, 'listjobs', { jobQueue: 'nightly', ...more });
      return new Set(jobSummaryList.map(({ status }) => status));
    };

    expect(await list({})).toEqual(new Set(['RUNNING']));
    expect(await list({ jobStatus: 'FAILED' })).toEqual(new Set(['FAILED']));
    expect(await list({ jobStatus: 'FAILED', filters: everything })).toEqual(new Set(statuses));
  });

  it.each([1, 7, 100])('pages through a queue by %i, newest first, without children and nodes', async (size) => {
    const url = await start();
    const seen: string[] = [];
    let nextToken: string | undefined;

    do {
      const input = { jobQueue: queueArn('nightly'), filters: everything, maxResults: size, nextToken };
      const page = await read(url, 'listjobs', input);
      seen.push(...page.jobSummaryList.map(({ jobId }) => jobId));
      nextToken = page.nextToken;
    } while (nextToken !== undefined);

    expect(seen).toEqual(Array.from({ length: 130 }, (_, index) => toKey(129 - index)));
  });

  it('lists children by their parent, and nodes by theirs', async () => {
    const url = await start();

    const children = await read(url, 'listjobs', { arrayJobId: toKey(3) });
    const nodes = await read(url, 'listjobs', { multiNodeJobId: toKey(2) });

    expect([children, nodes].map(({ jobSummaryList }) => jobSummaryList.map(({ jobId }) => jobId))).toEqual([
      [child.jobId],
      [node.jobId],
    ]);
  });

  it('filters by time, by name and by definition', async () => {
    const url = await start();
    const list = async (name: string, value: string): Promise<number> => {
      const input = { jobQueue: 'nightly', filters: [{ name, values: [value] }] };
      return (await read(url, 'listjobs', input)).jobSummaryList.length;
    };

    expect(await list('AFTER_CREATED_AT', String(jobs[120]?.createdAt))).toBe(9);
    expect(await list('BEFORE_CREATED_AT', String(jobs[20]?.createdAt))).toBe(20);
    expect(await list('JOB_NAME', 'load-7')).toBe(1);
    expect(await list('JOB_DEFINITION', 'other')).toBe(0);
  });

  it('lists rows without what only a describe tells', async () => {
    const failed = toJob(1, {
      status: 'FAILED',
      isTerminated: true,
      attempts: [],
      container: { exitCode: 1, image: 'a' },
    });
    const url = await start({ list: () => [failed] });

    const { jobSummaryList } = await read(url, 'listjobs', { jobQueue: 'nightly', filters: everything });

    const { isTerminated: _, attempts: __, jobQueue: ___, ...row } = failed;
    expect(jobSummaryList).toEqual([{ ...row, container: { exitCode: 1 } }]);
  });

  it('pages through the queues that the jobs name, or those that the world says', async () => {
    const named = await read(await start(), 'describejobqueues', {});
    await emulator?.close();
    const names = ['a', 'b', 'c'];
    const queues = names.map((name) => ({ jobQueueName: name, jobQueueArn: queueArn(name) }));
    const url = await start({ queues: () => queues });

    const first = await read(url, 'describejobqueues', { maxResults: 2 });
    const second = await read(url, 'describejobqueues', { nextToken: first.nextToken });

    expect(named.jobQueues.map(({ jobQueueName }) => jobQueueName)).toEqual(['nightly', 'adhoc']);
    expect([first, second].map(({ jobQueues }) => jobQueues)).toEqual([queues.slice(0, 2), queues.slice(2)]);
    expect(second.nextToken).toBeUndefined();
  });
});
