import type { EmulatedRun } from '../../../emulators/githubactions/emulator.ts';
import { refused, type ProviderUnderTest } from '../../conformance/provider-under-test.ts';
import { codeless, failures } from './failures.ts';
import { generatedJobs } from './generated-jobs.ts';
import { toGoodRun } from './good-run.ts';
import { hostileAnswers } from './hostile-answers.ts';
import { readPageToken, toLink } from './page-links.ts';
import { repository, startEmulator, toRun, toRunId, toSource, toSpelling } from './runs.ts';
import { samples } from './samples.ts';
import { conclusions, statuses, words } from './statuses.ts';

const oddIds = ['1', '2147483648', '9007199254740991', '4294967296'];
const toKey = (index: number): string => `${repository}/${oddIds[index] ?? String(9_000_000_000 + index)}`;
const good = `${repository}/9876543210`;

/** Some began in one second. */
const listed = [
  ...Object.keys(words).map((status) => ({ status, conclusion: null })),
  ...Object.keys(conclusions).map((conclusion) => ({ status: 'completed', conclusion })),
  { status: 'completed', conclusion: null },
  { status: 'completed', conclusion: 'failure', head_commit: null, actor: null, run_attempt: 3 },
].map((more, index) => {
  const job = toRun(5_000_000_000 + index, {
    created_at: `2026-11-22T06:00:${String(Math.floor(index / 2) + 10)}Z`,
    run_number: index,
    head_branch: 'main',
    actor: { login: 's3cr3t-login' },
    head_commit: { message: 'a', author: { name: 's3cr3t-name', email: 's3cr3t@acme.example' } },
    ...more,
  });
  return { key: `${repository}/${job.id}`, job };
});

const headers = {
  accept: 'application/vnd.github+json',
  'user-agent': 'jobgraph',
  'x-github-api-version': '2022-11-28',
};
const toGet = (operation: string, path: string, query: Readonly<Record<string, string>>) => ({
  ...{ operation, method: 'GET', path: `/repos/${repository}/actions/runs${path}`, query, headers },
});
const toDescribe = (key: string) => toGet('get-workflow-run', `/${toRunId(key)}`, { exclude_pull_requests: 'true' });
const toList = (query: object) =>
  toGet('list-workflow-runs-for-repo', '', { per_page: '100', exclude_pull_requests: 'true', ...query });

