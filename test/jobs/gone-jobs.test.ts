/** Jobs that a provider lists and no longer describes, and jobs that cannot be described: what a page says of each. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startDemo, type Demo } from '../../emulators/demo/start.ts';
import { startGateway, type GatewayUnderTest } from '../gateway.ts';
import { createWorld } from './world.ts';

const limits = { requestsPerSecond: 10_000, burst: 10_000, concurrency: 64 };

/** The fields of a usual table, and some that only a describe answers. */
const table = `
  id providerJobId provider status rawStatus statusSource isTerminal statusMessage createdAt updatedAt endedAt
  progress { total fraction } failures { code message } source { name } fetchedAt
  ... on ImportExportJob { direction location logBucket trackingNumber @include(if: $whole) }
`;

describe('a job that is listed and gone', () => {
  let demo: Demo;
  let gateway: GatewayUnderTest;

  beforeAll(async () => {
    demo = await startDemo();
    gateway = await startGateway({ sources: demo.sources.slice(0, 5).map((source) => ({ ...source, limits })) });
  });
  afterAll(async () => {
    await gateway.close();
    await demo.close();
  });

  const issueOf = (id: string) => ({
    source: { name: 'devices' },
    code: 'JOB_GONE',
    message: `The provider lists ${id} but no longer describes it; only what the list says of it is known.`,
    isRetryable: false,
    jobId: id,
  });

  it('leaves the demo’s list without an error, keeps its place, and is an issue that names it', async () => {
    const { data, errors } = await gateway.query(
      '{ jobs(first: 100, filter: { sources: ["devices"] }) { nodes { id status statusSource isTerminal } issues { source { name } code message isRetryable jobId } } }',
    );

    expect(errors).toEqual([]);
    expect(data.jobs.issues).toContainEqual(issueOf('devices:XEXPD'));
    expect(data.jobs.issues.filter(({ jobId }: { jobId: string | null }) => jobId !== null)).toHaveLength(1);
    expect(data.jobs.nodes).toContainEqual({
      id: 'devices:XEXPD',
      status: 'UNKNOWN',
      statusSource: 'NOT_REPORTED',
      isTerminal: false,
    });
  });

  it.each([false, true])('answers a whole table from its row, protected fields: %s', async (whole) => {
    const { data, errors } = await gateway.query(
      `query Q($whole: Boolean!) { jobs(first: 100, filter: { sources: ["devices"] }) { nodes { ${table} } issues { jobId } } }`,
      { variables: { whole }, token: await gateway.token('job:read', 'job:sensitive') },
    );

    expect(errors).toEqual([]);
    const expired = data.jobs.nodes.find(({ id }: { id: string }) => id === 'devices:XEXPD');
    expect(expired).toEqual({
      id: 'devices:XEXPD',
      providerJobId: 'XEXPD',
      provider: 'IMPORT_EXPORT',
      status: 'UNKNOWN',
      rawStatus: null,
      statusSource: 'NOT_REPORTED',
      isTerminal: false,
      statusMessage: null,
      createdAt: expect.any(String) as string,
      updatedAt: null,
      endedAt: null,
      progress: null,
      // Nothing is known of failures, which is not the same as none.
      failures: null,
      source: { name: 'devices' },
      fetchedAt: expect.any(String) as string,
      direction: 'IMPORT',
      location: null,
      logBucket: null,
      ...(whole ? { trackingNumber: null } : {}),
    });
    expect(data.jobs.issues.map(({ jobId }: { jobId: string }) => jobId).sort()).toEqual([
      'devices:XCANC',
      'devices:XEXPD',
    ]);
  });

  it.each([
    [['FAILED'], false],
    [['UNKNOWN'], true],
  ])('is named where the list is filtered by %j, and passes as UNKNOWN alone: %s', async (statuses, passes) => {
    const { data, errors } = await gateway.query(
      'query Q($filter: JobFilter) { jobs(first: 100, filter: $filter) { nodes { id } issues { jobId } } }',
      { variables: { filter: { sources: ['devices'], statuses } } },
    );

    expect(errors).toEqual([]);
    expect(data.jobs.issues).toEqual([{ jobId: 'devices:XEXPD' }]);
    const ids = data.jobs.nodes.map(({ id }: { id: string }) => id);
    expect(ids.includes('devices:XEXPD')).toBe(passes);
  });

  it('is still an error where it is asked for by its id', async () => {
    const { data, errors } = await gateway.query('{ job(id: "devices:XEXPD") { id status } }');

    expect(data).toEqual({ job: null });
    expect(errors.map(({ path, extensions }) => [path, extensions.code])).toEqual([[['job'], 'JOB_GONE']]);
  });
});

