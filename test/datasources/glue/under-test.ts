import { createGlueEmulator, type EmulatedJobRun } from '../../../emulators/glue/emulator.ts';
import { refused, type ProviderUnderTest, type WireJob } from '../../conformance/provider-under-test.ts';
import { toWordRows } from '../../conformance/statuses.ts';
import { awsCredentials } from '../ask-whole.ts';
import { toEpochSecondsCases, toIntegerCases, toRefused } from '../aws.ts';
import { failures } from './failures.ts';
import { generatedJobs } from './generated-jobs.ts';
import { hostileAnswers } from './hostile-answers.ts';
import { etl, toKey as toPlainKey, toNames, toRun, toSource } from './runs.ts';
import { samples } from './samples.ts';

const oddKeys = [
  'nightly etl/jr_4f2e_attempt_1',
  'a/b/jr_91aa_attempt_1',
  './jr_1/x',
  '.a/_',
  ' /-',
  '//1',
  '.../jr_1',
  // 255 characters, not 255 units of UTF-16.
  `${'🦠'.repeat(255)}/${'x'.repeat(255)}`,
  'a?b#c%2e%2e&d;e@f:g\\"\'<>é漢字\u0301\u202e\u2028\ufeff\u00ad/jr_1',
  '__proto__/constructor',
  'NIGHTLY ETL/JR_4F2E',
];
const toKey = (index: number): string => oddKeys[index] ?? toPlainKey(index);

/** What names may hold: no control characters, no halves of pairs. */
const some = String.raw`[^\u0000-\u001f\u007f-\u009f\ud800-\udfff]`;
const someButDot = some.replace('^', '^.');

const meaningOfWord = {
  STARTING: 'QUEUED',
  WAITING: 'QUEUED',
  RUNNING: 'RUNNING',
  STOPPING: 'CANCELLING',
  STOPPED: 'CANCELLED',
  SUCCEEDED: 'SUCCEEDED',
  FAILED: 'FAILED',
  ERROR: 'FAILED',
  EXPIRED: 'FAILED',
  TIMEOUT: 'TIMED_OUT',
};

/** Every status of every meaning, and runs that lack what may be absent. */
const listed = (
  [
    { JobRunState: 'STARTING', Arguments: { '--password': 's3cr3t-argument' } },
    { JobRunState: 'WAITING', StateDetail: 'Too few DPUs are free' },
    { JobRunState: 'RUNNING', SecurityConfiguration: 's3cr3t-configuration' },
    { JobRunState: 'STOPPING', NotificationProperty: { NotifyDelayAfter: 5 } },
    { JobRunState: 'STOPPED', MaxCapacity: 0.0625, DPUSeconds: 12.5 },
    { JobRunState: 'SUCCEEDED', ExecutionRoleSessionPolicy: 's3cr3t-policy' },
    { JobRunState: 'FAILED', ErrorMessage: 'No rows' },
    { JobRunState: 'ERROR', ErrorMessage: '', StateDetail: 'x'.repeat(2000) },
    { JobRunState: 'EXPIRED' },
    { JobRunState: 'TIMEOUT', Attempt: 2, PreviousRunId: 'jr_1', TriggerName: 'daily' },
    { JobRunState: undefined, StartedOn: undefined },
  ] as readonly Partial<EmulatedJobRun>[]
).map((more, index) => {
  // Some were started at one moment.
  const job = toRun(index, { StartedOn: 1_795_305_600.5 + Math.floor(index / 2), ...more });
  return { key: toPlainKey(index), job };
});

const toRequest = (operation: string, body: object) => ({
  operation,
  method: 'POST',
  path: '/',
  headers: { 'content-type': 'application/x-amz-json-1.1', 'x-amz-target': `AWSGlue.${operation}` },
  body: JSON.stringify(body),
});
const toDescribe = (key: string) => {
  const { JobName, Id } = toNames(key);
  return toRequest('GetJobRun', { JobName, RunId: Id });
};
const listEtl = toRequest('GetJobRuns', { JobName: etl, MaxResults: 100 });

