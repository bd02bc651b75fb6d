/** Makes one call to a source: breaker, retries, limiter, timeout, signature, and reading the answer. */
import type { Signal } from '../platform/signal.ts';
import type { Clock } from '../platform/clock.ts';
import { ProviderError } from '../errors/errors.ts';
import type { Read } from '../provider/contract/adapter.ts';
import type { BreakerCall } from './failure-window.ts';
import type { Breakers } from './breaker.ts';
import { toConnectionKind } from '../provider/contract/cause-kind.ts';
import { createDeadline, raceAbort } from './abort.ts';
import type { OperationId } from './fair-queue.ts';
import type { Limiter } from './limiter.ts';
import { NotSent } from './not-sent.ts';
import { retry, RetryableFailure, type RetryBudget } from './retry.ts';
import type { ReadContext } from './read-context.ts';
import { createAttemptNotes, type AttemptReport } from './attempt-report.ts';
import { findRequestId, readAnswer, type ReadAnswerOptions } from './read-answer.ts';
import { CredentialsFault, type Signer } from '../provider/contract/signer.ts';
import { TransportFault, type Transport } from '../provider/transport.ts';
import type { Yielder } from './yielder.ts';
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
export interface CallerOptions extends Clock {
  readonly source: string;
  readonly adapter: ReadAnswerOptions['adapter'];
  readonly sign: Signer;
  readonly transport: Transport;
  readonly limiter: Limiter;
  readonly breakers: Breakers;
  readonly budget: RetryBudget;
  /** Decides when an answer may be read: all sources share the event loop. */
  readonly yielder: Yielder;
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
  const { breakers, budget, monotonic, random } = options;
  const attemptOne = options.sign.renewal === undefined ? attempt : attemptWithRenewal;
  return async (read, context) => {
    const { requester, signal, deadlineAt, isForNoJob = false } = context;
    const breaker = breakers.of(read.operation);
    const call: BreakerCall = { requester, jobs: isForNoJob ? [] : (read.keys ?? [JSON.stringify(read.request)]) };
    const isRefused = (): boolean => breaker.refuses(call);
    try {
      return await breaker.run(call, () =>
        retry(() => attemptOne(options, read, context, isRefused), {
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

/** Refused credentials may have been replaced since they were read: tries once more with the new ones. */
async function attemptWithRenewal<T>(
  options: CallerOptions,
  read: Read<T>,
  context: CallContext,
  isRefused: () => boolean,
): Promise<T> {
  const { renewal } = options.sign;
  const version = renewal?.version() ?? 0;
  try {
    return await attempt(options, read, context, isRefused);
  } catch (failure) {
    const isDenied = failure instanceof ProviderError && failure.code === 'PROVIDER_ACCESS_DENIED';
    if (!isDenied || renewal === undefined || version === 0) throw failure;
    if (!(await raceAbort(renewal.renew(version), context.signal))) throw failure;
    return attempt(options, read, context, isRefused);
  }
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
    const answer = await sendInTime(options, read, context, notes.onSend);
    const turn = options.yielder.acquire(answer.body.byteLength);
    if (turn !== undefined) {
      await turn;
      context.signal.throwIfAborted();
    }
    const clockOffsetSeconds = notes.onAnswer(answer);
    context.onAnswer?.(answer, clockOffsetSeconds);
    const at = new Date(options.now());
    const { adapter } = options;
    const result = readAnswer(read, answer, {
      adapter,
      at,
      clockOffsetSeconds,
      onCooldown,
      onUnreadable: notes.onUnreadable,
    });
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

async function sendInTime<T>(
  options: CallerOptions,
  read: Read<T>,
  context: CallContext,
  onSend: (signed: SignedRequest, at: Date) => void,
): Promise<WireAnswer> {
  const { monotonic, now, timeoutMilliseconds } = options;
  // The waiter may have aborted while it was queued.
  context.signal.throwIfAborted();
  const timeLeft = Math.min(timeoutMilliseconds, Math.max(0, context.deadlineAt - monotonic()));
  const deadline = createDeadline(timeLeft, context.signal);
  try {
    const at = new Date(now());
    const signed = await toSigned(options, read, at, deadline.signal);
    deadline.signal.throwIfAborted();
    onSend(signed, at);
    context.onSend?.(signed);
    return await options.transport.send(signed, deadline.signal);
  } catch (cause) {
    context.signal.throwIfAborted();
    if (deadline.signal.aborted) throw new RetryableFailure(new ProviderError('PROVIDER_TIMEOUT', { cause }));
    throw toFailure(cause);
  } finally {
    deadline.clear();
  }
}

/** Signs every attempt anew, because signatures contain a time. */
async function toSigned<T>({ sign }: CallerOptions, read: Read<T>, at: Date, signal: Signal): Promise<SignedRequest> {
  try {
    const signing = sign(read.request, at);
    // Reading credentials may hang, and cannot be aborted.
    return signing instanceof Promise ? await raceAbort(signing, signal) : signing;
  } catch (error) {
    if (signal.aborted) throw error;
    if (error instanceof ProviderError) throw error.isRetryable ? new RetryableFailure(error) : error;
    // There are no credentials. The cause may name files, profiles and hosts, so it is dropped.
    const causeKind = error instanceof CredentialsFault ? error.kind : 'CREDENTIALS_FAILED';
    throw new ProviderError('PROVIDER_ACCESS_DENIED', { causeKind });
  }
}

function toFailure(cause: unknown): unknown {
  if (!(cause instanceof TransportFault)) return cause;
  if (cause.kind === 'connection') {
    const causeKind = toConnectionKind(cause.code) ?? 'CONNECTION_LOST';
    return new RetryableFailure(new ProviderError('PROVIDER_UNAVAILABLE', { causeKind, cause }));
  }
  // A truncated body is retried like a lost connection, but is finally reported as a bad answer.
  if (cause.kind === 'cutOff')
    return new RetryableFailure(new ProviderError('PROVIDER_BAD_RESPONSE', { causeKind: 'ANSWER_CUT_OFF', cause }));
  const causeKind = cause.kind === 'tooLarge' ? 'ANSWER_TOO_LARGE' : 'ANSWER_UNREADABLE';
  return new ProviderError('PROVIDER_BAD_RESPONSE', { causeKind, cause });
}
