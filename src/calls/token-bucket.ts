/** Limits how many calls to one source may start: a rate, and a burst after a quiet time. */

interface Rate {
  readonly requestsPerSecond: number;
  /** Calls that may start at once after a quiet time. */
  readonly burst: number;
}

/** Answers synchronously. A bucket that is shared between processes gives out the tokens it has and fetches more meanwhile. */
export interface TokenBucket {
  /**
   * Takes a token for one call and returns 0, or returns the milliseconds after which to try again.
   * @param queued number of queued calls, including this one, so the number of tokens needed. 0: the call was not queued
   */
  readonly spend: (queued: number) => number;
  /**
   * The provider throttled a call that started at this time. Halves the rate, which then recovers by a twentieth of its full
   * value per second. Calls that started before the last halving have no effect.
   */
  readonly slowDown: (startedAt: number) => void;
  /** A call that took a token has ended. */
  readonly end: () => void;
}

/** A bucket of one process, which knows what it holds. */
export interface LocalBucket extends TokenBucket {
  /** Less than none if more was given than it held at first. */
  readonly tokens: () => number;
}

/** What a source allows, for a bucket that several processes may share. */
export interface SharedRate extends Rate {
  /**
   * Calls under way at once. Each process keeps to it by itself; a shared bucket keeps all processes together to it.
   */
  readonly concurrency: number;
  /** How long one call may take. */
  readonly timeoutMilliseconds: number;
}

/** @param onMore to be called when there are tokens earlier than `spend` has said */
export type CreateTokenBucket = (source: string, rate: SharedRate, onMore: () => void) => TokenBucket;

const recoveryShareOfSecond = 0.05;
const minShareOfRate = 0.1;

/**
 * A bucket for this process only.
 * @param monotonic milliseconds of a clock that only runs forward
 * @param full how many tokens it holds at first
 */
export function createTokenBucket(
  { requestsPerSecond, burst }: Rate,
  monotonic: () => number,
  full = burst,
): LocalBucket {
  let rate = requestsPerSecond;
  let tokens = full;
  let filledAt = monotonic();
  let slowedAt = -Infinity;

  function fill(capacity: number): void {
    const seconds = (monotonic() - filledAt) / 1000;
    filledAt = monotonic();
    tokens = Math.min(Math.max(capacity, tokens), tokens + seconds * rate);
    rate = Math.min(requestsPerSecond, rate + seconds * requestsPerSecond * recoveryShareOfSecond);
  }

  return {
    spend: (queued) => {
      // Timers fire late. The time that a queued call lost is credited to the next one; otherwise a burst of 1 never reaches its rate.
      fill(queued > 0 ? burst + 1 : burst);
      // Tolerates rounding errors of floating point.
      if (tokens >= 1 - 1e-9) {
        tokens -= 1;
        return 0;
      }
      return Math.max(1, Math.ceil(((1 - tokens) / rate) * 1000));
    },
    slowDown: (startedAt) => {
      if (startedAt <= slowedAt) return;
      slowedAt = monotonic();
      fill(burst);
      rate = Math.max(requestsPerSecond * minShareOfRate, rate / 2);
      tokens = Math.min(tokens, 0);
    },
    end: () => undefined,
    tokens: () => {
      fill(burst);
      return tokens;
    },
  };
}
