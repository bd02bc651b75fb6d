import { createCloudRunEmulator, type EmulatedExecution } from '../../../emulators/cloudrun/emulator.ts';
import {
  refused,
  type ProviderUnderTest,
  type StatusRow,
  type WireJob,
} from '../../conformance/provider-under-test.ts';
import { load, place, toExecution, toKey as toPlainKey, toName, toSource, token } from './executions.ts';
import { codeless, failures } from './failures.ts';
import { hostileAnswers } from './hostile-answers.ts';
import { generatedJobs } from './job-model.ts';
import { samples } from './samples.ts';

const oddKeys = ['jq/xq', 'jq0/jq-0', `${'x'.repeat(63)}/${'y'.repeat(63)}`, 'jq--z/jq--z', 'constructor/constructor'];
const toKey = (index: number): string => oddKeys[index] ?? toPlainKey(index);

type Said = readonly [name: string, members: object, status: string, rawStatus: string | null];

const toCompleted = (state: string | null, more: object = {}): object => ({
  conditions: [{ type: 'Completed', ...(state === null ? {} : { state }), ...more }],
});
const failed = (executionReason: string, more: object = {}): object => ({
  ...toCompleted('CONDITION_FAILED', { executionReason, message: 'no' }),
  ...more,
});

/** The contract's table. */
const rows: readonly Said[] = [
  ['succeeded', toCompleted('CONDITION_SUCCEEDED'), 'SUCCEEDED', 'CONDITION_SUCCEEDED'],
  ['cancelled', failed('CANCELLED', { succeededCount: 3 }), 'CANCELLED', 'CONDITION_FAILED'],
  ['deleted', failed('DELETED'), 'CANCELLED', 'CONDITION_FAILED'],
  [
    'too long',
    { ...toCompleted('CONDITION_FAILED', { reason: 'PROGRESS_DEADLINE_EXCEEDED' }), succeededCount: 1 },
    'TIMED_OUT',
    'CONDITION_FAILED',
  ],
  [
    'failed in part',
    failed('NON_ZERO_EXIT_CODE', { succeededCount: 1, failedCount: 1 }),
    'PARTIALLY_SUCCEEDED',
    'CONDITION_FAILED',
  ],
  ['failed', failed('NON_ZERO_EXIT_CODE', { failedCount: 1 }), 'FAILED', 'CONDITION_FAILED'],
  [
    'being cancelled',
    { ...toCompleted('CONDITION_RECONCILING', { executionReason: 'CANCELLING' }), runningCount: 1 },
    'CANCELLING',
    'CONDITION_RECONCILING',
  ],
  [
    'being deleted',
    { ...toCompleted('CONDITION_RECONCILING'), deleteTime: '2026-11-22T06:00:00Z' },
    'CANCELLING',
    'CONDITION_RECONCILING',
  ],
  [
    'begun, by its time',
    { ...toCompleted('CONDITION_RECONCILING'), startTime: '2026-11-22T06:00:00Z' },
    'RUNNING',
    'CONDITION_RECONCILING',
  ],
  ...['runningCount', 'succeededCount', 'failedCount'].map((name): Said => [
    `begun, by ${name}`,
    { ...toCompleted('CONDITION_PENDING'), [name]: 1 },
    'RUNNING',
    'CONDITION_PENDING',
  ]),
  ['begun, by its condition', { conditions: [{ type: 'Started', state: 'CONDITION_SUCCEEDED' }] }, 'RUNNING', null],
  ['pending', toCompleted('CONDITION_PENDING'), 'QUEUED', 'CONDITION_PENDING'],
  ['reconciling', toCompleted('CONDITION_RECONCILING'), 'QUEUED', 'CONDITION_RECONCILING'],
  ['a condition without a state', toCompleted(null), 'QUEUED', null],
  ['no such condition', { conditions: [{ type: 'Started', state: 'CONDITION_PENDING' }] }, 'QUEUED', null],
  ['no conditions', {}, 'QUEUED', null],
  ['another state', toCompleted('CONDITION_ADDED_LATER'), 'UNKNOWN', 'CONDITION_ADDED_LATER'],
];

