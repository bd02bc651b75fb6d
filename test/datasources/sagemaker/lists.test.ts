import { afterEach, describe, expect, it } from 'vitest';
import { createSageMakerEmulator, type EmulatedTrainingJob } from '../../../emulators/sagemaker/emulator.ts';
import { toEmulatedError, toRawAnswer, type Emulator, type InjectFault } from '../../../emulators/kit/emulator.ts';
import { startGateway, type GatewayUnderTest } from '../../gateway.ts';
import { awsCredentials } from '../ask-whole.ts';
import { toJob, toKey, toSource } from './trainings.ts';

let emulator: Emulator;
let gateway: GatewayUnderTest;

afterEach(async () => {
  await gateway.close();
  await emulator.close();
});

async function start(list: () => readonly EmulatedTrainingJob[], injectFault?: InjectFault): Promise<void> {
  emulator = await createSageMakerEmulator({
    ...(injectFault === undefined ? {} : { injectFault }),
    credentials: awsCredentials,
    jobs: { describe: (name) => list().find(({ TrainingJobName }) => TrainingJobName === name), list },
  });
  gateway = await startGateway({ random: () => 0, sources: [toSource(emulator.url)] });
}

const operations = (): readonly string[] => emulator.calls.map(({ operation }) => operation);

function toJobs(count: number): readonly EmulatedTrainingJob[] {
  return Array.from({ length: count }, (_, index) => toJob(index));
}

