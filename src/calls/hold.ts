/** A time until which the provider wants no call of a source. */
import { ProviderError } from '../errors/errors.ts';

/** A call that waits for the hold to end. */
export interface Held {
  /** The latest time to start, in milliseconds of the limiter's clock. */
  readonly startBy: number;
  /** The time after which nobody waits for the call. Default: unlimited. */
  readonly endsAt?: number | undefined;
}

/** Lasts at most 24 hours, however long the provider asks for. */
export interface Hold {
  /** Begins now. Does not shorten a longer hold. */
  readonly begin: (milliseconds: number) => void;
  /** In milliseconds; 0 if there is none. */
  readonly left: () => number;
  /** Whether the call could only start after the time when it is needed. */
  readonly refuses: (request: Held) => boolean;
}

/** Limits the effect of a wrong clock or provider: GitHub's longest hold is an hour. */
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

/** For a call that is not made, because the provider's hold ends too late for it. */
export function createHeldError(): ProviderError {
  return new ProviderError('PROVIDER_THROTTLED', { causeKind: 'HELD' });
}
