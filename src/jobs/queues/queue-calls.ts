/**
 * The two operations that a queue is asked for (SQS, AWS JSON 1.0), outside of the limits and breakers of any source.
 * @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_ReceiveMessage.html
 */
import { createAttemptNotes, type AttemptReport } from '../../calls/attempt-report.ts';
import { exchange, type ExchangeOptions } from '../../calls/exchange.ts';
import { findRequestId } from '../../calls/read-answer.ts';
import { withRenewal } from '../../calls/renewal.ts';
import { RetryableFailure } from '../../calls/retry.ts';
import type { Clock } from '../../platform/clock.ts';
import type { Signal } from '../../platform/signal.ts';
import { toAwsJsonError } from '../../provider/aws/errors.ts';
import { createAwsJsonReads } from '../../provider/aws/json-reads.ts';
import { BadAnswer, type Read } from '../../provider/contract/adapter.ts';
import type { WireAnswer, WireError } from '../../provider/contract/wire.ts';
import { readObjects, requireString, type JsonObject } from '../../provider/decode/json-fields.ts';

/** A message; nothing of its body is checked. */
export interface QueueMessage {
  readonly receiptHandle: string;
  /** Null if it is no text. */
  readonly body: string | null;
}

/** Calls of one queue. They throw `ProviderError`, or the signal's reason if it aborts first. */
export interface QueueCalls {
  /** Waits up to so many seconds for the first message. */
  readonly receive: (count: number, waitSeconds: number) => Promise<readonly QueueMessage[]>;
  /** @param messages 1 to 10 */
  readonly remove: (messages: readonly QueueMessage[]) => Promise<void>;
}

/** How a queue is called, and who hears of each attempt. */
interface QueueCallsOptions extends Clock, Omit<ExchangeOptions, 'adapter'> {
  readonly queueUrl: string;
  /** Ends the calls under way. */
  readonly signal: Signal;
  readonly onAttempt: (report: AttemptReport) => void;
}

/** The most messages that one call receives or deletes. */
export const maxMessages = 10;
/** For how long a message that was received is given to no other reader. */
const visibilitySeconds = 30;
const timeoutMilliseconds = 25_000;

/** Credentials that are refused are read again, once for each call. */
export function createQueueCalls(options: QueueCallsOptions): QueueCalls {
  const { queueUrl: QueueUrl, sign, signal } = options;
  const call = <T>(read: Read<T>): Promise<T> =>
    withRenewal(sign.renewal, signal, () => attempt({ ...options, adapter: { toError } }, read));
  return {
    receive: (count, waitSeconds) => {
      const wait = { WaitTimeSeconds: waitSeconds, VisibilityTimeout: visibilitySeconds };
      const toResult = (body: JsonObject): readonly QueueMessage[] => readMessages(body, count);
      return call(
        toRead({ operation: 'ReceiveMessage', input: { QueueUrl, MaxNumberOfMessages: count, ...wait }, toResult }),
      );
    },
    remove: (messages) => {
      const Entries = messages.map(({ receiptHandle }, index) => ({ Id: String(index), ReceiptHandle: receiptHandle }));
      // An entry that fails is not tried again: its message comes again.
      return call(toRead({ operation: 'DeleteMessageBatch', input: { QueueUrl, Entries }, toResult: () => undefined }));
    },
  };
}

const toRead = createAwsJsonReads({ version: '1.0', targetPrefix: 'AmazonSQS.' });

async function attempt<T>(options: QueueCallsOptions & Pick<ExchangeOptions, 'adapter'>, read: Read<T>): Promise<T> {
  const { signal, onAttempt } = options;
  const notes = createAttemptNotes(read, options, findRequestId);
  const context = { signal, notes, milliseconds: timeoutMilliseconds, onCooldown: () => undefined };
  try {
    const result = await exchange(options, read, context);
    onAttempt(notes.end());
    return result;
  } catch (failure) {
    const error = failure instanceof RetryableFailure ? failure.error : failure;
    onAttempt(notes.end(error));
    throw error;
  }
}

/** Without messages, the member is absent. */
function readMessages(body: JsonObject, max: number): readonly QueueMessage[] {
  const messages = readObjects(body, 'Messages') ?? [];
  if (messages.length > max) throw new BadAnswer('Messages', 'list', 'list');
  return messages.map((message) => ({
    receiptHandle: requireString(message, 'ReceiptHandle'),
    body: typeof message['Body'] === 'string' ? message['Body'] : null,
  }));
}

/** The name of the error in the older protocol, which the service says as well. */
const olderNonExistent = /^AWS\.SimpleQueueService\.NonExistentQueue(;|$)/;

function toError(answer: WireAnswer): WireError {
  const error = toAwsJsonError(answer);
  const isNoQueue =
    error.code === 'QueueDoesNotExist' || olderNonExistent.test(answer.headers['x-amzn-query-error'] ?? '');
  if (isNoQueue) return { ...error, meaning: 'PROVIDER_REJECTED', causeKind: 'TARGET_UNKNOWN' };
  return error.code === 'KmsThrottled' ? { ...error, meaning: 'PROVIDER_THROTTLED' } : error;
}
