/** Glue's adapter against Moto: real signatures, and the policy of deploy/permissions and no more. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startGateway, type GatewayUnderTest } from '../gateway.ts';
import { countCalls } from './metrics.ts';
import { describeWithMoto, startMoto, type Moto, type MotoKeys } from './moto.ts';
import { allows, nothingHere, pickStatements, readPolicy, toMotoPolicy } from './policy.ts';

const policy = readPolicy('glue');
/** More than a page. */
const count = 130;
const few = 30;
const etl = 'nightly etl';

it.each([
  ['glue:GetJobRun', 'job/nightly etl', true],
  ['glue:GetJobRuns', 'job/lake/clean', true],
  ['glue:GetJob', 'job/nightly etl', false],
  ['glue:StartJobRun', 'job/nightly etl', false],
  ['glue:GetJobRun', 'crawler/nightly', false],
])('the policy on %s of %s: %s', (action, resource, isAllowed) => {
  expect(allows(policy, action, `arn:aws:glue:us-east-1:123456789012:${resource}`)).toBe(isAllowed);
  expect(allows(policy, action, `arn:aws:glue:us-east-1:210987654321:${resource}`)).toBe(false);
});

describeWithMoto('AWS Glue, as Moto reads its pages', () => {
  let gateway: GatewayUnderTest;
  let runs: readonly string[];
  /** Closes what was started, even if the rest was not. */
  const running: (() => Promise<void>)[] = [];

  beforeAll(async () => {
    const moto = await startMoto();
    running.push(moto.close);
    runs = await startRuns(moto);
    const granted = await moto.createUser(toMotoPolicy(policy));
    const ofRuns = await moto.createUser(toMotoPolicy(pickStatements(policy, 'ReadRuns')));
    const nothing = await moto.createUser(nothingHere);
    await moto.enforce();
    const toSource = (name: string, credentials: MotoKeys, more: object = {}): object => ({
      ...{ name, provider: 'glue', region: 'us-east-1', endpoint: moto.url, credentials },
      ...{ limits: { requestsPerSecond: 1000, burst: 1000 }, ...more },
    });
    gateway = await startGateway({
      sources: [
        toSource('granted', granted),
        toSource('named', ofRuns, { jobs: [etl, 'nowhere'] }),
        toSource('tagged', granted, { tags: { team: 'data' } }),
        toSource('unnamed', ofRuns),
        toSource('nothing', nothing),
        toSource('forged', { ...granted, secretAccessKey: 'another' }),
      ],
    });
    running.push(gateway.close);
  });

  afterAll(async () => {
    await Promise.all(running.map((close) => close()));
  });

  it('answers the facts of a run, and its arguments for those who may see them', async () => {
    const token = await gateway.token('job:read', 'job:sensitive', 'job:credentials');

    const { data, errors } = await gateway.query(
      `{ glueJobRun(source: "granted", jobName: "${etl}", runId: "${runs[0] ?? ''}") {
        id name kind definition status rawStatus startedAt endedAt durationSeconds createdAt failures { code } attempt
        previousRunId executionSeconds timeoutMinutes workerType workerCount maxCapacity glueVersion logGroupName
        notifyDelayMinutes arguments { key value } securityConfiguration sessionPolicyJson } }`,
      { token },
    );

    expect(errors).toEqual([]);
    const time = expect.stringMatching(/^20[2-9]\d-\d\d-\d\dT/) as unknown;
    expect(data.glueJobRun).toEqual({
      id: `granted:${etl}/${runs[0] ?? ''}`,
      ...{ name: etl, kind: etl, definition: etl },
      ...{ status: 'SUCCEEDED', rawStatus: 'SUCCEEDED', failures: [] },
      ...{ createdAt: time, startedAt: null, endedAt: time, durationSeconds: expect.any(Number) as unknown },
      ...{ attempt: 0, previousRunId: null, executionSeconds: 123, timeoutMinutes: 60, notifyDelayMinutes: 5 },
      ...{ workerType: 'G.1X', workerCount: 2, maxCapacity: 10, glueVersion: '0.9', logGroupName: 'test/log' },
      arguments: [
        { key: '--db-password', value: 'not-a-password' },
        { key: '--job-language', value: 'python' },
      ],
      ...{ securityConfiguration: 'kms-etl', sessionPolicyJson: null },
    });
  });

  it('says of a run and of a job that Moto does not know that the run is not there', async () => {
    const { errors } = await gateway.query(
      `{ run: job(id: "granted:${etl}/jr_nobody") { status } job: job(id: "granted:nobody/jr_1") { status } }`,
    );

    expect(errors.map(({ extensions }) => [extensions.code, extensions['providerCode']])).toEqual([
      ['JOB_NOT_FOUND', 'EntityNotFoundException'],
      ['JOB_NOT_FOUND', 'EntityNotFoundException'],
    ]);
  });

  it.each([
    // Moto gives the oldest first, against AWS's page: what is left out behind the first page is said.
    ['granted', 100 + few, ['LIST_TRUNCATED']],
    ['named', 100, ['PROVIDER_REJECTED', 'LIST_TRUNCATED']],
    ['tagged', few, []],
  ])('lists runs, each once, for the source %s', async (source, all, issues) => {
    const nodes: { readonly id: string; readonly createdAt: string }[] = [];
    let after: string | null = null;
    do {
      const { data, errors } = await gateway.query(
        `query ($after: String, $source: ID!) { jobs(first: 50, after: $after, filter: { sources: [$source] }) {
          nodes { id createdAt } issues { code } pageInfo { hasNextPage endCursor } } }`,
        { variables: { after, source } },
      );
      expect(errors).toEqual([]);
      expect((data.jobs.issues as readonly { readonly code: string }[]).map(({ code }) => code)).toEqual(issues);
      nodes.push(...(data.jobs.nodes as typeof nodes));
      after = data.jobs.pageInfo.hasNextPage === true ? (data.jobs.pageInfo.endCursor as string) : null;
    } while (after !== null);

    const times = nodes.map(({ createdAt }) => createdAt);
    expect(times).toEqual(times.toSorted().toReversed());
    expect([nodes.length, new Set(nodes.map(({ id }) => id)).size]).toEqual([all, all]);
    expect(await countCalls(gateway.url, source, 'GetJobRuns')).toBeGreaterThan(0);
    expect((await countCalls(gateway.url, source, 'ListJobs')) > 0).toBe(source !== 'named');
  });

  it('cannot list jobs without that permission, nor read anything with none or with a forged signature', async () => {
    const { data, errors } = await gateway.query(
      `{ jobs(filter: { sources: ["unnamed"] }) { issues { code source { name } } }
        nothing: job(id: "nothing:${etl}/${runs[0] ?? ''}") { status }
        forged: job(id: "forged:${etl}/${runs[0] ?? ''}") { status } }`,
    );

    expect(data.jobs.issues).toEqual([{ code: 'PROVIDER_ACCESS_DENIED', source: { name: 'unnamed' } }]);
    expect(errors.map(({ path, extensions }) => [path, extensions.code]).toSorted()).toEqual([
      [['forged'], 'PROVIDER_ACCESS_DENIED'],
      [['nothing'], 'PROVIDER_ACCESS_DENIED'],
    ]);
  });
});

