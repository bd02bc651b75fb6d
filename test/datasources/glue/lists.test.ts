import { afterEach, describe, expect, it } from 'vitest';
import { createGlueEmulator, type EmulatedJobRun, type GlueJobWorld } from '../../../emulators/glue/emulator.ts';
import type { Emulator } from '../../../emulators/kit/emulator.ts';
import { startGateway, type GatewayUnderTest, type GraphQLAnswer } from '../../gateway.ts';
import { awsCredentials } from '../ask-whole.ts';
import { etl, toKey, toRun, toSource } from './runs.ts';

let emulator: Emulator;
let gateway: GatewayUnderTest;

afterEach(async () => {
  await gateway.close();
  await emulator.close();
});

/** @param more of the source's entry; `jobs: undefined` for all of the account */
async function start(
  runs: readonly EmulatedJobRun[],
  more: object = {},
  definitions?: GlueJobWorld['definitions'],
): Promise<void> {
  emulator = await createGlueEmulator({
    credentials: awsCredentials,
    jobs: {
      describe: (key) => runs.find(({ JobName, Id }) => `${JobName}/${Id}` === key),
      list: () => runs,
      ...(definitions === undefined ? {} : { definitions }),
    },
  });
  gateway = await startGateway({ random: () => 0, sources: [toSource(emulator.url, more)] });
}

function list(selection: string, token?: string): Promise<GraphQLAnswer> {
  return gateway.query(`{ jobs(first: 20) { nodes { ${selection} } issues { code source { name } } } }`, {
    ...(token === undefined ? {} : { token }),
  });
}

function toRuns(count: number, job = etl, from = 0): readonly EmulatedJobRun[] {
  return Array.from({ length: count }, (_, index) => toRun(from + index, {}, toKey(from + index, job)));
}

function listBodies(operation: string): readonly unknown[] {
  return emulator.calls.filter((call) => call.operation === operation).map(({ body }) => JSON.parse(body) as unknown);
}

const ofAccount = { jobs: undefined };

describe('a list of Glue', () => {
  it('is that of all jobs of the account, newest first, by one page of each', async () => {
    await start([...toRuns(4), ...toRuns(4, 'lake/clean', 2)], ofAccount);

    const { data, errors } = await list('kind createdAt');

    expect(errors).toEqual([]);
    const kinds = data.jobs.nodes.map(({ kind }: { readonly kind: string }) => kind) as readonly string[];
    const [first, other] = ['lake/clean', etl];
    expect(kinds.slice(0, 2)).toEqual([first, first]);
    expect(kinds.slice(2, 6).toSorted()).toEqual([first, first, other, other]);
    expect(kinds.slice(6)).toEqual([other, other]);
    expect(listBodies('ListJobs')).toEqual([{ MaxResults: 1000 }]);
    expect(listBodies('GetJobRuns')).toEqual([
      { JobName: etl, MaxResults: 100 },
      { JobName: 'lake/clean', MaxResults: 100 },
    ]);
  });

  it('is that of the jobs with the tags of the settings, where there are any', async () => {
    await start([...toRuns(2), ...toRuns(2, 'load')], { ...ofAccount, tags: { team: 'data' } }, () => ({
      [etl]: { team: 'data' },
      load: { team: 'web' },
    }));

    const { data } = await list('kind');

    expect(data.jobs).toEqual({ nodes: [{ kind: etl }, { kind: etl }], issues: [] });
    expect(listBodies('ListJobs')).toEqual([{ MaxResults: 1000, Tags: { team: 'data' } }]);
  });

  it('of more than 50 jobs reads the first 50, and says that there are more', async () => {
    await start(
      Array.from({ length: 60 }, (_, index) => toRun(index, {}, toKey(index, `job ${index}`))),
      ofAccount,
    );

    const { data } = await list('id');

    expect(data.jobs.issues).toEqual([{ code: 'LIST_TRUNCATED', source: { name: 'etl' } }]);
    expect(listBodies('GetJobRuns')).toHaveLength(50);
  });

  it('loses nothing but the runs of a job that is deleted while it is listed', async () => {
    // Listed once, then known no more.
    let asked = 0;
    await start(toRuns(2), ofAccount, () => ((asked += 1) === 1 ? { [etl]: {}, load: {} } : { [etl]: {} }));

    const { data } = await list('kind');

    expect(data.jobs).toEqual({ nodes: [{ kind: etl }, { kind: etl }], issues: [] });
    expect(emulator.calls.map(({ status }) => status)).toEqual([200, 200, 400]);
  });

  it('of a job that the settings name and Glue does not know is an issue, which says what to do', async () => {
    await start(toRuns(2), { jobs: [etl, 'nihgtly'] }, () => ({ [etl]: {}, nightly: {} }));
    const token = await gateway.token('job:read', 'job:operate');

    const { data } = await list('kind');
    const { data: checked } = await gateway.query(
      '{ jobSourceChecks(sources: ["etl"]) { steps { part cause message remedy } } }',
      { token },
    );

    expect(checked.jobSourceChecks[0].steps).toContainEqual({
      part: 'nihgtly',
      cause: 'TARGET_UNKNOWN',
      message: 'AWS Glue in us-east-1 knows no job `nihgtly`; it has `nightly`.',
      remedy: 'Correct `sources[0].jobs[1]`, or `region` and the account: AWS Glue in us-east-1 has `nightly`.',
    });
    expect(data.jobs.nodes).toHaveLength(2);
    expect(data.jobs.issues).toEqual([{ code: 'PROVIDER_REJECTED', source: { name: 'etl' } }]);
  });

  it('answers all but protected fields by its rows, and keeps them as if the runs had been described', async () => {
    await start(toRuns(20));

    await list('id status failures { code } ... on GlueJobRun { maxCapacity stateDetail }');
    const { data } = await gateway.query(`{ job(id: "etl:${toKey(3)}") { status ... on GlueJobRun { attempt } } }`);

    expect(data.job).toEqual({ status: 'SUCCEEDED', attempt: null });
    expect(emulator.calls.map(({ operation }) => operation)).toEqual(['GetJobRuns']);
  });

  it('reads protected fields run by run', async () => {
    const policy = { ExecutionRoleSessionPolicy: '{"Version":"2012-10-17"}' };
    await start([0, 1, 2].map((index) => toRun(index, policy)));

    const { data, errors } = await list(
      '... on GlueJobRun { sessionPolicyJson }',
      await gateway.token('job:read', 'job:sensitive'),
    );

    expect(errors).toEqual([]);
    expect(data.jobs.nodes).toEqual([0, 1, 2].map(() => ({ sessionPolicyJson: '{"Version":"2012-10-17"}' })));
    expect(emulator.calls.map(({ operation }) => operation)).toEqual([
      'GetJobRuns',
      'GetJobRun',
      'GetJobRun',
      'GetJobRun',
    ]);
  });
});

