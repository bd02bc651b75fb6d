import { createS3BatchEmulator, type S3EmulatedJob } from '../../../emulators/s3batch/emulator.ts';
import { toGeneratedJobs } from '../../conformance/answers.ts';
import { refused, type ProviderUnderTest } from '../../conformance/provider-under-test.ts';
import { awsCredentials, fastSource } from '../ask-whole.ts';
import { codeless, failures } from './failures.ts';
import { hostileAnswers } from './hostile-answers.ts';
import { formatJob, jobModel, toExpectedJob } from './job-model.ts';
import { samples } from './samples.ts';
import { statuses, words } from './statuses.ts';

const toSource = (endpoint: string) => ({
  name: 'objects',
  provider: 's3batch',
  region: 'us-east-1',
  accountId: '123456789012',
  endpoint,
  credentials: awsCredentials,
  ...fastSource,
});

const headers = {
  'x-amz-account-id': '123456789012',
  'x-amz-content-sha256': 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
};
const path = '/v20180820/jobs';
const oddKeys = ['constructor', 'toString', '__proto__', '00007', '1e500', '12345678901234567890', '-----', '_____'];

/** Every status, Complete with failures too; the second has nothing that may be absent. */
const listed = [...Object.keys(words), 'Complete', 'Complete'].map((Status, index) => {
  const JobId = `listed-${index}`;
  return { key: JobId, job: index === 1 ? { JobId, Status } : toListedJob(JobId, index, Status) };
});

function toListedJob(JobId: string, index: number, Status: string): S3EmulatedJob {
  return {
    JobId,
    Status,
    CreationTime: `2026-11-2${index % 4}T08:00:30.120Z`,
    Description: `copy & retag ${index}`,
    Operation:
      index % 3 === 0
        ? { LambdaInvoke: { UserArguments: [{ key: 'door', value: `secret-${index}` }] } }
        : { S3ReplicateObject: null },
    Priority: index,
    ProgressSummary: {
      NumberOfTasksFailed: index % 2,
      NumberOfTasksSucceeded: index === 13 ? 0 : 10,
      TotalNumberOfTasks: index === 13 ? 1 : 11,
      Timers: { ElapsedTimeInActiveSeconds: index },
    },
    ...(['Complete', 'Failed', 'Cancelled'].includes(Status) ? { TerminationDate: '2026-11-25T08:31:42Z' } : {}),
  };
}

const toList = (query: Readonly<Record<string, string>>) => ({
  operation: 'ListJobs',
  method: 'GET',
  path,
  query,
  headers,
});

