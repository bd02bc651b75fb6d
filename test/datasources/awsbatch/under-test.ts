import { createAwsBatchEmulator, type BatchEmulatedJob } from '../../../emulators/awsbatch/emulator.ts';
import type { ProviderUnderTest } from '../../conformance/provider-under-test.ts';
import { refused } from '../../conformance/provider-under-test.ts';
import { awsCredentials } from '../ask-whole.ts';
import { readNextToken, toIntegerCases, toRefused } from '../aws.ts';
import { failures } from './failures.ts';
import { generatedJobs } from './generated-jobs.ts';
import { toGoodJob } from './good-job.ts';
import { hostileAnswers } from './hostile-answers.ts';
import { queueArn, toJob, toKey as toPlainKey, toSource } from './jobs.ts';
import { samples } from './samples.ts';
import { statuses } from './statuses.ts';

const uuid = '24fa2d7a-64c4-49d2-8b47-f8da4fbde8e9';
const oddKeys = [
  `${uuid}#7`,
  `${uuid}#0`,
  `${uuid}:98765`,
  `${uuid}#98765`,
  uuid,
  '00000000-0000-0000-0000-000000000000',
];
const toKey = (index: number): string => oddKeys[index] ?? toPlainKey(index);

/** Every status of every meaning. */
const listed = (
  [
    { status: 'SUBMITTED', startedAt: null, stoppedAt: null },
    { status: 'PENDING', dependsOn: [{ jobId: uuid }] },
    { status: 'PENDING', arrayProperties: { size: 3, statusSummary: { RUNNING: 1, RUNNABLE: 2 } } },
    { status: 'PENDING', arrayProperties: { size: 3, statusSummary: { RUNNABLE: 3 } } },
    { status: 'RUNNABLE', statusReason: 'MISCONFIGURATION:JOB_RESOURCE_REQUIREMENT - too large' },
    { status: 'STARTING' },
    { status: 'RUNNING', shareIdentifier: 'research' },
    { status: 'SUCCEEDED', tags: { team: 'data' }, parameters: { day: 's3cr3t-listed' } },
    { status: 'SUCCEEDED', arrayProperties: { size: 3, statusSummary: { SUCCEEDED: 3 } } },
    { status: 'FAILED', statusReason: 'Essential container in task exited' },
    { status: 'FAILED', isCancelled: true },
    { status: 'FAILED', isTerminated: true },
    { status: 'FAILED', arrayProperties: { size: 3, statusSummary: { SUCCEEDED: 2, FAILED: 1 } } },
    { status: 'FAILED', attempts: [{ container: { reason: 'OutOfMemoryError' } }] },
  ] as readonly Partial<BatchEmulatedJob>[]
).map((more, index) => {
  // Some were submitted in one millisecond.
  const job = toJob(500 + index, { createdAt: 1_795_305_600_000 + Math.floor(index / 2) * 1_000, ...more });
  return { key: job.jobId, job };
});

/** One: lists of several are in lists.test.ts. */
const queues = [{ jobQueueName: 'nightly', jobQueueArn: queueArn('nightly') }];

const listJobs = (name: string, value: string) => ({
  operation: 'ListJobs',
  method: 'POST',
  path: '/v1/listjobs',
  headers: { 'content-type': 'application/json' },
  body: `{"jobQueue":"nightly","filters":[{"name":"${name}","values":["${value}"]}],"maxResults":100}`,
});
const listQueues = {
  operation: 'DescribeJobQueues',
  method: 'POST',
  path: '/v1/describejobqueues',
  headers: { 'content-type': 'application/json' },
  body: '{}',
};
const listAll = (name: string, value: string) => [listQueues, listJobs(name, value)];

