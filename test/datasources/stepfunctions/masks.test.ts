/** What a state machine says of its errors may repeat its input: masked for viewers without `job:sensitive`, by every way in. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createStepFunctionsEmulator } from '../../../src/datasources/stepfunctions/emulator.ts';
import type { Emulator } from '../../../src/emulation/emulator.ts';
import { startGateway, type GatewayUnderTest } from '../../gateway.ts';
import { connect, subscribe } from '../../subscriptions/watched-world.ts';
import { awsCredentials } from '../ask-whole.ts';
import { toExecution, toKey, toSource } from './executions.ts';

let emulator: Emulator;
let gateway: GatewayUnderTest;

interface Failure {
  readonly code: string | null;
  readonly message: string | null;
}
const hidden = '[hidden]';

/** Error and cause as the wire has them, then for a viewer without the scope, then for one with it. */
const cases: readonly (readonly [wire: object, open: Failure, whole: Failure])[] = [
  [
    { error: 'Orders.Rejected', cause: 's3cr3t-cause' },
    { code: 'Orders.Rejected', message: hidden },
    { code: 'Orders.Rejected', message: 's3cr3t-cause' },
  ],
  [
    { error: 's3cr3t error', cause: 's3cr3t-cause' },
    { code: hidden, message: hidden },
    { code: 's3cr3t error', message: 's3cr3t-cause' },
  ],
  [{ error: 's3cr3t!' }, { code: hidden, message: null }, { code: 's3cr3t!', message: null }],
  [
    { error: '', cause: '' },
    { code: '', message: '' },
    { code: '', message: '' },
  ],
  [{ cause: 's3cr3t-alone' }, { code: null, message: hidden }, { code: null, message: 's3cr3t-alone' }],
  [{}, { code: null, message: null }, { code: null, message: null }],
];
const ids = cases.map((_case, index) => `flows:${toKey(index)}`);

beforeAll(async () => {
  const executions = new Map(
    cases.map(([wire], index) => [
      toKey(index),
      toExecution(index, { status: index % 2 === 0 ? 'FAILED' : 'TIMED_OUT', ...wire }),
    ]),
  );
  emulator = await createStepFunctionsEmulator({
    credentials: awsCredentials,
    jobs: { describe: (key) => executions.get(key), list: () => [...executions.values()] },
  });
  gateway = await startGateway({ sources: [toSource(emulator.url)] });
});
afterAll(async () => {
  await gateway.close();
  await emulator.close();
});
beforeEach(() => {
  emulator.reset();
});

const selection = 'id statusMessage failures { code message subject }';

interface Shown {
  readonly id: string;
  readonly statusMessage: string | null;
  readonly failures: readonly (Failure & { readonly subject: null })[];
}

/** Asks by one way for the jobs of all cases. */
type Ask = (token?: string) => Promise<readonly Shown[]>;