function toWire(key: string, members: object): WireJob {
  return { body: JSON.stringify({ name: toName(key), ...members }) };
}

function toRow([name, members, status, rawStatus]: Said): StatusRow {
  return { name, toWire: (key) => toWire(key, members), status, rawStatus, statusSource: 'DERIVED' };
}

/** Every meaning, and executions that lack what may be absent. */
const listed = rows.map(([, members], index) => {
  const key = toPlainKey(index);
  // Some were created at one moment.
  const createTime = new Date(1_795_305_600_000 + Math.floor(index / 2) * 1000).toISOString();
  const job: EmulatedExecution = {
    name: toName(key),
    ...(index === 9 ? {} : { createTime }),
    // The last of those that have ended says when by its condition alone, or not at all.
    ...(index < 5 ? { completionTime: new Date(1_795_305_700_000 + (index % 3) * 1000).toISOString() } : {}),
    ...(index % 2 === 0 ? { taskCount: 2 } : { template: { containers: [{ args: ['s3cr3t-argument'] }] } }),
    ...members,
  };
  return { key, job };
});

const headers = { accept: 'application/json' };
const root = '/v2/projects/acme/locations/europe-west1/jobs';
const toGet = (key: string) => ({
  ...{ operation: 'GetExecution', method: 'GET', headers },
  path: `${root}/${key.replace('/', '/executions/')}`,
});
const toList = (job = '-') => ({
  ...{ operation: 'ListExecutions', method: 'GET', headers, query: { pageSize: '100' } },
  path: `${root}/${job}/executions`,
});

