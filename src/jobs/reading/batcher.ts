/**
 * Gathers the keys that are requested from a source in one turn of the event loop into as few calls as its provider
 * allows. If a call fails and one key may be the cause, it is repeated in parts; never in an outage.
 */
import type { Signal } from '../../platform/signal.ts';
import { Aborter } from '../../calls/abort.ts';
import { ProviderError, type ProviderErrorCode } from '../../errors/errors.ts';
import type { JobKey } from '../../provider/contract/job.ts';
import { Abandoned } from '../../calls/abandoned.ts';

/** The result of one call by key. A missing key means that the provider does not know the job. */
export type Answers<T> = ReadonlyMap<JobKey, T | ProviderError>;

/** On whose behalf a key is requested. `signal` aborts when the requester waits for it no longer. */
export interface BatchContext {
  readonly signal: Signal;
}

interface BatcherOptions<T, Context extends BatchContext> {
  /** Maximum number of keys per call. */
  readonly maxKeys: number;
  /**
   * Makes one call, with its retries, for at least one key and without duplicates. `context` is that of the first key, with
   * a signal that aborts when all keys' signals have aborted.
   */
  readonly call: (keys: readonly JobKey[], context: Context) => Promise<Answers<T>>;
}

/** Resolves to the provider's answer for one job. Throws `ProviderError`, or the signal's reason. */
type Batcher<T, Context extends BatchContext> = (key: JobKey, context: Context) => Promise<T>;

interface Waiting<T, Context> {
  readonly key: JobKey;
  readonly context: Context;
  readonly resolve: (answer: T) => void;
  readonly reject: (error: unknown) => void;
}

/** Errors of a whole call that one bad key may have caused. */
const faultsOfKeys: ReadonlySet<ProviderErrorCode> = new Set([
  'PROVIDER_REJECTED',
  'PROVIDER_ACCESS_DENIED',
  'PROVIDER_BAD_RESPONSE',
]);

/** Enough to find one bad key among 100: the first and last half, then at most two calls per halving. */
const maxSplitCalls = 16;

/** Gathers the keys of one turn of the event loop into calls of at most `maxKeys`. */
export function createBatcher<T, Context extends BatchContext>({
  maxKeys,
  call,
}: BatcherOptions<T, Context>): Batcher<T, Context> {
  let open: Waiting<T, Context>[] = [];

  function sendOpen(): void {
    const batch = open;
    open = [];
    if (batch.length > 0) void sendAndSplit(batch, call);
  }

  return (key, context) =>
    new Promise((resolve, reject) => {
      open.push({ key, context, resolve, reject });
      if (open.length >= maxKeys) sendOpen();
      else if (open.length === 1) setImmediate(sendOpen);
    });
}

type BatchCall<T, Context extends BatchContext> = BatcherOptions<T, Context>['call'];

/** One batch, from its call to the last of its answers. Never throws. */
async function sendAndSplit<T, Context extends BatchContext>(
  batch: readonly Waiting<T, Context>[],
  call: BatchCall<T, Context>,
): Promise<void> {
  const failure = await send(batch, call);
  if (failure === undefined) return;
  const [first, ...others] = batch;
  const last = others.at(-1);
  if (first === undefined || last === undefined || !isFaultOfKey(failure)) {
    rejectAll(batch, failure);
    return;
  }
  const ends = await Promise.all([send([first], call), send([last], call)]);
  if (ends[0] !== undefined) first.reject(ends[0]);
  if (ends[1] !== undefined) last.reject(ends[1]);
  const between = others.slice(0, -1);
  // If both fail by themselves, no single key is the cause.
  if (ends.every((end) => end !== undefined)) rejectAll(between, failure);
  else await askInParts(between, failure, call);
}

async function askInParts<T, Context extends BatchContext>(
  waiting: readonly Waiting<T, Context>[],
  failure: unknown,
  call: BatchCall<T, Context>,
): Promise<void> {
  let callsLeft = maxSplitCalls - 2;
  let parts = halve(waiting);
  while (parts.length > 0) {
    const asked = parts.slice(0, callsLeft);
    for (const part of parts.slice(callsLeft)) rejectAll(part, failure);
    callsLeft -= asked.length;
    const failures = await Promise.all(asked.map((part) => send(part, call)));
    parts = asked.flatMap((part, index) => {
      const partFailure = failures[index];
      if (partFailure === undefined) return [];
      if (part.length > 1 && isFaultOfKey(partFailure)) return halve(part);
      rejectAll(part, partFailure);
      return [];
    });
  }
}

function halve<Item>(items: readonly Item[]): readonly (readonly Item[])[] {
  const middle = Math.ceil(items.length / 2);
  return [items.slice(0, middle), items.slice(middle)].filter(({ length }) => length > 0);
}

/** Makes one call for the keys still waited for. If the whole call fails, returns the failure and leaves them waiting. */
async function send<T, Context extends BatchContext>(
  batch: readonly Waiting<T, Context>[],
  call: BatchCall<T, Context>,
): Promise<unknown> {
  const gone = batch.filter(({ context }) => context.signal.aborted);
  for (const { context, reject } of gone) reject(context.signal.reason);
  const waiting = batch.filter(({ context }) => !context.signal.aborted);
  const [first] = waiting;
  if (first === undefined) return undefined;
  const departure = watchDeparture(waiting.map(({ context }) => context.signal));
  try {
    const answers = await call([...new Set(waiting.map(({ key }) => key))], {
      ...first.context,
      signal: departure.signal,
    });
    for (const one of waiting) settle(one, answers.get(one.key));
    return undefined;
  } catch (failure) {
    return failure ?? new Error('A call failed.');
  } finally {
    departure.clear();
  }
}

function settle<T, Context>({ resolve, reject }: Waiting<T, Context>, answer: T | ProviderError | undefined): void {
  if (answer instanceof ProviderError) reject(answer);
  else if (answer === undefined) reject(new ProviderError('JOB_NOT_FOUND'));
  else resolve(answer);
}

interface Departure {
  /** Aborts when all of the signals have aborted. */
  readonly signal: Signal;
  readonly clear: () => void;
}

function watchDeparture(signals: readonly Signal[]): Departure {
  const aborter = new Aborter();
  let remaining = signals.length;
  const leave = (): void => {
    remaining -= 1;
    if (remaining === 0) aborter.abort(new Abandoned());
  };
  for (const signal of signals) signal.addEventListener('abort', leave, { once: true });
  return {
    signal: aborter,
    clear: () => {
      for (const signal of signals) signal.removeEventListener('abort', leave);
    },
  };
}

function isFaultOfKey(failure: unknown): boolean {
  return failure instanceof ProviderError && faultsOfKeys.has(failure.code);
}

function rejectAll<T, Context>(waiting: readonly Waiting<T, Context>[], failure: unknown): void {
  for (const { reject } of waiting) reject(failure);
}
