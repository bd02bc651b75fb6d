/** One attempt of a call and its result, for health, log, metrics and traces. */
import type { ProviderErrorCode } from '../errors/errors.ts';
import type { CauseKind } from '../errors/causes.ts';
import { ProviderError } from '../errors/errors.ts';
import type { Clock } from '../platform/clock.ts';
import type { CallTarget, OnUnreadable, Read, UnreadableJob } from '../provider/contract/adapter.ts';
import { BadAnswer } from '../provider/contract/bad-answer.ts';
import { readClockOffset } from '../provider/contract/retry-after.ts';
import type { SignedRequest, WireAnswer } from '../provider/contract/wire.ts';

/** The outcome of one attempt. */
export interface AttemptReport {
  readonly operation: string;
  /** How many jobs it read by their keys; 0 for other calls, such as lists. */
  readonly keys: number;
  /** Null for a success; ABORTED for an attempt that was given up here; PROVIDER_BAD_RESPONSE also for an answer about several jobs none of which can be read. */
  readonly errorCode: ProviderErrorCode | 'ABORTED' | null;
  readonly causeKind: CauseKind | null;
  readonly milliseconds: number;
  /** Where it was sent, without a path; null if there was nothing to send. */
  readonly origin: string | null;
  /** What the settings name that it asked for; undefined for reads of jobs. */
  readonly target: CallTarget | undefined;
  /** By how many seconds our clock is behind the provider's; null where no answer says the time. */
  readonly clockOffsetSeconds: number | null;
  /** The provider's id of the request; null without one, and for an answer that has all that was asked for. */
  readonly requestId: string | null;
  /** What of the answer cannot be read. */
  readonly unreadable: readonly UnreadableJob[];
}

/** One attempt while it is made. */
export interface AttemptNotes {
  readonly onSend: (request: SignedRequest, signedAt: Date) => void;
  /** Returns by how many seconds our clock is behind the answer's; null where it does not say the time. */
  readonly onAnswer: (answer: Pick<WireAnswer, 'headers'>) => number | null;
  readonly onUnreadable: OnUnreadable;
  /** @param failure undefined for a success; anything but a `ProviderError` means that no caller waits any more */
  readonly end: (failure?: unknown) => AttemptReport;
}

/** Begins with the attempt's place: what it has waited for does not count. */
export function createAttemptNotes(
  { operation, keys = [], target }: Pick<Read<unknown>, 'operation' | 'keys' | 'target'>,
  { now, monotonic }: Clock,
  toRequestId: (answer: Pick<WireAnswer, 'headers'>) => string | null,
): AttemptNotes {
  const startedAt = monotonic();
  let origin: string | null = null;
  let signedAt = new Date(now());
  let clockOffsetSeconds: number | null = null;
  let requestId: string | null = null;
  let unreadable: readonly UnreadableJob[] = [];
  let isReadable = true;

  function toOutcome(failure: unknown): Pick<AttemptReport, 'errorCode' | 'causeKind' | 'unreadable' | 'requestId'> {
    if (failure === undefined)
      return isReadable
        ? { errorCode: null, causeKind: null, unreadable, requestId }
        : { errorCode: 'PROVIDER_BAD_RESPONSE', causeKind: 'ANSWER_UNREADABLE', unreadable, requestId };
    if (!(failure instanceof ProviderError))
      return { errorCode: 'ABORTED', causeKind: null, unreadable: [], requestId };
    const { code, causeKind, cause } = failure;
    const [key = null, ...others] = keys;
    const whole = cause instanceof BadAnswer ? [{ key: others.length === 0 ? key : null, bad: cause }] : [];
    return { errorCode: code, causeKind, unreadable: whole, requestId: failure.requestId };
  }

  return {
    onSend: (request, at) => {
      ({ origin } = request);
      signedAt = at;
    },
    onAnswer: (answer) => {
      clockOffsetSeconds = readClockOffset(answer, signedAt);
      requestId = toRequestId(answer);
      return clockOffsetSeconds;
    },
    onUnreadable: (jobs, readable) => {
      unreadable = jobs;
      isReadable = readable > 0;
    },
    end: (failure) => {
      const milliseconds = monotonic() - startedAt;
      const asked = { operation, keys: keys.length, target, origin };
      return { ...asked, ...toOutcome(failure), milliseconds, clockOffsetSeconds };
    },
  };
}
