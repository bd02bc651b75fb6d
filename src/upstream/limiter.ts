/**
 * Keeps one source inside its rate and its concurrency: a token bucket, a cap on calls in flight, and a bounded queue
 * that serves operations in turn, so that a query for 200 jobs does not starve a query for one.
 */
import { ProviderError } from '../errors.ts';

export interface LimiterSettings {
  readonly requestsPerSecond: number;
  /** Calls that may start at once after a quiet time. */
  readonly burst: number;
  /** Calls in flight. */
  readonly concurrency: number;
  /** Calls that may wait; one more is refused at once. */
  readonly queue: number;
}

export interface Limiter {
  /**
   * Waits for a turn; call the result when the call has ended. Throws PROVIDER_THROTTLED where the queue is full, and
   * the signal's reason where it aborts first.
   */
  readonly acquire: (operation: object, signal: AbortSignal) => Promise<() => void>;
  /** The provider throttled a call: halves the rate, which then recovers by a twentieth of its full value a second. */
  readonly slowDown: () => void;
  readonly inFlight: () => number;
  readonly queued: () => number;
}

interface Waiter {
  readonly start: () => void;
  isGone: boolean;
}

const recoveryShareOfSecond = 0.05;
const smallestShareOfRate = 0.1;

/** @param now milliseconds of a clock that never goes back */
export function createLimiter(settings: LimiterSettings, now: () => number): Limiter {
  const bucket = createBucket(settings, now);
  const queue = createFairQueue();
  let inFlight = 0;
  let timer: NodeJS.Timeout | undefined;

  function serve(): void {
    while (queue.size() > 0 && inFlight < settings.concurrency) {
      const wait = bucket.take();
      if (wait > 0) {
        timer ??= setTimeout(wake, wait);
        return;
      }
      queue.next().start();
    }
  }

  function wake(): void {
    timer = undefined;
    serve();
  }

  function begin(): () => void {
    inFlight += 1;
    let isReleased = false;
    return () => {
      if (isReleased) return;
      isReleased = true;
      inFlight -= 1;
      serve();
    };
  }

  return {
    acquire: (operation, signal) => {
      signal.throwIfAborted();
      if (queue.size() === 0 && inFlight < settings.concurrency && bucket.take() === 0) return Promise.resolve(begin());
      if (queue.size() >= settings.queue) throw new ProviderError('PROVIDER_THROTTLED');
      return new Promise((resolve, reject) => {
        const leave = (): void => {
          queue.leave(waiter);
          reject(signal.reason as Error);
        };
        const waiter: Waiter = {
          isGone: false,
          start: () => {
            signal.removeEventListener('abort', leave);
            resolve(begin());
          },
        };
        signal.addEventListener('abort', leave, { once: true });
        queue.join(operation, waiter);
        serve();
      });
    },
    slowDown: bucket.slowDown,
    inFlight: () => inFlight,
    queued: queue.size,
  };
}

interface Bucket {
  /** Takes a token and gives 0, or gives the milliseconds until there is one. */
  readonly take: () => number;
  readonly slowDown: () => void;
}

function createBucket({ requestsPerSecond, burst }: LimiterSettings, now: () => number): Bucket {
  let rate = requestsPerSecond;
  let tokens = burst;
  let filledAt = now();

  function fill(): void {
    const seconds = (now() - filledAt) / 1000;
    filledAt = now();
    tokens = Math.min(burst, tokens + seconds * rate);
    rate = Math.min(requestsPerSecond, rate + seconds * requestsPerSecond * recoveryShareOfSecond);
  }

  return {
    take: () => {
      fill();
      // The share forgives what floating point loses on the way to a whole token.
      if (tokens >= 1 - 1e-9) {
        tokens -= 1;
        return 0;
      }
      return Math.max(1, Math.ceil(((1 - tokens) / rate) * 1000));
    },
    slowDown: () => {
      fill();
      rate = Math.max(requestsPerSecond * smallestShareOfRate, rate / 2);
      tokens = Math.min(tokens, 0);
    },
  };
}

interface FairQueue {
  readonly join: (operation: object, waiter: Waiter) => void;
  readonly leave: (waiter: Waiter) => void;
  /** The next waiter of the operation whose turn it is. Only where size() > 0. */
  readonly next: () => Waiter;
  readonly size: () => number;
}

function createFairQueue(): FairQueue {
  // In the order of their turns: an operation that was served goes to the end.
  const lines = new Map<object, Waiter[]>();
  let size = 0;

  return {
    join: (operation, waiter) => {
      const line = lines.get(operation);
      if (line === undefined) lines.set(operation, [waiter]);
      else line.push(waiter);
      size += 1;
    },
    // Only marked here: searching its line would cost as much as the line is long.
    leave: (waiter) => {
      if (waiter.isGone) return;
      waiter.isGone = true;
      size -= 1;
      if (size === 0) lines.clear();
    },
    next: () => {
      for (const [operation, line] of lines) {
        lines.delete(operation);
        const waiter = line.find(({ isGone }) => !isGone);
        if (waiter === undefined) continue;
        line.splice(0, line.indexOf(waiter) + 1);
        if (line.length > 0) lines.set(operation, line);
        waiter.isGone = true;
        size -= 1;
        return waiter;
      }
      throw new Error('the queue is empty');
    },
    size: () => size,
  };
}