const ways: readonly (readonly [name: string, ask: Ask])[] = [
  ['job', (token) => askFields((id) => `job(id: ${JSON.stringify(id)}) { ${selection} }`, token)],
  [
    'stepFunctionsExecution',
    (token) =>
      askFields(
        (id) => `stepFunctionsExecution(stateMachine: "orders", name: "${id.split(':')[2] ?? ''}") { ${selection} }`,
        token,
      ),
  ],
  ['jobsById', (token) => askList(`query ($ids: [ID!]!) { list: jobsById(ids: $ids) { ${selection} } }`, token)],
  [
    'a fragment on the type in jobsById',
    (token) =>
      askList(
        `query ($ids: [ID!]!) { list: jobsById(ids: $ids) { ... on StepFunctionsExecution { ...F } } }
          fragment F on Job { ${selection} }`,
        token,
      ),
  ],
  [
    '_entities',
    (token) =>
      askList(
        `query ($ids: [_Any!]!) { list: _entities(representations: $ids) { ... on Job { ${selection} } } }`,
        token,
        ids.map((id) => ({ __typename: 'StepFunctionsExecution', id })),
      ),
  ],
  [
    'jobs',
    async (token) => {
      const { data, errors } = await gateway.query(`{ jobs { nodes { ${selection} } issues { code } } }`, { token });
      expect([errors, data.jobs.issues]).toEqual([[], []]);
      return (data.jobs.nodes as readonly Shown[]).toReversed();
    },
  ],
  [
    'edges of jobs of one status',
    async (token) => {
      const lists = await Promise.all(
        ['FAILED', 'TIMED_OUT'].map((status) =>
          gateway.query(`{ jobs(filter: { statuses: [${status}] }) { edges { node { ${selection} } } } }`, { token }),
        ),
      );
      const nodes = lists.flatMap(({ data }) =>
        (data.jobs.edges as readonly { readonly node: Shown }[]).map(({ node }) => node),
      );
      return nodes.toSorted((one, other) => (one.id < other.id ? -1 : 1));
    },
  ],
  ['jobUpdated', watch],
];

async function askFields(toField: (id: string) => string, token?: string): Promise<readonly Shown[]> {
  const { data, errors } = await gateway.query(`{ ${ids.map((id, at) => `a${at}: ${toField(id)}`).join(' ')} }`, {
    token,
  });
  expect(errors).toEqual([]);
  return Object.values(data as Readonly<Record<string, Shown>>);
}

async function askList(document: string, token?: string, asked: readonly unknown[] = ids): Promise<readonly Shown[]> {
  const { data, errors } = await gateway.query(document, { variables: { ids: asked }, token });
  expect(errors).toEqual([]);
  return data.list as readonly Shown[];
}

/** All have ended, so each comes once. */
async function watch(token?: string): Promise<readonly Shown[]> {
  const { results, ended } = subscribe(connect(gateway, token), ids, selection);
  expect(await ended).toBe('complete');
  const shown = results.map(({ data, errors }) => {
    expect(errors).toBeUndefined();
    return data?.jobUpdated as unknown as Shown;
  });
  return shown.toSorted((one, other) => (one.id < other.id ? -1 : 1));
}

function toExpected(viewer: 'open' | 'whole'): readonly Shown[] {
  return cases.map(([, open, whole], index) => ({
    id: ids[index] ?? '',
    statusMessage: null,
    failures: [{ ...(viewer === 'open' ? open : whole), subject: null }],
  }));
}

describe.each(ways)('the failures of executions by %s', (_name, ask) => {
  it('are masked for a viewer without a token, and for one with any scope but the one that counts', async () => {
    const shown = [await ask(), await ask(await gateway.token('job:read', 'job:credentials'))];

    expect(shown).toEqual([toExpected('open'), toExpected('open')]);
    expect(gateway.logs.join('')).not.toContain('s3cr3t');
  });

  it('are whole for a viewer with the scope, and for nobody after them', async () => {
    const token = await gateway.token('job:read', 'job:sensitive');

    const whole = await ask(token);
    const after = await ask();

    expect(whole).toEqual(toExpected('whole'));
    expect(after).toEqual(toExpected('open'));
    expect(gateway.logs.join('')).not.toContain('s3cr3t');
  });
});

it('cost a viewer with the scope one describe of each job', async () => {
  const token = await gateway.token('job:read', 'job:sensitive');
  await askList(`query ($ids: [ID!]!) { list: jobsById(ids: $ids) { ${selection} } }`);
  emulator.reset();

  await askList(
    `query ($ids: [ID!]!) { list: jobsById(ids: $ids) { ${selection} ... on StepFunctionsExecution { redriveStatusReason arn } } }`,
    token,
  );

  expect(emulator.calls.map(({ operation, id }) => [operation, id]).toSorted()).toEqual(
    cases.map((_case, index) => ['DescribeExecution', toKey(index)]),
  );
});
