/** `byDefinition` and `byReason` over all providers: what their lists say without a read, and what reads add. */
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import type { GatewayUnderTest } from '../gateway.ts';
import { toJob } from '../datasources/awsbatch/jobs.ts';
import { toBuild } from '../datasources/codebuild/builds.ts';
import { toRun, toRunJob } from '../datasources/githubactions/runs.ts';
import { complete, toUid } from '../datasources/kubernetes/jobs.ts';
import { toExecution } from '../datasources/stepfunctions/executions.ts';
import { startProviders, type Providers } from '../providers.ts';

const byId = <Job>(jobs: readonly Job[], toId: (job: Job) => unknown) => ({
  describe: (id: string) => jobs.find((job) => String(toId(job)) === id),
  list: () => jobs,
});

const batch = [
  toJob(1),
  toJob(2, { status: 'FAILED', statusReason: 'Host EC2 (instance i-0abc123de456f7890) terminated.' }),
];
const builds = [
  toBuild(1),
  toBuild(2, {
    buildStatus: 'FAILED',
    phases: [
      {
        phaseType: 'BUILD',
        phaseStatus: 'FAILED',
        contexts: [{ statusCode: 'COMMAND_EXECUTION_ERROR', message: 'npm test. Reason: exit status 1' }],
      },
    ],
  }),
];
const executions = [toExecution(1), toExecution(2, { status: 'FAILED', error: 'Orders.Rejected', cause: 'card 4711' })];
const path = '.github/workflows/ci.yml@main';
const runs = [
  toRun(1, { path, created_at: '2026-11-22T05:00:00Z' }),
  toRun(2, { path, conclusion: 'failure', created_at: '2026-11-22T06:00:00Z' }),
];
const toClusterJob = (number: number, status: object) => ({
  metadata: {
    namespace: 'etl',
    name: `import-${number}`,
    generateName: 'import-',
    uid: toUid(number),
    creationTimestamp: `2026-11-22T06:00:0${number}Z`,
  },
  spec: { completions: 1, template: { spec: { containers: [{ name: 'load', image: 'load:7' }] } } },
  status: { ...status },
});
const clusterJobs = [
  toClusterJob(1, complete),
  toClusterJob(2, {
    conditions: [
      {
        type: 'Failed',
        status: 'True',
        reason: 'BackoffLimitExceeded',
        message: 'Job has reached the specified backoff limit',
        lastTransitionTime: '2026-11-22T06:10:00Z',
      },
    ],
  }),
];
const toPackage = (number: number, more: object) => ({
  JobId: `package-${number}`,
  JobType: 'NODE_PACKAGE_VERSION',
  Status: 'SUCCEEDED',
  StatusMessage: '',
  CreatedTime: 1_795_305_600 + number,
  LastUpdatedTime: 1_795_305_700 + number,
  OutputConfig: { PackageVersionOutputConfig: { PackageName: 'lobby', PackageVersion: '1', MarkLatest: true } },
  ...more,
});
const packages = [toPackage(1, {}), toPackage(2, { Status: 'FAILED', StatusMessage: 'No model in layer 7' })];
const toImport = (number: number, more: object) => ({
  id: String(1_000_000_000 + number),
  referenceStoreId: '1234567890',
  roleArn: 'arn:aws:iam::123456789012:role/import',
  status: 'COMPLETED',
  creationTime: `2026-11-22T06:00:0${number}Z`,
  completionTime: `2026-11-22T06:10:0${number}Z`,
  sources: [{ status: 'FINISHED', name: `source-${number}` }],
  ...more,
});
const imports = [
  toImport(1, {}),
  toImport(2, { status: 'FAILED', sources: [{ status: 'FAILED', name: 'a', statusMessage: 'line 7 has 61 bases' }] }),
];
const toCosJob = (number: number, more: object) => ({
  JobId: `cos-${number}`,
  CreationTime: `2026-11-22T06:00:0${number}Z`,
  TerminationDate: `2026-11-22T06:10:0${number}Z`,
  Description: `nightly tier copy ${number}`,
  Manifest: { Location: { ObjectArn: 'qcs::cos:ap-chengdu:uid/1250000000:bucket/a.csv' } },
  Operation: { COSPutObjectCopy: { StorageClass: 'STANDARD' } },
  Priority: '1',
  ProgressSummary: { NumberOfTasksFailed: '0', NumberOfTasksSucceeded: '5', TotalNumberOfTasks: '10' },
  Status: 'Complete',
  ...more,
});
const cosJobs = [
  toCosJob(1, {}),
  toCosJob(2, {
    Status: 'Failed',
    FailureReasons: [{ FailureCode: 'ManifestNotFound', FailureReason: 'The manifest 7 does not exist.' }],
  }),
];
const toDevice = (number: number, more: object) => ({
  JobId: `D000${number}`,
  JobType: 'Import',
  CreationDate: `2015-05-27T18:58:2${number}Z`,
  ProgressCode: 'Success',
  IsCanceled: false,
  ...more,
});
const devices = [toDevice(1, {}), toDevice(2, { ProgressCode: 'SuccessWithErrors', ErrorCount: '2' })];

