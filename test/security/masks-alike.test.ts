/** Masked texts are facts like any other: the same bytes for every viewer by every way in, of one read, and no disclosure. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { KnownScope } from '../../src/auth/viewer.ts';
import { toExecution, toKey } from '../datasources/stepfunctions/executions.ts';
import type { GatewayUnderTest } from '../gateway.ts';
import { startProviders } from '../providers.ts';
import { watchList } from '../subscriptions/watched-lists.ts';
import { connect } from '../subscriptions/watched-world.ts';

const number = '1Z999AA10123456784';
const execution = toExecution(0, { status: 'FAILED', error: 'Orders.Rejected', cause: 's3cr3t-cause' });
const device = {
  JobType: 'Import',
  JobId: 'IE1',
  CreationDate: '2025-12-01T08:00:00Z',
  TrackingNumber: number,
  ProgressCode: 'DeviceError',
  ProgressMessage: `Returned as ${number}.`,
  WarningMessage: `See ${number}!`,
};

let providers: Awaited<ReturnType<typeof start>>;
let gateway: GatewayUnderTest;

function start() {
  return startProviders(
    {
      devices: { provider: 'importexport', jobs: { describe: () => device, list: () => [device] } },
      flows: {
        provider: 'stepfunctions',
        source: { stateMachines: ['orders'] },
        jobs: { describe: () => execution, list: () => [execution] },
      },
    },
    { pollMilliseconds: 30, random: () => 0, cache: { runningSeconds: 60 } },
  );
}

beforeEach(async () => {
  providers = await start();
  ({ gateway } = providers);
});
afterEach(() => providers.close());

const viewers: readonly (readonly KnownScope[])[] = [
  ['job:read'],
  ['job:read', 'job:sensitive'],
  ['job:read', 'job:sensitive', 'job:credentials'],
];
const ids = ['devices:IE1', `flows:${toKey(0)}`];
const texts = 'id fetchedAt statusMessage failures { code message subject } ... on ImportExportJob { warningMessage }';

const ways: readonly (readonly [name: string, ask: (token: string) => Promise<string>])[] = [
  [
    'job',
    async (token) => (await Promise.all(ids.map((id) => query(`{ job(id: "${id}") { ${texts} } }`, token)))).join(),
  ],
  ['jobs', (token) => query(`{ jobs { nodes { ${texts} } } }`, token)],
  ['jobsUpdated', watch],
];

async function query(document: string, token: string): Promise<string> {
  const { data, errors, headers } = await gateway.query(document, { token });
  expect([errors, headers.get('cache-control')]).toEqual([[], 'private, no-cache']);
  return JSON.stringify(data);
}

async function watch(token: string): Promise<string> {
  const seen = watchList(connect(gateway, token), {}, texts);
  await expect.poll(() => seen.events.length).toBe(ids.length);
  seen.stop();
  expect(seen.errors).toEqual([]);
  return seen.events
    .map((event) => JSON.stringify(event))
    .sort()
    .join();
}

/** How often each job was described. */
function countReads(): readonly number[] {
  const { devices, flows } = providers.emulators;
  return [
    devices.calls.filter(({ operation }) => operation === 'GetStatus').length,
    flows.calls.filter(({ operation }) => operation === 'DescribeExecution').length,
  ];
}

function listAudits(): readonly unknown[] {
  return gateway.logs.flatMap((line) => (JSON.parse(line) as { readonly audit?: unknown }).audit ?? []);
}

describe.each(ways)('masked texts by %s', (_name, ask) => {
  it('are the same bytes for viewers with and without the scope, of one read and without an audit line', async () => {
    const answers: string[] = [];
    for (const scopes of viewers) answers.push(await ask(await gateway.token(...scopes)));

    expect(answers).toEqual(answers.map(() => answers[0]));
    expect(answers[0]).toContain('"message":"Returned as [hidden]."');
    expect(answers[0]).toContain('{"code":"Orders.Rejected","message":"[hidden]","subject":null}');
    expect(answers.join()).not.toMatch(/1Z999|s3cr3t/);
    expect(countReads()).toEqual([1, 1]);
    expect(listAudits()).toEqual([]);
  });

  it('are read once by viewers who ask at the same time', async () => {
    const tokens = await Promise.all(viewers.map((scopes) => gateway.token(...scopes)));

    const answers = await Promise.all(tokens.map(ask));

    expect(new Set(answers).size).toBe(1);
    expect(countReads()).toEqual([1, 1]);
  });
});

it('what a mask hides is disclosed by its protected field alone', async () => {
  const token = await gateway.token('job:read', 'job:sensitive');
  const document = `{ jobs { nodes { id ... on ImportExportJob { statusMessage trackingNumber } ... on StepFunctionsExecution { failures { message } error cause } } } }`;

  const { data, errors, headers } = await gateway.query(document, { token });

  expect([errors, headers.get('cache-control')]).toEqual([[], 'no-store']);
  expect(data.jobs.nodes).toEqual([
    { id: ids[1], failures: [{ message: '[hidden]' }], error: 'Orders.Rejected', cause: 's3cr3t-cause' },
    { id: ids[0], statusMessage: 'Returned as [hidden].', trackingNumber: number },
  ]);
  expect(listAudits()).toMatchObject([
    { jobId: ids[0], fields: ['ImportExportJob.trackingNumber'] },
    { jobId: ids[1], fields: ['StepFunctionsExecution.cause', 'StepFunctionsExecution.error'] },
  ]);
});
