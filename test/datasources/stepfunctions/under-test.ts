import { createStepFunctionsEmulator, type EmulatedExecution } from '../../../emulators/stepfunctions/emulator.ts';
import type { ProviderUnderTest, WireJob } from '../../conformance/provider-under-test.ts';
import { refused } from '../../conformance/provider-under-test.ts';
import { toWordRows } from '../../conformance/statuses.ts';
import { awsCredentials } from '../ask-whole.ts';
import { readNextToken, toEpochSecondsCases, toIntegerCases, toRefused } from '../aws.ts';
import { arnPrefix, toArn, toExecution, toKey as toPlainKey, toSource } from './executions.ts';
import { failures } from './failures.ts';
import { generatedJobs } from './generated-jobs.ts';
import { hostileAnswers } from './hostile-answers.ts';
import { samples } from './samples.ts';

const oddKeys = [
  'orders/Each:0d5a7f0e-5d1e-4b8e-9a53-2f1c7a107c11',
  'a:b',
  `${'m'.repeat(80)}/${'l'.repeat(80)}:${'n'.repeat(80)}`,
  // 80 characters, not 80 units of UTF-16.
  `${'🦠'.repeat(80)}:é漢字\u0301`,
  '.:..',
  "it's=(1)@+!_-.:007",
  '__proto__:constructor',
  'ORDERS:order-000001',
];
const toKey = (index: number): string => oddKeys[index] ?? toPlainKey(index);

/** What names may hold, of blanks, controls, ASCII, and code points without a character. */
const someName = String.raw`[^\s\u0000-\u001f\u007f-\u009f<>{}\[\]?*"#%\\^|~$&,;:/\u0060\ud800-\udfff\ufffe\uffff${'\u{10ffff}'}]{1,80}`;

/** Every status of every meaning, and executions that lack what may be absent. */
const listed = (
  [
    { status: 'RUNNING', stopDate: null, input: 's3cr3t-input' },
    { status: 'PENDING_REDRIVE', redriveCount: 1, redriveDate: 1_795_309_200.5 },
    { status: 'SUCCEEDED', output: '{"token":"s3cr3t-output"}', traceHeader: 'Root=1' },
    { status: 'FAILED', error: 'States.TaskFailed', cause: 's3cr3t-cause' },
    { status: 'FAILED', error: 's3cr3t error' },
    { status: 'FAILED' },
    { status: 'TIMED_OUT', error: 'States.Timeout', cause: '' },
    { status: 'ABORTED', error: 'Stopped', cause: 's3cr3t-stop', redriveStatusReason: 's3cr3t-reason' },
    { status: 'SUCCEEDED', stateMachineAliasArn: `${arnPrefix}stateMachine:orders:PROD`, redriveCount: null },
    { status: 'RUNNING', stopDate: null, startDate: undefined },
  ] as readonly Partial<EmulatedExecution>[]
).map((more, index) => {
  // Some were started at one moment.
  const job = toExecution(index, { startDate: 1_795_305_600.5 + Math.floor(index / 2), ...more });
  return { key: toPlainKey(index), job };
});

const toRequest = (operation: string, body: object) => ({
  operation,
  method: 'POST',
  path: '/',
  headers: { 'content-type': 'application/x-amz-json-1.0', 'x-amz-target': `AWSStepFunctions.${operation}` },
  body: JSON.stringify(body),
});
const listOrders = (more: object = {}) =>
  toRequest('ListExecutions', { stateMachineArn: `${arnPrefix}stateMachine:orders`, maxResults: 100, ...more });

/** The provider filters by one of its words. */
const wordOfStatus = {
  QUEUED: 'PENDING_REDRIVE',
  RUNNING: 'RUNNING',
  SUCCEEDED: 'SUCCEEDED',
  FAILED: 'FAILED',
  TIMED_OUT: 'TIMED_OUT',
  CANCELLED: 'ABORTED',
};

