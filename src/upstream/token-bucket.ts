/** How many calls of one source may start: a rate, and a burst after a quiet time. */

export interface Rate {
  readonly requestsPerSecond: number;
  /** Calls that may start at once after a quiet time. */
  readonly burst: number;
}

/** Answers at once. A bucket that is shared between processes hands out what it has in hand, and asks for more meanwhile. */
export interface TokenBucket {
  /**
   * Takes a token for one call and gives 0, or gives the milliseconds after which to ask again.
   * @param queued calls that wait in the queue, that one included: so many tokens are wanted. 0: it has not waited
   */
  readonly take: (queued: number) => number;
  /**
   * The provider throttled a call that started at that time. Halves the rate, which then recovers by a twentieth of its
   * full value per second. Calls that had started before the last halving say nothing new.
   */
  readonly slowDown: (startedAt: number) => void;
}

/** @param onMore to be called when there are tokens earlier than `take` has said */
export type CreateTokenBucket = (source: string, rate: Rate, onMore: () => void) => TokenBucket;

const recoveryShareOfSecond = 0.05;
const smallestShareOfRate = 0.1;

/**
 * A bucket of this process alone.
 * @param monotonic milliseconds of a clock that never goes back
 */
export function createTokenBucket({ requestsPerSecond, burst }: Rate, monotonic: () => number): TokenBucket {
  let rate = requestsPerSecond;
  let tokens = burst;
  let filledAt = monotonic();
  let slowedAt = -Infinity;

  function fill(capacity: number): void {
    const seconds = (monotonic() - filledAt) / 1000;
    filledAt = monotonic();
    tokens = Math.min(Math.max(capacity, tokens), tokens + seconds * rate);
    rate = Math.min(requestsPerSecond, rate + seconds * requestsPerSecond * recoveryShareOfSecond);
  }

  return {
    take: (queued) => {
      // Timers fire late. What a call that waits lost by that is kept for the next one: otherwise a burst of 1 never reaches its rate.
      fill(queued > 0 ? burst + 1 : burst);
      // The share forgives what floating point loses on the way to a whole token.
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
      rate = Math.max(requestsPerSecond * smallestShareOfRate, rate / 2);
      tokens = Math.min(tokens, 0);
    },
  };
}
