import { createCosBatchEmulator, type CosEmulatedJob } from '../../../emulators/cosbatch/emulator.ts';
import { toGeneratedJobs } from '../../conformance/answers.ts';
import { refused, type ProviderUnderTest } from '../../conformance/provider-under-test.ts';
import { cosCredentials, fastSource } from '../ask-whole.ts';
import { toExpectedJob } from './expected-job.ts';
import { failures } from './failures.ts';
import { hostileAnswers } from './hostile-answers.ts';
import { formatJob, jobModel } from './job-model.ts';
import { samples } from './samples.ts';
import { statuses, words } from './statuses.ts';

const toSource = (endpoint: string) => ({
  name: 'cos',
  provider: 'cosbatch',
  uin: '100000000001',
  appId: '1250000000',
  region: 'ap-chengdu',
  endpoint,
  credentials: cosCredentials,
  ...fastSource,
});

const headers = { 'x-cos-appid': '1250000000' };
const oddKeys = ['constructor', 'toString', 'prototype', '007', '1e5', '12345678901234567890', '-'];

/** Every status, Complete with failures too; the second has nothing that may be absent. */
const listed = [...Object.keys(words), 'Complete', 'Complete'].map((Status, index) => {
  const JobId = `listed-${index}`;
  return { key: JobId, job: index === 1 ? { JobId, Status } : toListedJob(JobId, index, Status) };
});

function toListedJob(JobId: string, index: number, Status: string): CosEmulatedJob {
  return {
    JobId,
    Status,
    ClientRequestToken: `token-${index}`,
    CreationTime: `2025-12-0${(index % 4) + 1}T08:00:30Z`,
    Description: `copy & retag ${index}`,
    Operation: index % 3 === 0 ? { COSInitiateRestoreObject: { JobTier: 'Bulk' } } : { COSPutObjectCopy: {} },
    Priority: index,
    ProgressSummary: {
      NumberOfTasksFailed: index % 2,
      NumberOfTasksSucceeded: index === 13 ? 0 : 10,
      TotalNumberOfTasks: index === 13 ? 1 : 11,
    },
    ...(['Complete', 'Failed', 'Cancelled'].includes(Status) ? { TerminationDate: '2025-12-05T08:31:42Z' } : {}),
  };
}

