import { createPanoramaEmulator, type PanoramaEmulatedJob } from '../../../emulators/panorama/emulator.ts';
import type { ProviderUnderTest } from '../../conformance/provider-under-test.ts';
import { refused } from '../../conformance/provider-under-test.ts';
import { toWordRows } from '../../conformance/statuses.ts';
import { awsCredentials, fastSource } from '../ask-whole.ts';
import { toRefused } from '../aws.ts';
import { failures } from './failures.ts';
import { generatedJobs } from './generated-jobs.ts';
import { hostileAnswers } from './hostile-answers.ts';
import { samples } from './samples.ts';

const toSource = (endpoint: string) => ({
  name: 'lab',
  provider: 'panorama',
  region: 'us-west-2',
  endpoint,
  credentials: awsCredentials,
  ...fastSource,
});

const oddKeys = ['__proto__', 'constructor', 'toString', '007', '1e5', '-', '_'];
const toKey = (index: number): string => oddKeys[index] ?? `package-import_${index}`;

/** Every status; the third has nothing that may be absent. */
const listed = ['PENDING', 'SUCCEEDED', 'FAILED', 'SUCCEEDED', 'FAILED'].map((Status, index) => ({
  key: `listed-${index}`,
  job: toListedJob(`listed-${index}`, index, Status),
}));

function toListedJob(JobId: string, index: number, Status: string): PanoramaEmulatedJob {
  if (index === 2) return { JobId, Status };
  return {
    JobId,
    Status,
    ClientToken: `token-${index}`,
    CreatedTime: 1_764_576_015.482 - (index % 4) * 86_400,
    LastUpdatedTime: 1_764_576_128.007 + index,
    JobType: 'NODE_PACKAGE_VERSION',
    StatusMessage: `message ${index}`,
    JobTags: [{ ResourceType: 'PACKAGE', Tags: { team: 'retail' } }],
    Output: { PackageId: 'package-q3', OutputS3Location: { BucketName: 'managed', ObjectKey: 'packages/8f' } },
  };
}

