import type { Sample } from '../../conformance/provider-under-test.ts';

/** An execution that failed, as the service words it. */
const failed =
  '{"executionArn":"arn:aws:states:us-east-1:123456789012:execution:orders:2f1c7a10-5d1e-4b8e-9a53-0d5a7f0e7c11","stateMachineArn":"arn:aws:states:us-east-1:123456789012:stateMachine:orders","name":"2f1c7a10-5d1e-4b8e-9a53-0d5a7f0e7c11","status":"FAILED","startDate":1795305600.511,"stopDate":1795305612.093,"input":"{\\"order\\":4711,\\"card\\":\\"tok_123\\"}","inputDetails":{"included":true},"error":"Orders.Rejected","cause":"card declined","redriveCount":0,"redriveStatus":"REDRIVABLE"}';

/** A child of a distributed map that waits for its redrive: the end of its last attempt is still there. */
const waiting =
  '{"executionArn":"arn:aws:states:us-east-1:123456789012:execution:orders/Each:0d5a7f0e-5d1e-4b8e-9a53-2f1c7a107c11","stateMachineArn":"arn:aws:states:us-east-1:123456789012:stateMachine:orders/Each","name":"0d5a7f0e-5d1e-4b8e-9a53-2f1c7a107c11","status":"PENDING_REDRIVE","startDate":1795305600,"stopDate":1795305601,"input":"","mapRunArn":"arn:aws:states:us-east-1:123456789012:mapRun:orders/Each:5b1f7a55-0000-4000-8000-000000000001","error":"States.TaskFailed","cause":"secret cause","redriveCount":1,"redriveDate":1795309200.5,"redriveStatus":"REDRIVABLE_BY_MAP_RUN"}';

/** What succeeded, started by an alias of a version. */
const succeeded =
  '{"executionArn":"arn:aws:states:us-east-1:123456789012:execution:Bestellungen-Ü:№1","stateMachineArn":"arn:aws:states:us-east-1:123456789012:stateMachine:Bestellungen-Ü","name":"№1","status":"SUCCEEDED","startDate":1795305600.0009,"stopDate":1795305600.001,"input":"{}","inputDetails":{"included":true},"output":" 7.0e1\\n","outputDetails":{"included":true},"traceHeader":"Root=1-67891233-abcdef012345678912345678","stateMachineVersionArn":"arn:aws:states:us-east-1:123456789012:stateMachine:Bestellungen-Ü:3","stateMachineAliasArn":"arn:aws:states:us-east-1:123456789012:stateMachine:Bestellungen-Ü:PROD","redriveCount":0,"redriveStatus":"NOT_REDRIVABLE","redriveStatusReason":"Execution is SUCCEEDED and cannot be redriven"}';

const nothing = {
  stateMachineArn: null,
  stateMachineVersionArn: null,
  stateMachineAliasArn: null,
  mapRunArn: null,
  inputJson: null,
  outputJson: null,
  redriveCount: null,
  redrivenAt: null,
  redriveStatus: null,
  redriveStatusReason: null,
  error: null,
  cause: null,
  traceHeader: null,
};

