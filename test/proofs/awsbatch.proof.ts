/** AWS Batch's adapter against Moto: real signatures, and the policy of deploy/permissions and no more. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startGateway, type GatewayUnderTest } from '../gateway.ts';
import { countCalls } from './metrics.ts';
import { describeWithMoto, startMoto, type Moto, type MotoKeys } from './moto.ts';
import { callBatch, createQueue, readBatchPolicy } from './moto-batch.ts';
import { nothingHere, pickStatements, toMotoPolicy } from './policy.ts';

const policy = readBatchPolicy();

describeWithMoto('AWS Batch, as Moto reads its pages', () => {
  let moto: Moto;
  let gateway: GatewayUnderTest;
  let single: string;
  let array: string;
  let ids: readonly string[];
  /** Closes what was started, even if the rest was not. */
  const running: (() => Promise<void>)[] = [];

  const submit = async (input: object): Promise<string> =>
    (await callBatch(moto, 'submitjob', { jobQueue: 'nightly', jobDefinition: 'load:1', ...input }))['jobId'] as string;

  beforeAll(async () => {
    moto = await startMoto({ batch: { use_docker: false } });
    running.push(moto.close);
    await createQueue(moto);
    single = await submit({ jobName: 'single', parameters: { day: '2026-11-22' } });
    array = await submit({ jobName: 'array', arrayProperties: { size: 3 } });
    const others = Array.from({ length: 148 }, (_, index) => submit({ jobName: `load-${index}` }));
    ids = [single, array, ...(await Promise.all(others))].map((id) => `counted:${id}`);
    const granted = await moto.createUser(toMotoPolicy(policy));
    const withoutQueues = await moto.createUser(toMotoPolicy(pickStatements(policy, 'ReadJobs')));
    const nothing = await moto.createUser(nothingHere);
    await moto.enforce();
    const toSource = (name: string, credentials: MotoKeys, more: object = {}): object => ({
      ...{ name, provider: 'awsbatch', region: 'us-east-1', endpoint: moto.url, credentials },
      ...{ limits: { requestsPerSecond: 100, burst: 100 }, ...more },
    });
    gateway = await startGateway({
      sources: [
        toSource('counted', granted),
        toSource('granted', granted),
        toSource('named', withoutQueues, { queues: ['nightly'] }),
        toSource('unnamed', withoutQueues),
        toSource('nothing', nothing),
        toSource('forged', { ...granted, secretAccessKey: 'another' }),
      ],
    });
    running.push(gateway.close);
  });

  afterAll(async () => {
    await Promise.all(running.map((close) => close()));
  });

  it('answers 150 jobs of one operation by two signed calls', async () => {
    const { data, errors } = await gateway.query(
      'query ($ids: [ID!]!) { jobsById(ids: $ids) { id name kind status source { name } } }',
      { variables: { ids } },
    );

    expect(errors).toEqual([]);
    const jobs = data.jobsById as readonly { readonly id: string; readonly kind: string; readonly status: string }[];
    expect(jobs.map(({ id }) => id)).toEqual(ids);
    expect(new Set(jobs.map(({ kind, status }) => `${kind} ${status}`))).toEqual(new Set(['load SUCCEEDED']));
    expect(await countCalls(gateway.url, 'counted', 'DescribeJobs')).toBe(2);
  });

  it('answers the facts of a job, and its values for those who may see them', async () => {
    const token = await gateway.token('job:read', 'job:credentials');

    const { data, errors } = await gateway.query(
      `{ awsBatchJob(source: "granted", jobId: "${single}") { name rawStatus queueName definition jobDefinition maxAttempts
        createdAt startedAt endedAt attempts { startedAt endedAt logStreamName }
        parameters { key value } containers { name command } environmentVariables { name value } } }`,
      { token },
    );

    expect(errors).toEqual([]);
    const year = expect.stringMatching(/^20[2-9]\d-\d\d-\d\dT/) as unknown;
    expect(data.awsBatchJob).toMatchObject({
      name: 'single',
      rawStatus: 'SUCCEEDED',
      queueName: 'nightly',
      definition: 'load',
      jobDefinition: 'arn:aws:batch:us-east-1:123456789012:job-definition/load:1',
      createdAt: year,
      startedAt: year,
      endedAt: year,
      attempts: [{ startedAt: year, endedAt: year, logStreamName: `load/default/${single}` }],
      parameters: [{ key: 'day', value: '2026-11-22' }],
      containers: [{ name: null, command: ['load', '--quick'] }],
      environmentVariables: [
        { name: 'STAGE', value: 'proof' },
        { name: 'AWS_BATCH_JOB_ID', value: single },
      ],
    });
  });

  it('answers the parent of an array and its child', async () => {
    const { data, errors } = await gateway.query(
      `{ parent: job(id: "granted:${array}") { progress { total succeeded failed fraction }
          ... on AwsBatchJob { array { size statusCounts { status count } } } }
        child: job(id: "granted:${array}:1") { id status progress { total } } }`,
    );

    expect(errors).toEqual([]);
    expect(data).toMatchObject({
      parent: { progress: { total: '3', succeeded: '3', failed: '0', fraction: 1 }, array: { size: 3 } },
      child: { id: `granted:${array}:1`, status: 'SUCCEEDED', progress: null },
    });
    expect(data.parent.array.statusCounts).toContainEqual({ status: 'SUCCEEDED', count: 3 });
  });

  it('says of an id that Moto leaves out that there is no such job, beside one that there is', async () => {
    const unknown = 'granted:00000000-0000-4000-8000-000000000000';

    const { data, errors } = await gateway.query(`{ jobsById(ids: ["${unknown}", "granted:${array}:2"]) { status } }`);

    expect(data.jobsById).toEqual([null, { status: 'SUCCEEDED' }]);
    expect(errors.map(({ extensions }) => extensions.code)).toEqual(['JOB_NOT_FOUND']);
  });

  it.each(['granted', 'named'])('lists every job of the queue once, for the source %s', async (source) => {
    const { data } = await gateway.query(
      `query ($source: [ID!]) { jobs(first: 100, filter: { sources: $source }) {
        nodes { providerJobId ... on AwsBatchJob { queueName } } issues { code } } }`,
      { variables: { source: [source] } },
    );

    const nodes = data.jobs.nodes as readonly { readonly providerJobId: string; readonly queueName: string }[];
    expect(data.jobs.issues).toEqual([]);
    expect(new Set(nodes.map(({ providerJobId }) => providerJobId)).size).toBe(100);
    expect(nodes.filter(({ providerJobId }) => /[:#]/.test(providerJobId))).toEqual([]);
    expect(new Set(nodes.map(({ queueName }) => queueName))).toEqual(new Set(['nightly']));
  });

  it('cannot list the queues without that permission, nor read anything with none or with a forged signature', async () => {
    const { data, errors } = await gateway.query(
      `{ jobs(filter: { sources: ["unnamed"] }) { issues { code source { name } } }
        nothing: job(id: "nothing:${single}") { status }
        forged: job(id: "forged:${single}") { status } }`,
    );

    expect(data.jobs.issues).toEqual([{ code: 'PROVIDER_ACCESS_DENIED', source: { name: 'unnamed' } }]);
    expect(errors.map(({ path, extensions }) => [path, extensions.code]).toSorted()).toEqual([
      [['forged'], 'PROVIDER_ACCESS_DENIED'],
      [['nothing'], 'PROVIDER_ACCESS_DENIED'],
    ]);
  });
});
