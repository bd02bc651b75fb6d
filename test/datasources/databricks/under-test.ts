import { createDatabricksEmulator, type EmulatedRun } from '../../../emulators/databricks/emulator.ts';
import {
  refused,
  type ProviderUnderTest,
  type StatusRow,
  type WireJob,
} from '../../conformance/provider-under-test.ts';
import { toWordRows } from '../../conformance/statuses.ts';
import { fastSource } from '../ask-whole.ts';
import { codeless, failures } from './failures.ts';
import { hostileAnswers } from './hostile-answers.ts';
import { generatedJobs } from './job-model.ts';
import { samples } from './samples.ts';

const token = 'token-of-a-test';
const toSource = (server: string, more: object = {}): object => ({
  ...{ name: 'lake', provider: 'databricks', server, credentials: { token }, ...fastSource, ...more },
});

const oddKeys = [
  '1',
  '9007199254740993',
  '9223372036854775807',
  '9007199254740992',
  '9007199254740991',
  '1000000000000000000',
];
const toKey = (index: number): string => oddKeys[index] ?? String(1_000_000 + index);

const meaningOfState = {
  QUEUED: 'QUEUED',
  PENDING: 'QUEUED',
  BLOCKED: 'QUEUED',
  WAITING: 'QUEUED',
  WAITING_FOR_RETRY: 'QUEUED',
  RUNNING: 'RUNNING',
  TERMINATING: 'RUNNING',
};

type Said = readonly [
  name: string,
  members: object,
  status: string,
  rawStatus: string,
  source?: 'PROVIDER' | 'DERIVED',
];

const failedCodes = [
  ...[
    'BREAKING_CHANGE',
    'BUDGET_POLICY_LIMIT_EXCEEDED',
    'CLOUD_FAILURE',
    'CLUSTER_ERROR',
    'CLUSTER_REQUEST_LIMIT_EXCEEDED',
  ],
  ...['DRIVER_ERROR', 'FEATURE_DISABLED', 'INTERNAL_ERROR', 'INVALID_CLUSTER_REQUEST', 'INVALID_RUN_CONFIGURATION'],
  ...['LIBRARY_INSTALLATION_ERROR', 'MAX_SPARK_CONTEXTS_EXCEEDED', 'REPOSITORY_CHECKOUT_FAILED', 'RESOURCE_NOT_FOUND'],
  ...['RUN_EXECUTION_ERROR', 'STORAGE_ACCESS_ERROR', 'UNAUTHORIZED_ERROR', 'WORKSPACE_RUN_LIMIT_EXCEEDED'],
];
const ends: readonly Said[] = [
  ...(
    [
      ['SUCCESS', 'SUCCEEDED'],
      ['SUCCESS_WITH_FAILURES', 'PARTIALLY_SUCCEEDED'],
      ['USER_CANCELED', 'CANCELLED'],
      ['CANCELED', 'CANCELLED'],
      ['CLUSTER_TERMINATED_BY_USER', 'CANCELLED'],
      ['SKIPPED', 'SKIPPED'],
      ['DISABLED', 'SKIPPED'],
      ['MAX_CONCURRENT_RUNS_EXCEEDED', 'SKIPPED'],
      ['MAX_JOB_QUEUE_SIZE_EXCEEDED', 'SKIPPED'],
      ...failedCodes.map((code) => [code, 'FAILED'] as const),
    ] as const
  ).map(([code, status]): Said => [code, toEnd({ code }), status, code]),
  ...(
    [
      ['SUCCESS', 'SUCCEEDED'],
      ['SUCCESS_WITH_FAILURES', 'PARTIALLY_SUCCEEDED'],
      ['CANCELED', 'CANCELLED'],
      ['TIMEDOUT', 'TIMED_OUT'],
      ['EXCLUDED', 'SKIPPED'],
      ['DISABLED', 'SKIPPED'],
      ['MAXIMUM_CONCURRENT_RUNS_REACHED', 'SKIPPED'],
      ['UPSTREAM_FAILED', 'SKIPPED'],
      ['UPSTREAM_CANCELED', 'SKIPPED'],
      ['FAILED', 'FAILED'],
    ] as const
  ).map(([result, status]): Said => [
    `${result} of old`,
    { state: { life_cycle_state: 'TERMINATED', result_state: result } },
    status,
    result,
  ]),
  ['SKIPPED of old', { state: { life_cycle_state: 'SKIPPED' } }, 'SKIPPED', 'SKIPPED'],
  ['INTERNAL_ERROR of old', { state: { life_cycle_state: 'INTERNAL_ERROR' } }, 'FAILED', 'INTERNAL_ERROR'],
  ['too long', toEnd({ code: 'CANCELED' }, 'TIMEDOUT'), 'TIMED_OUT', 'CANCELED'],
  ['ended, and no word', { status: { state: 'TERMINATED' } }, 'UNKNOWN', 'TERMINATED', 'DERIVED'],
  [
    'a cancelled run that ends',
    { status: { state: 'TERMINATING', termination_details: { code: 'USER_CANCELED' } } },
    'CANCELLING',
    'TERMINATING',
    'DERIVED',
  ],
];

