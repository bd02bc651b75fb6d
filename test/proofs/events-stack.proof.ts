/** The template of deploy/events, deployed to Moto: what its rule sends to its queue. */
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { account, ended, eventful, toEvent } from '../queues/event-world.ts';
import { describeWithMoto, startMoto, type Moto } from './moto.ts';

const template = readFileSync(new URL('../../deploy/events/cloudformation.yaml', import.meta.url), 'utf8');
const queueUrl = `https://sqs.us-east-1.amazonaws.com/${account}/jobgraph`;

interface PrintedEvent {
  readonly source: string;
  readonly 'detail-type': string;
  readonly detail: object;
}

/** Of each provider one, and the other kind of CodeBuild's. */
const wanted = [
  ...eventful.map((name) => toEvent(name, ended[name])),
  toEvent('builds', 'SUCCEEDED', { 'detail-type': 'CodeBuild Build Phase Change' }),
];
const others = [
  toEvent('batch', 'x', { 'detail-type': 'Batch Job Queue Blocked' }),
  toEvent('builds', 'x', { source: 'aws.ec2' }),
  toEvent('pipelines', 'x', { 'detail-type': 'CodePipeline Pipeline Execution State Change' }),
];

describeWithMoto('the stack of the queue, as Moto makes it', () => {
  let moto: Moto;

  beforeAll(async () => {
    moto = await startMoto();
    await askStack({ Action: 'CreateStack', TemplateBody: template });
  });
  afterAll(() => moto.close());

  /** In CloudFormation's own form: parameters in the body, an answer in XML. */
  function askStack(parameters: Readonly<Record<string, string>>): Promise<string> {
    const body = new URLSearchParams({ Version: '2010-05-15', StackName: 'jobgraph-events', ...parameters }).toString();
    return moto.call('cloudformation', { headers: { 'content-type': 'application/x-www-form-urlencoded' }, body });
  }

  async function ask(service: string, target: string, input: object): Promise<Record<string, unknown>> {
    const version = service === 'sqs' ? '1.0' : '1.1';
    const headers = { 'content-type': `application/x-amz-json-${version}`, 'x-amz-target': target };
    return JSON.parse(await moto.call(service, { headers, body: JSON.stringify(input) })) as Record<string, unknown>;
  }

  it('is complete, and says the queue’s URL for the settings', async () => {
    const stack = await askStack({ Action: 'DescribeStacks' });

    expect(stack).toContain('<StackStatus>CREATE_COMPLETE</StackStatus>');
    expect(stack).toContain(`<OutputKey>QueueUrl</OutputKey><OutputValue>${queueUrl}</OutputValue>`);
  });

  it('has a queue that gets the events that providers read, as they are, and no others', async () => {
    const Entries = [...others, ...wanted].map((text) => {
      const { source, 'detail-type': DetailType, detail } = JSON.parse(text) as PrintedEvent;
      return { Source: source, DetailType, Detail: JSON.stringify(detail) };
    });
    await ask('events', 'AWSEvents.PutEvents', { Entries });

    const { Messages } = await ask('sqs', 'AmazonSQS.ReceiveMessage', { QueueUrl: queueUrl, MaxNumberOfMessages: 10 });

    const sent = (Messages as readonly { readonly Body: string }[]).map(({ Body }) => JSON.parse(Body) as PrintedEvent);
    const toWhat = ({ source, 'detail-type': type, detail }: PrintedEvent) => [source, type, detail];
    expect(sent.map(toWhat)).toEqual(wanted.map((text) => toWhat(JSON.parse(text) as PrintedEvent)));
  });

  it('has a queue that keeps messages for five minutes, and hides each for as long as the gateway asks', async () => {
    const asked = { QueueUrl: queueUrl, AttributeNames: ['All'] };
    const { Attributes } = await ask('sqs', 'AmazonSQS.GetQueueAttributes', asked);

    expect(Attributes).toMatchObject({ MessageRetentionPeriod: '300', VisibilityTimeout: '30' });
  });
});
