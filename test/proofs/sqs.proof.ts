/** The queue's reader against Moto: real signatures, long polls, and the policy of deploy/permissions and no more. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startGateway, type GatewayUnderTest } from '../gateway.ts';
import { account, toEvent } from '../queues/event-world.ts';
import { until } from '../until.ts';
import { countCalls } from './metrics.ts';
import { describeWithMoto, startMoto, type Moto, type MotoKeys } from './moto.ts';
import { allows, nothingHere, readPolicy, toMotoPolicy } from './policy.ts';

const policy = readPolicy('events');
const queueUrl = (name: string): string => `https://sqs.us-east-1.amazonaws.com/${account}/${name}`;

it.each([
  ['sqs:ReceiveMessage', 'jobgraph', true],
  ['sqs:DeleteMessage', 'jobgraph', true],
  ['sqs:SendMessage', 'jobgraph', false],
  ['sqs:PurgeQueue', 'jobgraph', false],
  ['sqs:ReceiveMessage', 'another', false],
])('the policy on %s of %s: %s', (action, queue, isAllowed) => {
  expect(allows(policy, action, `arn:aws:sqs:us-east-1:${account}:${queue}`)).toBe(isAllowed);
});

describeWithMoto('SQS, as Moto reads its pages', () => {
  let gateway: GatewayUnderTest;
  /** Closes what was started, even if the rest was not. */
  const running: (() => Promise<void>)[] = [];

  async function ask(moto: Moto, operation: string, input: object): Promise<string> {
    const headers = { 'content-type': 'application/x-amz-json-1.0', 'x-amz-target': `AmazonSQS.${operation}` };
    return moto.call('sqs', { headers, body: JSON.stringify(input) });
  }

  beforeAll(async () => {
    const moto = await startMoto();
    running.push(moto.close);
    for (const QueueName of ['jobgraph', 'denied', 'forged']) await ask(moto, 'CreateQueue', { QueueName });
    for (let message = 0; message < 25; message += 1)
      await ask(moto, 'SendMessage', { QueueUrl: queueUrl('jobgraph'), MessageBody: toEvent('batch', 'RUNNING') });
    const granted = await moto.createUser(toMotoPolicy(policy));
    const nothing = await moto.createUser(nothingHere);
    await moto.enforce();
    const toSource = (name: string, queue: string, credentials: MotoKeys): object => ({
      ...{ name, provider: 'awsbatch', region: 'us-east-1', endpoint: moto.url, credentials },
      events: { queueUrl: queueUrl(queue), endpoint: moto.url },
    });
    gateway = await startGateway({
      sources: [
        toSource('granted', 'jobgraph', granted),
        toSource('denied', 'denied', nothing),
        toSource('forged', 'forged', { ...granted, secretAccessKey: 'another' }),
        toSource('gone', 'nowhere', granted),
      ],
    });
    running.push(gateway.close);
  });

  afterAll(async () => {
    await Promise.all(running.map((close) => close()));
  });

  const stateOf = (name: string) => gateway.server.gateway.sources.get(name)?.pushes?.health();

  it('receives and deletes 25 messages by the policy alone', async () => {
    await until(() => stateOf('granted')?.lastEventAt != null, 'a hint has come');
    await until(async () => (await countCalls(gateway.url, 'granted', 'DeleteMessageBatch')) >= 3, 'all are deleted');

    expect(stateOf('granted')).toMatchObject({ state: 'LIVE', lastErrorCode: null });
  });

  it.each([
    ['denied', 'PROVIDER_ACCESS_DENIED'],
    ['forged', 'PROVIDER_ACCESS_DENIED'],
    ['gone', 'PROVIDER_REJECTED'],
  ])('a queue that is %s is UNAVAILABLE', async (name, code) => {
    await until(() => stateOf(name)?.state === 'UNAVAILABLE', 'it is given up');

    expect(stateOf(name)).toMatchObject({ lastErrorCode: code });
  });
});
