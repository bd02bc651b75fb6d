/** Lists that are narrowed by accounts and labels of sources, by definitions, and by why jobs failed. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createAwsBatchEmulator } from '../../emulators/awsbatch/emulator.ts';
import type { Emulator } from '../../emulators/kit/emulator.ts';
import { awsCredentials, noCache } from '../datasources/ask-whole.ts';
import { toJob, toKey, toSource } from '../datasources/awsbatch/jobs.ts';
import { startGateway, type GatewayUnderTest } from '../gateway.ts';

const jobs = [
  toJob(1),
  toJob(2, { jobDefinition: 'resize:2' }),
  toJob(3, { status: 'FAILED', statusReason: 'Host EC2 (instance i-0abc123de456f7890) terminated.' }),
  toJob(4, { status: 'FAILED', statusReason: 'Host EC2 (instance i-1111) terminated.', isTerminated: true }),
  toJob(5, { status: 'FAILED', statusReason: 'CAPACITY:INSUFFICIENT_INSTANCE_CAPACITY - none is left' }),
  toJob(6, { status: 'RUNNING', stoppedAt: null }),
];
const hostReason = 'd42df725c5c9748c';

let emulator: Emulator;
let gateway: GatewayUnderTest;

beforeAll(async () => {
  emulator = await createAwsBatchEmulator({
    credentials: awsCredentials,
    jobs: { describe: (id) => jobs.find(({ jobId }) => jobId === id), list: () => jobs },
  });
  const prod = { name: 'prod', account: '123456789012', labels: { team: 'payments', env: 'prod' } };
  const assumeRole = { roleArn: 'arn:aws:iam::210987654321:role/jobgraph' };
  gateway = await startGateway({
    cache: noCache,
    random: () => 0,
    sources: [
      toSource(emulator.url, { ...prod, queues: ['nightly'] }),
      toSource(emulator.url, { name: 'dev', labels: { env: 'dev' }, queues: ['nightly'] }),
      { name: 'role', provider: 'codepipeline', region: 'us-east-1', credentials: { assumeRole } },
      { name: 'flows', provider: 'stepfunctions', region: 'us-east-1', accountId: '555555555555' },
    ],
  });
});
afterAll(async () => {
  await gateway.close();
  await emulator.close();
});
beforeEach(() => {
  emulator.reset();
});

async function list(filter: object): Promise<unknown> {
  const { data, errors } = await gateway.query(
    'query ($filter: JobFilter) { jobs(filter: $filter) { nodes { id } issues { code } } }',
    { variables: { filter } },
  );
  if (errors.length > 0) return errors.map(({ message }) => message);
  expect(data.jobs.issues).toEqual([]);
  return data.jobs.nodes.map(({ id }: { readonly id: string }) => Number.parseInt(id.slice(-2), 16));
}

const countCalls = (operation: string): number => emulator.calls.filter((call) => call.operation === operation).length;

describe('sources', () => {
  it('show their accounts and labels as the settings have them', async () => {
    const { data } = await gateway.query('{ jobSources { id name account labels { key value } } }');

    expect(data.jobSources).toEqual([
      {
        ...{ id: 'prod', name: 'prod', account: '123456789012' },
        labels: [
          { key: 'env', value: 'prod' },
          { key: 'team', value: 'payments' },
        ],
      },
      { id: 'dev', name: 'dev', account: null, labels: [{ key: 'env', value: 'dev' }] },
      { id: 'role', name: 'role', account: '210987654321', labels: [] },
      { id: 'flows', name: 'flows', account: '555555555555', labels: [] },
    ]);
  });

  it.each([
    [{ accounts: ['123456789012', '7'] }, 1],
    [{ accounts: ['7'] }, 0],
    [{ sourceLabels: [{ key: 'env' }] }, 2],
    [{ sourceLabels: [{ key: 'env', values: ['dev', 'test'] }] }, 1],
    [{ sourceLabels: [{ key: 'env' }, { key: 'team', values: ['payments'] }] }, 1],
    [{ sourceLabels: [{ key: 'env', values: ['test'] }] }, 0],
    [{ sourceLabels: [{ key: 'constructor' }] }, 0],
  ])('that do not meet %j are not asked, and no issue', async (filter, sources) => {
    expect(await list(filter)).toHaveLength(sources * jobs.length);
    expect(countCalls('ListJobs')).toBe(sources);
  });
});

describe('jobs', () => {
  const sources = ['prod'];

  it('are found by their definitions without a read', async () => {
    expect(await list({ sources, definitions: ['resize', 'other'] })).toEqual([2]);
    expect(await list({ sources, text: 'resize' })).toEqual([2]);
    expect(countCalls('DescribeJobs')).toBe(0);
  });

  it('are found by why they failed, and only those are read that may have failed', async () => {
    expect(await list({ sources, reasons: [hostReason] })).toEqual([3]);
    const described = emulator.calls.filter(({ operation }) => operation === 'DescribeJobs');
    expect(described.map(({ body }) => JSON.parse(body) as unknown)).toEqual([{ jobs: [5, 4, 3].map(toKey) }]);
  });

  it('are found by the codes of their failures', async () => {
    expect(await list({ sources, failureCodes: ['CAPACITY:INSUFFICIENT_INSTANCE_CAPACITY'] })).toEqual([5]);
    expect(await list({ sources, failureCodes: ['FAILED'] })).toEqual([3]);
  });

  it('that only a read could judge are not counted, and the source says why', async () => {
    const { data } = await gateway.query(
      'query ($filter: JobFilter) { jobStats(filter: $filter) { total { value isLowerBound } issues { code } } }',
      { variables: { filter: { sources, reasons: [hostReason] } } },
    );

    expect(data.jobStats).toEqual({
      total: { value: 0, isLowerBound: true },
      issues: [{ code: 'STATUS_NOT_LISTED' }],
    });
  });
});

it.each([
  [{ accounts: [] }, '`filter.accounts` must hold 1 to 100 entries, but got 0.'],
  [
    { sourceLabels: Array.from({ length: 17 }, () => ({ key: 'a' })) },
    '`filter.sourceLabels` must hold 1 to 16 entries, but got 17.',
  ],
  [{ sourceLabels: [{ key: 'a', values: [] }] }, '`filter.sourceLabels.values` must hold 1 to 100 entries, but got 0.'],
  [
    { definitions: Array.from({ length: 101 }, () => 'a') },
    '`filter.definitions` must hold 1 to 100 entries, but got 101.',
  ],
  [{ failureCodes: [] }, '`filter.failureCodes` must hold 1 to 100 entries, but got 0.'],
  [{ reasons: [] }, '`filter.reasons` must hold 1 to 100 entries, but got 0.'],
])('the filter %j is refused', async (filter, message) => {
  expect(await list(filter)).toEqual([message]);
});
