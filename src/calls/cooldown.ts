/** A time until which the provider wants no call of a source. */
import { ProviderError } from '../errors/errors.ts';
import { longestWaitMilliseconds } from '../provider/contract/retry-after.ts';

/** A call that waits for the cooldown to end. */
interface CooldownRequest {
  /** The latest time to start, in milliseconds of the limiter's clock. */
  readonly startBy: number;
  /** The time after which no waiter is left for the call. Default: unlimited. */
  readonly endsAt?: number | undefined;
}

/** Lasts an hour at most, even if the provider asks for longer. One call may try every five minutes meanwhile. */
interface Cooldown {
  /** Begins now. Does not shorten a longer cooldown. */
  readonly begin: (milliseconds: number) => void;
  /** The provider has answered a call that started at this time, and asks for no wait. Ends the cooldown if that was a try; returns whether. */
  readonly end: (startedAt: number) => boolean;
  readonly isOn: () => boolean;
  /** Until a call may start, in milliseconds; 0 if one may. */
  readonly left: () => number;
  /** A call starts. Returns whether it is a try, after which the others wait on. */
  readonly start: () => boolean;
  /** Whether the call could only start after the time when it is needed. */
  readonly refuses: (request: CooldownRequest) => boolean;
}

/** A wrong clock may cause a cooldown, and the provider may end one early. */
const tryMilliseconds = 5 * 60_000;

/** @param monotonic milliseconds of a clock that only runs forward */
export function createCooldown(monotonic: () => number): Cooldown {
  let until = -Infinity;
  let nextTryAt = -Infinity;
  let triedAt = Infinity;
  const isOn = (): boolean => until > monotonic();
  const opensAt = (): number => Math.min(until, nextTryAt);
  return {
    begin: (milliseconds) => {
      if (!isOn()) {
        nextTryAt = monotonic() + tryMilliseconds;
        triedAt = Infinity;
      }
      until = Math.max(until, monotonic() + Math.min(milliseconds, longestWaitMilliseconds));
    },
    end: (startedAt) => {
      const isOver = isOn() && startedAt >= triedAt;
      if (isOver) until = -Infinity;
      return isOver;
    },
    isOn,
    left: () => Math.max(0, opensAt() - monotonic()),
    start: () => {
      if (!isOn()) return false;
      triedAt = monotonic();
      nextTryAt = triedAt + tryMilliseconds;
      return true;
    },
    refuses: ({ startBy, endsAt = Infinity }) => opensAt() > monotonic() && Math.min(startBy, endsAt) < opensAt(),
  };
}

/** For a call that is not made, because the provider's cooldown ends too late for it. */
export function createCooldownError(): ProviderError {
  return new ProviderError('PROVIDER_THROTTLED', { causeKind: 'HELD' });
}