export const panorama: ProviderUnderTest<PanoramaEmulatedJob> = {
  name: 'panorama',
  provider: 'PANORAMA',
  typeName: 'PanoramaPackageImportJob',
  reportsStart: false,
  sourceName: 'lab',
  toSource,
  startEmulator: (jobs, settings) => createPanoramaEmulator({ credentials: awsCredentials, jobs, ...settings }),
  keys: {
    good: 'package-import-good',
    ill: 'package-import-ill1',
    unseen: 'package-import-unseen',
    pattern: /^[A-Za-z0-9_-]{1,255}$/,
    toKey,
    malformed: ['x'.repeat(256), 'a.b', 'a:b'],
    spellings: { none: 'A key has one spelling: its letters are told apart by case.' },
    rootField: 'panoramaPackageImportJob',
    toArguments: (jobId) => ({ jobId }),
  },
  requests: {
    operations: { DescribePackageImportJob: 'GET', ListPackageImportJobs: 'GET' },
    toDescribe: ([key]) => ({
      operation: 'DescribePackageImportJob',
      method: 'GET',
      path: `/packages/import-jobs/${key ?? ''}`,
    }),
    others: [
      {
        name: 'a list',
        query: '{ jobs { nodes { id } } }',
        requests: [
          {
            operation: 'ListPackageImportJobs',
            method: 'GET',
            path: '/packages/import-jobs',
            query: { MaxResults: '25' },
          },
        ],
      },
    ],
    origin: 'https://panorama.us-west-2.amazonaws.com',
    ...toRefused(toSource, 'us-east-1'),
  },
  answers: {
    protocol: 'json',
    toBody: (key) =>
      JSON.stringify({
        ClientToken: 'pkg-import-7c1e4a',
        CreatedTime: 1764576015.482,
        InputConfig: {
          PackageVersionInputConfig: {
            S3Location: { BucketName: 'nodes', ObjectKey: 'a.tar.gz', Region: 'us-west-2' },
          },
        },
        JobId: key,
        JobTags: [{ ResourceType: 'PACKAGE', Tags: { team: 'retail' } }],
        JobType: 'NODE_PACKAGE_VERSION',
        LastUpdatedTime: 1764576128.007,
        Output: {
          OutputS3Location: { BucketName: 'managed', ObjectKey: 'packages/8f' },
          PackageId: 'package-q3',
          PackageVersion: '2.1',
          PatchVersion: '8f14',
        },
        OutputConfig: {
          PackageVersionOutputConfig: { MarkLatest: true, PackageName: 'counter', PackageVersion: '2.1' },
        },
        Status: 'SUCCEEDED',
        StatusMessage: 'Package version registered é',
      }),
    samples,
    generated: generatedJobs,
    hostile: hostileAnswers,
    values: [
      toTime('whole seconds', '1764576015', '2025-12-01T08:00:15.000Z'),
      toTime('an exponent', '1.764576015E9', '2025-12-01T08:00:15.000Z'),
      toTime('past 2^31', '4294967296', '2106-02-07T06:28:16.000Z'),
      toTime('milliseconds', '1764576015482', refused),
      toTime('1e400', '1e400', refused),
      toTime('null', 'null', null),
      toTime('a negative time', '-1', '1969-12-31T23:59:59.000Z'),
      { name: 'no status', from: '"SUCCEEDED"', to: 'null', field: 'statusSource', is: 'NOT_REPORTED' },
      { name: 'an empty place', from: /(?<="S3Location":)\{[^}]*\}/, to: '{}', field: 'input', is: null },
      { name: 'no tags', from: /(?<="JobTags":)\[[^\]]*\]/, to: '[]', field: 'jobTags', is: [] },
      { name: 'an empty message', from: /(?<="StatusMessage":")[^"]*/, to: '', field: 'statusMessage', is: '' },
    ],
    secrets: { areProtected: true },
    text: { place: /(?<="StatusMessage":")[^"]*/, field: 'statusMessage' },
  },
  statuses: {
    words: ['PENDING', 'SUCCEEDED', 'FAILED'],
    rows: toWordRows({ PENDING: 'QUEUED', SUCCEEDED: 'SUCCEEDED', FAILED: 'FAILED' }, toStatusWire),
    toWire: toStatusWire,
    moves: ['PENDING', 'SUCCEEDED'],
    progress: { none: 'Panorama says nothing of how far a job has come.' },
  },
  lists: {
    operation: 'ListPackageImportJobs',
    operations: ['ListPackageImportJobs'],
    tokenOf: ({ query }) => query['NextToken'] ?? null,
    rowFacts: [
      'startedAt',
      ...['rawStatus', 'status', 'statusSource', 'isTerminal', 'statusMessage', 'createdAt', 'updatedAt', 'endedAt'],
      'importType',
    ],
    jobs: listed,
    toJob: (index) => ({
      key: `job-${index}`,
      job: { JobId: `job-${index}`, Status: 'SUCCEEDED', CreatedTime: 1_764_576_000 - index },
    }),
    maxPageSize: 25,
    toPage: (keys, next) =>
      JSON.stringify({
        PackageImportJobs: keys.map((JobId) => ({ JobId, Status: 'PENDING' })),
        ...(next === null ? {} : { NextToken: next }),
      }),
    illKeys: ['', '../../admin', 'a?x=1', 'a b', 'x'.repeat(256)],
  },
  batches: { none: 'DescribePackageImportJob takes one job.' },
  errors: { requestIdHeader: 'x-amzn-RequestId', cases: failures },
};

function toTime(name: string, to: string, is: unknown) {
  return { name: `CreatedTime: ${name}`, from: /(?<="CreatedTime":)[0-9.]+/, to, field: 'createdAt', is };
}

function toStatusWire(key: string, Status: string | null) {
  return { body: JSON.stringify({ JobId: key, Status, LastUpdatedTime: 1764576128.007 }) };
}