function toEnd(details: object, result?: string): object {
  return {
    status: { state: 'TERMINATED', termination_details: details },
    ...(result === undefined ? {} : { state: { life_cycle_state: 'TERMINATED', result_state: result } }),
  };
}

function toRow([name, members, status, rawStatus, statusSource = 'PROVIDER']: Said): StatusRow {
  return { name, toWire: (key) => toWire(key, members), status, rawStatus, statusSource };
}

/** Ids are numbers, of which JavaScript's own writer would lose digits. */
function toWire(key: string, members: object): WireJob {
  return { body: `{"run_id":${key},${JSON.stringify(members).slice(1)}`.replace(/,\}$/, '}') };
}

/** Every meaning, and runs that lack what may be absent. */
const listed = [
  ...Object.keys(meaningOfState).map((state) => ({ status: { state } })),
  ...ends.slice(0, 12).map(([, members]) => members),
  { status: { state: 'TERMINATED' } },
  {},
].map((members, index) => {
  const key = toKey(index + 20);
  const isOver = index > 6;
  const start = 1_795_305_600_000 + index * 1000;
  const job: EmulatedRun = {
    run_id: key,
    job_id: '11223344',
    start_time: start,
    end_time: isOver ? start + 60_000 : 0,
    run_name: `run ${index}`,
    creator_user_name: `s3cr3t-user-${index}`,
    tasks: index % 2 === 0 ? [{ task_key: 'load', run_id: '7', status: { state: 'RUNNING' } }] : [],
    ...members,
  };
  return { key, job };
});

const headers = { accept: 'application/json' };
const toGet = (key: string) => ({
  ...{ operation: 'get_run', method: 'GET', path: '/api/2.2/jobs/runs/get', query: { run_id: key }, headers },
});
const toList = (more: Readonly<Record<string, string>> = {}) => ({
  ...{
    operation: 'list_runs',
    method: 'GET',
    path: '/api/2.2/jobs/runs/list',
    query: { limit: '25', ...more },
    headers,
  },
});
const toFiltered = (filter: string): string => `{ jobs(filter: { ${filter} }) { nodes { id } } }`;

