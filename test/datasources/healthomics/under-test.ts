import { createHealthOmicsEmulator, type OmicsEmulatedJob } from '../../../emulators/healthomics/emulator.ts';
import { refused, type ProviderUnderTest, type WireJob } from '../../conformance/provider-under-test.ts';
import { toWordRows } from '../../conformance/statuses.ts';
import { awsCredentials, fastSource } from '../ask-whole.ts';
import { toRefused } from '../aws.ts';
import { failures } from './failures.ts';
import { generatedJobs } from './generated-jobs.ts';
import { hostileAnswers } from './hostile-answers.ts';
import { samples } from './samples.ts';

const toSource = (endpoint: string) => ({
  name: 'omics',
  provider: 'healthomics',
  region: 'us-west-2',
  endpoint,
  credentials: awsCredentials,
  ...fastSource,
});

/** The store that every listed job is in. */
const store = '7391046258';
const headers = { 'content-type': 'application/json' };

const storeIds = ['0000000001', '12345678901234567890', '9'.repeat(36)];
const oddJobIds = ['0000000000', '0000000007', '9007199254740993', '1'.repeat(36)];
/** The same job id in two stores is two jobs. */
const toKey = (index: number): string => {
  const jobIndex = Math.floor(index / storeIds.length);
  return `${storeIds[index % storeIds.length] ?? ''}/${oddJobIds[jobIndex] ?? String(1_000_000_000 + jobIndex)}`;
};

const statuses = {
  SUBMITTED: 'QUEUED',
  IN_PROGRESS: 'RUNNING',
  CANCELLING: 'CANCELLING',
  CANCELLED: 'CANCELLED',
  FAILED: 'FAILED',
  COMPLETED: 'SUCCEEDED',
  COMPLETED_WITH_FAILURES: 'PARTIALLY_SUCCEEDED',
};

/** Every status; the second has nothing that may be absent. */
const listed = [...Object.keys(statuses), 'FAILED'].map((status, index) => {
  const id = String(2_000_000_000 + index);
  const job: OmicsEmulatedJob =
    index === 1
      ? { id, referenceStoreId: store, status }
      : {
          id,
          referenceStoreId: store,
          status,
          creationTime: `2025-12-0${(index % 4) + 1}T09:12:05.881Z`,
          completionTime: `2025-12-05T09:41:37.20${index}Z`,
          roleArn: `arn:aws:iam::123456789012:role/import-${index}`,
          sources: [{ name: 'GRCh38', status: 'FINISHED' }],
          statusMessage: `message ${index}`,
        };
  return { key: `${store}/${id}`, job };
});

const stores = {
  operation: 'ListReferenceStores',
  method: 'POST',
  path: '/referencestores',
  query: { maxResults: '100' },
  headers,
  body: '{}',
};
const imports = {
  operation: 'ListReferenceImportJobs',
  method: 'POST',
  path: `/referencestore/${store}/importjobs`,
  query: { maxResults: '100' },
  headers,
};