describe('a run of Glue', () => {
  it('is found by its id alone: in the jobs of the settings, or in the list', async () => {
    await start([...toRuns(1), ...toRuns(1, 'load', 5)], { jobs: [etl, 'load'] });
    const id = toKey(5, 'load').slice('load/'.length);

    const { data } = await gateway.query(
      `{ jobsByProviderJobId(providerJobId: "${id}") { jobs { id } issues { code } } }`,
    );

    expect(data.jobsByProviderJobId).toEqual({ jobs: [{ id: `etl:load/${id}` }], issues: [] });
    expect(listBodies('GetJobRun')).toEqual([
      { JobName: etl, RunId: id },
      { JobName: 'load', RunId: id },
    ]);
  });

  it.each([
    ['load/x', 'jr_1', null],
    ['load', 'x/jr_1', 'runId'],
    ['..', 'jr_1', 'jobName'],
    ['.', 'jr_1', 'jobName'],
    ['', 'jr_1', 'jobName'],
    ['load', '', 'runId'],
    ['load', 'jr 1', 'runId'],
  ])('of the job "%s" with the id "%s" is refused for %s', async (job, run, argument) => {
    await start([toRun(0, {}, 'load/x/jr_1')]);

    const { data, errors } = await gateway.query(
      `{ glueJobRun(jobName: ${JSON.stringify(job)}, runId: ${JSON.stringify(run)}) { jobName providerJobId } }`,
    );

    expect(data.glueJobRun).toEqual(argument === null ? { jobName: job, providerJobId: run } : null);
    expect(errors.map(({ extensions }) => extensions['argument'])).toEqual(argument === null ? [] : [argument]);
    expect(emulator.calls).toHaveLength(argument === null ? 1 : 0);
  });

  it('is not that of another job and another id, whose key reads alike', async () => {
    await start([{ JobName: 'a', Id: 'b/jr_1' }]);

    const { errors } = await gateway.query('{ glueJobRun(jobName: "a/b", runId: "jr_1") { status } }');

    expect(errors.map(({ extensions }) => extensions.code)).toEqual(['PROVIDER_BAD_RESPONSE']);
  });

  it('is there no more where Glue no longer has its job', async () => {
    await start([], {}, () => ({}));

    const { errors } = await gateway.query('{ glueJobRun(jobName: "a/b", runId: "jr_1") { status } }');

    expect(errors.map(({ extensions }) => [extensions.code, extensions['providerCode']])).toEqual([
      ['JOB_NOT_FOUND', 'EntityNotFoundException'],
    ]);
  });
});