let world: Providers<string> & { readonly gateway: GatewayUnderTest };

beforeAll(async () => {
  world = await startProviders<string>(
    {
      batch: { provider: 'awsbatch', jobs: byId(batch, ({ jobId }) => jobId), source: { queues: ['nightly'] } },
      builds: { provider: 'codebuild', jobs: byId(builds, ({ id }) => id), source: { projects: ['web-app'] } },
      flows: {
        provider: 'stepfunctions',
        jobs: byId(executions, ({ executionArn }) => executionArn.slice(executionArn.indexOf('orders:'))),
        source: { stateMachines: ['orders'] },
      },
      ci: {
        provider: 'githubactions',
        jobs: {
          describe: (key) => runs.find(({ id }) => key.endsWith(`/${id}`)),
          list: () => runs,
          jobsOf: () => [toRunJob(7, 'completed', 'failure')],
        },
        source: { repositories: ['Acme/web.App'] },
      },
      cluster: {
        provider: 'kubernetes',
        jobs: byId(clusterJobs, ({ metadata: { namespace, name } }) => `${namespace}/${name}`),
      },
      packages: { provider: 'panorama', jobs: byId(packages, ({ JobId }) => JobId) },
      imports: {
        provider: 'healthomics',
        jobs: byId(imports, ({ id, referenceStoreId }) => `${referenceStoreId}/${id}`),
      },
      cos: { provider: 'cosbatch', jobs: byId(cosJobs, ({ JobId }) => JobId) },
      devices: { provider: 'importexport', jobs: byId(devices, ({ JobId }) => JobId) },
      pipelines: { provider: 'codepipeline', jobs: { describe: () => undefined, actionExecutions: () => [] } },
    },
    { random: () => 0 },
  );
});
afterAll(() => world.close());
beforeEach(() => {
  for (const emulator of Object.values(world.emulators)) emulator.reset();
});

interface Count {
  readonly value: number;
  readonly isLowerBound: boolean;
}

/** `2+`: at least two. */
const toText = ({ value, isLowerBound }: Count): string => `${value}${isLowerBound ? '+' : ''}`;

async function ask(source: string, maxReads: number): Promise<object> {
  const { data, errors } = await world.gateway.query(
    /* GraphQL */ `
      query ($filter: JobFilter, $maxReads: Int) {
        jobStats(filter: $filter) {
          byDefinition(maxReads: $maxReads) {
            source {
              name
            }
            definition
            total {
              value
              isLowerBound
            }
            runs {
              status
            }
            failuresInARow {
              value
              isLowerBound
            }
          }
          byReason(maxReads: $maxReads) {
            key
            text
            count {
              value
              isLowerBound
            }
            sources {
              name
            }
            example {
              id
            }
          }
          issues {
            code
            isPermanent
          }
        }
      }
    `,
    { variables: { filter: { sources: [source] }, maxReads } },
  );
  expect(errors).toEqual([]);
  const { byDefinition, byReason, issues } = data.jobStats;
  // How its provider is: no read of another minute changes it.
  expect(issues.filter((issue: { isPermanent: boolean }) => !issue.isPermanent)).toEqual([]);
  for (const one of [...byDefinition, ...byReason.flatMap((reason: { sources: object[] }) => reason.sources)])
    expect(one.source?.name ?? one.name).toBe(source);
  return {
    definitions: byDefinition.map(
      (one: { definition: string; total: Count; failuresInARow: Count; runs: { status: string | null }[] }) =>
        [
          one.definition,
          toText(one.total),
          toText(one.failuresInARow),
          one.runs.map(({ status }) => status).join(),
        ].join(' '),
    ),
    reasons: byReason.map(({ text, count }: { text: string; count: Count }) => `${text} ${toText(count)}`),
    codes: issues.map(({ code }: { code: string }) => code),
  };
}

