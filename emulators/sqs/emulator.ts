/**
 * Amazon SQS on loopback, ReceiveMessage and DeleteMessageBatch (AWS JSON 1.0), with signatures and long polls.
 * https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_ReceiveMessage.html
 */
import type { AwsOptions } from '../kit/aws-forms.ts';
import { createAwsJsonEmulator, type AwsJsonInput } from '../kit/aws-json.ts';
import { toEmulatedError, toStreamedAnswer, type EmulatedError, type Emulator } from '../kit/emulator.ts';
import { isJsonObject } from '../kit/json.ts';
import type { EmulatedQueue, ReceivedMessage } from './queue.ts';

export interface SqsEmulatorOptions extends Omit<AwsOptions, 'region'> {
  /** Default: us-east-1. */
  readonly region?: string;
  /** By the whole URL, which requests name the queue by. Asked for each request, so a queue may come and go. */
  readonly queues: (url: string) => EmulatedQueue | undefined;
}

/** The errors that any call may meet. */
export const errors = {
  throttled: toError('RequestThrottled', 'The request was denied due to request throttling.'),
  denied: toError('AccessDeniedException', 'User is not authorized to perform: sqs:receivemessage on resource'),
};

/** The service names each of its errors in the words of the older protocol, too. */
const noQueue = toEmulatedError('com.amazonaws.sqs#QueueDoesNotExist', 'The specified queue does not exist.', {
  headers: { 'x-amzn-query-error': 'AWS.SimpleQueueService.NonExistentQueue;Sender' },
});

/** Starts the emulator. The id of a call is its queue's URL. */
export function createSqsEmulator({ region = 'us-east-1', queues, ...options }: SqsEmulatorOptions): Promise<Emulator> {
  const toId = ({ QueueUrl }: AwsJsonInput): string | null => (typeof QueueUrl === 'string' ? QueueUrl : null);
  const inQueue = (toAnswer: (queue: EmulatedQueue, input: AwsJsonInput) => object) => (input: AwsJsonInput) => {
    const queue = queues(toId(input) ?? '');
    return queue === undefined ? noQueue : toAnswer(queue, input);
  };
  return createAwsJsonEmulator(
    {
      version: '1.0',
      signingName: 'sqs',
      targetPrefix: 'AmazonSQS.',
      operations: {
        ReceiveMessage: { toId, toAnswer: inQueue(receive) },
        DeleteMessageBatch: { toId, toAnswer: inQueue(removeAll) },
      },
      errors,
    },
    { ...options, region },
  );
}

function receive(queue: EmulatedQueue, input: AwsJsonInput): object {
  const count = readNumber(input, 'MaxNumberOfMessages', 1, 10, 1);
  const wait = readNumber(input, 'WaitTimeSeconds', 0, 20, 0);
  const visibility = readNumber(input, 'VisibilityTimeout', 0, 43_200, 30);
  if (count === undefined || wait === undefined || visibility === undefined)
    return toError('InvalidParameterValue', 'A value is out of its range.');
  const asked = { count, wait, visibility };
  const messages = queue.receive(asked);
  if (messages.length > 0 || wait === 0) return toMembers(messages);
  return toStreamedAnswer({
    headers: { 'content-type': 'application/x-amz-json-1.0' },
    run: async (send, gone) => {
      send(JSON.stringify(toMembers(await queue.receiveLater(asked, gone))));
    },
  });
}

/** Without messages, the member is left out. */
function toMembers(messages: readonly ReceivedMessage[]): object {
  return messages.length === 0 ? {} : { Messages: messages };
}

const maxEntries = 10;

function removeAll(queue: EmulatedQueue, { Entries }: AwsJsonInput): object {
  const entries = Array.isArray(Entries) ? Entries.filter(isJsonObject) : [];
  if (entries.length === 0) return toError('EmptyBatchRequest', 'There should be at least one entry in the request.');
  if (entries.length > maxEntries) return toError('TooManyEntriesInBatchRequest', 'Maximum number of entries is 10.');
  const ids = entries.map(({ Id }) => String(Id));
  if (new Set(ids).size < ids.length) return toError('BatchEntryIdsNotDistinct', 'Two entries have one Id.');
  const results = entries.map(({ Id, ReceiptHandle }) => ({ Id, isDone: queue.remove(String(ReceiptHandle)) }));
  return {
    Successful: results.filter(({ isDone }) => isDone).map(({ Id }) => ({ Id })),
    Failed: results
      .filter(({ isDone }) => !isDone)
      .map(({ Id }) => ({ Id, SenderFault: true, Code: 'ReceiptHandleIsInvalid' })),
  };
}

/** Undefined if it is outside of its range. */
function readNumber(input: AwsJsonInput, name: string, min: number, max: number, usual: number): number | undefined {
  const value = input[name] ?? usual;
  return typeof value === 'number' && Number.isInteger(value) && value >= min && value <= max ? value : undefined;
}

function toError(code: string, message: string): EmulatedError {
  return toEmulatedError(`com.amazonaws.sqs#${code}`, message);
}
