/** One call of a check, with its status and times on the wire. */
import type { Caller } from '../../calls/caller.ts';
import { findRequestId } from '../../calls/read-answer.ts';
import { ProviderError } from '../../errors/errors.ts';
import type { Adapter, Call, CallTarget, Read } from '../../provider/contract/adapter.ts';
import type { SignedRequest } from '../../provider/contract/wire.ts';
import { listSecrets, readProviderMessage } from '../reading/provider-message.ts';

/** How calls are made, and for how long. */
export interface CheckCallOptions {
  readonly call: Caller;
  readonly adapter: Pick<Adapter, 'requestIdHeaders'>;
  /** Their secrets are never repeated. */
  readonly settings: object;
  readonly monotonic: () => number;
  readonly deadlineAt: number;
  readonly signal: AbortSignal;
}

/** What was seen of a call. */
interface Seen {
  /** The operation, as the provider names it. */
  readonly operation: string;
  readonly requestId: string | null;
  readonly clockOffsetSeconds: number | null;
}

/** The outcome of a call: a result, an error, or both where a part of the answer cannot be read. */
interface Outcome<T> {
  readonly result?: T;
  readonly error?: ProviderError;
  /** The unreadable member of the answer; a call may succeed and have one. */
  readonly unreadable?: ProviderError;
  readonly seen: Seen;
}

/** Throws the signal's reason if it aborts, but for the check's own deadline. */
export interface CheckCall {
  <T>(read: Read<T>): Promise<Outcome<T>>;
  /** For what takes several calls. @param target of each of them */
  readonly list: <T>(list: (call: Call) => Promise<T>, target: CallTarget | undefined) => Promise<Outcome<T>>;
  /** Of the last call: where it was sent, and what the provider said. */
  readonly last: () => { readonly origin: string | null; readonly message: string | null };
}

/** As requester `check`: it takes turns like any call. */
export function createCheckCall(options: CheckCallOptions): CheckCall {
  const { adapter, settings, monotonic, deadlineAt, signal } = options;
  const operation = {};
  let request: SignedRequest | undefined;
  let message: string | null = null;
  let seen: Seen = { operation: '', requestId: null, clockOffsetSeconds: null };
  let unreadable: ProviderError | undefined;

  async function send<T>(read: Read<T>): Promise<T> {
    seen = { operation: read.operation, requestId: null, clockOffsetSeconds: null };
    [request, message, unreadable] = [undefined, null, undefined];
    if (monotonic() >= deadlineAt) throw new ProviderError('PROVIDER_TIMEOUT');
    const noted: Read<T> = {
      ...read,
      toResult: (answer, onUnreadable) =>
        read.toResult(answer, (jobs, readable) => {
          onUnreadable?.(jobs, readable);
          const [first] = jobs;
          if (first !== undefined) unreadable ??= new ProviderError('PROVIDER_BAD_RESPONSE', { cause: first.bad });
        }),
    };
    return options.call(noted, {
      requester: 'check',
      operation,
      signal,
      deadlineAt,
      isForNoJob: true,
      onSend: (signed) => (request = signed),
      onAnswer: (answer, clockOffsetSeconds) => {
        // A page that was answered has no such sentence, and may be long.
        if (answer.status >= 400) message = readProviderMessage(answer, listSecrets(settings, request));
        const requestId = findRequestId(answer, adapter.requestIdHeaders);
        seen = { operation: read.operation, requestId, clockOffsetSeconds };
      },
    });
  }

  async function orError<T>(work: () => Promise<T>): Promise<Outcome<T>> {
    try {
      const result = await work();
      return unreadable === undefined ? { result, seen } : { result, unreadable, seen };
    } catch (error) {
      if (!(error instanceof ProviderError)) throw error;
      return { error, seen };
    }
  }

  const call = <T>(read: Read<T>): Promise<Outcome<T>> => orError(() => send(read));
  const list: CheckCall['list'] = (work, target) =>
    orError(() => work((read) => send(target === undefined ? read : { ...read, target })));
  return Object.assign(call, { list, last: () => ({ origin: request?.origin ?? null, message }) });
}