export const healthomics: ProviderUnderTest<OmicsEmulatedJob> = {
  name: 'healthomics',
  provider: 'HEALTHOMICS',
  typeName: 'OmicsReferenceImportJob',
  reportsStart: false,
  sourceName: 'omics',
  toSource,
  startEmulator: (jobs, settings) =>
    createHealthOmicsEmulator({
      credentials: awsCredentials,
      jobs: { ...jobs, stores: () => [{ id: store }] },
      ...settings,
    }),
  keys: {
    good: '7391046258/4820917365',
    ill: '7391046258/4820917301',
    unseen: '7391046258/4820917399',
    pattern: /^[0-9]{10,36}\/[0-9]{10,36}$/,
    toKey,
    toProviderJobId: (key) => key.split('/')[1] ?? '',
    malformed: ['4820917365', '7391046258/482091736', `${'1'.repeat(37)}/4820917365`, '7391046258//4820917365'],
    spellings: { none: 'A key has one spelling: all digits count, zeros too.' },
    rootField: 'omicsReferenceImportJob',
    toArguments: (key) => ({ referenceStoreId: key.split('/')[0] ?? '', jobId: key.split('/')[1] ?? '' }),
  },
  requests: {
    operations: { GetReferenceImportJob: 'GET', ListReferenceImportJobs: 'POST', ListReferenceStores: 'POST' },
    toDescribe: ([key = '']) => ({
      operation: 'GetReferenceImportJob',
      method: 'GET',
      path: `/referencestore/${key.split('/')[0] ?? ''}/importjob/${key.split('/')[1] ?? ''}`,
    }),
    others: [
      {
        name: 'a list',
        query: '{ jobs { nodes { id } } }',
        requests: [stores, { ...imports, body: '{"filter":{}}' }],
      },
      {
        name: 'a list of one status since a time',
        query: '{ jobs(filter: { statuses: [SUCCEEDED], createdAfter: "2025-12-01T09:12:05.881Z" }) { nodes { id } } }',
        // To the second, and a second wider.
        requests: [
          stores,
          { ...imports, body: '{"filter":{"status":"COMPLETED","createdAfter":"2025-12-01T09:12:04Z"}}' },
        ],
      },
    ],
    origin: 'https://control-storage-omics.us-west-2.amazonaws.com',
    ...toRefused(toSource, 'us-east-1'),
  },
  answers: {
    protocol: 'json',
    toBody: (key) =>
      JSON.stringify({
        completionTime: '2025-12-01T09:41:37.204Z',
        creationTime: '2025-12-01T09:12:05.881Z',
        id: key.split('/')[1],
        referenceStoreId: key.split('/')[0],
        roleArn: 'arn:aws:iam::123456789012:role/import',
        sources: [
          {
            description: 'set é',
            name: 'GRCh38',
            referenceId: '5603918274',
            sourceFile: 's3://a/b',
            status: 'FINISHED',
            tags: { a: 'b' },
          },
        ],
        status: 'COMPLETED',
        statusMessage: 'done',
      }),
    samples,
    generated: generatedJobs,
    hostile: hostileAnswers,
    values: [
      toTime('whole seconds', '"2025-12-01T09:12:05Z"', '2025-12-01T09:12:05.000Z'),
      toTime('nanoseconds', '"2025-12-01T09:12:05.881999999Z"', '2025-12-01T09:12:05.881Z'),
      toTime('an offset', '"2025-12-01T14:42:05.881+05:30"', '2025-12-01T09:12:05.881Z'),
      toTime('seconds', '1764580325', refused),
      toTime('no time', '"yesterday"', refused),
      toTime('null', 'null', null),
      { name: 'no sources', from: /(?<="sources":)\[.*?\](?=,"status")/, to: '[]', field: 'progress.total', is: '0' },
      { name: 'sources null', from: /(?<="sources":)\[.*?\](?=,"status")/, to: 'null', field: 'progress', is: null },
      { name: 'no status', from: '"COMPLETED"', to: 'null', field: 'statusSource', is: 'NOT_REPORTED' },
      { name: 'an empty message', from: '"done"', to: '""', field: 'statusMessage', is: '' },
    ],
    secrets: { none: 'None of the fields of an import is protected.' },
    text: { place: /(?<="statusMessage":")[^"]*/, field: 'statusMessage' },
  },
  statuses: {
    words: Object.keys(statuses),
    rows: toWordRows(statuses, toStatusWire),
    toWire: toStatusWire,
    moves: ['SUBMITTED', 'IN_PROGRESS', 'COMPLETED'],
    progress: [
      ...(
        [
          [[], null],
          [['NOT_STARTED', 'IN_PROGRESS'], 0],
          [['FINISHED', 'FAILED', 'IN_PROGRESS', 'NOT_STARTED'], 0.5],
          [['FINISHED', 'FINISHED'], 1],
        ] as const
      ).map(([words, fraction]) => ({
        name: words.join(' and '),
        toWire: (key: string) => toStatusWire(key, 'IN_PROGRESS', words),
        progress: {
          total: String(words.length),
          succeeded: String(words.filter((word) => word === 'FINISHED').length),
          failed: String(words.filter((word) => word === 'FAILED').length),
          fraction,
        },
      })),
      { name: 'nothing said', toWire: (key) => toStatusWire(key, 'IN_PROGRESS'), progress: null },
    ],
  },
  lists: {
    operation: 'ListReferenceImportJobs',
    operations: ['ListReferenceStores', 'ListReferenceImportJobs'],
    tokenOf: ({ query }) => query['nextToken'] ?? null,
    rowFacts: [
      'definition',
      'startedAt',
      ...['status', 'rawStatus', 'statusSource', 'isTerminal', 'createdAt', 'endedAt', 'roleArn'],
      'referenceStoreId',
    ],
    jobs: listed,
    toJob: (index) => {
      const id = String(3_000_000_000 + index);
      return { key: `${store}/${id}`, job: { id, referenceStoreId: store, status: 'COMPLETED' } };
    },
    maxPageSize: 100,
    toPage: (keys, next) =>
      JSON.stringify({
        importJobs: keys.map((key) => ({ id: key.split('/')[1] ?? key, referenceStoreId: store, status: 'FAILED' })),
        ...(next === null ? {} : { nextToken: next }),
      }),
    illKeys: ['', '12', '../../x', '１２３４５６７８９０１２'],
  },
  batches: { none: 'GetReferenceImportJob takes one job.' },
  errors: { requestIdHeader: 'x-amzn-RequestId', cases: failures },
};

function toTime(name: string, to: string, is: unknown) {
  return { name: `creationTime: ${name}`, from: /(?<="creationTime":)"[^"]*"/, to, field: 'createdAt', is };
}

function toStatusWire(key: string, status: string | null, sources?: readonly string[]): WireJob {
  const [referenceStoreId, id] = key.split('/');
  return {
    body: JSON.stringify({ id, referenceStoreId, status, sources: sources?.map((word) => ({ status: word })) }),
  };
}