const said = (definition: string, reason: string) => ({
  definitions: [`${definition} 2 1 FAILED,SUCCEEDED`],
  reasons: [`${reason} 1`],
  codes: [],
});
const withoutFailures = (definition: string) => ({ ...said(definition, 'null'), codes: ['FAILURES_NOT_LISTED'] });

it.each([
  [
    'batch',
    { definitions: ['load 2 0+ ,SUCCEEDED'], reasons: [], codes: ['STATUS_NOT_LISTED'] },
    said('load', 'Host EC2 (instance i-#) terminated'),
  ],
  ['builds', said('web-app', 'COMMAND_EXECUTION_ERROR: npm test. Reason: exit status 1'), undefined],
  ['flows', withoutFailures('orders'), said('orders', 'Orders.Rejected')],
  ['ci', withoutFailures('Acme/web.App/ci.yml'), said('Acme/web.App/ci.yml', 'job #')],
  ['cluster', said('etl/import', 'BackoffLimitExceeded: Job has reached the specified backoff limit'), undefined],
  [
    'packages',
    { definitions: [], reasons: ['No model in layer # 1'], codes: ['DEFINITION_NOT_LISTED'] },
    said('lobby', 'No model in layer #'),
  ],
  ['imports', withoutFailures('1234567890'), said('1234567890', 'line # has # bases')],
  [
    'cos',
    withoutFailures('COSPutObjectCopy: nightly tier copy #'),
    said('COSPutObjectCopy: nightly tier copy #', 'ManifestNotFound: The manifest # does not exist'),
  ],
  [
    'devices',
    { definitions: ['Import 2 0+ ,'], reasons: [], codes: ['STATUS_NOT_LISTED'] },
    { definitions: ['Import 2 1 PARTIALLY_SUCCEEDED,SUCCEEDED'], reasons: [expect.any(String)], codes: [] },
  ],
  ['pipelines', { definitions: [], reasons: [], codes: ['LIST_NOT_SUPPORTED'] }, undefined],
])('%s', async (source, listed, read) => {
  expect(await ask(source, 0)).toEqual(listed);
  const called = world.emulators[source]?.calls.map(({ operation }) => operation) ?? [];
  expect(called.filter((operation) => /^(Describe|GetStatus|GetReference|DescribeJobs)/.test(operation))).toEqual([]);

  expect(await ask(source, 10)).toEqual(read ?? listed);
});

it.each(['overTime(by: ENDED) { byStatus { count } }', 'byReason(maxReads: 10) { overTime { byStatus { count } } }'])(
  'a source that never says when jobs ended is in no span of %s, and in the issues',
  async (selection) => {
    const { data } = await world.gateway.query(
      `{ jobStats(filter: { sources: ["devices"] }) { ${selection} issues { source { name } code message isPermanent } } }`,
    );

    expect(data.jobStats.issues).toContainEqual({
      source: { name: 'devices' },
      code: 'NOT_REPORTED',
      message: 'The provider does not say when its jobs ended: 2 jobs not counted by their end.',
      isPermanent: true,
    });
    const spans: readonly { readonly byStatus: readonly { readonly count: number }[] }[] =
      data.jobStats.overTime ?? data.jobStats.byReason.flatMap((reason: { overTime: object[] }) => reason.overTime);
    expect(spans).toHaveLength(24);
    expect(spans.flatMap(({ byStatus }) => byStatus)).toEqual([]);
  },
);

it('what never changes is a permanent issue of a list, too, and no gap that metrics count', async () => {
  const { data } = await world.gateway.query(
    '{ jobs(filter: { sources: ["pipelines"] }) { issues { source { name } code cause isPermanent isRetryable remedy } } }',
  );

  const issue = { source: { name: 'pipelines' }, code: 'LIST_NOT_SUPPORTED', cause: null };
  expect(data.jobs.issues).toEqual([{ ...issue, isPermanent: true, isRetryable: false, remedy: null }]);
  const metrics = await (await fetch(world.gateway.url.replace('/graphql', '/metrics'))).text();
  expect(metrics).toContain('# TYPE jobgraph_gaps_total counter\n');
  expect(metrics).not.toMatch(/^jobgraph_gaps_total\{/m);
});
