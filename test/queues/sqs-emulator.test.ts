/** The emulated queue, asked by signed calls. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createSqsEmulator } from '../../emulators/sqs/emulator.ts';
import { createEmulatedQueue, type EmulatedQueue, type ReceivedMessage } from '../../emulators/sqs/queue.ts';
import type { Emulator } from '../../emulators/kit/emulator.ts';
import { awsCredentials, callAws, send, type Answered } from '../emulation/signed-call.ts';
import { createManualClock } from '../emulation/manual-clock.ts';

const url = 'https://sqs.us-east-1.amazonaws.com/123456789012/jobgraph';
const clock = createManualClock('2026-03-01T00:00:00Z');
let queue: EmulatedQueue;
let emulator: Emulator;

beforeAll(async () => {
  const queues = (asked: string): EmulatedQueue | undefined => (asked === url ? queue : undefined);
  emulator = await createSqsEmulator({ credentials: awsCredentials, queues });
});
afterAll(() => emulator.close());

function ask(operation: string, input: object, region = 'us-east-1', signal?: AbortSignal): Promise<Answered> {
  const headers = { 'content-type': 'application/x-amz-json-1.0', 'x-amz-target': `AmazonSQS.${operation}` };
  const signing = { service: 'sqs', region, ...(signal === undefined ? {} : { signal }) };
  return callAws(emulator.url, { method: 'POST', path: '/', headers, body: JSON.stringify(input) }, signing);
}

async function receive(options: object = {}): Promise<readonly ReceivedMessage[]> {
  const { body } = await ask('ReceiveMessage', { QueueUrl: url, MaxNumberOfMessages: 10, ...options });
  return (JSON.parse(body) as { readonly Messages?: readonly ReceivedMessage[] }).Messages ?? [];
}

const bodiesOf = (messages: readonly ReceivedMessage[]): readonly string[] => messages.map(({ Body }) => Body);
const numbers = Array.from({ length: 15 }, (_, index) => `${index}`);

function fill(bodies: readonly string[]): void {
  queue = createEmulatedQueue({ now: clock.now });
  for (const body of bodies) queue.send(body);
}

it('gives ten messages at most, in another order than theirs, and hides them for a while', async () => {
  fill(numbers);

  const first = await receive();
  const second = await receive({ VisibilityTimeout: 60 });
  const third = await receive();
  clock.advance(30_000);
  const again = await receive({ MaxNumberOfMessages: 10 });

  expect([first.length, second.length, third.length]).toEqual([10, 5, 0]);
  expect(bodiesOf([...first, ...second]).toSorted()).toEqual(numbers.toSorted());
  expect(bodiesOf([...first, ...second])).not.toEqual(numbers);
  expect(bodiesOf(again).toSorted()).toEqual(bodiesOf(first).toSorted());
});

it('deletes by the handle of the last receive', async () => {
  fill(['a', 'b']);
  const [first, second] = await receive();
  clock.advance(30_000);
  await receive();
  const Entries = [first, second, { ReceiptHandle: 'none' }].map((message, index) => ({
    Id: `${index}`,
    ReceiptHandle: message?.ReceiptHandle,
  }));

  const older = JSON.parse((await ask('DeleteMessageBatch', { QueueUrl: url, Entries })).body) as object;
  const left = queue.size();
  clock.advance(30_000);
  const last = await receive();
  await ask('DeleteMessageBatch', {
    QueueUrl: url,
    Entries: last.map(({ ReceiptHandle }, index) => ({ Id: `${index}`, ReceiptHandle })),
  });

  expect(older).toEqual({
    Successful: [{ Id: '0' }, { Id: '1' }],
    Failed: [{ Id: '2', SenderFault: true, Code: 'ReceiptHandleIsInvalid' }],
  });
  expect([left, queue.size()]).toEqual([2, 0]);
});

it('answers a long poll with the first message that comes, and takes none for a receiver that has gone', async () => {
  fill([]);
  const leaving = new AbortController();
  const left = ask('ReceiveMessage', { QueueUrl: url, WaitTimeSeconds: 20 }, 'us-east-1', leaving.signal);
  await expect.poll(() => emulator.inFlight).toBe(1);
  leaving.abort();
  await expect(left).rejects.toThrow();
  await expect.poll(() => emulator.inFlight).toBe(0);
  const waiting = receive({ WaitTimeSeconds: 20 });
  await expect.poll(() => emulator.inFlight).toBe(1);

  queue.send('now');

  expect(bodiesOf(await waiting)).toEqual(['now']);
});

it.each([
  ['another queue', 'ReceiveMessage', { QueueUrl: `${url}-2` }, 'QueueDoesNotExist'],
  ['too many messages', 'ReceiveMessage', { QueueUrl: url, MaxNumberOfMessages: 11 }, 'InvalidParameterValue'],
  ['too long a wait', 'ReceiveMessage', { QueueUrl: url, WaitTimeSeconds: 21 }, 'InvalidParameterValue'],
  ['no entry', 'DeleteMessageBatch', { QueueUrl: url, Entries: [] }, 'EmptyBatchRequest'],
  [
    'eleven entries',
    'DeleteMessageBatch',
    { QueueUrl: url, Entries: Array.from({ length: 11 }, () => ({})) },
    'TooManyEntriesInBatchRequest',
  ],
  [
    'one id twice',
    'DeleteMessageBatch',
    { QueueUrl: url, Entries: [{ Id: '0' }, { Id: '0' }] },
    'BatchEntryIdsNotDistinct',
  ],
])('refuses %s', async (_what, operation, input, code) => {
  fill([]);

  const { status, body } = await ask(operation, input);

  expect([status, JSON.parse(body)]).toEqual([400, expect.objectContaining({ __type: `com.amazonaws.sqs#${code}` })]);
});

it('refuses a call without a signature, and one for another region', async () => {
  fill(['a']);
  const headers = { 'content-type': 'application/x-amz-json-1.0', 'x-amz-target': 'AmazonSQS.ReceiveMessage' };
  const unsigned = await send(emulator.url, {
    method: 'POST',
    path: '/',
    headers,
    body: JSON.stringify({ QueueUrl: url }),
  });
  const elsewhere = await ask('ReceiveMessage', { QueueUrl: url }, 'us-west-2');

  expect([unsigned.status, elsewhere.status]).toEqual([400, 400]);
  expect(unsigned.body).toContain('MissingAuthenticationToken');
  expect(elsewhere.body).toContain('InvalidSignature');
});
