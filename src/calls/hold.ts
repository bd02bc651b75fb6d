/** A time until which the provider wants no call of a source. */
import { ProviderError } from '../errors/errors.ts';

/** A call that waits for the hold to end. */
export interface Held {
  /** No call starts after it. In milliseconds of the limiter's clock. */
  readonly startBy: number;
  /** Nobody waits after it. Default: unlimited. */
  readonly endsAt?: number | undefined;
}

export interface Hold {
  /** From now on, unless it lasts longer already. */
  readonly begin: (milliseconds: number) => void;
  /** In milliseconds; 0 if there is none. */
  readonly left: () => number;
  /** Whether a call could only start when it is of no use any more. */
  readonly refuses: (request: Held) => boolean;
}

/** For a clock or a provider that is wrong: GitHub's longest is an hour. */
const maxMilliseconds = 24 * 60 * 60_000;

/** @param monotonic milliseconds of a clock that only runs forward */
export function createHold(monotonic: () => number): Hold {
  let until = -Infinity;
  return {
    begin: (milliseconds) => {
      until = Math.max(until, monotonic() + Math.min(milliseconds, maxMilliseconds));
    },
    left: () => Math.max(0, until - monotonic()),
    refuses: ({ startBy, endsAt = Infinity }) => until > monotonic() && Math.min(startBy, endsAt) < until,
  };
}

/** Not called, because the provider wants no call before a time that is too late. */
export function createHeldError(): ProviderError {
  return new ProviderError('PROVIDER_THROTTLED', { causeKind: 'HELD' });
}
