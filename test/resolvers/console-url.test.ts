/** Links into the providers' own consoles, as they are and through a sign-in page. */
import { afterEach, describe, expect, it } from 'vitest';
import { providers } from '../../src/providers.ts';
import { startGateway, type GatewayUnderTest } from '../gateway.ts';
import { startProviders } from '../providers.ts';
import { awsCredentials as credentials, cosCredentials } from '../credentials.ts';

const uuid = '24fa2d7a-64c4-49d2-8b47-f8da4fbde8e9';
const execution = '6d1f0b3a-2c4e-4a8f-9b7c-102938475610';
const portal = 'https://acme.awsapps.com/start/#/console?account_id=123456789012&destination={url}';

const open: { close: () => Promise<void> }[] = [];
afterEach(async () => {
  for (const one of open.splice(0)) await one.close();
});

/** Asks a gateway over these sources, none of which is called. */
async function readPages(sources: readonly object[]): Promise<Readonly<Record<string, string | null>>> {
  const gateway: GatewayUnderTest = await startGateway({ sources });
  open.push(gateway);
  const { data } = await gateway.query('{ jobSources { name consoleUrl } }');
  const pages = data.jobSources as readonly { readonly name: string; readonly consoleUrl: string | null }[];
  return Object.fromEntries(pages.map(({ name, consoleUrl }) => [name, consoleUrl]));
}

const east = { region: 'us-east-1', credentials };
const token = { token: 'not-a-real-token' };
const sources = [
  { name: 'panorama', provider: 'panorama', ...east },
  { name: 'omics', provider: 'healthomics', ...east },
  { name: 'pipelines', provider: 'codepipeline', ...east },
  { name: 'devices', provider: 'importexport', credentials },
  {
    name: 'cos',
    provider: 'cosbatch',
    region: 'ap-chengdu',
    uin: '100000000001',
    appId: '1250000000',
    credentials: cosCredentials,
  },
  { name: 'batch', provider: 'awsbatch', ...east },
  { name: 'builds', provider: 'codebuild', ...east },
  { name: 'flows', provider: 'stepfunctions', accountId: '123456789012', ...east },
  { name: 'etl', provider: 'glue', ...east },
  { name: 'training', provider: 'sagemaker', ...east },
  { name: 'objects', provider: 's3batch', accountId: '123456789012', ...east },
  { name: 'ci', provider: 'githubactions', repositories: ['acme/web'], credentials: token },
  { name: 'monorepos', provider: 'githubactions', repositories: ['acme/web', 'acme/api'], credentials: token },
  { name: 'cluster', provider: 'kubernetes', server: 'https://127.0.0.1', credentials: token },
  { name: 'airflow', provider: 'airflow', server: 'https://airflow.acme.example/base', credentials: token },
  { name: 'lake', provider: 'databricks', server: 'https://adb-1.7.azuredatabricks.net/', credentials: token },
  { name: 'europe', provider: 'cloudrun', project: 'acme-data', region: 'europe-west1', credentials: token },
  { name: 'lab', provider: 'airflow', server: 'http://127.0.0.1:8080', credentials: token },
];
const pages = {
  panorama: null,
  omics: 'https://us-east-1.console.aws.amazon.com/omics/home?region=us-east-1',
  pipelines: 'https://us-east-1.console.aws.amazon.com/codesuite/codepipeline/pipelines?region=us-east-1',
  devices: null,
  cos: null,
  batch: 'https://us-east-1.console.aws.amazon.com/batch/home?region=us-east-1#jobs',
  builds: 'https://us-east-1.console.aws.amazon.com/codesuite/codebuild/builds?region=us-east-1',
  flows: 'https://us-east-1.console.aws.amazon.com/states/home?region=us-east-1#/statemachines',
  etl: 'https://us-east-1.console.aws.amazon.com/gluestudio/home?region=us-east-1#/jobs',
  training: 'https://us-east-1.console.aws.amazon.com/sagemaker/home?region=us-east-1#/jobs',
  objects: 'https://us-east-1.console.aws.amazon.com/s3/jobs?region=us-east-1',
  ci: 'https://github.com/acme/web/actions',
  monorepos: null,
  cluster: null,
  lake: 'https://adb-1.7.azuredatabricks.net/jobs',
  airflow: 'https://airflow.acme.example/base/dags',
  lab: null,
  europe: 'https://console.cloud.google.com/run/jobs?project=acme-data',
};

