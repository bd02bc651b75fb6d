/** From an answer to the read's result, or to the error that it means. */
import { ProviderError } from '../errors/errors.ts';
import { BadAnswer, type Adapter, type Read } from '../provider/adapter.ts';
import { toProviderError, toRequestId } from '../provider/error-codes.ts';
import { readRetryAfter } from '../provider/retry-after.ts';
import type { WireAnswer } from '../provider/wire.ts';
import { RetryableFailure } from './retry.ts';

/** How the provider's answers are read, and when this one came. */
export interface ReadAnswerOptions {
  readonly adapter: Pick<Adapter, 'toError' | 'toHold' | 'requestIdHeaders'>;
  readonly at: Date;
  /** The provider wants no call of the source for so many milliseconds. Called before the result is there. */
  readonly onHold: (milliseconds: number, isFailure: boolean) => void;
}

/** Throws `ProviderError`, in a `RetryableFailure` if another attempt may succeed. */
export function readAnswer<T>(read: Read<T>, answer: WireAnswer, { adapter, at, onHold }: ReadAnswerOptions): T {
  const { status } = answer;
  const held = adapter.toHold?.(answer, at) ?? 0;
  if ((status >= 200 && status <= 299) || read.alsoReads?.includes(status) === true) {
    if (held > 0) onHold(held, false);
    return readResult(read, answer, adapter);
  }
  const wireError = adapter.toError(answer, read.operation);
  const error = toProviderError(status, wireError);
  const hold = Math.max(held, wireError.holdMilliseconds ?? 0);
  if (hold > 0) onHold(hold, true);
  if (!error.isRetryable) throw error;
  throw new RetryableFailure(error, hold > 0 ? hold : readRetryAfter(answer, at), hold > 0);
}

function readResult<T>(read: Read<T>, answer: WireAnswer, { requestIdHeaders }: Pick<Adapter, 'requestIdHeaders'>): T {
  try {
    return read.toResult(answer);
  } catch (cause) {
    if (!(cause instanceof BadAnswer)) throw cause;
    throw new ProviderError('PROVIDER_BAD_RESPONSE', { requestId: findRequestId(answer, requestIdHeaders), cause });
  }
}

const usualRequestIdHeaders: readonly string[] = ['x-amzn-requestid', 'x-amz-request-id', 'x-cos-request-id'];

function findRequestId({ headers }: WireAnswer, names = usualRequestIdHeaders): string | null {
  return toRequestId(names.map((name) => headers[name]).find((id) => id !== undefined));
}
