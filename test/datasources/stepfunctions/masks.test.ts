/** What a state machine says of its errors may repeat its input: masked in `failures` for every viewer, by every way in; whole in `error` and `cause`. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createStepFunctionsEmulator } from '../../../emulators/stepfunctions/emulator.ts';
import type { Emulator } from '../../../emulators/kit/emulator.ts';
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
interface Whole {
  readonly error: string | null;
  readonly cause: string | null;
}
const hidden = '[hidden]';

/** Error and cause as the wire has them, and the failure that every viewer sees. */
const cases: readonly (readonly [wire: Partial<Whole>, shown: Failure])[] = [
  [
    { error: 'Orders.Rejected', cause: 's3cr3t-cause' },
    { code: 'Orders.Rejected', message: hidden },
  ],
  [
    { error: 's3cr3t error', cause: 's3cr3t-cause' },
    { code: hidden, message: hidden },
  ],
  [{ error: 's3cr3t!' }, { code: hidden, message: null }],
  [
    { error: '', cause: '' },
    { code: '', message: '' },
  ],
  [{ cause: 's3cr3t-alone' }, { code: null, message: hidden }],
  [{}, { code: null, message: null }],
];
const ids = cases.map((_case, index) => `flows:${toKey(index)}`);

beforeAll(async () => {
  const executions = new Map(
    cases.map(([wire], index) => [
      toKey(index),
      toExecution(index, { status: index % 2 === 0 ? 'FAILED' : 'TIMED_OUT', ...wire }),
    ]),
  );
  const stopped = toKey(cases.length);
  executions.set(stopped, toExecution(cases.length, { status: 'ABORTED', error: 'Stopped', cause: 's3cr3t-stop' }));
  emulator = await createStepFunctionsEmulator({
    credentials: awsCredentials,
    jobs: { describe: (key) => executions.get(key), list: () => [...executions.values()].slice(0, cases.length) },
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

const open = 'id statusMessage failures { code message subject }';
const whole = 'id ... on StepFunctionsExecution { error cause }';

interface Shown extends Partial<Whole> {
  readonly id: string;
  readonly statusMessage?: string | null;
  readonly failures?: readonly (Failure & { readonly subject: null })[];
}

/** Asks by one way for this of the jobs of all cases. */
type Ask = (selection: string, token?: string) => Promise<readonly Shown[]>;

const ways: readonly (readonly [name: string, ask: Ask])[] = [
  ['job', (selection, token) => askFields((id) => `job(id: ${JSON.stringify(id)}) { ${selection} }`, token)],
  [
    'stepFunctionsExecution',
    (selection, token) =>
      askFields(
        (id) => `stepFunctionsExecution(stateMachine: "orders", name: "${id.split(':')[2] ?? ''}") { ${selection} }`,
        token,
      ),
  ],
  [
    'jobsById',
    (selection, token) => askList(`query ($ids: [ID!]!) { list: jobsById(ids: $ids) { ${selection} } }`, token),
  ],
  [
    'a fragment on the type in jobsById',
    (selection, token) =>
      askList(
        `query ($ids: [ID!]!) { list: jobsById(ids: $ids) { ... on StepFunctionsExecution { ...F } } }
          fragment F on Job { ${selection} }`,
        token,
      ),
  ],
  [
    '_entities',
    (selection, token) =>
      askList(
        `query ($ids: [_Any!]!) { list: _entities(representations: $ids) { ... on Job { ${selection} } } }`,
        token,
        ids.map((id) => ({ __typename: 'StepFunctionsExecution', id })),
      ),
  ],
  [
    'jobs',
    async (selection, token) => {
      const { data, errors } = await gateway.query(`{ jobs { nodes { ${selection} } issues { code } } }`, { token });
      expect([errors, data.jobs.issues]).toEqual([[], []]);
      return (data.jobs.nodes as readonly Shown[]).toReversed();
    },
  ],
  [
    'edges of jobs of one status',
    async (selection, token) => {
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
async function watch(selection: string, token?: string): Promise<readonly Shown[]> {
  const { results, ended } = subscribe(connect(gateway, token), ids, selection);
  expect(await ended).toBe('complete');
  const shown = results.map(({ data, errors }) => {
    expect(errors).toBeUndefined();
    return data?.jobUpdated as unknown as Shown;
  });
  return shown.toSorted((one, other) => (one.id < other.id ? -1 : 1));
}

function toExpected(): readonly Shown[] {
  return cases.map(([, shown], index) => ({
    id: ids[index] ?? '',
    statusMessage: null,
    failures: [{ ...shown, subject: null }],
  }));
}

describe.each(ways)('the failures of executions by %s', (_name, ask) => {
  it('are masked for every viewer, whose reads are no disclosure', async () => {
    const audited = countAudits();

    const shown = [
      await ask(open),
      await ask(open, await gateway.token('job:read', 'job:credentials')),
      await ask(open, await gateway.token('job:read', 'job:sensitive')),
    ];

    expect(shown).toEqual([toExpected(), toExpected(), toExpected()]);
    expect(gateway.logs.join('')).not.toContain('s3cr3t');
    expect(countAudits()).toBe(audited);
  });

  it('are whole in error and cause, for a viewer with the scope', async () => {
    const shown = await ask(whole, await gateway.token('job:read', 'job:sensitive'));

    expect(shown).toEqual(cases.map(([{ error = null, cause = null }], index) => ({ id: ids[index], error, cause })));
    expect(gateway.logs.join('')).not.toContain('s3cr3t');
  });
});

function countAudits(): number {
  return gateway.logs.filter((line) => line.includes('"audit"')).length;
}

it('error and cause are of every status, and null without the scope', async () => {
  const { data, errors } = await gateway.query(
    `{ stepFunctionsExecution(stateMachine: "orders", name: "${toKey(cases.length).split(':')[1] ?? ''}") { status failures { code } error cause } }`,
    { token: await gateway.token('job:read', 'job:sensitive') },
  );
  expect([errors, data.stepFunctionsExecution]).toEqual([
    [],
    { status: 'CANCELLED', failures: [], error: 'Stopped', cause: 's3cr3t-stop' },
  ]);

  const denied = await gateway.query(
    `{ job(id: "${ids[0] ?? ''}") { ... on StepFunctionsExecution { error cause } } }`,
    {
      token: await gateway.token('job:read'),
    },
  );
  expect(denied.data).toEqual({ job: { error: null, cause: null } });
  expect(denied.errors.map(({ extensions }) => extensions.code)).toEqual(Array(2).fill('UNAUTHORIZED_FIELD_OR_TYPE'));
});

it('error and cause cost one describe of each job', async () => {
  const token = await gateway.token('job:read', 'job:sensitive');
  await askList(`query ($ids: [ID!]!) { list: jobsById(ids: $ids) { ${open} } }`);
  emulator.reset();

  await askList(
    `query ($ids: [ID!]!) { list: jobsById(ids: $ids) { ${open} ${whole.slice(3)} ... on StepFunctionsExecution { redriveStatusReason arn } } }`,
    token,
  );

  expect(emulator.calls.map(({ operation, id }) => [operation, id]).toSorted()).toEqual(
    cases.map((_case, index) => ['DescribeExecution', toKey(index)]),
  );
});