export const cosbatch: ProviderUnderTest<CosEmulatedJob> = {
  name: 'cosbatch',
  provider: 'COS_BATCH',
  typeName: 'CosBatchJob',
  reportsStart: false,
  sourceName: 'cos',
  toSource,
  startEmulator: (jobs, settings) => createCosBatchEmulator({ credentials: cosCredentials, jobs, ...settings }),
  keys: {
    good: '7d0a5f3e-2c4b-4a91-9f60-1b8e6c52d0aa',
    ill: '7d0a5f3e-2c4b-4a91-9f60-1b8e6c52d0a1',
    unseen: '7d0a5f3e-2c4b-4a91-9f60-1b8e6c52d0ff',
    pattern: /^[A-Za-z0-9-]{1,64}$/,
    toKey: (index) => oddKeys[index] ?? `${String(index).padStart(8, '0')}-2c4b-4a91`,
    malformed: ['x'.repeat(65), 'a_b', 'a.b', 'a:b'],
    spellings: { none: 'A key has one spelling: its letters are told apart by case.' },
    rootField: 'cosBatchJob',
    toArguments: (jobId) => ({ jobId }),
  },
  requests: {
    operations: { DescribeJob: 'GET', ListJobs: 'GET' },
    toDescribe: ([key]) => ({ operation: 'DescribeJob', method: 'GET', path: `/jobs/${key ?? ''}`, headers }),
    others: [
      {
        name: 'a list',
        query: '{ jobs { nodes { id } } }',
        requests: [{ operation: 'ListJobs', method: 'GET', path: '/jobs', query: { maxResults: '1000' }, headers }],
      },
      {
        name: 'a list of one status',
        query: '{ jobs(filter: { statuses: [PAUSED] }) { nodes { id } } }',
        requests: [
          {
            operation: 'ListJobs',
            method: 'GET',
            path: '/jobs',
            query: { jobStatuses: 'Paused', maxResults: '1000' },
            headers,
          },
        ],
      },
    ],
    origin: 'https://100000000001.cos-control.ap-chengdu.myqcloud.com',
    refused: [
      ['another secret', (url) => ({ ...toSource(url), credentials: { ...cosCredentials, secretKey: 'x' } })],
      ['another key', (url) => ({ ...toSource(url), credentials: { ...cosCredentials, secretId: 'AKIDOTHER' } })],
      ['another tenant', (url) => ({ ...toSource(url), appId: '1250000001' })],
    ],
    // A signature is good for five minutes, of which one is past.
    clock: { aheadMinutes: 4, behindMinutes: 1 },
  },
  answers: {
    protocol: { textElement: 'StatusUpdateReason', listElements: ['member', 'JobFailure', 'COSGrant', 'COSTag'] },
    toBody: (key) => `<?xml version='1.0' encoding='utf-8' ?>
<DescribeJobResult>
    <Job>
        <ClientRequestToken>token-1</ClientRequestToken>
        <ConfirmationRequired>false</ConfirmationRequired>
        <CreationTime>2025-12-01T08:00:30Z</CreationTime>
        <Description>nightly copy &amp; retag é</Description>
        <FailureReasons><JobFailure><FailureCode>a</FailureCode><FailureReason>b</FailureReason></JobFailure></FailureReasons>
        <JobId>${key}</JobId>
        <Manifest>
            <Location><ETag>&quot;5d41&quot;</ETag><ObjectArn>qcs::cos</ObjectArn></Location>
            <Spec><Fields><member>Bucket</member><member>Key</member></Fields><Format>CSV</Format></Spec>
        </Manifest>
        <Operation>
            <COSPutObjectCopy>
                <NewObjectMetadata>
                    <UserMetadata><member><Key>k</Key><Value>v</Value></member></UserMetadata>
                </NewObjectMetadata>
                <PrefixReplace>true</PrefixReplace>
                <TargetResource>qcs::target</TargetResource>
            </COSPutObjectCopy>
        </Operation>
        <Priority>10</Priority>
        <ProgressSummary>
            <NumberOfTasksFailed>3</NumberOfTasksFailed>
            <NumberOfTasksSucceeded>5000000122</NumberOfTasksSucceeded>
            <TotalNumberOfTasks>5000000125</TotalNumberOfTasks>
        </ProgressSummary>
        <Report><Bucket>b</Bucket><Enabled>true</Enabled></Report>
        <Status>Complete</Status>
        <StatusUpdateReason>Job complete</StatusUpdateReason>
        <SuspendedDate>2025-12-01T08:10:42Z</SuspendedDate>
        <TerminationDate>2025-12-01T08:31:42Z</TerminationDate>
    </Job>
</DescribeJobResult>
`,
    samples,
    generated: toGeneratedJobs(
      jobModel,
      (key, job) => ({ body: formatJob(key, job) }),
      (_key, job, viewer) => toExpectedJob(job, viewer),
    ),
    hostile: hostileAnswers,
    values: [
      ...[
        ['many tasks', '5000000126', '5000000126'],
        ['past 2^53', '9007199254740993', '9007199254740993'],
        ['2^63', '9223372036854775808', '9223372036854775808'],
        ['a negative number', '-1', refused],
        ['a fraction', '1.5', refused],
        ['1e400', '1e400', refused],
      ].map(([name, to, is]) =>
        toValue(`TotalNumberOfTasks: ${String(name)}`, 'TotalNumberOfTasks', String(to), 'progress.total', is),
      ),
      toValue('Priority: 2^31 - 1', 'Priority', '2147483647', 'priority', 2_147_483_647),
      toValue('Priority: 2^31', 'Priority', '2147483648', 'priority', refused),
      toValue(
        'CreationTime: a fraction',
        'CreationTime',
        '2025-12-01T08:00:30.482Z',
        'createdAt',
        '2025-12-01T08:00:30.482Z',
      ),
      toValue(
        'CreationTime: an offset',
        'CreationTime',
        '2025-12-01T13:30:30+05:30',
        'createdAt',
        '2025-12-01T08:00:30.000Z',
      ),
      toValue('CreationTime: seconds', 'CreationTime', '1764576030', 'createdAt', refused),
      toValue('CreationTime: nothing', 'CreationTime', '', 'createdAt', null),
      toValue('Status: nothing', 'Status', '', 'statusSource', 'NOT_REPORTED'),
      {
        name: 'no fields',
        from: /<member>Bucket.*?<\/member><member>Key<\/member>/,
        to: '',
        field: 'manifest.fields',
        is: [],
      },
      {
        name: 'no operation',
        from: /<COSPutObjectCopy>[^]*<\/COSPutObjectCopy>/,
        to: '',
        field: 'operation',
        is: null,
      },
    ],
    secrets: { areProtected: true },
    text: { place: /(?<=<StatusUpdateReason>)[^<]*/, field: 'statusMessage' },
  },
  statuses,
  lists: {
    operation: 'ListJobs',
    operations: ['ListJobs'],
    tokenOf: ({ query }) => query['nextToken'] ?? null,
    rowFacts: [
      'definition',
      'startedAt',
      ...['status', 'rawStatus', 'statusSource', 'isTerminal', 'createdAt', 'endedAt', 'description', 'priority'],
      ...['progress', 'operation.name'],
    ],
    jobs: listed,
    toJob: (index) => ({ key: `job-${index}`, job: { JobId: `job-${index}`, Status: 'Active' } }),
    maxPageSize: 1000,
    toPage: (keys, next) =>
      `<ListJobsResult><Jobs>${keys.map((key) => `<member><JobId>${key}</JobId><Status>New</Status></member>`).join('')}</Jobs>${
        next === null ? '<NextToken/>' : `<NextToken>${next}</NextToken>`
      }</ListJobsResult>`,
    illKeys: ['', '../x?y', 'a b', 'x'.repeat(65)],
  },
  batches: { none: 'DescribeJob takes one job.' },
  errors: { requestIdHeader: 'x-cos-request-id', cases: failures },
};

function toValue(name: string, element: string, to: string, field: string, is: unknown) {
  return { name, from: new RegExp(`(?<=<${element}>)[^<]*`), to, field, is };
}