export const cloudrun: ProviderUnderTest<EmulatedExecution> = {
  name: 'cloudrun',
  provider: 'CLOUD_RUN',
  typeName: 'CloudRunExecution',
  sourceName: 'europe',
  toSource,
  startEmulator: (jobs, settings) => createCloudRunEmulator({ tokens: [token], jobs, ...settings }),
  keys: {
    good: `${load}/${load}-7xk2p`,
    ill: `${load}/${load}-ill00`,
    unseen: `${load}/${load}-zzzzz`,
    pattern: /^[a-z]([a-z0-9-]{0,61}[a-z0-9])?\/[a-z]([a-z0-9-]{0,61}[a-z0-9])?$/,
    toKey,
    toProviderJobId: (key) => key.split('/')[1] ?? '',
    providerJobIdPattern: /^[a-z]([a-z0-9-]{0,61}[a-z0-9])?$/,
    malformed: [
      ...['load', '/load-1', 'load/', 'Load/load-1', 'load/Load-1', '1load/load-1', 'load/1', 'load-/load-1'],
      ...['load/load-', 'load_a/load-1', 'load/load.1', '-/load-1', 'load/-', 'é/load-1', 'load/load-1/x', '../load-1'],
      ...[`${'x'.repeat(64)}/load-1`, `load/${'x'.repeat(64)}`],
    ],
    spellings: { none: 'A key has one spelling: names are in lower case.' },
    rootField: 'cloudRunExecution',
    toArguments: (key) => {
      const [job = '', execution = ''] = key.split('/');
      return { job, execution };
    },
  },
  requests: {
    operations: { GetExecution: 'GET', ListExecutions: 'GET' },
    toDescribe: ([key = '']) => toGet(key),
    others: [
      { name: 'a list', query: '{ jobs { nodes { id } } }', requests: [toList()] },
      {
        name: 'a list of one status between two times, which is not filtered there',
        query:
          '{ jobs(filter: { statuses: [SUCCEEDED], createdAfter: "2026-11-21T00:00:00Z", createdBefore: "2026-11-23T00:00:00Z" }) { nodes { id } } }',
        requests: [toList()],
      },
    ],
    origin: 'https://run.googleapis.com',
    refused: [['another token', (url) => toSource(url, { credentials: { token: 'another' } })]],
    clock: { none: 'A bearer token has no date.' },
  },
  answers: {
    protocol: 'json',
    toBody: (key) => JSON.stringify({ name: toName(key), ...goodExecution }),
    unread: [
      'annotations',
      'annotations.any',
      'client',
      'etag',
      'generation',
      'observedGeneration',
      'job',
      'reconciling',
    ],
    samples,
    generated: generatedJobs,
    hostile: hostileAnswers,
    values: [
      { name: 'zero at once', from: '"parallelism":4', to: '"parallelism":0', field: 'parallelism', is: null },
      { name: 'none failed', from: '"failedCount":2', to: '"failedCount":null', field: 'taskCounts.failed', is: 0 },
      { name: 'no tasks', from: '"taskCount":10', to: '"taskCount":null', field: 'progress', is: null },
      { name: 'a part of a second', from: '"600s"', to: '"0.5s"', field: 'taskTimeoutSeconds', is: 0.5 },
      {
        name: 'an hour to the east',
        from: '"2026-11-22T06:00:00.123456Z"',
        to: '"2026-11-22T07:00:00.123456789+01:00"',
        field: 'createdAt',
        is: '2026-11-22T06:00:00.123Z',
      },
      {
        name: 'no time of its end',
        from: '"completionTime":"2026-11-22T06:05:00.001Z"',
        to: '"completionTime":null',
        field: 'endedAt',
        is: '2026-11-22T06:05:01.000Z',
      },
      { name: 'an http page', from: '"logUri":"https:', to: '"logUri":"http:', field: 'consoleUrl', is: null },
      { name: 'a script for a page', from: '"logUri":"https:', to: '"logUri":"javascript:', field: 'logUrl', is: null },
      {
        name: 'no reason of the execution',
        from: '"executionReason":"NON_ZERO_EXIT_CODE"',
        to: '"executionReason":""',
        field: 'failures',
        is: [{ code: 'OTHER', message: 'it failed é', subject: null }],
      },
      {
        name: 'a secret without a version',
        from: ',"version":"7"',
        to: '',
        field: 'environmentVariables',
        is: [
          { name: 'DB_PASSWORD', value: null, valueFrom: 'db-password', type: 'secretKeyRef', container: 'load' },
          { name: 'API_KEY', value: 's3cr3t-environment', valueFrom: null, type: null, container: 'load' },
        ],
      },
      { name: 'a count as text', from: '"taskCount":10', to: '"taskCount":"10"', field: 'taskCount', is: refused },
    ],
    secrets: { areProtected: true },
    text: { place: /(?<="uid":")[^"]*/, field: 'uid' },
  },
  statuses: {
    words: { none: 'The state of a condition is one fact of several.' },
    rows: rows.map(toRow),
    toWire: { none: 'The state of the condition decides only beside reasons, counts and times.' },
    moves: ['pending', 'begun, by runningCount', 'succeeded'],
    progress: [
      toProgress('nothing done', {}, ['0', '0', 0]),
      toProgress('some done', { succeededCount: 1, cancelledCount: 1 }, ['1', '1', 0.5]),
      toProgress('all done', { succeededCount: 1, cancelledCount: 1, failedCount: 2 }, ['1', '3', 1]),
      { name: 'no count', toWire: (key) => toWire(key, {}), progress: null },
    ],
  },
  lists: {
    operation: 'ListExecutions',
    operations: ['ListExecutions'],
    tokenOf: ({ query }) => query['pageToken'] ?? null,
    rowFacts: [
      ...['providerJobId', 'name', 'kind', 'definition', 'status', 'rawStatus', 'statusSource', 'isTerminal'],
      ...['statusMessage', 'createdAt', 'startedAt', 'updatedAt', 'endedAt', 'progress', 'failures', 'consoleUrl'],
      ...['jobName', 'uid', 'deletionRequestedAt', 'taskCount', 'parallelism', 'taskCounts', 'maxRetries'],
      ...['taskTimeoutSeconds', 'serviceAccount', 'executionEnvironment', 'accelerator', 'imageEncryptionKey'],
      ...['launchStage', 'labels', 'conditions', 'resources', 'logUrl'],
      ...['name', 'image', 'exitCode', 'reason', 'logStreamName'].map((field) => `containers.${field}`),
      ...['name', 'valueFrom', 'type', 'container'].map((field) => `environmentVariables.${field}`),
    ],
    jobs: listed,
    toJob: (index) => ({ key: toPlainKey(index), job: toExecution(index) }),
    maxPageSize: 100,
    toPage: (keys, next) =>
      JSON.stringify({
        executions: keys.map((key) => ({ name: toName(key), createTime: '2026-11-22T06:00:00Z' })),
        ...(next === null ? {} : { nextPageToken: next }),
      }),
    illKeys: ['', load, `${load}/`, `${load}/1`, `${load}/a_b`, `${load}/${'x'.repeat(64)}`, '../../admin', '-/a'],
  },
  batches: { none: 'Cloud Run has no read of executions by a list of names.' },
  errors: { requestIdHeader: 'x-request-id', cases: failures, codeless },
};

