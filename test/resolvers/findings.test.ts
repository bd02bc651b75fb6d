/** A job that is looked for by its provider's own id: where, by which calls, and what is said of places that fail. */
import { afterEach, describe, expect, it } from 'vitest';
import { toEmulatedError } from '../../emulators/kit/emulator.ts';
import type { GatewaySettings, GatewayUnderTest, GraphQLRequest } from '../gateway.ts';
import { startProviders, type ProviderWorld, type Providers } from '../providers.ts';

const uuid = '24fa2d7a-64c4-49d2-8b47-f8da4fbde8e9';
const runId = '9876543210';
const [northStore, southStore] = ['1111111111', '2222222222'];
const arn = 'arn:aws:states:us-east-1:123456789012:execution:orders:2f1c7a10';

/** Says of one id that it is a job, in a form that the provider would answer. */
const only =
  <T>(id: string, job: T) =>
  (asked: string): T | undefined =>
    asked === id ? job : undefined;

const store = (id: string) => ({ id });
const importJob = {
  id: runId,
  referenceStoreId: southStore,
  status: 'COMPLETED',
  creationTime: '2026-01-01T00:00:00Z',
};
const omicsJobs = {
  stores: () => [northStore, southStore].map(store),
  list: () => [importJob],
  describe: only(`${southStore}/${runId}`, importJob),
};
const run = { id: Number(runId), repository: 'acme/api', name: 'Build', status: 'completed', conclusion: 'success' };
const clusterJob = {
  ...{ apiVersion: 'batch/v1', kind: 'Job' },
  metadata: { namespace: 'etl', name: 'load', uid: uuid, creationTimestamp: '2026-01-01T00:00:00Z' },
};
const batchJob = { jobId: uuid, jobName: 'load', jobQueue: 'q', jobDefinition: 'load:7', status: 'RUNNING' };

/** Three pages of them, none with the id that is looked for. */
const manyJobs = Array.from({ length: 450 }, (_value, index) => {
  const uid = `00000000-0000-4000-8000-${String(index).padStart(12, '0')}`;
  return { ...clusterJob, metadata: { ...clusterJob.metadata, name: `job-${index}`, uid } };
});

const worlds = {
  lab: { provider: 'panorama', jobs: { list: () => [], describe: only(uuid, { JobId: uuid, Status: 'PENDING' }) } },
  pipelines: {
    provider: 'codepipeline',
    jobs: { describe: only(uuid, { jobDetails: { id: uuid } }), actionExecutions: () => [] },
  },
  cos: { provider: 'cosbatch', jobs: { list: () => [], describe: only(uuid, { JobId: uuid, Status: 'Active' }) } },
  devices: {
    provider: 'importexport',
    jobs: { list: () => [], describe: only('IE1', { JobId: 'IE1', JobType: 'Import' }) },
  },
  batch: { provider: 'awsbatch', jobs: { list: () => [], describe: only(uuid, batchJob) } },
  cluster: { provider: 'kubernetes', jobs: { list: () => [clusterJob], describe: only('etl/load', clusterJob) } },
  flows: {
    provider: 'stepfunctions',
    jobs: {
      list: () => [],
      describe: only('orders:2f1c7a10', {
        executionArn: arn,
        name: '2f1c7a10',
        status: 'RUNNING',
        startDate: 1_767_225_600,
      }),
    },
  },
  ci: {
    provider: 'githubactions',
    source: { repositories: ['acme/web', 'acme/api', 'acme/docs'] },
    jobs: {
      repositories: () => ['acme/web', 'acme/api', 'acme/docs'],
      list: () => [run],
      describe: only(`acme/api/${runId}`, run),
    },
  },
  stores: { provider: 'healthomics', source: { referenceStoreIds: [northStore, southStore] }, jobs: omicsJobs },
  omics: { provider: 'healthomics', jobs: omicsJobs },
} as unknown as Record<Name, ProviderWorld>;

type Name = 'lab' | 'pipelines' | 'cos' | 'devices' | 'batch' | 'cluster' | 'flows' | 'ci' | 'stores' | 'omics';

type World = Providers<Name> & { readonly gateway: GatewayUnderTest };
let world: World | undefined;
/** Source and operation of each call, in the order in which the providers were asked. */
let asked: string[];
afterEach(() => world?.close());

async function start(
  settings: Partial<GatewaySettings> = {},
  change: Partial<Record<Name, object>> = {},
): Promise<World> {
  asked = [];
  const noted = Object.fromEntries(
    Object.entries(worlds).map(([name, one]) => [
      name,
      {
        ...one,
        fault: ({ operation }: { readonly operation: string }) => void asked.push(`${name} ${operation}`),
        ...change[name as Name],
      },
    ]),
  ) as unknown as typeof worlds;
  world = await startProviders<Name>(noted, { random: () => 0, ...settings });
  return world;
}