export const s3batch: ProviderUnderTest<S3EmulatedJob> = {
  name: 's3batch',
  provider: 'S3_BATCH',
  typeName: 'S3BatchJob',
  reportsStart: false,
  sourceName: 'objects',
  toSource,
  startEmulator: (jobs, settings) => createS3BatchEmulator({ credentials: awsCredentials, jobs, ...settings }),
  keys: {
    good: '7d0a5f3e-2c4b-4a91-9f60-1b8e6c52d0aa',
    ill: '7d0a5f3e-2c4b-4a91-9f60-1b8e6c52d0a1',
    unseen: '7d0a5f3e-2c4b-4a91-9f60-1b8e6c52d0ff',
    pattern: /^[A-Za-z0-9_-]{5,36}$/,
    toKey: (index) => oddKeys[index] ?? `${String(index).padStart(8, '0')}-2c4b-4a91`,
    malformed: ['abcd', 'x'.repeat(37), 'abc.de', 'abc:de', 'abc/de'],
    spellings: { none: 'A key has one spelling: its letters are told apart by case.' },
    rootField: 's3BatchJob',
    toArguments: (jobId) => ({ jobId }),
  },
  requests: {
    operations: { DescribeJob: 'GET', ListJobs: 'GET' },
    toDescribe: ([key]) => ({ operation: 'DescribeJob', method: 'GET', path: `${path}/${key ?? ''}`, headers }),
    others: [
      { name: 'a list', query: '{ jobs { nodes { id } } }', requests: [toList({ maxResults: '1000' })] },
      ...(
        [
          ['PAUSED', 'Paused'],
          ['QUEUED', 'New,Preparing,Ready'],
          ['RUNNING, CANCELLING', 'Active,Pausing,Completing,Failing,Cancelling'],
          ['FAILED', 'Failed,Complete'],
          ['PARTIALLY_SUCCEEDED', 'Complete'],
        ] as const
      ).map(([asked, jobStatuses]) => ({
        name: `a list of ${asked}`,
        query: `{ jobs(filter: { statuses: [${asked}] }) { nodes { id } } }`,
        requests: [toList({ jobStatuses, maxResults: '1000' })],
      })),
      {
        name: 'a list of what no word means',
        query: '{ jobs(filter: { statuses: [PAUSED, UNKNOWN] }) { nodes { id } } }',
        requests: [toList({ maxResults: '1000' })],
      },
    ],
    origin: 'https://123456789012.s3-control.us-east-1.amazonaws.com',
    refused: [
      ['another secret', (url) => ({ ...toSource(url), credentials: { ...awsCredentials, secretAccessKey: 'x' } })],
      ['another region', (url) => ({ ...toSource(url), region: 'us-west-2' })],
      ['another account', (url) => ({ ...toSource(url), accountId: '123456789013' })],
    ],
    clock: { aheadMinutes: 5, behindMinutes: 5 },
  },
  answers: {
    protocol: { textElement: 'StatusUpdateReason', listElements: ['member', 'entry'] },
    toBody: (key) => `<?xml version="1.0" encoding="UTF-8"?>
<DescribeJobResult xmlns="http://awss3control.amazonaws.com/doc/2018-08-20/">
    <Job>
        <JobId>${key}</JobId>
        <ConfirmationRequired>false</ConfirmationRequired>
        <CreationTime>2026-11-22T06:00:00.123Z</CreationTime>
        <Description>nightly copy &amp; retag é</Description>
        <JobArn>arn:aws:s3:us-east-1:123456789012:job/x</JobArn>
        <Manifest>
            <Spec><Format>CSV</Format><Fields><member>Bucket</member><member>Key</member></Fields></Spec>
            <Location><ObjectArn>arn:aws:s3:::m</ObjectArn><ETag>"5d41"</ETag></Location>
        </Manifest>
        <FailureReasons><member><FailureCode>a</FailureCode><FailureReason>b</FailureReason></member></FailureReasons>
        <ManifestGenerator>
            <S3JobManifestGenerator>
                <SourceBucket>arn:aws:s3:::source</SourceBucket>
                <EnableManifestOutput>true</EnableManifestOutput>
                <ManifestOutputLocation><Bucket>arn:aws:s3:::out</Bucket><ManifestPrefix>m/</ManifestPrefix></ManifestOutputLocation>
                <Filter>
                    <CreatedAfter>2026-01-01T00:00:00Z</CreatedAfter>
                    <KeyNameConstraint><MatchAnyPrefix><member>a/</member></MatchAnyPrefix></KeyNameConstraint>
                    <ObjectSizeLessThanBytes>1048576</ObjectSizeLessThanBytes>
                </Filter>
            </S3JobManifestGenerator>
        </ManifestGenerator>
        <Operation>
            <LambdaInvoke>
                <FunctionArn>arn:aws:lambda:us-east-1:123456789012:function:resize</FunctionArn>
                <InvocationSchemaVersion>2.0</InvocationSchemaVersion>
                <UserArguments><entry><key>door-key</key><value>s3cr3t-value</value></entry></UserArguments>
            </LambdaInvoke>
        </Operation>
        <Priority>10</Priority>
        <ProgressSummary>
            <TotalNumberOfTasks>5000000125</TotalNumberOfTasks>
            <NumberOfTasksSucceeded>5000000122</NumberOfTasksSucceeded>
            <NumberOfTasksFailed>3</NumberOfTasksFailed>
            <Timers><ElapsedTimeInActiveSeconds>8123</ElapsedTimeInActiveSeconds></Timers>
        </ProgressSummary>
        <Report><Bucket>b</Bucket><Enabled>true</Enabled></Report>
        <RoleArn>arn:aws:iam::123456789012:role/batch-ops</RoleArn>
        <Status>Complete</Status>
        <StatusUpdateReason>Job complete</StatusUpdateReason>
        <SuspendedDate>2026-11-22T06:10:42Z</SuspendedDate>
        <TerminationDate>2026-11-22T06:31:42Z</TerminationDate>
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
        ['past 2^53', '9007199254740993', '9007199254740993'],
        ['a negative number', '-1', refused],
        ['a fraction', '1.5', refused],
      ].map(([name, to, is]) =>
        toValue(`TotalNumberOfTasks: ${String(name)}`, 'TotalNumberOfTasks', String(to), 'progress.total', is),
      ),
      toValue(
        'ElapsedTimeInActiveSeconds: past 2^31',
        'ElapsedTimeInActiveSeconds',
        '2147483648',
        'activeSeconds',
        '2147483648',
      ),
      toValue('Priority: 2^31', 'Priority', '2147483648', 'priority', refused),
      toValue(
        'CreationTime: nine digits',
        'CreationTime',
        '2026-11-22T06:00:00.123999999Z',
        'createdAt',
        '2026-11-22T06:00:00.123Z',
      ),
      toValue('CreationTime: seconds', 'CreationTime', '1764576030', 'createdAt', refused),
      toValue('TerminationDate: not over', 'Status', 'Completing', 'endedAt', null),
      toSwap('no fields', /<member>Bucket.*?<\/member><member>Key<\/member>/, '', 'manifest.fields', []),
      toSwap('no operation', /<LambdaInvoke>[^]*<\/LambdaInvoke>/, '', 'operation', null),
      toSwap(
        'an empty operation',
        /<LambdaInvoke>[^]*<\/LambdaInvoke>/,
        '<S3PutObjectLegalHold/>',
        'operation.name',
        'S3PutObjectLegalHold',
      ),
      toSwap('an empty filter', /<Filter>[^]*<\/Filter>/, '<Filter/>', 'manifestGenerator.filter.createdAfter', null),
      toSwap('no filter', /<Filter>[^]*<\/Filter>/, '', 'manifestGenerator.filter', null),
      toSwap('an empty report', /<Report>[^]*<\/Report>/, '<Report/>', 'report.enabled', null),
      toSwap('no report', /<Report>[^]*<\/Report>/, '', 'report', null),
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
      ...['definition', 'startedAt', 'status', 'rawStatus', 'statusSource', 'isTerminal', 'createdAt', 'endedAt'],
      ...['description', 'priority', 'activeSeconds', 'progress', 'operation.name'],
    ],
    jobs: listed,
    toJob: (index) => ({
      key: `job-${String(index).padStart(4, '0')}`,
      job: { JobId: `job-${String(index).padStart(4, '0')}`, Status: 'Active' },
    }),
    maxPageSize: 1000,
    toPage: (keys, next) =>
      `<ListJobsResult><Jobs>${keys.map((key) => `<member><JobId>${key}</JobId><Status>New</Status></member>`).join('')}</Jobs>${
        next === null ? '' : `<NextToken>${next}</NextToken>`
      }</ListJobsResult>`,
    illKeys: ['', '../x?y', 'a b c', 'x'.repeat(37)],
  },
  batches: { none: 'DescribeJob takes one job.' },
  errors: { requestIdHeader: 'x-amz-request-id', cases: failures, codeless },
};

function toValue(name: string, element: string, to: string, field: string, is: unknown) {
  return toSwap(name, new RegExp(`(?<=<${element}>)[^<]*`), to, field, is);
}

function toSwap(name: string, from: RegExp, to: string, field: string, is: unknown) {
  return { name, from, to, field, is };
}
