import { afterEach, describe, expect, it } from 'vitest';
import {
  createStepFunctionsEmulator,
  type EmulatedExecution,
  type EmulatedStateMachine,
} from '../../../emulators/stepfunctions/emulator.ts';
import { toEmulatedError, toRawAnswer, type EmulatedCall, type Emulator } from '../../../emulators/kit/emulator.ts';
import { toInjectFault, type Fault } from '../../emulation/faults.ts';
import { startGateway, type GatewayUnderTest, type GraphQLAnswer } from '../../gateway.ts';
import { awsCredentials, noCache } from '../ask-whole.ts';
import { toExecution, toKey, toSource } from './executions.ts';

let emulator: Emulator;
let gateway: GatewayUnderTest;

afterEach(async () => {
  await gateway.close();
  await emulator.close();
});

interface Options {
  /** Undefined for all of the account. */
  readonly stateMachines?: readonly string[];
  readonly known?: readonly EmulatedStateMachine[];
  readonly listsOldestFirst?: boolean;
  readonly fault?: (call: EmulatedCall) => Fault | undefined;
}

async function start(executions: readonly EmulatedExecution[], options: Options = {}): Promise<void> {
  const { stateMachines, known, listsOldestFirst = false, fault } = options;
  emulator = await createStepFunctionsEmulator({
    credentials: awsCredentials,
    jobs: {
      describe: (key) => executions.find(({ executionArn }) => executionArn.endsWith(`:execution:${key}`)),
      list: () => executions,
      listsOldestFirst,
      listError: (machine) => (machine === 'secret' ? toEmulatedError('AccessDeniedException') : undefined),
      ...(known === undefined ? {} : { stateMachines: () => known }),
    },
    ...(fault === undefined ? {} : { injectFault: toInjectFault(fault) }),
  });
  gateway = await startGateway({
    cache: noCache,
    random: () => 0,
    sources: [toSource(emulator.url, { stateMachines })],
  });
}

function list(selection: string, first = 20, filter = '{}'): Promise<GraphQLAnswer> {
  return gateway.query(
    `{ jobs(first: ${first}, filter: ${filter}) { nodes { ${selection} } issues { code } pageInfo { hasNextPage } } }`,
  );
}

function listOperations(): readonly string[] {
  return emulator.calls.map(({ operation }) => operation);
}

function listMachines(): readonly (string | null)[] {
  return emulator.calls.flatMap(({ operation, id }) => (operation === 'ListExecutions' ? [id] : []));
}

function toExecutions(count: number, machines: readonly string[]): readonly EmulatedExecution[] {
  return Array.from({ length: count }, (_, index) =>
    toExecution(index, {}, toKey(index, machines[index % machines.length])),
  );
}

const rowSelection = `id providerJobId name kind status rawStatus statusSource isTerminal statusMessage createdAt updatedAt endedAt
  progress { total } consoleUrl fetchedAt source { name }
  ... on StepFunctionsExecution { arn stateMachineArn stateMachineVersionArn stateMachineAliasArn mapRunArn redriveCount redrivenAt }`;