async function find(
  id: string,
  {
    providers,
    fields = 'id',
    ...request
  }: GraphQLRequest & { readonly providers?: string; readonly fields?: string } = {},
) {
  const among = providers === undefined ? '' : `, providers: ${providers}`;
  const { data, errors } = await (world as World).gateway.query(
    `query ($id: ID!) {
      jobsByProviderJobId(providerJobId: $id${among}) { jobs { ${fields} } issues { source { name } code isRetryable jobId } }
    }`,
    { ...request, variables: { id } },
  );
  expect(errors).toEqual([]);
  return data.jobsByProviderJobId as {
    readonly jobs: readonly { readonly id: string }[];
    readonly issues: readonly object[];
  };
}

describe('a job that is looked for by its provider’s id', () => {
  it('is found in every source that knows it, in the order of the configuration', async () => {
    await start();

    const { jobs, issues } = await find(uuid);

    expect(jobs.map(({ id }) => id)).toEqual([
      ...[`lab:${uuid}`, `pipelines:${uuid}`, `cos:${uuid}`, `batch:${uuid}`, `cluster:etl/load/${uuid}`],
    ]);
    expect(issues).toEqual([]);
  });

  it('is asked for once in each source whose ids look like this one', async () => {
    await start();

    await find(uuid);

    expect(asked.toSorted()).toEqual([
      'batch DescribeJobs',
      'cluster listJobForAllNamespaces',
      'cos DescribeJob',
      'devices GetStatus',
      'lab DescribePackageImportJob',
      'pipelines GetJobDetails',
    ]);
  });

  it('is asked for where credentials are minted when all others have answered', async () => {
    await start({}, { cluster: { jobs: { list: () => manyJobs, describe: () => undefined } } });

    await find(uuid);

    // Each page is asked for when the one before has come.
    expect(asked.filter((call) => call === 'cluster listJobForAllNamespaces')).toHaveLength(3);
    expect(asked.at(-1)).toBe('pipelines GetJobDetails');
  });

  it('is not asked for where the providers leave a source out', async () => {
    await start();

    const { jobs } = await find(uuid, { providers: '[COS_BATCH, IMPORT_EXPORT]' });
    const none = await find(uuid, { providers: '[]' });

    expect(jobs.map(({ id }) => id)).toEqual([`cos:${uuid}`]);
    expect(none).toEqual({ jobs: [], issues: [] });
    expect(asked.toSorted()).toEqual(['cos DescribeJob', 'devices GetStatus']);
  });

  it('is found in the containers of the settings by a read of each, else in the list', async () => {
    await start();

    const { jobs, issues } = await find(runId, { providers: '[HEALTHOMICS, GITHUB_ACTIONS]' });

    expect(jobs.map(({ id }) => id)).toEqual([
      ...[`ci:acme/api/${runId}`, `stores:${southStore}/${runId}`, `omics:${southStore}/${runId}`],
    ]);
    expect(issues).toEqual([]);
    expect(asked.toSorted()).toEqual([
      ...Array<string>(3).fill('ci get-workflow-run'),
      ...Array<string>(2).fill('omics ListReferenceImportJobs'),
      'omics ListReferenceStores',
      ...Array<string>(2).fill('stores GetReferenceImportJob'),
    ]);
  });

  it('is found by an ARN in its own account and region alone', async () => {
    await start();

    expect((await find(arn)).jobs).toEqual([{ id: 'flows:orders:2f1c7a10' }]);
    expect(asked).toEqual(['flows DescribeExecution']);
    expect(await find(arn.replace('us-east-1', 'us-west-2'))).toEqual({ jobs: [], issues: [] });
    expect(await find(arn.replace('123456789012', '123456789013'))).toEqual({ jobs: [], issues: [] });
    expect(asked).toHaveLength(1);
  });

  it('carries the fields that are asked for, by one read, also those of its type', async () => {
    const { gateway } = await start();
    const token = await gateway.token('job:read', 'job:credentials');
    const fields =
      'id status name createdAt ... on AwsBatchJob { queueName parameters { key } } ... on KubernetesJob { namespace }';

    const { jobs } = await find(uuid, { providers: '[AWS_BATCH, KUBERNETES]', fields, token });

    expect(jobs).toEqual([
      { id: `batch:${uuid}`, status: 'RUNNING', name: 'load', createdAt: null, queueName: 'q', parameters: null },
      {
        id: `cluster:etl/load/${uuid}`,
        status: 'QUEUED',
        name: 'load',
        createdAt: '2026-01-01T00:00:00.000Z',
        namespace: 'etl',
      },
    ]);
    expect(asked.toSorted()).toEqual(['batch DescribeJobs', 'cluster listJobForAllNamespaces']);
  });

  it('shares its reads and pages with what else is asked, and remembers who knows no such job', async () => {
    const { gateway } = await start({ cache: { runningSeconds: 60, notFoundSeconds: 60 } });
    await gateway.query(
      `{ job(id: "cos:${uuid}") { status } jobs(filter: { sources: ["cluster"] }) { nodes { id } } }`,
    );
    await find(uuid);
    asked.length = 0;

    const { jobs } = await find(uuid);

    expect(jobs).toHaveLength(5);
    expect(asked).toEqual([]);
  });
});

