/** deploy/events and deploy/permissions/events.json against the program, and against AWS's pages of the resources. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parse, type ScalarTag } from 'yaml';
import { z } from 'zod';
import { parseConfig } from '../../src/config/load.ts';
import type { Provider } from '../../src/provider/contract/provider.ts';
import { providers } from '../../src/providers.ts';

const root = new URL('../../', import.meta.url);
const read = (path: string): string => readFileSync(new URL(path, root), 'utf8');

/** What the kinds of events of all providers say. */
function listKinds() {
  const queueUrl = 'https://sqs.us-east-1.amazonaws.com/123456789012/jobgraph';
  return providers.flatMap((provider: Provider) => {
    const more = provider.name === 'stepfunctions' ? { accountId: '123456789012' } : {};
    const entry = { name: 'a', provider: provider.name, region: 'us-east-1', events: { queueUrl }, ...more };
    if (provider.toEvents === undefined) return [];
    const [settings] = parseConfig({ auth: { mode: 'none' }, sources: [entry] }).sources;
    return settings === undefined ? [] : (provider.toEvents(settings)?.kinds ?? []);
  });
}

const toTag = (name: string): ScalarTag => ({ tag: `!${name}`, resolve: (value: string) => ({ [name]: value }) });

const intrinsic = z.union([z.strictObject({ Ref: z.string() }), z.strictObject({ GetAtt: z.string() })]);
const value = z.union([z.string().min(1), intrinsic]);
const statement = z.strictObject({
  Sid: z.string().optional(),
  Effect: z.literal('Allow'),
  Principal: z.strictObject({ Service: z.literal('events.amazonaws.com') }).optional(),
  Action: z.union([z.string(), z.array(z.string()).min(1)]),
  Resource: value,
  Condition: z.strictObject({ ArnEquals: z.strictObject({ 'aws:SourceArn': value }) }).optional(),
});
const policy = z.strictObject({ Version: z.literal('2012-10-17'), Statement: z.array(statement).min(1) });
const resource = <Type extends string, Shape extends z.core.$ZodLooseShape>(type: Type, properties: Shape) =>
  z.strictObject({ Type: z.literal(type), Properties: z.strictObject(properties) });

/** The properties that the template uses, as docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference has them. */
const template = z.strictObject({
  AWSTemplateFormatVersion: z.literal('2010-09-09'),
  Description: z.string().max(1024),
  Parameters: z.record(
    z.string().regex(/^[A-Za-z0-9]+$/),
    z.strictObject({
      Type: z.literal('String'),
      Default: z.string(),
      AllowedPattern: z.string(),
      Description: z.string(),
    }),
  ),
  Resources: z.strictObject({
    Queue: resource('AWS::SQS::Queue', {
      QueueName: value,
      MessageRetentionPeriod: z.int().min(60).max(1_209_600),
      ReceiveMessageWaitTimeSeconds: z.int().min(0).max(20),
      VisibilityTimeout: z.int().min(0).max(43_200),
      SqsManagedSseEnabled: z.boolean(),
    }),
    QueuePolicy: resource('AWS::SQS::QueuePolicy', { Queues: z.array(value).min(1), PolicyDocument: policy }),
    Rule: resource('AWS::Events::Rule', {
      Name: value,
      Description: z.string().max(512),
      State: z.enum(['ENABLED', 'DISABLED']),
      EventPattern: z.strictObject({ source: z.array(z.string()), 'detail-type': z.array(z.string()) }),
      // No `RoleArn`, no `InputTransformer`, no `InputPath`.
      Targets: z
        .array(z.strictObject({ Id: z.string().max(64), Arn: value }))
        .min(1)
        .max(5),
    }),
    ReaderPolicy: resource('AWS::IAM::ManagedPolicy', { Description: z.string().max(1000), PolicyDocument: policy }),
  }),
  Outputs: z.record(z.string(), z.strictObject({ Description: z.string(), Value: value })),
});

describe('the stack of the queue', () => {
  const text = read('deploy/events/cloudformation.yaml');
  const parsed: unknown = parse(text, { customTags: ['Ref', 'GetAtt'].map(toTag) });
  const { Resources: resources, Parameters: parameters, Outputs: outputs } = template.parse(parsed);
  const { Rule, Queue, QueuePolicy, ReaderPolicy } = resources;

  it('refers to nothing but its own parts', () => {
    const names = [...text.matchAll(/!(?:Ref|GetAtt) (\w+)/g)].map(([, name]) => name);

    expect(names.length).toBeGreaterThan(5);
    for (const name of names) expect([...Object.keys(resources), ...Object.keys(parameters)]).toContain(name);
    expect(Object.keys(outputs)).toEqual(['QueueUrl', 'ReaderPolicyArn']);
  });

  it('sends the events that providers read, and no others', () => {
    const { source, 'detail-type': types } = Rule.Properties.EventPattern;
    const kinds = listKinds();

    expect(new Set(source)).toEqual(new Set(kinds.map((kind) => kind.source)));
    expect(new Set(types)).toEqual(new Set(kinds.map(({ detailType }) => detailType)));
  });

  it('keeps messages for minutes, and lets its rule alone send to it', () => {
    const [allowed, ...others] = QueuePolicy.Properties.PolicyDocument.Statement;

    expect(Queue.Properties.MessageRetentionPeriod).toBeLessThanOrEqual(600);
    expect(others).toEqual([]);
    expect(allowed).toEqual({
      Effect: 'Allow',
      Principal: { Service: 'events.amazonaws.com' },
      Action: 'sqs:SendMessage',
      Resource: { GetAtt: 'Queue.Arn' },
      Condition: { ArnEquals: { 'aws:SourceArn': { GetAtt: 'Rule.Arn' } } },
    });
  });

  it('grants its reader what deploy/permissions/events.json grants', () => {
    const file = policy.parse(JSON.parse(read('deploy/permissions/events.json')));
    const operations = [...read('src/jobs/queues/queue-calls.ts').matchAll(/\boperation: '(\w+)'/g)].map(
      ([, name]) => name,
    );

    expect(operations).toEqual(['ReceiveMessage', 'DeleteMessageBatch']);
    // One right serves the single delete and the batch.
    expect(file.Statement.map(({ Action }) => Action)).toEqual([['sqs:ReceiveMessage', 'sqs:DeleteMessage']]);
    expect(ReaderPolicy.Properties.PolicyDocument.Statement).toEqual(
      file.Statement.map((one) => ({ ...one, Resource: { GetAtt: 'Queue.Arn' } })),
    );
  });
});
