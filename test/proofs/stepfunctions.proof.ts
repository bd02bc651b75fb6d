/** Step Functions' adapter against Moto: real signatures, and the policy of deploy/permissions and no more. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startGateway, type GatewayUnderTest } from '../gateway.ts';
import { countCalls } from './metrics.ts';
import { describeWithMoto, startMoto, type Moto, type MotoKeys } from './moto.ts';
import { allows, nothingHere, pickStatements, readPolicy, toMotoPolicy } from './policy.ts';

const policy = readPolicy('stepfunctions');
const count = 130;

it.each([
  ['states:DescribeExecution', 'execution:orders:order-1', true],
  ['states:DescribeExecution', 'execution:orders/Each:0d5a7f0e', true],
  ['states:ListExecutions', 'stateMachine:orders', true],
  ['states:DescribeExecution', 'express:orders:order-1', false],
  ['states:StopExecution', 'execution:orders:order-1', false],
])('the policy on %s of %s: %s', (action, resource, isAllowed) => {
  expect(allows(policy, action, `arn:aws:states:us-east-1:123456789012:${resource}`)).toBe(isAllowed);
  expect(allows(policy, action, `arn:aws:states:us-east-1:210987654321:${resource}`)).toBe(false);
});

describeWithMoto('AWS Step Functions, as Moto reads its pages', () => {
  let gateway: GatewayUnderTest;
  /** Closes what was started, even if the rest was not. */
  const running: (() => Promise<void>)[] = [];

  beforeAll(async () => {
    const moto = await startMoto();
    running.push(moto.close);
    await startExecutions(moto);
    const granted = await moto.createUser(toMotoPolicy(policy));
    const withoutMachines = await moto.createUser(
      toMotoPolicy(pickStatements(policy, 'ReadExecutions', 'ListExecutions')),
    );
    const nothing = await moto.createUser(nothingHere);
    await moto.enforce();
    const toSource = (name: string, credentials: MotoKeys, more: object = {}): object => ({
      ...{ name, provider: 'stepfunctions', region: 'us-east-1', accountId: '123456789012' },
      ...{ endpoint: moto.url, credentials, limits: { requestsPerSecond: 1000, burst: 1000 }, ...more },
    });
    gateway = await startGateway({
      sources: [
        toSource('granted', granted),
        toSource('named', withoutMachines, { stateMachines: ['orders'] }),
        toSource('unnamed', withoutMachines),
        toSource('nothing', nothing),
        toSource('forged', { ...granted, secretAccessKey: 'another' }),
      ],
    });
    running.push(gateway.close);
  });

  afterAll(async () => {
    await Promise.all(running.map((close) => close()));
  });

  it('answers the facts of an execution that runs, and its input for those who may see it', async () => {
    const token = await gateway.token('job:read', 'job:credentials');

    const { data, errors } = await gateway.query(
      `{ stepFunctionsExecution(source: "granted", stateMachine: "orders", name: "order-1") {
        id providerJobId name kind status rawStatus createdAt endedAt failures { code } arn stateMachineArn
        inputJson outputJson redriveStatus } }`,
      { token },
    );

    expect(errors).toEqual([]);
    expect(data.stepFunctionsExecution).toEqual({
      id: 'granted:orders:order-1',
      providerJobId: 'arn:aws:states:us-east-1:123456789012:execution:orders:order-1',
      name: 'order-1',
      kind: 'orders',
      status: 'RUNNING',
      rawStatus: 'RUNNING',
      createdAt: expect.stringMatching(/^20[2-9]\d-\d\d-\d\dT/) as unknown,
      endedAt: null,
      failures: [],
      arn: 'arn:aws:states:us-east-1:123456789012:execution:orders:order-1',
      stateMachineArn: 'arn:aws:states:us-east-1:123456789012:stateMachine:orders',
      inputJson: '{"number": 1, "card": "tok_1"}',
      outputJson: null,
      redriveStatus: null,
    });
  });

  it('answers one that was stopped, and says of one that Moto does not know that it is not there', async () => {
    const { data, errors } = await gateway.query(
      `{ stopped: job(id: "granted:refunds:stopped") { status rawStatus isTerminal endedAt failures { code } }
        unknown: job(id: "granted:orders:nobody") { status } }`,
    );

    expect(data).toEqual({
      stopped: {
        ...{ status: 'CANCELLED', rawStatus: 'ABORTED', isTerminal: true, failures: [] },
        endedAt: expect.stringMatching(/^20[2-9]\d-\d\d-\d\dT/) as unknown,
      },
      unknown: null,
    });
    expect(errors.map(({ extensions }) => [extensions.code, extensions['providerCode']])).toEqual([
      ['JOB_NOT_FOUND', 'ExecutionDoesNotExist'],
    ]);
  });

  it.each([
    ['granted', count + 1, 1],
    ['named', count, 0],
  ])('lists every execution once, page by page and newest first, for the source %s', async (source, all, machines) => {
    const nodes: { readonly id: string; readonly createdAt: string }[] = [];
    let after: string | null = null;
    do {
      const { data, errors } = await gateway.query(
        `query ($after: String, $source: ID!) { jobs(first: 50, after: $after, filter: { sources: [$source] }) {
          nodes { id createdAt } issues { code } pageInfo { hasNextPage endCursor } } }`,
        { variables: { after, source } },
      );
      expect([errors, data.jobs.issues]).toEqual([[], []]);
      nodes.push(...(data.jobs.nodes as typeof nodes));
      after = data.jobs.pageInfo.hasNextPage === true ? (data.jobs.pageInfo.endCursor as string) : null;
    } while (after !== null);

    expect([nodes.length, new Set(nodes.map(({ id }) => id)).size]).toEqual([all, all]);
    const times = nodes.map(({ createdAt }) => createdAt);
    expect(times).toEqual(times.toSorted().toReversed());
    expect(await countCalls(gateway.url, source, 'ListExecutions')).toBeGreaterThan(1);
    expect((await countCalls(gateway.url, source, 'ListStateMachines')) > 0).toBe(machines > 0);
  });

  it('has Moto filter by a word of its own', async () => {
    const { data, errors } = await gateway.query(
      '{ jobs(filter: { sources: ["granted"], statuses: [CANCELLED] }) { nodes { id } issues { code } } }',
    );

    expect([errors, data.jobs]).toEqual([[], { nodes: [{ id: 'granted:refunds:stopped' }], issues: [] }]);
  });

  it('cannot list state machines without that permission, nor read anything with none or with a forged signature', async () => {
    const { data, errors } = await gateway.query(
      `{ jobs(filter: { sources: ["unnamed"] }) { issues { code source { name } } }
        nothing: job(id: "nothing:orders:order-1") { status }
        forged: job(id: "forged:orders:order-1") { status } }`,
    );

    expect(data.jobs.issues).toEqual([{ code: 'PROVIDER_ACCESS_DENIED', source: { name: 'unnamed' } }]);
    expect(errors.map(({ path, extensions }) => [path, extensions.code]).toSorted()).toEqual([
      [['forged'], 'PROVIDER_ACCESS_DENIED'],
      [['nothing'], 'PROVIDER_ACCESS_DENIED'],
    ]);
  });
});

async function startExecutions(moto: Moto): Promise<void> {
  const call = (operation: string, input: object): Promise<string> =>
    moto.call('states', {
      headers: { 'content-type': 'application/x-amz-json-1.0', 'x-amz-target': `AWSStepFunctions.${operation}` },
      body: JSON.stringify(input),
    });
  const prefix = 'arn:aws:states:us-east-1:123456789012:';
  const definition = JSON.stringify({ StartAt: 'A', States: { A: { Type: 'Pass', End: true } } });
  for (const name of ['orders', 'refunds'])
    await call('CreateStateMachine', { name, definition, roleArn: 'arn:aws:iam::123456789012:role/flows' });
  for (let number = 1; number <= count; number += 1)
    await call('StartExecution', {
      stateMachineArn: `${prefix}stateMachine:orders`,
      name: `order-${number}`,
      input: `{"number": ${number}, "card": "tok_${number}"}`,
    });
  await call('StartExecution', { stateMachineArn: `${prefix}stateMachine:refunds`, name: 'stopped', input: '{}' });
  await call('StopExecution', { executionArn: `${prefix}execution:refunds:stopped` });
}