/** The ids of the runs of one job; another job has fewer, and a tag. */
async function startRuns(moto: Moto): Promise<readonly string[]> {
  const call = async (operation: string, input: object): Promise<unknown> =>
    JSON.parse(
      await moto.call('glue', {
        headers: { 'content-type': 'application/x-amz-json-1.1', 'x-amz-target': `AWSGlue.${operation}` },
        body: JSON.stringify(input),
      }),
    );
  const create = (Name: string, more: object): Promise<unknown> =>
    call('CreateJob', {
      Name,
      Role: 'arn:aws:iam::123456789012:role/etl',
      Command: { Name: 'glueetl', ScriptLocation: 's3://acme-scripts/etl.py' },
      ExecutionProperty: { MaxConcurrentRuns: 1000 },
      ...more,
    });
  await create(etl, { DefaultArguments: { '--job-language': 'python' } });
  await create('lake/clean', { Tags: { team: 'data' } });
  for (let number = 0; number < few; number += 1) await call('StartJobRun', { JobName: 'lake/clean' });
  const ids: string[] = [];
  while (ids.length < count) {
    const { JobRunId } = (await call('StartJobRun', {
      JobName: etl,
      Arguments: { '--db-password': 'not-a-password' },
      ...{ Timeout: 60, MaxCapacity: 10.0, WorkerType: 'G.1X', NumberOfWorkers: 2 },
      ...{ SecurityConfiguration: 'kms-etl', NotificationProperty: { NotifyDelayAfter: 5 } },
    })) as { readonly JobRunId: string };
    ids.push(JobRunId);
  }
  return ids;
}
