/** One exchange with a provider: signs the request, sends it once, waits for its turn to be read, and reads the answer. */
import type { Signal } from '../platform/signal.ts';
import type { Clock } from '../platform/clock.ts';
import { ProviderError } from '../errors/errors.ts';
import type { Read } from '../provider/contract/adapter.ts';
import { toConnectionKind } from '../provider/contract/cause-kind.ts';
import { CredentialsFault, type Signer } from '../provider/contract/signer.ts';
import type { SignedRequest, WireAnswer, WireRequest } from '../provider/contract/wire.ts';
import { TransportFault, type Transport } from '../provider/transport.ts';
import { createDeadline, raceAbort } from './abort.ts';
import type { AttemptNotes } from './attempt-report.ts';
import { readAnswer, type ReadAnswerOptions } from './read-answer.ts';
import { RetryableFailure } from './retry.ts';
import type { Yielder } from './yielder.ts';

/** How requests are signed and sent, and answers read. */
export interface ExchangeOptions extends Pick<Clock, 'now'> {
  readonly adapter: ReadAnswerOptions['adapter'];
  readonly sign: Signer;
  readonly transport: Transport;
  /** Decides when an answer may be read: all sources share the event loop. */
  readonly yielder: Yielder;
}

/** For whom the exchange is, and how long it may take. */
interface ExchangeContext extends Pick<ReadAnswerOptions, 'onCooldown'> {
  readonly signal: Signal;
  readonly milliseconds: number;
  readonly notes: AttemptNotes;
  /** For checks: the request, and the answer to it, good or bad. */
  readonly onSend?: ((request: SignedRequest) => void) | undefined;
  readonly onAnswer?: ((answer: WireAnswer, clockOffsetSeconds: number | null) => void) | undefined;
}

/**
 * Throws `ProviderError`, in a `RetryableFailure` if another attempt may succeed, and the signal's reason if it aborts first.
 */
export async function exchange<T>(options: ExchangeOptions, read: Read<T>, context: ExchangeContext): Promise<T> {
  const { adapter, yielder, now } = options;
  const { signal, notes, onAnswer, onCooldown } = context;
  const answer = await sendInTime(options, read.request, context);
  const turn = yielder.acquire(answer.body.byteLength);
  if (turn !== undefined) {
    await turn;
    signal.throwIfAborted();
  }
  const clockOffsetSeconds = notes.onAnswer(answer);
  onAnswer?.(answer, clockOffsetSeconds);
  const at = new Date(now());
  return readAnswer(read, answer, { adapter, at, clockOffsetSeconds, onCooldown, onUnreadable: notes.onUnreadable });
}

async function sendInTime(
  { sign, transport, now }: ExchangeOptions,
  request: WireRequest,
  { signal, milliseconds, notes, onSend }: ExchangeContext,
): Promise<WireAnswer> {
  // The waiter may have aborted while it was queued.
  signal.throwIfAborted();
  const deadline = createDeadline(milliseconds, signal);
  try {
    const at = new Date(now());
    const signed = await toSigned(sign, request, at, deadline.signal);
    deadline.signal.throwIfAborted();
    notes.onSend(signed, at);
    onSend?.(signed);
    return await transport.send(signed, deadline.signal);
  } catch (cause) {
    signal.throwIfAborted();
    if (deadline.signal.aborted) throw new RetryableFailure(new ProviderError('PROVIDER_TIMEOUT', { cause }));
    throw toFailure(cause);
  } finally {
    deadline.clear();
  }
}

/** Signs every attempt anew, because signatures contain a time. */
async function toSigned(sign: Signer, request: WireRequest, at: Date, signal: Signal): Promise<SignedRequest> {
  try {
    const signing = sign(request, at);
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
