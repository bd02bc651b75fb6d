/** Opens a stream of a source: waits for a turn, signs the request, and reads the head of the answer. */
import { ProviderError } from '../errors/errors.ts';
import type { Adapter } from '../provider/contract/adapter.ts';
import { toConnectionKind } from '../provider/contract/cause-kind.ts';
import { toProviderError } from '../provider/contract/error-codes.ts';
import { readClockOffset } from '../provider/contract/retry-after.ts';
import { CredentialsFault } from '../provider/contract/signer.ts';
import type { SignedRequest, WireRequest } from '../provider/contract/wire.ts';
import { Abandoned } from './abandoned.ts';
import { createAttemptNotes, type AttemptNotes } from './attempt-report.ts';
import type { CallerOptions } from './caller.ts';
import type { FlowKey } from './fair-queue.ts';
import type { LineStream, LineStreams } from './line-stream.ts';
import { raceAbort } from './abort.ts';
import { TransportFault } from '../provider/transport.ts';
import { withRenewal } from './renewal.ts';

/** The request for a stream, as an adapter declares it. */
interface StreamRead {
  /** The provider's name of the operation. */
  readonly operation: string;
  readonly request: WireRequest;
  /** The status of an answer that has no lines: it refuses the requested position, or says that nothing is there yet. */
  readonly expiredStatus: number;
}

/** On whose behalf the stream is opened; `signal` ends it. */
interface StreamContext extends FlowKey {
  readonly signal: AbortSignal;
}

/** Resolves to the lines once they may come; to `expired` if they cannot begin there. Throws `ProviderError`, or the signal's reason. */
export type OpenStream<Line = Uint8Array> = (
  read: StreamRead,
  context: StreamContext,
) => Promise<AsyncIterable<Line> | 'expired'>;

/** How the streams of one source are signed, limited and read. */
export interface OpenerOptions<Line = Uint8Array> extends Pick<
  CallerOptions,
  'sign' | 'limiter' | 'timeoutMilliseconds' | 'now' | 'monotonic' | 'onAttempt'
> {
  readonly adapter: Pick<Adapter, 'toError'>;
  readonly streams: LineStreams<Line>;
}

/** Credentials that the provider refuses are read again, once for each stream. */
export function createOpener<Line>(options: OpenerOptions<Line>): OpenStream<Line> {
  return (read, context) => withRenewal(options.sign.renewal, context.signal, () => attempt(options, read, context));
}

async function attempt<Line>(
  options: OpenerOptions<Line>,
  read: StreamRead,
  context: StreamContext,
): ReturnType<OpenStream<Line>> {
  const { limiter, monotonic, timeoutMilliseconds, onAttempt } = options;
  const startBy = monotonic() + timeoutMilliseconds;
  const release = await limiter.acquire({ ...context, isRefused: () => false, startBy });
  const startedAt = monotonic();
  const notes = createAttemptNotes(read, options, () => null);
  try {
    const lines = await openInTime(options, read, context.signal, notes.onSend);
    onAttempt(notes.end(), context.operation);
    return lines;
  } catch (failure) {
    onAttempt(notes.end(failure), context.operation);
    if (failure instanceof ProviderError && failure.code === 'PROVIDER_THROTTLED') limiter.slowDown(startedAt);
    throw failure;
  } finally {
    // An open stream takes no place from the calls.
    release();
  }
}

async function openInTime<Line>(
  options: OpenerOptions<Line>,
  read: StreamRead,
  outer: AbortSignal,
  onSend: AttemptNotes['onSend'],
): ReturnType<OpenStream<Line>> {
  const life = new AbortController();
  const follow = (): void => {
    life.abort(outer.reason);
  };
  const forget = (): void => {
    outer.removeEventListener('abort', follow);
  };
  outer.throwIfAborted();
  outer.addEventListener('abort', follow, { once: true });
  // Only for the head: the stream itself has no time limit.
  const at = new Date(options.now());
  const timer = setTimeout(() => {
    life.abort(new ProviderError('PROVIDER_TIMEOUT'));
  }, options.timeoutMilliseconds);
  try {
    const stream = await raceAbort(send(options, read, at, life.signal, onSend), life.signal);
    const { status } = stream.head;
    if (status !== read.expiredStatus && status >= 200 && status <= 299) return readLines(stream, forget);
    if (status !== read.expiredStatus) throw await toRefusal(options, read, stream, at);
    life.abort(new Abandoned());
    forget();
    return 'expired';
  } catch (cause) {
    forget();
    life.abort(new Abandoned());
    throw toStreamError(cause);
  } finally {
    clearTimeout(timer);
  }
}

async function send<Line>(
  options: OpenerOptions<Line>,
  read: StreamRead,
  at: Date,
  signal: AbortSignal,
  onSend: AttemptNotes['onSend'],
): Promise<LineStream<Line>> {
  const signed = await toSigned(options, read, at);
  onSend(signed, at);
  return options.streams.open(signed, signal);
}

async function toSigned({ sign }: Pick<OpenerOptions, 'sign'>, read: StreamRead, at: Date): Promise<SignedRequest> {
  try {
    return await sign(read.request, at);
  } catch (error) {
    if (error instanceof ProviderError) throw error;
    // There are no credentials. The cause may name files and hosts, so it is dropped.
    const causeKind = error instanceof CredentialsFault ? error.kind : 'CREDENTIALS_FAILED';
    throw new ProviderError('PROVIDER_ACCESS_DENIED', { causeKind });
  }
}

async function* readLines<Line>({ lines }: LineStream<Line>, onEnd: () => void): AsyncGenerator<Line, undefined> {
  try {
    yield* lines;
  } catch (cause) {
    throw toStreamError(cause);
  } finally {
    onEnd();
  }
  return undefined;
}

async function toRefusal(
  { adapter }: Pick<OpenerOptions, 'adapter'>,
  read: StreamRead,
  { head, readAll }: Pick<LineStream, 'head' | 'readAll'>,
  signedAt: Date,
): Promise<ProviderError> {
  const answer = { ...head, body: await readAll() };
  const clockOffsetSeconds = readClockOffset(head, signedAt);
  return toProviderError(answer.status, adapter.toError(answer, read.operation), { clockOffsetSeconds });
}

function toStreamError(cause: unknown): unknown {
  if (!(cause instanceof TransportFault)) return cause;
  if (cause.kind === 'encoding')
    return new ProviderError('PROVIDER_BAD_RESPONSE', { causeKind: 'ANSWER_UNREADABLE', cause });
  const causeKind =
    cause.kind === 'connection' ? (toConnectionKind(cause.code) ?? 'CONNECTION_LOST') : 'ANSWER_CUT_OFF';
  return new ProviderError('PROVIDER_UNAVAILABLE', { causeKind, cause });
}
