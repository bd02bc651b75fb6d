/** Turns an answer into the read's result, or into the error that the answer means. */
import { ProviderError } from '../errors/errors.ts';
import type { Adapter, OnUnreadable, Read } from '../provider/contract/adapter.ts';
import { BadAnswer, TooManyParts } from '../provider/contract/bad-answer.ts';
import { toProviderError, toRequestId } from '../provider/contract/error-codes.ts';
import { readAnswerTime, readRetryAfter } from '../provider/contract/retry-after.ts';
import type { WireAnswer } from '../provider/contract/wire.ts';
import { RetryableFailure } from './retry.ts';

/** How the provider's answers are read, and when this one came by our clock. */
export interface ReadAnswerOptions {
  readonly adapter: Pick<Adapter, 'toError' | 'toCooldown' | 'requestIdHeaders'>;
  readonly at: Date;
  /** By how many seconds our clock is behind the provider's; null where the answer does not say the time. */
  readonly clockOffsetSeconds: number | null;
  readonly onUnreadable: OnUnreadable;
  /** The provider wants no call of the source for so many milliseconds; 0: it takes calls. Called before the result is there. */
  readonly onCooldown: (milliseconds: number, isFailure: boolean) => void;
}

/** Throws `ProviderError`, in a `RetryableFailure` if another attempt may succeed. */
export function readAnswer<T>(read: Read<T>, answer: WireAnswer, options: ReadAnswerOptions): T {
  const { adapter, at, clockOffsetSeconds, onCooldown, onUnreadable } = options;
  const { status } = answer;
  const announced = Math.max(0, adapter.toCooldown?.(answer, readAnswerTime(answer, at)) ?? 0);
  if ((status >= 200 && status <= 299) || read.alsoReads?.includes(status) === true) {
    onCooldown(announced, false);
    return readResult(read, answer, adapter, onUnreadable);
  }
  const wireError = adapter.toError(answer, read.operation);
  const error = toProviderError(status, wireError, { clockOffsetSeconds, target: read.target });
  const cooldown = Math.max(announced, wireError.cooldownMilliseconds ?? 0);
  if (cooldown > 0 || !error.isRetryable) onCooldown(cooldown, true);
  if (!error.isRetryable) throw error;
  const wait = cooldown > 0 ? cooldown : readRetryAfter(answer, readAnswerTime(answer, at));
  throw new RetryableFailure(error, wait, cooldown > 0);
}

function readResult<T>(
  read: Read<T>,
  answer: WireAnswer,
  { requestIdHeaders }: Pick<Adapter, 'requestIdHeaders'>,
  onUnreadable: OnUnreadable,
): T {
  try {
    return read.toResult(answer, onUnreadable);
  } catch (cause) {
    if (!(cause instanceof BadAnswer)) throw cause;
    const causeKind = cause instanceof TooManyParts ? 'ANSWER_TOO_LARGE' : 'ANSWER_UNREADABLE';
    const requestId = findRequestId(answer, requestIdHeaders);
    throw new ProviderError('PROVIDER_BAD_RESPONSE', { causeKind, requestId, cause });
  }
}

const usualRequestIdHeaders: readonly string[] = ['x-amzn-requestid', 'x-amz-request-id', 'x-cos-request-id'];

/** The provider's id of the request in the answer's headers; null without one that is safe to pass on. */
export function findRequestId({ headers }: Pick<WireAnswer, 'headers'>, names = usualRequestIdHeaders): string | null {
  return toRequestId(names.map((name) => headers[name]).find((id) => id !== undefined));
}