export const githubactions: ProviderUnderTest<EmulatedRun> = {
  name: 'githubactions',
  provider: 'GITHUB_ACTIONS',
  typeName: 'GitHubActionsRun',
  sourceName: 'ci',
  toSource,
  startEmulator: ({ describe, list, complete }, settings) =>
    startEmulator(
      {
        describe: (key) => describe(toSpelling(key)),
        list,
        jobsOf: (key) => complete(toSpelling(key)) ?? [],
        repositories: () => [repository],
      },
      // What is held already would make some calls conditional: see conditional.test.ts.
      { ...settings, sendsEtags: false },
    ),
  keys: {
    good,
    ill: `${repository}/9876543201`,
    unseen: `${repository}/9876543299`,
    // Of the one repository of the settings; a run whose id is no safe integer cannot be answered.
    pattern: /^Acme\/web\.App\/[1-9][0-9]{0,14}$/,
    toKey,
    toProviderJobId: (key) => key.split('/').at(-1) ?? '',
    malformed: [
      repository,
      '9876543210',
      `web.App/9876543210`,
      ...['0', '07', '-7', '1.5', '1e5', '1'.repeat(20), '7/jobs', '7/attempts/1', '７'].map(
        (id) => `${repository}/${id}`,
      ),
      ...['Acme/other', 'Acme/.', 'Acme/..', 'Acme/', '/web.App', 'Ac.me/web.App', 'Acme/web App'].map(
        (name) => `${name}/7`,
      ),
      `${'a'.repeat(40)}/b/7`,
      `a/${'b'.repeat(101)}/7`,
    ],
    spellings: [
      [good, 'acme/WEB.app/9876543210'],
      [`${repository}/77`, 'ACME/web.app/77'],
    ],
    rootField: 'gitHubActionsRun',
    toArguments: (key) => ({ repository: key.slice(0, key.lastIndexOf('/')), runId: toRunId(key) }),
  },
  requests: {
    keysOf: ({ operation, id }) => (operation === 'get-workflow-run' && id !== null ? [toSpelling(id)] : []),
    operations: {
      'get-workflow-run': 'GET',
      'list-jobs-for-workflow-run': 'GET',
      'list-workflow-runs-for-repo': 'GET',
    },
    toDescribe: ([key = '']) => toDescribe(key),
    others: [
      {
        name: 'the jobs of a run',
        query: `{ job(id: "ci:${good}") { progress { total } } }`,
        requests: [
          toDescribe(good),
          toGet('list-jobs-for-workflow-run', '/9876543210/jobs', { filter: 'latest', per_page: '100' }),
        ],
      },
      {
        name: 'another spelling',
        query: '{ job(id: "ci:acme/WEB.APP/9876543210") { status } }',
        requests: [toDescribe(good)],
      },
      { name: 'a list', query: '{ jobs { nodes { id } } }', requests: [toList({})] },
      ...(
        [
          ['RUNNING', 'in_progress'],
          ['CANCELLED', 'cancelled'],
          ['SKIPPED', 'skipped'],
        ] as const
      ).map(([status, word]) => ({
        name: `a list of ${status}`,
        query: `{ jobs(filter: { statuses: [${status}] }) { nodes { id } } }`,
        requests: [toList({ status: word })],
      })),
      ...['SUCCEEDED', 'FAILED', 'TIMED_OUT', 'SUSPENDED', 'QUEUED', 'UNKNOWN', 'RUNNING, CANCELLED'].map((names) => ({
        name: `a list of ${names}, for which GitHub has no one word`,
        query: `{ jobs(filter: { statuses: [${names}] }) { nodes { id } } }`,
        requests: [toList({})],
      })),
      {
        name: 'a list since a time, from the second in which it is',
        query: '{ jobs(filter: { createdAfter: "2026-11-22T06:00:00.123Z" }) { nodes { id } } }',
        requests: [toList({ created: '2026-11-22T06:00:00Z..*' })],
      },
      {
        name: 'a list until a time, to the second after it',
        query: '{ jobs(filter: { createdBefore: "2026-11-22T06:00:00.123Z" }) { nodes { id } } }',
        requests: [toList({ created: '*..2026-11-22T06:00:01Z' })],
      },
      {
        name: 'a list of one status between two times',
        query:
          '{ jobs(filter: { statuses: [SKIPPED], createdAfter: "2026-11-22T06:00:00Z", createdBefore: "2026-11-23T06:00:00Z" }) { nodes { id } } }',
        requests: [toList({ created: '2026-11-22T06:00:00Z..2026-11-23T06:00:00Z', status: 'skipped' })],
      },
    ],
    origin: 'https://api.github.com',
    refused: [['another token', (url) => toSource(url, { credentials: { token: 'another' } })]],
    clock: { none: 'A bearer token has no date.' },
  },
  answers: {
    protocol: 'json',
    toBody: (key) => JSON.stringify(toGoodRun(key)),
    samples,
    generated: generatedJobs,
    hostile: hostileAnswers,
    values: [
      toTime('whole seconds', '"2026-11-22T06:00:00Z"', '2026-11-22T06:00:00.000Z'),
      toTime('an offset', '"2026-11-22T07:00:00+01:00"', '2026-11-22T06:00:00.000Z'),
      toTime('nanoseconds', '"2026-11-22T06:00:00.123999999Z"', '2026-11-22T06:00:00.123Z'),
      toTime('null', 'null', null),
      ...['1795305600', '"1795305600"', '"2026-11-22"', '"2026-02-30T00:00:00Z"', 'true'].map((text) =>
        toTime(text, text, refused),
      ),
      ...(
        [
          ['9007199254740991', '9007199254740991'],
          ['-9007199254740991', '-9007199254740991'],
          ['0', '0'],
          ['1E2', '100'],
          ['null', null],
        ] as const
      ).map(([text, is]) => toNumber('workflow_id', 'workflowId', text, is)),
      ...['9007199254740992', '1.5', '"7"', '""', 'true', '1e400'].map((text) =>
        toNumber('workflow_id', 'workflowId', text, refused),
      ),
      ...['2147483647', '-2147483648', '0', '1E2'].map((text) =>
        toNumber('run_attempt', 'attempt', text, Number(text)),
      ),
      ...['2147483648', '-2147483649', '1.5', '"7"', '1e400'].map((text) =>
        toNumber('run_attempt', 'attempt', text, refused),
      ),
      {
        name: 'no status',
        from: '"status":"completed"',
        to: '"status":null',
        field: 'statusSource',
        is: 'NOT_REPORTED',
      },
      { name: 'an empty status', from: '"status":"completed"', to: '"status":""', field: 'rawStatus', is: null },
      {
        name: 'no conclusion',
        from: '"conclusion":"failure"',
        to: '"conclusion":null',
        field: 'rawStatus',
        is: 'completed',
      },
      {
        name: 'an empty conclusion',
        from: '"conclusion":"failure"',
        to: '"conclusion":""',
        field: 'statusSource',
        is: 'DERIVED',
      },
      {
        name: 'a conclusion too early',
        from: '"status":"completed"',
        to: '"status":"queued"',
        field: 'rawStatus',
        is: 'queued',
      },
      {
        name: 'no end while it runs',
        from: '"status":"completed"',
        to: '"status":"queued"',
        field: 'endedAt',
        is: null,
      },
      { name: 'an empty title', from: /(?<="display_title":")[^"]*/, to: '', field: 'name', is: '' },
      {
        name: 'no commit',
        from: '"head_commit":',
        to: '"head_commit":null,"unknown":',
        field: 'commitMessage',
        is: null,
      },
      { name: 'no address', from: /(?<="html_url":)"[^"]*"/, to: 'null', field: 'consoleUrl', is: null },
    ],
    secrets: { areProtected: true },
    text: { place: /(?<="display_title":")[^"]*/, field: 'name' },
  },
  statuses,
  lists: {
    operation: 'list-workflow-runs-for-repo',
    operations: ['list-workflow-runs-for-repo'],
    tokenOf: ({ query }) => readPageToken(query),
    rowFacts: [
      'definition',
      ...['name', 'kind', 'status', 'rawStatus', 'statusSource', 'isTerminal', 'statusMessage', 'createdAt'],
      ...['updatedAt', 'endedAt', 'consoleUrl', 'repository', 'runNumber', 'attempt', 'startedAt', 'event'],
      ...['workflowId', 'workflowPath', 'branch', 'commitSha', 'commitMessage', 'headRepository', 'checkSuiteId'],
    ],
    jobs: listed,
    toJob: (index) => {
      const created = new Date(Date.UTC(2026, 10, 22) - index * 1000).toISOString();
      const job = toRun(6_000_000_000 + index, { created_at: created });
      return { key: `${repository}/${job.id}`, job };
    },
    maxPageSize: 100,
    toPage: (keys, next) => ({
      headers: next === null ? {} : { link: toLink(next) },
      body: `{"total_count":${keys.length},"workflow_runs":[${keys
        .map((key) => `{"id":${key.startsWith(repository) ? toRunId(key) : key},"created_at":"2026-11-22T06:00:00Z"}`)
        .join(',')}]}`,
    }),
    illKeys: ['0', '-7', '1.5', '9007199254740992', '1e400', 'null', 'true', '""', '"7"', '"../../x"', '[7]', '{}'],
  },
  batches: { none: 'A read of a run takes one id.' },
  errors: { requestIdHeader: 'x-github-request-id', cases: failures, codeless },
};

function toTime(name: string, to: string, is: unknown) {
  return { name: `created_at: ${name}`, from: /(?<="created_at":)"[^"]*"/, to, field: 'createdAt', is };
}

function toNumber(member: string, field: string, to: string, is: unknown) {
  return { name: `${member}: ${to}`, from: new RegExp(`(?<="${member}":)[0-9]+`), to, field, is };
}