export const samples: readonly Sample[] = [
  {
    name: 'an execution that failed',
    key: 'orders:2f1c7a10-5d1e-4b8e-9a53-0d5a7f0e7c11',
    wire: { body: failed },
    job: {
      ...nothing,
      providerJobId: 'arn:aws:states:us-east-1:123456789012:execution:orders:2f1c7a10-5d1e-4b8e-9a53-0d5a7f0e7c11',
      name: '2f1c7a10-5d1e-4b8e-9a53-0d5a7f0e7c11',
      kind: 'orders',
      definition: 'orders',
      status: 'FAILED',
      rawStatus: 'FAILED',
      statusSource: 'PROVIDER',
      createdAt: '2026-11-22T00:00:00.511Z',
      startedAt: '2026-11-22T00:00:00.511Z',
      endedAt: '2026-11-22T00:00:12.093Z',
      failures: [{ code: 'Orders.Rejected', message: '[hidden]', subject: null }],
      arn: 'arn:aws:states:us-east-1:123456789012:execution:orders:2f1c7a10-5d1e-4b8e-9a53-0d5a7f0e7c11',
      stateMachineArn: 'arn:aws:states:us-east-1:123456789012:stateMachine:orders',
      inputJson: '{"order":4711,"card":"tok_123"}',
      error: 'Orders.Rejected',
      cause: 'card declined',
      redriveCount: 0,
      redriveStatus: 'REDRIVABLE',
    },
  },
  {
    name: 'a child that waits for its redrive',
    key: 'orders/Each:0d5a7f0e-5d1e-4b8e-9a53-2f1c7a107c11',
    wire: { body: waiting },
    job: {
      ...nothing,
      providerJobId: 'arn:aws:states:us-east-1:123456789012:execution:orders/Each:0d5a7f0e-5d1e-4b8e-9a53-2f1c7a107c11',
      name: '0d5a7f0e-5d1e-4b8e-9a53-2f1c7a107c11',
      kind: 'orders',
      definition: 'orders/Each',
      status: 'QUEUED',
      rawStatus: 'PENDING_REDRIVE',
      statusSource: 'PROVIDER',
      createdAt: '2026-11-22T00:00:00.000Z',
      arn: 'arn:aws:states:us-east-1:123456789012:execution:orders/Each:0d5a7f0e-5d1e-4b8e-9a53-2f1c7a107c11',
      stateMachineArn: 'arn:aws:states:us-east-1:123456789012:stateMachine:orders/Each',
      mapRunArn: 'arn:aws:states:us-east-1:123456789012:mapRun:orders/Each:5b1f7a55-0000-4000-8000-000000000001',
      inputJson: '',
      error: 'States.TaskFailed',
      cause: 'secret cause',
      redriveCount: 1,
      redrivenAt: '2026-11-22T01:00:00.500Z',
      redriveStatus: 'REDRIVABLE_BY_MAP_RUN',
    },
  },
  {
    name: 'an execution with a name that is not ASCII',
    key: 'Bestellungen-Ü:№1',
    wire: { body: succeeded },
    job: {
      ...nothing,
      providerJobId: 'arn:aws:states:us-east-1:123456789012:execution:Bestellungen-Ü:№1',
      name: '№1',
      kind: 'Bestellungen-Ü',
      definition: 'Bestellungen-Ü',
      status: 'SUCCEEDED',
      rawStatus: 'SUCCEEDED',
      statusSource: 'PROVIDER',
      createdAt: '2026-11-22T00:00:00.001Z',
      startedAt: '2026-11-22T00:00:00.001Z',
      endedAt: '2026-11-22T00:00:00.001Z',
      arn: 'arn:aws:states:us-east-1:123456789012:execution:Bestellungen-Ü:№1',
      stateMachineArn: 'arn:aws:states:us-east-1:123456789012:stateMachine:Bestellungen-Ü',
      stateMachineVersionArn: 'arn:aws:states:us-east-1:123456789012:stateMachine:Bestellungen-Ü:3',
      stateMachineAliasArn: 'arn:aws:states:us-east-1:123456789012:stateMachine:Bestellungen-Ü:PROD',
      inputJson: '{}',
      outputJson: ' 7.0e1\n',
      redriveCount: 0,
      redriveStatus: 'NOT_REDRIVABLE',
      redriveStatusReason: 'Execution is SUCCEEDED and cannot be redriven',
      traceHeader: 'Root=1-67891233-abcdef012345678912345678',
    },
  },
  {
    name: 'an execution of which the answer says nothing more',
    key: 'a:b',
    wire: { body: '{"executionArn":"arn:aws:states:us-east-1:123456789012:execution:a:b"}' },
    job: {
      ...nothing,
      providerJobId: 'arn:aws:states:us-east-1:123456789012:execution:a:b',
      name: 'b',
      kind: 'a',
      definition: 'a',
      status: 'UNKNOWN',
      rawStatus: null,
      statusSource: 'NOT_REPORTED',
      createdAt: null,
      arn: 'arn:aws:states:us-east-1:123456789012:execution:a:b',
    },
  },
];