describe('a source that cannot be looked into', () => {
  it('is an issue; one that knows no such job is none', async () => {
    const { fault } = await start();
    fault('lab', { kind: 'accessDenied' });
    fault('cluster', { kind: 'accessDenied' });

    const { jobs, issues } = await find(uuid);

    expect(jobs.map(({ id }) => id)).toEqual([`pipelines:${uuid}`, `cos:${uuid}`, `batch:${uuid}`]);
    expect(issues).toEqual(
      ['lab', 'cluster'].map((name) => ({
        ...{ source: { name }, code: 'PROVIDER_ACCESS_DENIED', isRetryable: false, jobId: null },
      })),
    );
  });

  it('is none where another of its containers has the job', async () => {
    const { fault } = await start();
    fault('ci', ({ id }) => (id?.startsWith('acme/api') === true ? undefined : { kind: 'accessDenied' }));

    expect(await find(runId, { providers: '[GITHUB_ACTIONS]' })).toEqual({
      jobs: [{ id: `ci:acme/api/${runId}` }],
      issues: [],
    });
    const { jobs, issues } = await find('12345', { providers: '[GITHUB_ACTIONS]' });
    expect([jobs, issues]).toMatchObject([[], [{ source: { name: 'ci' }, code: 'PROVIDER_ACCESS_DENIED' }]]);
  });

  it('is an issue where its list was not read to the end without the job', async () => {
    await start(
      { list: { maxPagesPerSource: 1 } },
      { cluster: { jobs: { list: () => manyJobs, describe: () => undefined } } },
    );

    const { jobs, issues } = await find(uuid, { providers: '[KUBERNETES]' });

    expect(jobs).toEqual([]);
    expect(issues).toEqual([{ source: { name: 'cluster' }, code: 'LIST_TRUNCATED', isRetryable: false, jobId: null }]);
  });

  it('is an issue with the job’s id where the provider says that the job is gone', async () => {
    await start(
      {},
      { devices: { jobs: { list: () => [], describe: () => toEmulatedError('CanceledJobIdException') } } },
    );

    const { jobs, issues } = await find('IE1', { providers: '[IMPORT_EXPORT]' });

    expect(jobs).toEqual([]);
    expect(issues).toEqual([
      { source: { name: 'devices' }, code: 'JOB_GONE', isRetryable: false, jobId: 'devices:IE1' },
    ]);
  });
});

describe('the cost of looking for a job', () => {
  const question = `{ jobsByProviderJobId(providerJobId: "${runId}", providers: [HEALTHOMICS, GITHUB_ACTIONS]) { jobs { id } } }`;

  // Three runs, two import jobs; of the other source one call for its stores and one page.
  it.each([
    ['upstreamCalls', 7],
    // Three runs, two import jobs, and one that the list may have.
    ['jobsPerOperation', 6],
  ] as const)('is counted by the limit %s before any call', async (limit, cost) => {
    await start({ limits: { [limit]: cost - 1 } });
    const refused = await (world as World).gateway.query(question);
    await (world as World).close();
    await start({ limits: { [limit]: cost } });

    const { errors } = await (world as World).gateway.query(question);

    expect([refused.status, refused.errors[0]?.extensions]).toMatchObject([
      400,
      { code: 'OPERATION_LIMIT_EXCEEDED', limit, actual: cost, maximum: cost - 1 },
    ]);
    expect(errors).toEqual([]);
  });

  it('leaves no room for answers larger than the limit of fields', async () => {
    await start({ limits: { answerFields: 20 } });

    const { errors } = await (world as World).gateway.query(
      `{ jobsByProviderJobId(providerJobId: "${uuid}") { jobs { id status name kind } } }`,
    );

    expect(errors[0]?.extensions).toMatchObject({ code: 'OPERATION_LIMIT_EXCEEDED', limit: 'answerFields' });
    expect(asked).toEqual([]);
  });
});