export const glue: ProviderUnderTest<EmulatedJobRun> = {
  name: 'glue',
  provider: 'GLUE',
  typeName: 'GlueJobRun',
  reportsStart: false,
  sourceName: 'etl',
  toSource,
  startEmulator: (jobs, settings) => createGlueEmulator({ credentials: awsCredentials, jobs, ...settings }),
  keys: {
    good: toPlainKey(7),
    ill: `${etl}/jr_ill`,
    unseen: `${etl}/jr_unseen`,
    // Any name but "." and "..".
    pattern: new RegExp(
      `^(?:${someButDot}|${someButDot}${some}|\\.${someButDot}|${some}{3,255})/[A-Za-z0-9_-]{1,255}$`,
      'u',
    ),
    toKey,
    toProviderJobId: (key) => toNames(key).Id,
    providerJobIdPattern: /^[A-Za-z0-9_-]{1,255}$/,
    malformed: [
      ...['jr_1', '/jr_1', './jr_1', '../jr_1', 'load/', 'load', 'load/jr 1', 'load/jr.1', 'load/jr:1', 'load/jr_é'],
      ...[`load/${'x'.repeat(256)}`, `${'x'.repeat(256)}/jr_1`, `${'🦠'.repeat(256)}/jr_1`],
      ...['\u0000', '\t', '\u001f', '\u007f', '\u0085', '\u009f'].map((character) => `lo${character}ad/jr_1`),
    ],
    spellings: { none: 'A key has one spelling: names are told apart by their code points.' },
    rootField: 'glueJobRun',
    toArguments: (key) => ({ jobName: toNames(key).JobName, runId: toNames(key).Id }),
  },
  requests: {
    operations: { GetJobRun: 'POST', GetJobRuns: 'POST', ListJobs: 'POST' },
    toDescribe: ([key = '']) => toDescribe(key),
    others: [
      { name: 'a list', query: '{ jobs { nodes { id } } }', requests: [listEtl] },
      {
        name: 'a list of one status between two times, which is not filtered there',
        query:
          '{ jobs(filter: { statuses: [SUCCEEDED], createdAfter: "2026-11-21T00:00:00Z", createdBefore: "2026-11-23T00:00:00Z" }) { nodes { id } } }',
        requests: [listEtl],
      },
    ],
    origin: 'https://glue.us-east-1.amazonaws.com',
    ...toRefused(toSource, 'eu-west-1'),
  },
  answers: {
    protocol: 'json',
    toBody: (key) => JSON.stringify({ JobRun: toGoodRun(key) }),
    unread: ['JobRun.AllocatedCapacity', 'JobRun.PredecessorRuns'],
    samples,
    generated: generatedJobs,
    hostile: hostileAnswers,
    values: [
      ...toEpochSecondsCases('StartedOn', 'createdAt'),
      ...toIntegerCases('ExecutionTime', 'executionSeconds'),
      ...['0.0625', '-1.5', '0', '1E2', '1.7976931348623157e308'].map((to) => toCapacity(to, Number(to))),
      toCapacity('null', null),
      ...['"7"', '""', 'true', '1e400'].map((to) => toCapacity(to, refused)),
      { name: 'an empty state', from: '"JobRunState":"FAILED"', to: '"JobRunState":""', field: 'rawStatus', is: '' },
      { name: 'no state', from: '"JobRunState":"FAILED"', to: '"JobRunState":null', field: 'failures', is: [] },
      { name: 'no message', from: '"ErrorMessage":"No rows"', to: '"x":1', field: 'statusMessage', is: 'Why' },
      { name: 'an empty message', from: '"No rows"', to: '""', field: 'statusMessage', is: 'Why' },
      {
        name: 'an empty message of the failure',
        from: '"No rows"',
        to: '""',
        field: 'failures',
        is: [{ code: 'FAILED', message: '', subject: null }],
      },
      { name: 'no delay', from: '{"NotifyDelayAfter":5}', to: '{}', field: 'notifyDelayMinutes', is: null },
      { name: 'an argument that is a number', from: '"s3cr3t-argument"', to: '7', field: 'arguments', is: refused },
    ],
    secrets: { areProtected: true },
    text: { place: /(?<="TriggerName":")[^"]*/, field: 'triggerName' },
  },
  statuses: {
    words: Object.keys(meaningOfWord),
    rows: toWordRows(meaningOfWord, toStatusWire),
    toWire: toStatusWire,
    moves: ['STARTING', 'RUNNING', 'SUCCEEDED'],
    progress: { none: 'Glue does not count the work of a run, so there is no progress.' },
  },
  lists: {
    operation: 'GetJobRuns',
    operations: ['GetJobRuns'],
    tokenOf: ({ body }) => (JSON.parse(body) as { readonly NextToken?: string }).NextToken ?? null,
    rowFacts: [
      ...['providerJobId', 'name', 'kind', 'definition', 'status', 'rawStatus', 'statusSource', 'isTerminal'],
      ...['statusMessage', 'createdAt', 'startedAt', 'updatedAt', 'endedAt', 'progress', 'failures', 'consoleUrl'],
      ...['jobName', 'attempt', 'previousRunId', 'triggerName', 'jobMode', 'executionSeconds', 'timeoutMinutes'],
      ...['isQueuingEnabled', 'glueVersion', 'workerType', 'workerCount', 'maxCapacity', 'dpuSeconds'],
      ...['executionClass', 'maintenanceWindow', 'usageProfile', 'notifyDelayMinutes', 'logGroupName', 'stateDetail'],
    ],
    jobs: listed,
    toJob: (index) => ({ key: toPlainKey(index), job: toRun(index) }),
    maxPageSize: 100,
    toPage: (keys, next) =>
      JSON.stringify({
        JobRuns: keys.map((key) => ({ ...toNames(key), JobRunState: 'RUNNING', StartedOn: 1_795_305_600 })),
        ...(next === null ? {} : { NextToken: next }),
      }),
    illKeys: [
      ...['', etl, `${etl}/`, `${etl}/jr 1`, `${etl}/jr.1`, `${etl}/${'x'.repeat(256)}`, '../../admin'],
      // Of another job than the one that is listed.
      ...['load/jr_1', `${etl}/x/jr_1`, ` ${etl}/jr_1`, 'Nightly etl/jr_1'],
    ],
  },
  batches: { none: 'Glue has no read of runs by a list of ids.' },
  errors: { requestIdHeader: 'x-amzn-RequestId', cases: failures },
};