describe('consoleUrl of a source', () => {
  it('is known of every provider', () => {
    expect(new Set(sources.map(({ provider }) => provider))).toEqual(new Set(providers.map(({ name }) => name)));
  });

  it('is the page of its jobs, where the provider has one', async () => {
    expect(await readPages(sources)).toEqual(pages);
  });

  it('leads through the address of the settings, the page percent-encoded in its place', async () => {
    const through = await readPages(sources.map((source) => ({ ...source, consoleUrl: portal })));

    expect(through).toEqual(
      Object.fromEntries(
        Object.entries(pages).map(([name, page]) => [
          name,
          page === null ? null : portal.replace('{url}', encodeURIComponent(page)),
        ]),
      ),
    );
  });

  it('is the address of the settings itself where that has no place for a page', async () => {
    const consoleUrl = 'https://grafana.example/d/jobs';

    const all = await readPages(sources.map((source) => ({ ...source, consoleUrl })));

    expect(new Set(Object.values(all))).toEqual(new Set([consoleUrl]));
  });

  it.each([
    ['cn-north-1', 'https://cn-north-1.console.amazonaws.cn/batch/home?region=cn-north-1#jobs'],
    ['us-gov-west-1', 'https://us-gov-west-1.console.amazonaws-us-gov.com/batch/home?region=us-gov-west-1#jobs'],
    ['us-iso-east-1', null],
  ])('is in the console of the region’s partition: %s', async (region, page) => {
    expect(await readPages([{ name: 'batch', provider: 'awsbatch', region, credentials }])).toEqual({ batch: page });
  });
});

const run = {
  id: 9876543210,
  repository: { full_name: 'acme/api' },
  created_at: '2026-01-01T00:00:00Z',
  status: 'completed',
  html_url: 'https://github.com/acme/api/actions/runs/9876543210',
};

/** The links of a job of each of these sources, all of which have this setting. */
async function readLinks(consoleUrl: string | undefined, pipelineContext: object): Promise<readonly (string | null)[]> {
  const setting = consoleUrl === undefined ? {} : { consoleUrl };
  const world = await startProviders({
    pipelines: {
      provider: 'codepipeline',
      source: setting,
      jobs: {
        describe: (id) => ({ jobDetails: { id, data: { pipelineContext } } }) as never,
        actionExecutions: () => [],
      },
    },
    ci: {
      provider: 'githubactions',
      source: { repositories: ['acme/api'], ...setting },
      jobs: { list: () => [run] as never, describe: () => run as never },
    },
    batch: {
      provider: 'awsbatch',
      source: setting,
      jobs: {
        list: () => [],
        describe: (jobId) => ({ jobId, jobName: 'a', jobQueue: 'q', jobDefinition: 'd', status: 'RUNNING' }),
      },
    },
    cos: {
      provider: 'cosbatch',
      source: setting,
      jobs: { list: () => [], describe: (JobId) => ({ JobId, Status: 'Active' }) },
    },
  });
  open.push(world);
  const ids = [`pipelines:${uuid}`, `ci:acme/api/${run.id}`, `batch:${uuid}`, 'cos:one'];
  const { data, errors } = await world.gateway.query('query ($ids: [ID!]!) { jobsById(ids: $ids) { consoleUrl } }', {
    variables: { ids },
  });
  expect(errors).toEqual([]);
  const listed = await world.gateway.query('{ jobs(filter: { sources: ["ci"] }) { nodes { consoleUrl } } }');
  const links = (data.jobsById as readonly { readonly consoleUrl: string | null }[]).map((job) => job.consoleUrl);
  expect(listed.data.jobs.nodes).toEqual([{ consoleUrl: links[1] }]);
  return links;
}

const context = { pipelineName: 'acme-web', pipelineExecutionId: execution };
const executionPage = `https://us-east-1.console.aws.amazon.com/codesuite/codepipeline/pipelines/acme-web/executions/${execution}/visualization?region=us-east-1`;

describe('consoleUrl of a job', () => {
  it('is its page, where one is known', async () => {
    expect(await readLinks(undefined, context)).toEqual([executionPage, run.html_url, null, null]);
  });

  it('leads through the address of the settings to its page, else to that of its source', async () => {
    const through = (page: string): string => portal.replace('{url}', encodeURIComponent(page));

    expect(await readLinks(portal, context)).toEqual([
      through(executionPage),
      through(run.html_url),
      through(pages.batch),
      null,
    ]);
  });

  it('is the address of the settings itself where that has no place for a page', async () => {
    const consoleUrl = 'https://grafana.example/d/jobs';

    expect(await readLinks(consoleUrl, context)).toEqual(Array(4).fill(consoleUrl));
  });

  it.each([
    ['no execution', { pipelineName: 'acme-web' }],
    ['a name that is none', { ...context, pipelineName: 'a/../b?c' }],
    ['an execution id that is none', { ...context, pipelineExecutionId: 'x/y' }],
  ])('is null for %s', async (_what, pipelineContext) => {
    expect((await readLinks(undefined, pipelineContext))[0]).toBeNull();
  });
});