export const awsbatch: ProviderUnderTest<BatchEmulatedJob> = {
  name: 'awsbatch',
  provider: 'AWS_BATCH',
  typeName: 'AwsBatchJob',
  sourceName: 'batch',
  toSource,
  startEmulator: (jobs, settings) =>
    createAwsBatchEmulator({ credentials: awsCredentials, jobs: { ...jobs, queues: () => queues }, ...settings }),
  keys: {
    good: '24fa2d7a-64c4-49d2-8b47-00000000900d',
    ill: '24fa2d7a-64c4-49d2-8b47-000000000111',
    unseen: '24fa2d7a-64c4-49d2-8b47-00000000dead',
    pattern: /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}([:#][0-9]{1,5})?$/,
    toKey,
    malformed: [
      uuid.toUpperCase(),
      ...[':', '#', ':123456', '#123456', ':x', ':-1', ':1:2', ':1#2', '/1', ':+1', ': 1'].map((end) => uuid + end),
      uuid.slice(1),
      uuid.replaceAll('-', ''),
      `arn:aws:batch:us-east-1:123456789012:job/${uuid}`,
    ],
    spellings: { none: 'A key has one spelling: letters are small, and indexes are told apart as texts.' },
    rootField: 'awsBatchJob',
    toArguments: (jobId) => ({ jobId }),
  },
  requests: {
    keysOf: ({ operation, body }) =>
      operation === 'DescribeJobs' ? (JSON.parse(body) as { readonly jobs: readonly string[] }).jobs : [],
    operations: { DescribeJobs: 'POST', ListJobs: 'POST', DescribeJobQueues: 'POST' },
    toDescribe: (keys) => ({
      operation: 'DescribeJobs',
      method: 'POST',
      path: '/v1/describejobs',
      headers: { 'content-type': 'application/json' },
      body: `{"jobs":[${keys.map((key) => `"${key}"`).join(',')}]}`,
    }),
    others: [
      { name: 'a list', query: '{ jobs { nodes { id } } }', requests: listAll('AFTER_CREATED_AT', '0') },
      {
        name: 'a list since a time, to the millisecond before it',
        query: '{ jobs(filter: { createdAfter: "2026-11-22T00:00:00.123Z" }) { nodes { id } } }',
        requests: listAll('AFTER_CREATED_AT', '1795305600122'),
      },
      {
        name: 'a list until a time',
        query: '{ jobs(filter: { createdBefore: "2026-11-22T00:00:00.123Z" }) { nodes { id } } }',
        requests: listAll('BEFORE_CREATED_AT', '1795305600123'),
      },
      {
        name: 'a list between two times, of which one filter takes one',
        query:
          '{ jobs(filter: { createdAfter: "2026-11-22T00:00:00Z", createdBefore: "2026-11-23T00:00:00Z" }) { nodes { id } } }',
        requests: listAll('AFTER_CREATED_AT', '1795305599999'),
      },
    ],
    origin: 'https://batch.us-east-1.amazonaws.com',
    ...toRefused(toSource, 'eu-west-1'),
  },
  answers: {
    protocol: 'json',
    unread: ['ecsProperties.taskProperties.0.taskRoleArn', 'ecsProperties.taskProperties.0.executionRoleArn'],
    toBody: (key) => JSON.stringify(toGoodJob(key)),
    samples,
    generated: generatedJobs,
    hostile: hostileAnswers,
    values: [
      toTime('whole milliseconds', '1795305600000', '2026-11-22T00:00:00.000Z'),
      toTime('an exponent', '1.795305600123E12', '2026-11-22T00:00:00.123Z'),
      toTime('the beginning', '0', '1970-01-01T00:00:00.000Z'),
      toTime('seconds are read as milliseconds', '1795305600', '1970-01-21T18:41:45.600Z'),
      toTime('null', 'null', null),
      toTime('RFC 3339 text', '"2026-11-22T01:00:00.123456+01:00"', '2026-11-22T00:00:00.123Z'),
      toTime('text without an offset', '"2026-11-22T00:00:00"', refused),
      ...['1795305600123.5', '"1795305600123"', '""', '1e400', '9007199254740993', '253402300800000', 'true'].map(
        (text) => toTime(text, text, refused),
      ),
      ...toIntegerCases('schedulingPriority', 'priority'),
      { name: 'no status', from: '"status":"FAILED"', to: '"status":null', field: 'statusSource', is: 'NOT_REPORTED' },
      { name: 'no tags', from: '"tags":{"team":"data"}', to: '"tags":{}', field: 'tags', is: [] },
      { name: 'a tag that is 7', from: '"team":"data"', to: '"team":7', field: 'tags', is: refused },
      { name: 'a tag under an odd name', from: '"team":"data"', to: '"__proto__":7', field: 'tags', is: refused },
      { name: 'no attempts', from: /"attempts":\[.*?\],"eks/, to: '"attempts":[],"eks', field: 'attempts', is: [] },
      {
        name: 'an attempt that is null',
        from: '"attempts":[',
        to: '"attempts":[null,',
        field: 'attempts',
        is: refused,
      },
      { name: 'a platform that is null', from: '["FARGATE"]', to: '[null]', field: 'platforms', is: refused },
      { name: 'a word that is null', from: '["s3cr3t-program",', to: '[null,', field: 'containers', is: refused },
      { name: 'a resource without a type', from: '"type":"VCPU",', to: '', field: 'resources', is: refused },
      { name: 'a count that is null', from: '"FAILED":3', to: '"FAILED":null', field: 'progress.failed', is: '0' },
      { name: 'a count that is a text', from: '"FAILED":3', to: '"FAILED":"3"', field: 'progress', is: refused },
      { name: 'an empty message', from: /(?<="statusReason":")[^"]*/, to: '', field: 'statusMessage', is: '' },
    ],
    secrets: { areProtected: true },
    text: { place: /(?<="statusReason":")[^"]*/, field: 'statusMessage' },
  },
  statuses,
  lists: {
    operation: 'ListJobs',
    operations: ['ListJobs', 'DescribeJobQueues'],
    tokenOf: readNextToken,
    rowFacts: [
      'definition',
      ...['name', 'kind', 'createdAt', 'updatedAt', 'statusMessage', 'arn', 'queueName', 'jobDefinition'],
      ...['shareIdentifier', 'startedAt'],
    ],
    jobs: listed,
    toJob: (index) => {
      const job = toJob(index, { createdAt: 1_795_305_600_000 - index });
      return { key: job.jobId, job };
    },
    maxPageSize: 100,
    toPage: (keys, next) =>
      JSON.stringify({
        jobSummaryList: keys.map((jobId) => ({ jobId, jobName: 'a', status: 'RUNNING', createdAt: 1_795_305_600_000 })),
        ...(next === null ? {} : { nextToken: next }),
      }),
    illKeys: ['', '../../admin', 'a b', uuid.toUpperCase(), `${uuid}:`, `${uuid}:123456`, 'job:1', 'x'.repeat(300)],
  },
  batches: {
    operation: 'DescribeJobs',
    maxKeys: 100,
    toBody: (records) =>
      `{"jobs":[${records.map((record) => (typeof record === 'string' ? record : Buffer.from(record).toString())).join(',')}]}`,
  },
  errors: { requestIdHeader: 'x-amzn-RequestId', cases: failures },
};

function toTime(name: string, to: string, is: unknown) {
  return { name: `createdAt: ${name}`, from: /(?<="createdAt":)[0-9]+/, to, field: 'createdAt', is };
}