describe('a list of Step Functions', () => {
  it('is that of all state machines but EXPRESS ones, newest first, by one page of each', async () => {
    await start(toExecutions(30, ['orders', 'refunds']), {
      known: [
        { name: 'audit', type: 'EXPRESS' },
        { name: 'orders', type: 'STANDARD' },
        // An old server says no type.
        { name: 'refunds' },
      ],
    });

    const { data, errors } = await list('name');

    expect(errors).toEqual([]);
    expect(data.jobs.nodes).toEqual(
      Array.from({ length: 20 }, (_, index) => ({ name: toKey(29 - index).split(':')[1] })),
    );
    expect(data.jobs).toMatchObject({ issues: [], pageInfo: { hasNextPage: true } });
    expect(listOperations()).toEqual(['ListStateMachines', 'ListExecutions', 'ListExecutions']);
    expect(listMachines().toSorted()).toEqual(['orders', 'refunds']);
    expect(emulator.calls.map(({ body }) => JSON.parse(body) as unknown)[0]).toEqual({ maxResults: 1000 });
  });

  it('says by its rows everything but what payloads, redriving and failures are', async () => {
    await start(toExecutions(20, ['orders']), { stateMachines: ['orders'] });

    const { data, errors } = await list(`${rowSelection} failures { code }`);

    expect([errors, data.jobs.nodes.length]).toEqual([[], 20]);
    expect(listOperations()).toEqual(['ListExecutions']);
  });

  it.each([
    ['redriveStatus', 6],
    ['traceHeader', 6],
    ['failures { code }', 2],
  ])('describes for %s as many of six executions as do not say it: %i', async (field, describes) => {
    const words = ['RUNNING', 'PENDING_REDRIVE', 'SUCCEEDED', 'FAILED', 'TIMED_OUT', 'ABORTED'];
    await start(
      words.map((status, index) => toExecution(index, { status })),
      { stateMachines: ['orders'] },
    );

    const { errors } = await list(`status ... on StepFunctionsExecution { ${field} }`);

    expect(errors).toEqual([]);
    expect(listOperations().filter((operation) => operation === 'DescribeExecution')).toHaveLength(describes);
  });

  it('reads a further page of a state machine only when its turn comes', async () => {
    await start([...toExecutions(150, ['old']), ...toExecutions(400, ['new']).slice(250)], {
      stateMachines: ['old', 'new'],
    });

    await list('id', 50);

    expect(listMachines().toSorted()).toEqual(['new', 'old']);
  });

  it('asks for one status by its word, and filters the rest by hand', async () => {
    const words = ['RUNNING', 'FAILED', 'ABORTED', 'SUCCEEDED'];
    await start(
      Array.from({ length: 12 }, (_, index) => toExecution(index, { status: words[index % 4] ?? '' })),
      { stateMachines: ['orders'] },
    );

    const one = await list('status', 20, '{ statuses: [CANCELLED] }');
    const two = await list('status', 20, '{ statuses: [CANCELLED, RUNNING], createdAfter: "2026-11-22T00:00:04Z" }');

    expect(one.data.jobs.nodes).toEqual([1, 2, 3].map(() => ({ status: 'CANCELLED' })));
    expect(two.data.jobs.nodes).toEqual(['CANCELLED', 'RUNNING', 'CANCELLED', 'RUNNING'].map((status) => ({ status })));
    const filters = emulator.calls.map(
      ({ body }) => (JSON.parse(body) as { readonly statusFilter?: string }).statusFilter,
    );
    expect(filters).toEqual(['ABORTED', undefined]);
  });

  it('loses only the executions of a state machine that is not there, not allowed or EXPRESS', async () => {
    await start(toExecutions(3, ['orders']), {
      stateMachines: ['orders', 'nowhere', 'secret', 'audit'],
      known: [{ name: 'orders' }, { name: 'audit', type: 'EXPRESS' }],
    });

    const { data, errors } = await list('kind');

    expect(errors).toEqual([]);
    expect(data.jobs.nodes).toEqual([1, 2, 3].map(() => ({ kind: 'orders' })));
    const codes = (data.jobs.issues as readonly { readonly code: string }[]).map(({ code }) => code);
    expect(codes.toSorted()).toEqual(['PROVIDER_ACCESS_DENIED', 'PROVIDER_REJECTED', 'PROVIDER_REJECTED']);
  });

  it('reads the first 50 state machines of an account, and says that there are more', async () => {
    const known = Array.from({ length: 60 }, (_, index) => ({ name: `m${index}` }));
    await start([], { known });

    const { data } = await list('id');

    expect(data.jobs.issues).toEqual([{ code: 'LIST_TRUNCATED' }]);
    expect(listMachines()).toEqual(known.slice(0, 50).map(({ name }) => name));
  });

  it('takes a state machine once, and ends, where pages of them stand still', async () => {
    const page = JSON.stringify({ stateMachines: [{ name: 'orders' }, { name: 'orders' }], nextToken: 'again' });
    await start(toExecutions(3, ['orders']), {
      fault: ({ operation }) =>
        operation === 'ListStateMachines' ? { kind: 'answer', answer: toRawAnswer({ body: page }) } : undefined,
    });

    const { data } = await list('id');

    expect(data.jobs.nodes).toHaveLength(3);
    expect(listMachines()).toEqual(['orders']);
    expect(listOperations().length).toBeLessThan(15);
  });

  it('cannot be had where state machines are not allowed to be listed, which is its one issue', async () => {
    await start([], {
      fault: ({ operation }) => (operation === 'ListStateMachines' ? { kind: 'accessDenied' } : undefined),
    });

    const { data } = await list('id');

    expect(data.jobs).toMatchObject({ nodes: [], issues: [{ code: 'PROVIDER_ACCESS_DENIED' }] });
  });
});

describe('a list of executions that comes oldest first, against what AWS says', () => {
  it('says that jobs may be missing where a page follows that was not read', async () => {
    await start(toExecutions(130, ['orders']), { listsOldestFirst: true });

    const { data } = await list('id');

    expect(data.jobs.nodes).toHaveLength(20);
    expect(data.jobs.issues).toEqual([{ code: 'LIST_TRUNCATED' }]);
  });

  it('says so where a later page has newer jobs than the page before', async () => {
    const executions = toExecutions(105, ['orders']);
    const same = executions.map((execution, index) => ({
      ...execution,
      startDate: index < 100 ? 1_795_000_000 : 1_795_000_001,
    }));
    await start(same, { listsOldestFirst: true });

    const first = await list('id', 50);
    const whole = await list('id', 100);

    expect([first, whole].map(({ data }) => data.jobs.issues)).toEqual([
      [{ code: 'LIST_TRUNCATED' }],
      [{ code: 'LIST_TRUNCATED' }],
    ]);
  });

  it('is whole where it is one page', async () => {
    await start(toExecutions(90, ['orders']), { listsOldestFirst: true });

    const { data } = await list('id', 100);

    expect(data.jobs).toMatchObject({ issues: [], pageInfo: { hasNextPage: false } });
    expect(data.jobs.nodes).toHaveLength(90);
  });
});