it('a gone job is described once for the lists of a while, which go on naming it', async () => {
  const demo = await startDemo();
  const [devices] = demo.sources.filter((source) => source.name === 'devices');
  const gateway = await startGateway({
    sources: [{ ...devices, limits }],
    cache: { runningSeconds: 0, terminalSeconds: 3600, notFoundSeconds: 60 },
  });
  const list = () =>
    gateway.query('{ jobs(first: 100, filter: { statuses: [UNKNOWN] }) { nodes { id status } issues { jobId } } }');

  const [one, two] = [await list(), await list()];

  const gone = { nodes: [{ id: 'devices:XEXPD', status: 'UNKNOWN' }], issues: [{ jobId: 'devices:XEXPD' }] };
  expect([one.data.jobs, two.data.jobs]).toEqual([gone, gone]);
  const calls = demo.emulators['devices']?.calls ?? [];
  expect(calls.filter(({ operation }) => operation === 'ListJobs')).toHaveLength(2);
  expect(calls.filter(({ operation, id }) => operation === 'GetStatus' && id === 'XEXPD')).toHaveLength(1);
  await gateway.close();
  await demo.close();
});

it('a job that vanished between the list and its describe is gone as well', async () => {
  const world = await createWorld(3);
  const gateway = await startGateway({ sources: world.sources, cache: { runningSeconds: 60 } });
  await gateway.query('{ jobs(first: 1, filter: {sources: ["cos"]}) { nodes { id } } }');
  const [newest = { id: '' }] = world.jobs.filter(({ id }) => id.startsWith('cos:'));
  world.forget(newest.id);

  const { data, errors } = await gateway.query(
    '{ jobs(first: 1, filter: {sources: ["cos"]}) { nodes { id status ... on CosBatchJob { manifest { objectArn } } } issues { code jobId } } }',
  );

  expect(errors).toEqual([]);
  expect(data.jobs.nodes).toEqual([{ id: newest.id, status: expect.any(String) as string, manifest: null }]);
  expect(data.jobs.issues).toEqual([{ code: 'JOB_GONE', jobId: newest.id }]);
  await gateway.close();
  await world.close();
});

it('a job whose read fails is one error, however many of its fields needed the read', async () => {
  const world = await createWorld(2);
  const gateway = await startGateway({ sources: world.sources.filter((source) => 'uin' in source) });
  world.breakReads('cos', { kind: 'accessDenied' });

  const { data, errors } = await gateway.query(
    `{ jobs { nodes { id status statusMessage ... on CosBatchJob { roleArn token: clientRequestToken manifest { format } report { bucket } } }
       edges { node { ... on CosBatchJob { roleArn } } } } }`,
    { token: await gateway.token('job:read', 'job:sensitive') },
  );

  const unread = { statusMessage: null, roleArn: null, token: null, manifest: null, report: null };
  expect(data.jobs.nodes).toEqual(
    world.jobs.filter(({ id }) => id.startsWith('cos:')).map(({ id, status }) => ({ id, status, ...unread })),
  );
  expect(errors.map(({ path, extensions }) => [path?.join('.'), extensions.code])).toEqual([
    ['jobs.nodes.0.statusMessage', 'PROVIDER_ACCESS_DENIED'],
    ['jobs.nodes.1.statusMessage', 'PROVIDER_ACCESS_DENIED'],
  ]);
  await gateway.close();
  await world.close();
});