export const databricks: ProviderUnderTest<EmulatedRun> = {
  name: 'databricks',
  provider: 'DATABRICKS',
  typeName: 'DatabricksJobRun',
  reportsStart: false,
  sourceName: 'lake',
  toSource,
  startEmulator: (jobs, settings) => createDatabricksEmulator({ tokens: [token], jobs, ...settings }),
  keys: {
    good: '455644833',
    ill: '455644834',
    unseen: '455644899',
    pattern: /^[1-9][0-9]{0,18}$/,
    toKey,
    malformed: ['0', '07', '-7', '1.5', '1e3', '12345678901234567890', 'abc', '１'],
    spellings: { none: 'A key has one spelling: digits without zeros before them.' },
    rootField: 'databricksJobRun',
    toArguments: (runId) => ({ runId }),
  },
  requests: {
    operations: { get_run: 'GET', list_runs: 'GET' },
    toDescribe: ([key = '']) => toGet(key),
    others: [
      { name: 'a list', query: '{ jobs { nodes { id } } }', requests: [toList()] },
      {
        name: 'a list of ended runs',
        query: toFiltered('statuses: [FAILED, TIMED_OUT]'),
        requests: [toList({ completed_only: 'true' })],
      },
      {
        name: 'a list of running ones',
        query: toFiltered('statuses: [RUNNING, CANCELLING]'),
        requests: [toList({ active_only: 'true' })],
      },
      ...['QUEUED, RUNNING', 'UNKNOWN', 'RUNNING, FAILED'].map((names) => ({
        name: `a list of ${names}`,
        query: toFiltered(`statuses: [${names}]`),
        requests: [toList()],
      })),
      {
        name: 'a list between two times',
        query: toFiltered('createdAfter: "2026-11-22T00:00:00.123Z", createdBefore: "2026-11-23T00:00:00.5Z"'),
        requests: [toList({ start_time_from: '1795305600123', start_time_to: '1795392000499' })],
      },
    ],
    origin: 'https://adb-1234567890123456.7.azuredatabricks.net',
    refused: [['another token', (url) => toSource(url, { credentials: { token: 'another' } })]],
    clock: { none: 'A bearer token has no date.' },
  },
  answers: {
    protocol: 'json',
    toBody: toGoodRun,
    anyJson: ['overriding_parameters'],
    samples,
    generated: generatedJobs,
    hostile: hostileAnswers,
    values: [
      toStart('0', '0', null),
      toStart('null', 'null', null),
      toStart('text', '"1795305600123"', refused),
      {
        name: 'no end while it runs',
        from: '"state":"TERMINATED"',
        to: '"state":"RUNNING"',
        field: 'endedAt',
        is: null,
      },
      {
        name: 'a job beyond 2^53',
        from: '"job_id":11223344',
        to: '"job_id":9007199254740993',
        field: 'jobId',
        is: '9007199254740993',
      },
      {
        name: 'a job beyond 64 bits',
        from: '"job_id":11223344',
        to: '"job_id":92233720368547758079',
        field: 'jobId',
        is: '92233720368547758079',
      },
      {
        name: 'a page with http',
        from: '"run_page_url":"https:',
        to: '"run_page_url":"http:',
        field: 'consoleUrl',
        is: null,
      },
      {
        name: 'a page that is a script',
        from: '"run_page_url":"https:',
        to: '"run_page_url":"javascript:',
        field: 'consoleUrl',
        is: null,
      },
    ],
    secrets: { areProtected: true },
    text: { place: /(?<="description":")[^"]*/, field: 'description' },
  },
  statuses: {
    words: [...new Set([...Object.keys(meaningOfState), ...ends.map(([, , , rawStatus]) => rawStatus)])],
    rows: [...toWordRows(meaningOfState, toStateWire), ...ends.map(toRow)],
    toWire: toStateWire,
    moves: ['QUEUED', 'RUNNING', 'SUCCESS'],
    progress: [
      toProgress('no tasks', [], ['0', '0', null]),
      toProgress('none of two', [{ state: 'RUNNING' }, { state: 'BLOCKED' }], ['0', '0', 0]),
      toProgress(
        'all of two',
        [
          { state: 'TERMINATED', termination_details: { code: 'SUCCESS' } },
          { state: 'TERMINATED', termination_details: { code: 'DRIVER_ERROR' } },
        ],
        ['1', '1', 1],
      ),
      { name: 'tasks that are not named', toWire: (key) => toStateWire(key, 'RUNNING'), progress: null },
    ],
  },
  lists: {
    operation: 'list_runs',
    operations: ['list_runs'],
    tokenOf: ({ query }) => query['page_token'] ?? null,
    rowFacts: [
      ...['providerJobId', 'name', 'kind', 'definition', 'status', 'rawStatus', 'statusSource', 'isTerminal'],
      ...['statusMessage', 'createdAt', 'startedAt', 'updatedAt', 'endedAt', 'consoleUrl', 'jobId', 'jobRunId'],
      ...[
        'originalAttemptRunId',
        'attempt',
        'description',
        'trigger',
        'schedule',
        'scheduleTimezone',
        'terminationType',
      ],
      ...['queueReason', 'queueMilliseconds', 'setupMilliseconds', 'executionMilliseconds', 'cleanupMilliseconds'],
      ...['runMilliseconds', 'clusterId', 'performanceTarget', 'gitSource'],
    ],
    jobs: listed,
    toJob: (index) => {
      const key = String(2_000_000 + index);
      return { key, job: { run_id: key, start_time: 1_795_305_600_000 + index, status: { state: 'RUNNING' } } };
    },
    maxPageSize: 25,
    toPage: (keys, next) =>
      `{"runs":[${keys.map((key) => `{"run_id":${key},"status":{"state":"RUNNING"}}`).join(',')}]${
        next === null ? '' : `,"next_page_token":"${next}"`
      }}`,
    illKeys: ['0', '-7', '12345678901234567890', '1.5', '"7"', 'null'],
  },
  batches: { none: 'Databricks has no read of runs by a list of ids.' },
  errors: { requestIdHeader: 'x-request-id', cases: failures, codeless },
};

