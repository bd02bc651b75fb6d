import { createImportExportEmulator, type ImportExportEmulatedJob } from '../../../emulators/importexport/emulator.ts';
import { refused, type ProviderUnderTest, type WireJob } from '../../conformance/provider-under-test.ts';
import { toWordRows } from '../../conformance/statuses.ts';
import { awsCredentials, fastSource } from '../ask-whole.ts';
import { failures } from './failures.ts';
import { generatedJobs } from './generated-jobs.ts';
import { hostileAnswers } from './hostile-answers.ts';
import { samples } from './samples.ts';

const toSource = (endpoint: string) => ({
  name: 'devices',
  provider: 'importexport',
  endpoint,
  credentials: awsCredentials,
  ...fastSource,
});

const oddKeys = ['constructor', 'toString', 'prototype', '007', '1e5', '12345678901234567890', '-'];

const statuses = {
  Pending: 'QUEUED',
  Started: 'RUNNING',
  InProgress: 'RUNNING',
  Complete: 'SUCCEEDED',
  Success: 'SUCCEEDED',
  SuccessWithErrors: 'PARTIALLY_SUCCEEDED',
  Canceled: 'CANCELLED',
  Expired: 'FAILED',
  DeviceError: 'FAILED',
  InvalidSignature: 'FAILED',
  MissingDevice: 'FAILED',
  MissingSignature: 'FAILED',
  UnsupportedDeviceType: 'FAILED',
  UnsupportedFileFormat: 'FAILED',
  UnsupportedPowerSupply: 'FAILED',
};

/** Every status, one of them cancelled; the second has nothing that may be absent. */
const listed = Object.keys(statuses).map((ProgressCode, index) => {
  const JobId = `L${index}`;
  const job: ImportExportEmulatedJob =
    index === 1
      ? { JobId, ProgressCode }
      : {
          JobId,
          ProgressCode,
          JobType: index % 2 === 0 ? 'Import' : 'Export',
          CreationDate: `2015-05-2${index % 4}T18:58:21Z`,
          CurrentManifest: `manifestVersion: 2.0 of ${index}`,
          ProgressMessage: `message ${index} of 1Z999AA1012345678${index}`,
          TrackingNumber: `1Z999AA1012345678${index}`,
        };
  return { key: JobId, job };
});

function toRequest(Action: string, parameters: Readonly<Record<string, string>>) {
  return {
    operation: Action,
    method: 'POST',
    path: '/',
    headers: { 'content-type': 'application/x-www-form-urlencoded; charset=utf-8' },
    body: new URLSearchParams({ Action, Version: '2010-06-01', ...parameters }).toString(),
  };
}

