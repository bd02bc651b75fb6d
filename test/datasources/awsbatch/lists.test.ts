import { afterEach, describe, expect, it } from 'vitest';

import { createAwsBatchEmulator, type BatchEmulatedJob } from '../../../emulators/awsbatch/emulator.ts';
import { toEmulatedError, toRawAnswer, type Emulator } from '../../../emulators/kit/emulator.ts';
import { toInjectFault, type Fault } from '../../emulation/faults.ts';
import { startGateway, type GatewayUnderTest, type GraphQLAnswer } from '../../gateway.ts';
import { awsCredentials, noCache } from '../ask-whole.ts';
import { queueArn, toJob, toKey, toSource } from './jobs.ts';

let emulator: Emulator;
let gateway: GatewayUnderTest;

afterEach(async () => {
  await gateway.close();
  await emulator.close();
});

interface Options {
  readonly queues?: readonly string[];
  readonly fault?: (id: string | null) => Fault | undefined;
  readonly queueNames?: readonly string[];
}

async function start(jobs: readonly BatchEmulatedJob[], options: Options = {}): Promise<void> {
  const { fault, queues, queueNames } = options;
  emulator = await createAwsBatchEmulator({
    credentials: awsCredentials,
    jobs: {
      describe: (id) => jobs.find(({ jobId }) => jobId === id),
      list: () => jobs,
      ...(queueNames === undefined
        ? {}
        : { queues: () => queueNames.map((name) => ({ jobQueueName: name, jobQueueArn: queueArn(name) })) }),
    },
    injectFault: toInjectFault(({ operation, id }) => (operation === 'ListJobs' ? fault?.(id) : undefined)),
  });
  gateway = await startGateway({
    cache: noCache,
    random: () => 0,
    sources: [toSource(emulator.url, queues === undefined ? {} : { queues })],
  });
}

function list(selection: string, first = 10): Promise<GraphQLAnswer> {
  return gateway.query(`{ jobs(first: ${first}) { nodes { ${selection} } issues { code } pageInfo { hasNextPage } } }`);
}

function countCalls(operation: string): number {
  return emulator.calls.filter((call) => call.operation === operation).length;
}

/** In turn in each of the queues, the newest last. */
function toJobs(count: number, queues: readonly string[]): readonly BatchEmulatedJob[] {
  return Array.from({ length: count }, (_, index) =>
    toJob(index, { jobQueue: queueArn(queues[index % queues.length] ?? '') }),
  );
}

describe('a list of AWS Batch', () => {
  it('is that of all queues, newest first, by one page of each', async () => {
    await start(toJobs(30, ['a', 'b', 'c']));

    const { data, errors } = await list('providerJobId ... on AwsBatchJob { queueName }');

    expect(errors).toEqual([]);
    expect(data.jobs.nodes).toEqual(
      Array.from({ length: 10 }, (_, index) => ({
        providerJobId: toKey(29 - index),
        queueName: ['a', 'b', 'c'][(29 - index) % 3],
      })),
    );
    expect(data.jobs).toMatchObject({ issues: [], pageInfo: { hasNextPage: true } });
    expect(emulator.calls.map(({ operation }) => operation)).toEqual([
      'DescribeJobQueues',
      ...['ListJobs', 'ListJobs', 'ListJobs'],
    ]);
  });

  it('reads a further page of a queue only when its turn comes', async () => {
    // 150 jobs of one queue, all newer than those of the other.
    const jobs = [...toJobs(250, ['old']).slice(0, 150), ...toJobs(400, ['new']).slice(250)];
    await start(jobs);

    await list('id', 50);
    const before = emulator.calls.filter(({ id }) => id === 'new').length;
    emulator.reset();
    const { data } = await list('id', 100);

    expect(before).toBe(1);
    expect(data.jobs.nodes).toHaveLength(100);
    expect(emulator.calls.filter(({ id }) => id === 'old')).toHaveLength(1);
    expect(emulator.calls.filter(({ id }) => id === 'new').length).toBeLessThanOrEqual(2);
  });

  it('is that of the queues of the setting alone, named as their jobs name them', async () => {
    await start(toJobs(9, ['a', 'b', 'c']), { queues: ['a', queueArn('b')] });

    const { data } = await list('... on AwsBatchJob { queueName }');

    expect(data.jobs.nodes).toEqual(['b', 'a', 'b', 'a', 'b', 'a'].map((queueName) => ({ queueName })));
    expect(countCalls('DescribeJobQueues')).toBe(0);
    expect(countCalls('ListJobs')).toBe(2);
  });

  it('loses only the jobs of a queue that is not there or not allowed', async () => {
    await start(toJobs(9, ['a', 'b', 'c']), {
      queues: ['a', 'b', 'nowhere'],
      fault: (id) => (id === 'b' ? { kind: 'accessDenied' } : undefined),
    });

    const { data, errors } = await list('... on AwsBatchJob { queueName }');

    expect(errors).toEqual([]);
    expect(data.jobs.nodes).toEqual(['a', 'a', 'a'].map((queueName) => ({ queueName })));
    const codes = (data.jobs.issues as readonly { readonly code: string }[]).map(({ code }) => code);
    expect(codes.toSorted()).toEqual(['PROVIDER_ACCESS_DENIED', 'PROVIDER_REJECTED']);
  });

  it('reads the first 50 queues, and says that there are more', async () => {
    const names = Array.from({ length: 60 }, (_, index) => `q${index}`);
    await start([], { queueNames: names });

    const { data } = await list('id');

    expect(data.jobs.issues).toEqual([{ code: 'LIST_TRUNCATED' }]);
    expect(emulator.calls.flatMap(({ operation, id }) => (operation === 'ListJobs' ? [id] : []))).toEqual(
      names.slice(0, 50),
    );
  });

  it('has no children of arrays and no nodes, even where a server lists them', async () => {
    await start([], {
      queues: ['a'],
      fault: () => ({
        kind: 'answer',
        answer: toRawAnswer({
          body: JSON.stringify({
            jobSummaryList: [toKey(1), `${toKey(1)}:0`, toKey(2), `${toKey(2)}#3`].map((jobId) => ({ jobId })),
          }),
        }),
      }),
    });

    const { data } = await list('providerJobId');

    expect(data.jobs.nodes).toEqual([toKey(1), toKey(2)].map((providerJobId) => ({ providerJobId })));
  });
});