/** A run that failed, with every member. */
function toGoodRun(key: string): string {
  const run = {
    job_id: 11_223_344,
    job_run_id: 455_644_833,
    original_attempt_run_id: 455_644_832,
    attempt_number: 1,
    status: {
      state: 'TERMINATED',
      termination_details: { code: 'RUN_EXECUTION_ERROR', type: 'CLIENT_ERROR', message: 'it failed é' },
      queue_details: { code: 'ACTIVE_RUNS_LIMIT_REACHED', message: 'waits' },
    },
    state: { life_cycle_state: 'TERMINATED', result_state: 'FAILED', state_message: 'older words' },
    start_time: 1_795_305_600_123,
    end_time: 1_795_306_200_456,
    queue_duration: 5,
    setup_duration: 1,
    execution_duration: 2,
    cleanup_duration: 3,
    run_duration: 600_333,
    run_name: 'nightly',
    run_type: 'JOB_RUN',
    run_page_url: 'https://adb-1.7.azuredatabricks.net/?o=1#job/1/run/2',
    description: 'nightly é',
    trigger: 'PERIODIC',
    schedule: { quartz_cron_expression: '0 0 0 * * ?', timezone_id: 'UTC' },
    cluster_instance: { cluster_id: '1122-033000-abc12345' },
    effective_performance_target: 'STANDARD',
    git_source: {
      git_url: 'https://git.acme.example/etl.git',
      git_provider: 'gitLab',
      git_branch: 'main',
      git_tag: 'v1',
      git_commit: '9b1c',
      git_snapshot: { used_commit: '9b1d' },
    },
    creator_user_name: 's3cr3t-user',
    job_parameters: [{ name: 'day', default: '2026', value: 's3cr3t-value' }],
    overriding_parameters: { notebook_params: { password: 's3cr3t-password' } },
    tasks: [
      {
        run_id: 455_644_934,
        task_key: 'load',
        status: {
          state: 'TERMINATED',
          termination_details: { code: 'DRIVER_ERROR', type: 'CLIENT_ERROR', message: 'no' },
        },
        state: { life_cycle_state: 'TERMINATED', result_state: 'FAILED' },
        start_time: 1_795_305_600_200,
        end_time: 1_795_305_900_000,
        depends_on: [{ task_key: 'clean' }],
        cluster_instance: { cluster_id: 'c1' },
        existing_cluster_id: 'c2',
        run_page_url: 'https://adb-1.7.azuredatabricks.net/?o=1#job/1/run/3',
      },
    ],
  };
  return `{"run_id":${key},${JSON.stringify(run).slice(1)}`;
}

function toStateWire(key: string, state: string | null): WireJob {
  return toWire(key, state === null ? { run_type: 'JOB_RUN' } : { status: { state } });
}

function toStart(name: string, to: string, is: unknown) {
  return { name: `start_time: ${name}`, from: /(?<="start_time":)\d+/, to, field: 'createdAt', is };
}

function toProgress(
  name: string,
  statuses: readonly object[],
  [succeeded, failed, fraction]: readonly [string, string, number | null],
) {
  const tasks = statuses.map((status, index) => ({ task_key: `task${index}`, status }));
  return {
    name,
    toWire: (key: string): WireJob => toWire(key, { status: { state: 'RUNNING' }, tasks }),
    progress: { total: String(statuses.length), succeeded, failed, fraction },
  };
}