export const importexport: ProviderUnderTest<ImportExportEmulatedJob> = {
  name: 'importexport',
  provider: 'IMPORT_EXPORT',
  typeName: 'ImportExportJob',
  reportsStart: false,
  sourceName: 'devices',
  toSource,
  startEmulator: (jobs, settings) => createImportExportEmulator({ credentials: awsCredentials, jobs, ...settings }),
  keys: {
    good: 'B71QX',
    ill: 'B71Q1',
    unseen: 'B71QZ',
    pattern: /^[A-Za-z0-9-]{1,64}$/,
    toKey: (index) => oddKeys[index] ?? `A${index}BC`,
    malformed: ['x'.repeat(65), 'a_b', 'a.b', 'a:b', 'a+b'],
    spellings: { none: 'A key has one spelling: its letters are told apart by case.' },
    rootField: 'importExportJob',
    toArguments: (jobId) => ({ jobId }),
  },
  requests: {
    operations: { GetStatus: 'POST', ListJobs: 'POST' },
    toDescribe: ([JobId = '']) => toRequest('GetStatus', { JobId }),
    others: [
      { name: 'a list', query: '{ jobs { nodes { id } } }', requests: [toRequest('ListJobs', { MaxJobs: '100' })] },
    ],
    origin: 'https://importexport.amazonaws.com',
    refused: [
      ['another secret', (url) => ({ ...toSource(url), credentials: { ...awsCredentials, secretAccessKey: 'x' } })],
      ['another key', (url) => ({ ...toSource(url), credentials: { ...awsCredentials, accessKeyId: 'AKIDOTHER' } })],
      [
        'another secret, signed with version 2',
        (url) => ({
          ...toSource(url),
          signatureVersion: 2,
          credentials: { ...awsCredentials, secretAccessKey: 'x' },
        }),
      ],
    ],
    clock: { aheadMinutes: 5, behindMinutes: 5 },
  },
  answers: {
    protocol: { textElement: 'ProgressMessage', listElements: ['member', 'RequestId'] },
    unread: ['ResponseMetadata', 'RequestId'],
    toBody: (key) => `<GetStatusResponse xmlns="http://importexport.amazonaws.com/">
  <GetStatusResult>
    <JobType>Import</JobType>
    <CurrentManifest>manifestVersion: 2.0
deviceId: ACME-DISK-0042
</CurrentManifest>
    <JobId>${key}</JobId>
    <LocationCode>Returned</LocationCode>
    <LocationMessage>Your device is on its way back: 1Z999AA10123456784.</LocationMessage>
    <Carrier>Acme Parcels</Carrier>
    <TrackingNumber>1Z999AA10123456784</TrackingNumber>
    <ProgressCode>SuccessWithErrors</ProgressCode>
    <ProgressMessage>The data load of 1Z999AA10123456784 completed with 2 errors é.</ProgressMessage>
    <LogKey>import-log</LogKey>
    <ErrorCount>2</ErrorCount>
    <Signature>q8Zr0m1=</Signature>
    <SignatureFileContents>version:2.0 signingMethod:HmacSHA1</SignatureFileContents>
    <CreationDate>2015-05-27T18:58:21Z</CreationDate>
    <AwsShippingAddress>1 Example Dock Rd</AwsShippingAddress>
    <ArtifactList>
      <member><Description>Shipping label</Description><URL>https://example-bucket.s3.amazonaws.com/label.pdf</URL></member>
    </ArtifactList>
  </GetStatusResult>
  <ResponseMetadata><RequestId>0c7f1e52-0a1b-4c2d-8e3f-5566778899aa</RequestId></ResponseMetadata>
</GetStatusResponse>
`,
    samples,
    generated: generatedJobs,
    hostile: hostileAnswers,
    values: [
      toValue('ErrorCount: 2^31 - 1', 'ErrorCount', '2147483647', 'errorCount', 2_147_483_647),
      toValue('ErrorCount: 2^31', 'ErrorCount', '2147483648', 'errorCount', refused),
      toValue('ErrorCount: a fraction', 'ErrorCount', '1.5', 'errorCount', refused),
      toValue('ErrorCount: nothing', 'ErrorCount', '', 'errorCount', null),
      toValue(
        'CreationDate: milliseconds',
        'CreationDate',
        '2015-05-27T18:58:21.482Z',
        'createdAt',
        '2015-05-27T18:58:21.482Z',
      ),
      toValue(
        'CreationDate: an offset',
        'CreationDate',
        '2015-05-28T00:28:21+05:30',
        'createdAt',
        '2015-05-27T18:58:21.000Z',
      ),
      toValue('CreationDate: seconds', 'CreationDate', '1432753101', 'createdAt', refused),
      toValue('CreationDate: nothing', 'CreationDate', '', 'createdAt', null),
      toValue('ProgressCode: nothing', 'ProgressCode', '', 'statusSource', 'NOT_REPORTED'),
      toValue('JobType: a new word', 'JobType', 'Copy', 'direction', 'UNKNOWN'),
      toValue('LocationCode: a new word', 'LocationCode', 'Lost', 'location', 'UNKNOWN'),
      { name: 'no artifacts', from: /<member>.*<\/member>/, to: '', field: 'artifacts', is: [] },
      { name: 'no list', from: /<ArtifactList>[^]*<\/ArtifactList>/, to: '', field: 'artifacts', is: null },
    ],
    secrets: { areProtected: true },
    text: { place: /(?<=<LogKey>)[^<]*/, field: 'logKey' },
  },
  statuses: {
    words: Object.keys(statuses),
    rows: toWordRows(statuses, toStatusWire),
    toWire: toStatusWire,
    moves: ['Pending', 'Started', 'InProgress', 'SuccessWithErrors'],
    progress: { none: 'Import/Export says in prose alone how far a device has come.' },
  },
  lists: {
    saysEnd: (status) => status === 'CANCELLED',
    operation: 'ListJobs',
    operations: ['ListJobs'],
    tokenOf: ({ body }) => new URLSearchParams(body).get('Marker'),
    rowFacts: ['definition', 'startedAt', 'createdAt', 'direction'],
    jobs: listed,
    toJob: (index) => ({ key: `J${index}`, job: { JobId: `J${index}`, ProgressCode: 'Pending' } }),
    maxPageSize: 1000,
    toPage: (keys, next) =>
      `<ListJobsResponse><ListJobsResult><Jobs>${keys
        .map((key) => `<member><JobId>${key}</JobId><JobType>Import</JobType></member>`)
        .join('')}</Jobs><IsTruncated>${next !== null}</IsTruncated></ListJobsResult></ListJobsResponse>`,
    illKeys: ['', 'A/1', 'a b', 'x'.repeat(65)],
  },
  batches: { none: 'GetStatus takes one job.' },
  errors: { requestIdHeader: 'x-amzn-RequestId', cases: failures },
};

function toValue(name: string, element: string, to: string, field: string, is: unknown) {
  return { name, from: new RegExp(`(?<=<${element}>)[^<]*`), to, field, is };
}

function toStatusWire(key: string, code: string | null): WireJob {
  const element = code === null ? '' : `<ProgressCode>${code}</ProgressCode>`;
  return {
    body: `<GetStatusResponse><GetStatusResult><JobId>${key}</JobId>${element}</GetStatusResult></GetStatusResponse>`,
  };
}