describe('rows of AWS Batch', () => {
  const jobs = [
    toJob(1, { status: 'FAILED', isTerminated: true }),
    toJob(2, { status: 'FAILED' }),
    toJob(3, { status: 'PENDING', arrayProperties: { size: 2, statusSummary: { RUNNING: 1 } } }),
    toJob(4, { status: 'SUCCEEDED' }),
    toJob(5, { status: 'RUNNING', stoppedAt: null }),
  ];

  it('say the status of jobs that neither failed nor are arrays', async () => {
    await start(jobs.slice(3));

    const { data } = await list(
      'status rawStatus statusSource isTerminal endedAt progress { total } failures { code }',
    );

    expect(data.jobs.nodes).toEqual([
      {
        status: 'RUNNING',
        rawStatus: 'RUNNING',
        statusSource: 'PROVIDER',
        isTerminal: false,
        endedAt: null,
        progress: null,
        failures: [],
      },
      {
        status: 'SUCCEEDED',
        rawStatus: 'SUCCEEDED',
        statusSource: 'PROVIDER',
        isTerminal: true,
        endedAt: '2026-11-22T00:01:42.250Z',
        progress: null,
        failures: [],
      },
    ]);
    expect(countCalls('DescribeJobs')).toBe(0);
  });

  it('say when a job ended that failed or was cancelled, whichever it was', async () => {
    await start(jobs.slice(0, 2));

    const { data } = await list('rawStatus isTerminal endedAt');
    const filtered = await gateway.query(
      '{ running: jobs(filter: { isTerminal: false }) { nodes { id } } ended: jobs(filter: { isTerminal: true, endedAfter: "2026-11-22T00:00:00Z" }) { nodes { id } } }',
    );

    const ended = { rawStatus: 'FAILED', isTerminal: true, endedAt: '2026-11-22T00:01:42.250Z' };
    expect(data.jobs.nodes).toEqual([ended, ended]);
    expect([filtered.data.running.nodes, filtered.data.ended.nodes]).toMatchObject([[], [{}, {}]]);
    expect(countCalls('DescribeJobs')).toBe(0);
  });

  it('of an array’s parent leave its end to the describe', async () => {
    await start([toJob(6, { status: 'SUCCEEDED', arrayProperties: { size: 2, statusSummary: { SUCCEEDED: 2 } } })]);

    const { data } = await list('isTerminal');

    expect(data.jobs.nodes).toEqual([{ isTerminal: true }]);
    expect(countCalls('DescribeJobs')).toBe(1);
  });

  it('leave it to one describe for those that do not', async () => {
    await start(jobs);

    const { data } = await list('providerJobId status');

    expect((data.jobs.nodes as readonly { readonly status: string }[]).map(({ status }) => status)).toEqual([
      'RUNNING',
      'SUCCEEDED',
      'RUNNING',
      'FAILED',
      'CANCELLED',
    ]);
    const described = emulator.calls.filter(({ operation }) => operation === 'DescribeJobs');
    expect(described.map(({ body }) => JSON.parse(body) as unknown)).toEqual([{ jobs: [3, 2, 1].map(toKey) }]);
  });

  it('cost one describe for what none of them says', async () => {
    await start(toJobs(100, ['a']));

    const { data, errors } = await list('... on AwsBatchJob { priority attempts { exitCode } }', 100);

    expect(errors).toEqual([]);
    expect(data.jobs.nodes).toHaveLength(100);
    expect([countCalls('ListJobs'), countCalls('DescribeJobs')]).toEqual([1, 1]);
  });

  it('that nobody can describe any more show what the list says', async () => {
    await start([], {
      queues: ['a'],
      fault: () => ({
        kind: 'answer',
        answer: toRawAnswer({ body: JSON.stringify({ jobSummaryList: [{ jobId: toKey(7), jobName: 'gone' }] }) }),
      }),
    });

    const { data } = await list('name ... on AwsBatchJob { priority }');

    expect(data.jobs.nodes).toEqual([{ name: 'gone', priority: null }]);
    expect((data.jobs.issues as readonly { readonly code: string }[]).map(({ code }) => code)).toEqual(['JOB_GONE']);
  });

  it('that are refused are no rows: the queue is an issue', async () => {
    await start([], {
      queues: ['a'],
      fault: () => ({ kind: 'error', error: toEmulatedError('ClientException', 'no such queue') }),
    });

    const { data } = await list('name');

    expect(data.jobs).toMatchObject({ nodes: [], issues: [{ code: 'PROVIDER_REJECTED' }] });
  });
});
