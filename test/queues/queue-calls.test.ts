/** The calls of a queue over real HTTP: what each failure is called. */
import { expect, it, onTestFinished } from 'vitest';
import { toEmulatedError, toRawAnswer } from '../../emulators/kit/emulator.ts';
import type { AttemptReport } from '../../src/calls/attempt-report.ts';
import { createYielder } from '../../src/calls/yielder.ts';
import { createAwsCredentials } from '../../src/provider/aws/credentials.ts';
import { createAwsSigner } from '../../src/provider/aws/signer.ts';
import { toEndpoint } from '../../src/provider/contract/signer.ts';
import { createTransport } from '../../src/provider/transport.ts';
import { createQueueCalls } from '../../src/jobs/queues/queue-calls.ts';
import { awsCredentials } from '../credentials.ts';
import type { Fault } from '../emulation/faults.ts';
import { queueUrl, startQueue } from './event-world.ts';

async function start({
  secretAccessKey,
  url = queueUrl,
}: { readonly secretAccessKey?: string; readonly url?: string } = {}) {
  const { emulator, queue, fault } = await startQueue();
  const now = (): Date => new Date();
  const keys = { ...awsCredentials, ...(secretAccessKey === undefined ? {} : { secretAccessKey }) };
  const credentials = createAwsCredentials(keys, 'us-east-1', now);
  const transport = createTransport({ connections: 8, bodyLimit: 16_000_000 });
  onTestFinished(() => transport.close());
  const reports: AttemptReport[] = [];
  const calls = createQueueCalls({
    queueUrl: url,
    sign: createAwsSigner({ endpoint: toEndpoint(emulator.url, ''), region: 'us-east-1', service: 'sqs', credentials }),
    transport,
    yielder: createYielder(),
    signal: new AbortController().signal,
    now: Date.now,
    monotonic: () => performance.now(),
    onAttempt: (report) => void reports.push(report),
  });
  return { calls, queue, fault, reports };
}

const refusal = (code: string, status?: number, headers = {}): Fault => ({
  kind: 'error',
  error: toEmulatedError(code, 'no', { headers, ...(status === undefined ? {} : { status }) }),
});
const sqs = 'com.amazonaws.sqs#';
const answer = (body: string): Fault => ({ kind: 'answer', answer: toRawAnswer({ body }) });
const message = { MessageId: 'm', ReceiptHandle: 'r', Body: 'b' };

it.each<readonly [string, Fault, string, string | null]>([
  ['no queue', refusal(`${sqs}QueueDoesNotExist`), 'PROVIDER_REJECTED', 'TARGET_UNKNOWN'],
  [
    'no queue, in older words',
    refusal('AWS.SimpleQueueService.NonExistentQueue', 400, {
      'x-amzn-query-error': 'AWS.SimpleQueueService.NonExistentQueue;Sender',
    }),
    'PROVIDER_REJECTED',
    'TARGET_UNKNOWN',
  ],
  ['AccessDenied', refusal('AccessDenied', 403), 'PROVIDER_ACCESS_DENIED', 'NOT_PERMITTED'],
  ['AccessDeniedException', refusal(`${sqs}AccessDeniedException`), 'PROVIDER_ACCESS_DENIED', 'NOT_PERMITTED'],
  ['KmsAccessDenied', refusal(`${sqs}KmsAccessDenied`), 'PROVIDER_ACCESS_DENIED', 'NOT_PERMITTED'],
  [
    'UnrecognizedClientException',
    refusal('UnrecognizedClientException', 403),
    'PROVIDER_ACCESS_DENIED',
    'CREDENTIALS_UNKNOWN',
  ],
  ['InvalidClientTokenId', refusal('InvalidClientTokenId', 403), 'PROVIDER_ACCESS_DENIED', 'CREDENTIALS_UNKNOWN'],
  ['ExpiredToken', refusal('ExpiredToken', 403), 'PROVIDER_ACCESS_DENIED', 'TOKEN_EXPIRED'],
  ['RequestThrottled', refusal(`${sqs}RequestThrottled`), 'PROVIDER_THROTTLED', 'THROTTLED'],
  ['ThrottlingException', refusal('ThrottlingException'), 'PROVIDER_THROTTLED', 'THROTTLED'],
  ['KmsThrottled', refusal(`${sqs}KmsThrottled`), 'PROVIDER_THROTTLED', 'THROTTLED'],
  ['another 4xx', refusal(`${sqs}InvalidParameterValue`), 'PROVIDER_REJECTED', 'REQUEST_REJECTED'],
  ['a 5xx', { kind: 'internalError' }, 'PROVIDER_UNAVAILABLE', 'PROVIDER_FAULT'],
  ['no connection', { kind: 'reset' }, 'PROVIDER_UNAVAILABLE', 'CONNECTION_LOST'],
  ['half an answer', { kind: 'truncate' }, 'PROVIDER_BAD_RESPONSE', 'ANSWER_CUT_OFF'],
  ['a page', { kind: 'html', status: 200 }, 'PROVIDER_BAD_RESPONSE', 'ANSWER_UNREADABLE'],
  ['a redirect', { kind: 'redirect', location: 'http://127.0.0.1:1/' }, 'PROVIDER_BAD_RESPONSE', 'REDIRECTED'],
  ['more than 16 MB', answer(`{"more":"${'x'.repeat(16_000_000)}"}`), 'PROVIDER_BAD_RESPONSE', 'ANSWER_TOO_LARGE'],
  ['messages that are no list', answer('{"Messages":{}}'), 'PROVIDER_BAD_RESPONSE', 'ANSWER_UNREADABLE'],
  ['a message without a handle', answer('{"Messages":[{"Body":"b"}]}'), 'PROVIDER_BAD_RESPONSE', 'ANSWER_UNREADABLE'],
  [
    'more messages than were asked for',
    answer(JSON.stringify({ Messages: Array.from({ length: 11 }, () => message) })),
    'PROVIDER_BAD_RESPONSE',
    'ANSWER_UNREADABLE',
  ],
])('%s', async (_what, fault, code, causeKind) => {
  const world = await start();
  world.fault(() => fault);

  await expect(world.calls.receive(10, 0)).rejects.toMatchObject({ code, causeKind });

  expect(world.reports).toMatchObject([{ operation: 'ReceiveMessage', errorCode: code, causeKind }]);
});

it('a secret that is wrong is refused', async () => {
  const { calls } = await start({ secretAccessKey: 'another' });

  await expect(calls.receive(10, 0)).rejects.toMatchObject({
    code: 'PROVIDER_ACCESS_DENIED',
    causeKind: 'SIGNATURE_WRONG',
  });
});

it('messages are received and deleted, those without a body too', async () => {
  const { calls, queue, fault, reports } = await start();
  queue.send('a');
  const received = await calls.receive(10, 0);
  fault(() =>
    answer(
      JSON.stringify({
        Messages: [
          { ...message, Body: undefined },
          { ...message, Body: 7 },
        ],
      }),
    ),
  );
  const odd = await calls.receive(10, 0);
  fault(() => undefined);

  await calls.remove([...received, ...odd]);

  expect(odd.map(({ body }) => body)).toEqual([null, null]);
  expect([received[0]?.body, queue.size()]).toEqual(['a', 0]);
  expect(reports.map(({ operation, errorCode }) => [operation, errorCode])).toEqual([
    ['ReceiveMessage', null],
    ['ReceiveMessage', null],
    ['DeleteMessageBatch', null],
  ]);
});