/** An execution that failed, with every member. */
const goodExecution = {
  uid: '0f9d3c1b-é',
  creator: 's3cr3t-person@acme.example',
  generation: '1',
  observedGeneration: '1',
  annotations: { any: 'secret' },
  client: 'cloud-console',
  etag: '"CMiY"',
  labels: { team: 'data' },
  createTime: '2026-11-22T06:00:00.123456Z',
  startTime: '2026-11-22T06:00:20.5Z',
  updateTime: '2026-11-22T06:05:02Z',
  completionTime: '2026-11-22T06:05:00.001Z',
  deleteTime: '2026-11-22T06:06:00Z',
  launchStage: 'GA',
  job: load,
  parallelism: 4,
  taskCount: 10,
  runningCount: 1,
  succeededCount: 3,
  failedCount: 2,
  cancelledCount: 4,
  retriedCount: 5,
  reconciling: true,
  logUri: `https://console.cloud.google.com/logs/viewer?project=${place.project}`,
  conditions: [
    {
      type: 'Completed',
      state: 'CONDITION_FAILED',
      executionReason: 'NON_ZERO_EXIT_CODE',
      reason: 'OTHER',
      revisionReason: 'PENDING',
      message: 'it failed é',
      severity: 'ERROR',
      lastTransitionTime: '2026-11-22T06:05:01Z',
    },
  ],
  template: {
    containers: [
      {
        name: 'load',
        image: 'europe-docker.pkg.dev/acme/jobs/load:7',
        command: ['python'],
        args: ['--password=s3cr3t-argument'],
        env: [
          { name: 'DB_PASSWORD', valueSource: { secretKeyRef: { secret: 'db-password', version: '7' } } },
          { name: 'API_KEY', value: 's3cr3t-environment' },
        ],
        resources: { limits: { cpu: '1000m' } },
      },
    ],
    maxRetries: 3,
    timeout: '600s',
    serviceAccount: 'load@acme.iam.gserviceaccount.com',
    executionEnvironment: 'EXECUTION_ENVIRONMENT_GEN2',
    nodeSelector: { accelerator: 'nvidia-l4' },
    encryptionKey: 'projects/acme/locations/europe-west1/keyRings/a/cryptoKeys/b',
  },
};

function toProgress(
  name: string,
  counts: object,
  [succeeded, failedTasks, fraction]: readonly [string, string, number],
) {
  return {
    name,
    toWire: (key: string): WireJob => toWire(key, { taskCount: 4, ...counts }),
    progress: { total: '4', succeeded, failed: failedTasks, fraction },
  };
}
