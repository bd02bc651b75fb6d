/** Makes one call to a source: breaker, retries, limiter, timeout, signature, and reading the answer. */
import type { Clock } from '../platform/clock.ts';
import { ProviderError } from '../errors/errors.ts';
import type { Read } from '../provider/contract/adapter.ts';
import type { BreakerCall } from './failure-window.ts';
import type { Breakers } from './breaker.ts';
import type { OperationId } from './fair-queue.ts';
import type { Limiter } from './limiter.ts';
import { NotSent } from './not-sent.ts';
import { retry, RetryableFailure, type RetryBudget } from './retry.ts';
import type { ReadContext } from './read-context.ts';
import { createAttemptNotes, type AttemptReport } from './attempt-report.ts';
import { exchange, type ExchangeOptions } from './exchange.ts';
import { findRequestId } from './read-answer.ts';
import { withRenewal } from './renewal.ts';
import type { SignedRequest, WireAnswer } from '../provider/contract/wire.ts';

/** On whose behalf a call is made. */
export interface CallContext extends ReadContext {
  /** In milliseconds of the monotonic clock. No attempt starts after it. */
  readonly deadlineAt: number;
  /** True if the call is not for a single job, such as for a list. */
  readonly isForNoJob?: boolean;
  /** For checks: the request of each attempt, and the answer to it, good or bad. */
  readonly onSend?: (request: SignedRequest) => void;
  readonly onAnswer?: (answer: WireAnswer, clockOffsetSeconds: number | null) => void;
}

/** The parts of one source that its calls go through. */
export interface CallerOptions extends Clock, ExchangeOptions {
  readonly source: string;
  readonly limiter: Limiter;
  readonly breakers: Breakers;
  readonly budget: RetryBudget;
  /** For one attempt. */
  readonly timeoutMilliseconds: number;
  readonly random: () => number;
  /** `operation` is the call context's. */
  readonly onAttempt: (report: AttemptReport, operation: OperationId) => void;
  /** The answer to a call that succeeded says that no other one may follow for a while. */
  readonly onCooldown?: () => void;
}

/** Resolves to the read's result. Throws `ProviderError`, or the signal's reason if it aborts first. */
export type Caller = <T>(read: Read<T>, context: CallContext) => Promise<T>;

/** A call runs in its operation's breaker; each of its attempts waits for the limiter and is signed anew. */
export function createCaller(options: CallerOptions): Caller {
  const { breakers, budget, sign, monotonic, random } = options;
  return async (read, context) => {
    const { requester, signal, deadlineAt, isForNoJob = false } = context;
    const breaker = breakers.of(read.operation);
    const call: BreakerCall = { requester, jobs: isForNoJob ? [] : (read.keys ?? [JSON.stringify(read.request)]) };
    const isRefused = (): boolean => breaker.refuses(call);
    try {
      return await breaker.run(call, () =>
        retry(() => withRenewal(sign.renewal, signal, () => attempt(options, read, context, isRefused)), {
          budget,
          signal,
          deadlineAt,
          monotonic,
          random,
        }),
      );
    } catch (error) {
      throw error instanceof NotSent ? error.error : error;
    }
  };
}

async function attempt<T>(
  options: CallerOptions,
  read: Read<T>,
  context: CallContext,
  isRefused: () => boolean,
): Promise<T> {
  const { source, limiter, monotonic, onAttempt } = options;
  const askedAt = monotonic();
  const place = takePlace(options, context, isRefused);
  const release = place instanceof Promise ? await place : place;
  const startedAt = monotonic();
  context.tally?.call(source, read.operation);
  context.tally?.waited(source, Math.round(startedAt - askedAt));
  const notes = createAttemptNotes(read, options, (answer) => findRequestId(answer, options.adapter.requestIdHeaders));
  const onCooldown = (milliseconds: number, isFailure: boolean): void => {
    if (milliseconds === 0) limiter.endCooldown(startedAt);
    else limiter.coolDown(milliseconds);
    if (milliseconds > 0 && !isFailure) options.onCooldown?.();
  };
  try {
    const timeLeft = Math.max(0, context.deadlineAt - monotonic());
    const milliseconds = Math.min(options.timeoutMilliseconds, timeLeft);
    const result = await exchange(options, read, { ...context, milliseconds, notes, onCooldown });
    onAttempt(notes.end(), context.operation);
    return result;
  } catch (failure) {
    const error = failure instanceof RetryableFailure ? failure.error : failure;
    onAttempt(notes.end(error), context.operation);
    // A hold already stops all calls, so the rate stays as it is.
    if (error instanceof ProviderError && error.code === 'PROVIDER_THROTTLED' && !isCooldownOf(failure))
      limiter.slowDown(startedAt);
    throw failure;
  } finally {
    release();
  }
}

function isCooldownOf(failure: unknown): boolean {
  return failure instanceof RetryableFailure && failure.isCooldown;
}

/** An attempt that would start with less than this share of its timeout is not made. */
const minShareOfTimeout = 0.2;

/**
 * Gets a slot at once if one is free, else waits for one. Throws or rejects with `NotSent` if the call gets no slot.
 */
function takePlace(
  options: CallerOptions,
  { requester, operation, signal, deadlineAt, endsAt }: CallContext,
  isRefused: () => boolean,
): (() => void) | Promise<() => void> {
  const { limiter, timeoutMilliseconds } = options;
  try {
    // The breaker may have opened while this call waited for its retry.
    if (isRefused()) throw new ProviderError('PROVIDER_UNAVAILABLE', { causeKind: 'BREAKER_OPEN' });
    const place = limiter.acquire({
      requester,
      operation,
      signal,
      isRefused,
      endsAt,
      startBy: deadlineAt - timeoutMilliseconds * minShareOfTimeout,
    });
    return place instanceof Promise ? place.catch(throwNotSent) : place;
  } catch (error) {
    return throwNotSent(error);
  }
}

function throwNotSent(error: unknown): never {
  throw error instanceof ProviderError ? new NotSent(error) : error;
}