/** A retry that failed, with every member. */
function toGoodRun(key: string): object {
  return {
    ...toNames(key),
    Attempt: 1,
    PreviousRunId: 'jr_previous',
    TriggerName: 'daily-é',
    JobMode: 'VISUAL',
    JobRunQueuingEnabled: true,
    StartedOn: 1_795_305_600.051,
    LastModifiedOn: 1_795_305_660.332,
    CompletedOn: 1_795_305_661,
    JobRunState: 'FAILED',
    Arguments: { '--password': 's3cr3t-argument' },
    ErrorMessage: 'No rows',
    PredecessorRuns: [],
    AllocatedCapacity: 10,
    ExecutionTime: 55,
    Timeout: 2880,
    MaxCapacity: 10.5,
    WorkerType: 'G.1X',
    NumberOfWorkers: 9,
    SecurityConfiguration: 's3cr3t-configuration',
    LogGroupName: '/aws-glue/jobs',
    NotificationProperty: { NotifyDelayAfter: 5 },
    GlueVersion: '5.0',
    DPUSeconds: 577.5,
    ExecutionClass: 'FLEX',
    MaintenanceWindow: 'Sun:11',
    ProfileName: 'small',
    StateDetail: 'Why',
    ExecutionRoleSessionPolicy: '{"s3cr3t":"policy"}',
  };
}

function toStatusWire(key: string, JobRunState: string | null): WireJob {
  return { body: JSON.stringify({ JobRun: { ...toNames(key), JobRunState } }) };
}

function toCapacity(to: string, is: unknown) {
  return { name: `MaxCapacity: ${to}`, from: /(?<="MaxCapacity":)[0-9.]+/, to, field: 'maxCapacity', is };
}