describe('a list of SageMaker', () => {
  it('holds each job once, newest first, while new jobs appear between its pages', async () => {
    let count = 230;
    await start(() => toJobs((count += 3)));
    const ids: string[] = [];
    let after: string | null = null;

    do {
      const { data, errors } = await gateway.query(
        `query ($after: String) { jobs(first: 50, after: $after) {
          nodes { id } issues { code } pageInfo { hasNextPage endCursor } } }`,
        { variables: { after } },
      );
      expect([errors, data.jobs.issues]).toEqual([[], []]);
      ids.push(...(data.jobs.nodes as readonly { readonly id: string }[]).map(({ id }) => id));
      after = data.jobs.pageInfo.hasNextPage === true ? (data.jobs.pageInfo.endCursor as string) : null;
    } while (after !== null);

    // The jobs that were there when the list began.
    expect(ids).toEqual(Array.from({ length: 233 }, (_, index) => `training:${toKey(232 - index)}`));
  });

  it.each([
    ['Completed', undefined, 'SUCCEEDED'],
    ['Failed', '', 'FAILED'],
    ['Stopping', undefined, 'CANCELLING'],
    ['Deleting', undefined, 'CANCELLING'],
    ['Stopped', 'Stopped', 'CANCELLED'],
    ['Stopped', 'MaxRuntimeExceeded', 'TIMED_OUT'],
    ['InProgress', 'Starting', 'QUEUED'],
    ['InProgress', 'SomethingNew', 'RUNNING'],
    ['SomethingNew', 'Training', 'UNKNOWN'],
  ])('reads the status of %s and %j in the row: %s', async (TrainingJobStatus, SecondaryStatus, status) => {
    await start(() => [toJob(0, { TrainingJobStatus, SecondaryStatus })]);

    const { data } = await gateway.query('{ jobs { nodes { status rawStatus statusSource isTerminal endedAt } } }');

    const isDerived = status === 'QUEUED' || status === 'TIMED_OUT';
    const isTerminal = ['SUCCEEDED', 'FAILED', 'CANCELLED', 'TIMED_OUT'].includes(status);
    expect(data.jobs.nodes).toEqual([
      {
        ...{ status, rawStatus: TrainingJobStatus, statusSource: isDerived ? 'DERIVED' : 'PROVIDER', isTerminal },
        endedAt: isTerminal ? '2026-11-22T00:16:40.250Z' : null,
      },
    ]);
    expect(operations()).toEqual(['ListTrainingJobs']);
  });

  it.each([
    ['InProgress', undefined, 'RUNNING'],
    ['Stopped', '', 'CANCELLED'],
    [undefined, undefined, 'UNKNOWN'],
  ])('describes a job whose row says %s and %j', async (TrainingJobStatus, SecondaryStatus, status) => {
    await start(() => [toJob(0, { TrainingJobStatus, SecondaryStatus })]);

    const { data } = await gateway.query('{ jobs { nodes { status } } }');

    expect(data.jobs.nodes).toEqual([{ status }]);
    expect(operations()).toEqual(['ListTrainingJobs', 'DescribeTrainingJob']);
  });

  it('needs no describe for the failures of jobs that have not failed, nor for the secondary status', async () => {
    await start(() => [toJob(0), toJob(1, { TrainingJobStatus: 'InProgress', SecondaryStatus: 'Uploading' })]);

    const { data } = await gateway.query(
      '{ jobs { nodes { failures { code } ... on SageMakerTrainingJob { secondaryStatus arn } } } }',
    );

    expect(data.jobs.nodes).toEqual(
      [
        [1, 'Uploading'],
        [0, 'Completed'],
      ].map(([index, secondaryStatus]) => ({
        failures: [],
        secondaryStatus,
        arn: `arn:aws:sagemaker:us-east-1:123456789012:training-job/${toKey(Number(index))}`,
      })),
    );
    expect(operations()).toEqual(['ListTrainingJobs']);
  });

  it('has the jobs of exactly the time that is asked for, whatever SageMaker includes', async () => {
    await start(() => [0, 1, 2, 3].map((index) => toJob(index)));

    const { data } = await gateway.query(
      '{ jobs(filter: { createdAfter: "2026-11-22T00:00:01Z", createdBefore: "2026-11-22T00:00:03Z" }) { nodes { id } } }',
    );

    expect(data.jobs.nodes).toEqual([2, 1].map((index) => ({ id: `training:${toKey(index)}` })));
  });

  it('goes on behind a page without jobs, and asks for no status, which SageMaker applies to a page that it has cut', async () => {
    await start(
      () => toJobs(1),
      ({ operation }, attempt) =>
        operation === 'ListTrainingJobs' && attempt === 1
          ? { toAnswer: () => toRawAnswer({ body: '{"TrainingJobSummaries":[],"NextToken":"more"}' }) }
          : operation === 'ListTrainingJobs'
            ? { toAnswer: () => toRawAnswer({ body: JSON.stringify({ TrainingJobSummaries: toJobs(1) }) }) }
            : undefined,
    );

    const { data } = await gateway.query(
      '{ jobs(filter: { statuses: [SUCCEEDED] }) { nodes { status } issues { code } } }',
    );

    expect(data.jobs).toEqual({ nodes: [{ status: 'SUCCEEDED' }], issues: [] });
    const asked = { SortBy: 'CreationTime', SortOrder: 'Descending', MaxResults: 100 };
    expect(emulator.calls.map(({ body }) => JSON.parse(body) as unknown)).toEqual([
      asked,
      { ...asked, NextToken: 'more' },
    ]);
  });
});

it('calls a ValidationException of a read a job that is not there, and that of a list a refusal', async () => {
  await start(
    () => [],
    ({ operation }) =>
      operation === 'ListTrainingJobs'
        ? { toAnswer: (_honest, { toAnswer }) => toAnswer(toEmulatedError('ValidationException')) }
        : undefined,
  );

  const { data, errors } = await gateway.query(
    '{ sageMakerTrainingJob(name: "nobody") { status } jobs { issues { code } } }',
  );

  expect(errors.map(({ extensions }) => [extensions.code, extensions['providerCode']])).toEqual([
    ['JOB_NOT_FOUND', 'ValidationException'],
  ]);
  expect(data.jobs.issues).toEqual([{ code: 'PROVIDER_REJECTED' }]);
});
