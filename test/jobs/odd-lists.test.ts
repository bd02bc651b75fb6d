/** Lists as no provider should answer them: what they say is never half believed, and never silently left out. */
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { cosbatch } from '../datasources/cosbatch/under-test.ts';
import { healthomics } from '../datasources/healthomics/under-test.ts';
import { importexport } from '../datasources/importexport/under-test.ts';
import { panorama } from '../datasources/panorama/under-test.ts';
import type { ProviderUnderTest } from '../conformance/provider-under-test.ts';
import { startGateway, type GatewayUnderTest } from '../gateway.ts';

interface Answer {
  readonly status?: number;
  readonly body: string;
}

/** By the request's line and body. */
type ToAnswer = (request: string) => Answer | string;

let server: Server | undefined;
let gateway: GatewayUnderTest | undefined;
let requests: string[] = [];

afterEach(async () => {
  await gateway?.close();
  server?.close();
  requests = [];
});

async function list(subject: ProviderUnderTest, selection: string, toAnswer: ToAnswer) {
  server = createServer((request, response) => {
    void request.toArray().then((chunks: Uint8Array[]) => {
      const line = `${request.method ?? ''} ${request.url ?? ''} ${Buffer.concat(chunks).toString()}`;
      requests.push(line);
      const answer = toAnswer(line);
      const { status = 200, body } = typeof answer === 'string' ? { body: answer } : answer;
      response.writeHead(status).end(body);
    });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  gateway = await startGateway({ sources: [subject.toSource(url)] });
  return gateway.query(`{ jobs { nodes { id ${selection} } issues { code } } }`);
}

const formatJobs = (jobs: readonly object[]): string => JSON.stringify({ PackageImportJobs: jobs });
const formatStores = (...ids: readonly string[]): string =>
  JSON.stringify({ referenceStores: ids.map((id) => ({ id })) });
const formatImports = (job: object): string =>
  JSON.stringify({ importJobs: [{ status: 'FAILED', creationTime: '2025-12-01T08:00:00Z', ...job }] });
const formatCosJobs = (...ids: readonly string[]): string =>
  `<ListJobsResult><Jobs>${ids
    .map(
      (id) =>
        `<member><JobId>${id}</JobId><CreationTime>2025-12-01T08:00:00Z</CreationTime><Status>New</Status></member>`,
    )
    .join('')}</Jobs></ListJobsResult>`;
const formatDevices = (result: string): string =>
  `<ListJobsResponse><ListJobsResult>${result}</ListJobsResult></ListJobsResponse>`;
const toDevice = (id: string, more = ''): string =>
  `<member><JobId>${id}</JobId><JobType>Import</JobType><CreationDate>2015-05-27T18:58:21Z</CreationDate>${more}</member>`;

const store = '1234567890';

/** With the requests that are made: none by what the list says. */
const unreadable: readonly (readonly [string, ProviderUnderTest, ToAnswer, number])[] = [
  ['a key of another form', panorama, () => formatJobs([{ JobId: '../../admin', Status: 'PENDING' }]), 1],
  ['a key with a query', panorama, () => formatJobs([{ JobId: 'a?x=1', Status: 'PENDING' }]), 1],
  ['a key of another form', cosbatch, () => formatCosJobs('good-1', '../x?y'), 1],
  ['a key of another form', importexport, () => formatDevices(`<Jobs>${toDevice('A/1')}</Jobs>`), 1],
  ['jobs to follow after none', importexport, () => formatDevices('<Jobs/><IsTruncated>true</IsTruncated>'), 1],
  ['a store of another form', healthomics, () => formatStores('../x'), 1],
  [
    'a key of another form',
    healthomics,
    (request) =>
      request.includes('/referencestores') ? formatStores(store) : formatImports({ id: '12', referenceStoreId: store }),
    2,
  ],
  [
    'a job of another store',
    healthomics,
    (request) =>
      request.includes('/referencestores')
        ? formatStores(store)
        : formatImports({ id: '1234567890', referenceStoreId: '9999999999' }),
    2,
  ],
];

describe('a list that cannot be read as one', () => {
  it.each(unreadable)('names %s: %o', async (_what, subject, toAnswer, count) => {
    const { data, errors } = await list(subject, `... on ${subject.typeName} { updatedAt consoleUrl }`, toAnswer);

    expect(errors).toEqual([]);
    expect(data.jobs).toEqual({ nodes: [], issues: [{ code: 'PROVIDER_BAD_RESPONSE' }] });
    expect(requests).toHaveLength(count);
  });
});

describe('a list that does not end', () => {
  it('is left at a page that names itself as the next one', async () => {
    const { data } = await list(panorama, '', () => '{"PackageImportJobs":[],"NextToken":"a"}');

    expect(data.jobs).toEqual({ nodes: [], issues: [{ code: 'LIST_TRUNCATED' }] });
    expect(requests).toHaveLength(2);
  });

  it('is left where the same jobs come again', async () => {
    const { data } = await list(importexport, '', () =>
      formatDevices(`<Jobs>${toDevice('A1')}</Jobs><IsTruncated>true</IsTruncated>`),
    );

    expect(data.jobs).toEqual({ nodes: [{ id: 'devices:A1' }], issues: [{ code: 'LIST_TRUNCATED' }] });
    expect(requests).toHaveLength(2);
  });
});

it.each([
  ['beside the jobs', `<Jobs>${toDevice('A1')}</Jobs><IsTruncated>true</IsTruncated>`],
  ['under the jobs', `<Jobs>${toDevice('A1')}<IsTruncated>true</IsTruncated></Jobs>`],
  ['under a job', `<Jobs>${toDevice('A1', '<IsTruncated>true</IsTruncated>')}</Jobs>`],
])('a list of Import/Export goes on where it says so %s', async (_where, firstPage) => {
  const { data } = await list(importexport, '', (request) =>
    formatDevices(request.includes('Marker=A1') ? `<Jobs>${toDevice('A2')}</Jobs>` : firstPage),
  );

  expect(data.jobs).toEqual({ nodes: [{ id: 'devices:A1' }, { id: 'devices:A2' }], issues: [] });
});

it('a job that cannot be read beyond its row has an error at the first field that needed it, and the others are there', async () => {
  const { data, errors } = await list(
    cosbatch,
    'status statusMessage ... on CosBatchJob { roleArn confirmationRequired manifest { format } }',
    (request) => {
      if (request.startsWith('GET /jobs?')) return formatCosJobs('ill-1', cosbatch.keys.good);
      if (request.startsWith('GET /jobs/ill-1'))
        return { status: 403, body: '<Error><Code>AccessDenied</Code></Error>' };
      return cosbatch.answers.toBody(cosbatch.keys.good);
    },
  );

  expect(data.jobs).toEqual({
    nodes: [
      {
        id: `cos:${cosbatch.keys.good}`,
        status: 'PARTIALLY_SUCCEEDED',
        statusMessage: 'Job complete',
        roleArn: null,
        confirmationRequired: false,
        manifest: { format: 'CSV' },
      },
      {
        id: 'cos:ill-1',
        status: 'QUEUED',
        statusMessage: null,
        roleArn: null,
        confirmationRequired: null,
        manifest: null,
      },
    ],
    issues: [],
  });
  expect(errors.map(({ path, extensions }) => [path?.join('.'), extensions.code])).toEqual([
    ['jobs.nodes.1.statusMessage', 'PROVIDER_ACCESS_DENIED'],
  ]);
});
