/** Opens a stream of a source: waits for a turn, signs the request, and reads the head of the answer. */
import { ProviderError } from '../errors/errors.ts';
import type { Adapter } from '../provider/adapter.ts';
import { toConnectionKind } from '../provider/cause-kind.ts';
import { toProviderError } from '../provider/error-codes.ts';
import { CredentialsFault } from '../provider/signer.ts';
import type { SignedRequest, WireRequest } from '../provider/wire.ts';
import { Abandoned } from './abandoned.ts';
import type { CallerOptions } from './caller.ts';
import type { Party } from './fair-queue.ts';
import type { LineStream, LineStreams } from './line-stream.ts';
import { raceAbort } from './race-abort.ts';
import { TransportFault } from './transport.ts';

/** The request for a stream, as an adapter declares it. */
export interface StreamRead {
  /** The provider's name of the operation. */
  readonly operation: string;
  readonly request: WireRequest;
  /** The status of an answer that refuses the requested position. */
  readonly expiredStatus: number;
}

/** On whose behalf the stream is opened; `signal` ends it. */
export interface StreamContext extends Party {
  readonly signal: AbortSignal;
}

/** Resolves to the lines once they may come; to `expired` if they cannot begin there. Throws `ProviderError`, or the signal's reason. */
export type OpenStream = (read: StreamRead, context: StreamContext) => Promise<AsyncIterable<Uint8Array> | 'expired'>;

export interface OpenerOptions extends Pick<
  CallerOptions,
  'sign' | 'limiter' | 'timeoutMilliseconds' | 'now' | 'monotonic' | 'onAttempt'
> {
  readonly adapter: Pick<Adapter, 'toError'>;
  readonly streams: LineStreams;
}

/** Credentials that the provider refuses are read again, once for each stream. */
export function createOpener(options: OpenerOptions): OpenStream {
  const { sign } = options;
  return async (read, context) => {
    const version = sign.renewal?.version() ?? 0;
    try {
      return await attempt(options, read, context);
    } catch (failure) {
      const isDenied = failure instanceof ProviderError && failure.code === 'PROVIDER_ACCESS_DENIED';
      if (!isDenied || sign.renewal === undefined || version === 0) throw failure;
      // The credentials may have been replaced since they were read.
      if (!(await sign.renewal.renew(version))) throw failure;
      return attempt(options, read, context);
    }
  };
}

async function attempt(options: OpenerOptions, read: StreamRead, context: StreamContext): ReturnType<OpenStream> {
  const { limiter, monotonic, timeoutMilliseconds, onAttempt } = options;
  const startBy = monotonic() + timeoutMilliseconds;
  const release = await limiter.acquire({ ...context, isRefused: () => false, startBy });
  const startedAt = monotonic();
  let origin: string | null = null;
  const report = (errorCode: string | null, causeKind: ProviderError['causeKind'] | null): void => {
    const milliseconds = monotonic() - startedAt;
    onAttempt({ operation: read.operation, keys: 0, errorCode, causeKind, milliseconds, origin }, context.operation);
  };
  const onSend = (signed: SignedRequest): void => {
    ({ origin } = signed);
  };
  try {
    const lines = await openInTime(options, read, context.signal, onSend);
    report(null, null);
    return lines;
  } catch (failure) {
    if (failure instanceof ProviderError) report(failure.code, failure.causeKind);
    else report('ABORTED', null);
    if (failure instanceof ProviderError && failure.code === 'PROVIDER_THROTTLED') limiter.slowDown(startedAt);
    throw failure;
  } finally {
    // An open stream takes no place from the calls.
    release();
  }
}

async function openInTime(
  options: OpenerOptions,
  read: StreamRead,
  outer: AbortSignal,
  onSend: (signed: SignedRequest) => void,
): ReturnType<OpenStream> {
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
  const timer = setTimeout(() => {
    life.abort(new ProviderError('PROVIDER_TIMEOUT'));
  }, options.timeoutMilliseconds);
  try {
    const stream = await raceAbort(send(options, read, life.signal, onSend), life.signal);
    const { status } = stream.head;
    if (status >= 200 && status <= 299) return readLines(stream, forget);
    if (status !== read.expiredStatus) throw await toRefusal(options, read, stream);
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

async function send(
  options: OpenerOptions,
  read: StreamRead,
  signal: AbortSignal,
  onSend: (signed: SignedRequest) => void,
): Promise<LineStream> {
  const signed = await toSigned(options, read);
  onSend(signed);
  return options.streams.open(signed, signal);
}

async function toSigned({ sign, now }: OpenerOptions, read: StreamRead): Promise<SignedRequest> {
  try {
    return await sign(read.request, new Date(now()));
  } catch (error) {
    if (error instanceof ProviderError) throw error;
    // There are no credentials. The cause may name files and hosts, so it is dropped.
    const causeKind = error instanceof CredentialsFault ? error.kind : 'CREDENTIALS_FAILED';
    throw new ProviderError('PROVIDER_ACCESS_DENIED', { causeKind });
  }
}

async function* readLines({ lines }: LineStream, onEnd: () => void): AsyncGenerator<Uint8Array, undefined> {
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
  { adapter }: OpenerOptions,
  read: StreamRead,
  { head, readAll }: LineStream,
): Promise<ProviderError> {
  const answer = { ...head, body: await readAll() };
  return toProviderError(answer.status, adapter.toError(answer, read.operation));
}

function toStreamError(cause: unknown): unknown {
  if (!(cause instanceof TransportFault)) return cause;
  const causeKind =
    cause.kind === 'connection' ? (toConnectionKind(cause.code) ?? 'CONNECTION_LOST') : 'ANSWER_CUT_OFF';
  return new ProviderError('PROVIDER_UNAVAILABLE', { causeKind, cause });
}
