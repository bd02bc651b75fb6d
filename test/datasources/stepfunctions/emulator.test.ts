import { afterEach, describe, expect, it } from 'vitest';
import { createStepFunctionsEmulator, type StepFunctionsJobWorld } from '../../../emulators/stepfunctions/emulator.ts';
import type { Emulator } from '../../../emulators/kit/emulator.ts';
import { awsCredentials, callAws, type Answered } from '../../emulation/signed-call.ts';
import { arnPrefix, toArn, toExecution, toKey } from './executions.ts';

let emulator: Emulator | undefined;

afterEach(async () => {
  await emulator?.close();
});

const words = ['SUCCEEDED', 'FAILED', 'RUNNING'];
const child = toExecution(500, {}, 'orders/Each:0d5a7f0e');
const executions = [
  ...Array.from({ length: 130 }, (_, index) =>
    toExecution(index, { status: words[index % 3] ?? '', input: '{}', cause: 'no', redriveStatus: 'REDRIVABLE' }),
  ),
  toExecution(0, {}, 'refunds:a'),
  child,
];

async function start(world: Partial<StepFunctionsJobWorld> = {}): Promise<string> {
  emulator = await createStepFunctionsEmulator({
    credentials: awsCredentials,
    jobs: {
      describe: (key) => executions.find(({ executionArn }) => executionArn === toArn(key)),
      list: () => executions,
      ...world,
    },
  });
  return emulator.url;
}

function post(url: string, operation: string, input: unknown): Promise<Answered> {
  const headers = {
    'content-type': 'application/x-amz-json-1.0',
    'x-amz-target': `AWSStepFunctions.${operation}`,
  };
  const body = typeof input === 'string' ? input : JSON.stringify(input);
  return callAws(url, { method: 'POST', path: '/', headers, body }, { service: 'states', region: 'us-east-1' });
}

interface Listed {
  readonly executions: readonly Readonly<Record<string, unknown>>[];
  readonly stateMachines: readonly { readonly name: string; readonly type: string }[];
  readonly nextToken?: string;
}

async function read(url: string, operation: string, input: object): Promise<Listed> {
  const answer = await post(url, operation, input);
  expect(answer.status).toBe(200);
  return JSON.parse(answer.body) as Listed;
}

const orders = { stateMachineArn: `${arnPrefix}stateMachine:orders` };

describe('the Step Functions emulator', () => {
  it.each(['orders/Each:0d5a7f0e', toKey(1)])('answers the execution %s', async (key) => {
    const url = await start();

    const answer = await post(url, 'DescribeExecution', { executionArn: toArn(key), includedData: 'ALL_DATA' });

    expect([answer.status, JSON.parse(answer.body)]).toEqual([
      200,
      executions.find(({ executionArn }) => executionArn === toArn(key)),
    ]);
    expect(emulator?.calls[0]).toMatchObject({ operation: 'DescribeExecution', id: key });
  });

  it.each([
    ['DescribeExecution', {}, 'InvalidArn'],
    ['DescribeExecution', { executionArn: 'orders:a' }, 'InvalidArn'],
    ['DescribeExecution', { executionArn: toArn('orders:a').replace('us-east-1', 'eu-west-1') }, 'InvalidArn'],
    ['DescribeExecution', { executionArn: toArn('orders:nobody') }, 'ExecutionDoesNotExist'],
    ['DescribeExecution', { executionArn: toArn(toKey(1)), includedData: 'SOME' }, 'ValidationException'],
    ['DescribeExecution', 'no json', 'SerializationException'],
    ['ListExecutions', { stateMachineArn: 'orders' }, 'InvalidArn'],
    ['ListExecutions', { stateMachineArn: `${arnPrefix}stateMachine:nowhere` }, 'StateMachineDoesNotExist'],
    ['ListExecutions', { ...orders, statusFilter: 'DONE' }, 'ValidationException'],
    ['ListExecutions', { ...orders, maxResults: 1001 }, 'ValidationException'],
    ['ListExecutions', { ...orders, nextToken: 'made-up' }, 'InvalidToken'],
    ['ListStateMachines', { maxResults: -1 }, 'ValidationException'],
    ['StartExecution', {}, 'UnknownOperationException'],
  ] as const)('answers %s with %j as %s', async (operation, input, code) => {
    const answer = await post(await start(), operation, input);

    expect(answer.status).toBe(400);
    expect(JSON.parse(answer.body)).toHaveProperty('__type', expect.stringMatching(new RegExp(`${code}$`)));
  });

  it.each([1, 7, 1000])('pages through a state machine by %i, newest first, without children', async (maxResults) => {
    const url = await start();
    const seen: unknown[] = [];
    let nextToken: string | undefined;

    do {
      const more = nextToken === undefined ? {} : { nextToken };
      const page = await read(url, 'ListExecutions', { ...orders, maxResults, ...more });
      seen.push(...page.executions.map(({ executionArn }) => executionArn));
      nextToken = page.nextToken;
    } while (nextToken !== undefined);

    expect(seen).toEqual(Array.from({ length: 130 }, (_, index) => toArn(toKey(129 - index))));
  });

  it('lists a hundred where nobody says how many, by rows without payloads', async () => {
    const { executions: rows } = await read(await start(), 'ListExecutions', { ...orders, maxResults: 0 });

    const { input: _, cause: __, redriveStatus: ___, ...row } = executions[129] ?? child;
    expect(rows).toHaveLength(100);
    expect(rows[0]).toEqual(row);
  });

  it('filters by one status', async () => {
    const { executions: rows } = await read(await start(), 'ListExecutions', { ...orders, statusFilter: 'FAILED' });

    expect([rows.length, new Set(rows.map(({ status }) => status))]).toEqual([43, new Set(['FAILED'])]);
  });

  it('has no executions of EXPRESS state machines', async () => {
    const url = await start({ stateMachines: () => [{ name: 'orders', type: 'EXPRESS' }] });

    const answer = await post(url, 'ListExecutions', orders);

    expect(JSON.parse(answer.body)).toHaveProperty('__type', 'StateMachineTypeNotSupported');
  });

  it('pages through the state machines that executions name, or those that the world says', async () => {
    const named = await read(await start(), 'ListStateMachines', {});
    await emulator?.close();
    const url = await start({ stateMachines: () => ['a', 'b', 'c'].map((name) => ({ name })) });

    const first = await read(url, 'ListStateMachines', { maxResults: 2 });
    const second = await read(url, 'ListStateMachines', { nextToken: first.nextToken });

    expect(named.stateMachines.map(({ name, type }) => [name, type])).toEqual([
      ['orders', 'STANDARD'],
      ['refunds', 'STANDARD'],
    ]);
    expect([first, second].map(({ stateMachines }) => stateMachines.map(({ name }) => name))).toEqual([
      ['a', 'b'],
      ['c'],
    ]);
    expect(second.nextToken).toBeUndefined();
  });
});