export const stepfunctions: ProviderUnderTest<EmulatedExecution> = {
  name: 'stepfunctions',
  provider: 'STEP_FUNCTIONS',
  typeName: 'StepFunctionsExecution',
  sourceName: 'flows',
  toSource,
  startEmulator: (jobs, settings) => createStepFunctionsEmulator({ credentials: awsCredentials, jobs, ...settings }),
  keys: {
    good: 'orders:2f1c7a10-5d1e-4b8e-9a53-0d5a7f0e7c11',
    ill: 'orders:ill-2f1c7a10',
    unseen: 'orders:unseen-2f1c7a10',
    pattern: new RegExp(`^${someName}(/${someName})?:${someName}$`, 'u'),
    toKey,
    toProviderJobId: toArn,
    malformed: [
      ...['orders', ':a', 'orders:', 'orders/:a', '/Each:a', 'orders/a/b:c', 'orders:a/b', 'orders:a:b', 'orders//a:b'],
      ...[`${'x'.repeat(81)}:a`, `a:${'x'.repeat(81)}`, `a/${'x'.repeat(81)}:b`, `${'🦠'.repeat(81)}:a`],
      ...['\u0000', '\u001f', '\u007f', '\u0085', '\u009f', '\u00a0', '\u2003', '\u2028', '\u3000', '\ufeff'].map(
        (character) => `orders:a${character}b`,
      ),
      ...['\ufffe', '\uffff', '\u{10ffff}', '`', '<', '{', '[', '?', '*', '~', '$', '&', ',', ';', '^', '|'].map(
        (character) => `or${character}ders:a`,
      ),
      toArn('orders:a'),
    ],
    spellings: { none: 'A key has one spelling: names are told apart by their code points.' },
    rootField: 'stepFunctionsExecution',
    toArguments: (key) => ({ stateMachine: key.split(':')[0] ?? '', name: key.split(':')[1] ?? '' }),
  },
  requests: {
    operations: { DescribeExecution: 'POST', ListExecutions: 'POST', ListStateMachines: 'POST' },
    toDescribe: ([key = '']) => toRequest('DescribeExecution', { executionArn: toArn(key), includedData: 'ALL_DATA' }),
    others: [
      { name: 'a list', query: '{ jobs { nodes { id } } }', requests: [listOrders()] },
      ...Object.entries(wordOfStatus).map(([status, statusFilter]) => ({
        name: `a list of ${status}`,
        query: `{ jobs(filter: { statuses: [${status}] }) { nodes { id } } }`,
        requests: [listOrders({ statusFilter })],
      })),
      ...['UNKNOWN', 'FAILED, RUNNING', 'QUEUED, QUEUED, CANCELLED'].map((statuses) => ({
        name: `a list of ${statuses}, for which there is no one word`,
        query: `{ jobs(filter: { statuses: [${statuses}] }) { nodes { id } } }`,
        requests: [listOrders()],
      })),
      {
        name: 'a list between two times, which is not filtered there',
        query:
          '{ jobs(filter: { createdAfter: "2026-11-22T00:00:00Z", createdBefore: "2026-11-23T00:00:00Z" }) { nodes { id } } }',
        requests: [listOrders()],
      },
    ],
    origin: 'https://states.us-east-1.amazonaws.com',
    ...toRefused(toSource, 'eu-west-1'),
  },
  answers: {
    protocol: 'json',
    toBody: (key) => JSON.stringify(toGoodExecution(key)),
    samples,
    generated: generatedJobs,
    hostile: hostileAnswers,
    values: [
      ...toEpochSecondsCases('startDate', 'createdAt'),
      ...toIntegerCases('redriveCount', 'redriveCount'),
      { name: 'no status', from: '"status":"FAILED"', to: '"status":null', field: 'failures', is: [] },
      { name: 'an empty status', from: '"status":"FAILED"', to: '"status":""', field: 'rawStatus', is: '' },
      { name: 'a new word of redriving', from: '"REDRIVABLE"', to: '"SOON"', field: 'redriveStatus', is: 'UNKNOWN' },
      { name: 'no word of redriving', from: '"REDRIVABLE"', to: 'null', field: 'redriveStatus', is: null },
      { name: 'an empty input', from: /(?<="input":")[^"]*/, to: '', field: 'inputJson', is: '' },
      {
        name: 'an input that is JSON',
        from: /"input":"[^"]*"/,
        to: '"input":{"a":1}',
        field: 'inputJson',
        is: refused,
      },
    ],
    // The name of an error is the code of a failure, too.
    secrets: { areProtected: true, alsoOpen: { error: /^[A-Za-z][A-Za-z0-9_.-]{0,127}$/ } },
    text: { place: /(?<="traceHeader":")[^"]*/, field: 'traceHeader' },
  },
  statuses: {
    words: ['RUNNING', 'PENDING_REDRIVE', 'SUCCEEDED', 'FAILED', 'TIMED_OUT', 'ABORTED'],
    rows: toWordRows(
      {
        RUNNING: 'RUNNING',
        PENDING_REDRIVE: 'QUEUED',
        SUCCEEDED: 'SUCCEEDED',
        FAILED: 'FAILED',
        TIMED_OUT: 'TIMED_OUT',
        ABORTED: 'CANCELLED',
      },
      toStatusWire,
    ),
    toWire: toStatusWire,
    moves: ['PENDING_REDRIVE', 'RUNNING', 'SUCCEEDED'],
    progress: { none: 'Step Functions counts no pieces of an execution, so there is no progress.' },
  },
  lists: {
    operation: 'ListExecutions',
    operations: ['ListExecutions'],
    tokenOf: readNextToken,
    rowFacts: [
      'definition',
      'startedAt',
      ...['providerJobId', 'name', 'kind', 'status', 'rawStatus', 'statusSource', 'isTerminal', 'statusMessage'],
      ...['createdAt', 'updatedAt', 'endedAt', 'progress', 'consoleUrl', 'arn', 'stateMachineArn'],
      ...['stateMachineVersionArn', 'stateMachineAliasArn', 'mapRunArn', 'redriveCount', 'redrivenAt'],
    ],
    jobs: listed,
    toJob: (index) => ({ key: toPlainKey(index), job: toExecution(index) }),
    maxPageSize: 100,
    toPage: (keys, next) =>
      JSON.stringify({
        executions: keys.map((key) => ({ executionArn: toArn(key), status: 'RUNNING', startDate: 1_795_305_600 })),
        ...(next === null ? {} : { nextToken: next }),
      }),
    illKeys: [
      ...['', '../../admin', 'a b', 'orders', 'orders:', 'orders:a:b', 'orders:a/b', 'orders/a/b:c'],
      `orders:${'x'.repeat(300)}`,
      // Of another state machine than the one that is listed.
      ...['refunds:a', 'orders2:a', 'order:a'],
    ],
  },
  batches: { none: 'Step Functions describes one execution by one call.' },
  errors: { requestIdHeader: 'x-amzn-RequestId', cases: failures },
};

/** A child of a distributed map that failed, with every member. */
function toGoodExecution(key: string): object {
  return {
    executionArn: toArn(key),
    stateMachineArn: `${arnPrefix}stateMachine:orders`,
    stateMachineVersionArn: `${arnPrefix}stateMachine:orders:3`,
    stateMachineAliasArn: `${arnPrefix}stateMachine:orders:PROD`,
    mapRunArn: `${arnPrefix}mapRun:orders/Each:5b1f7a55`,
    status: 'FAILED',
    startDate: 1_795_305_600.511,
    stopDate: 1_795_305_612.093,
    input: 's3cr3t-input',
    output: 's3cr3t-output',
    error: 'Orders.Rejected',
    cause: 's3cr3t-cause',
    redriveCount: 1,
    redriveDate: 1_795_305_610,
    redriveStatus: 'REDRIVABLE',
    redriveStatusReason: 's3cr3t-reason',
    traceHeader: 'Root=1-é',
  };
}

function toStatusWire(key: string, status: string | null): WireJob {
  return { body: JSON.stringify({ executionArn: toArn(key), status }) };
}
