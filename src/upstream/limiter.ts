/**
 * Keeps one source inside its rate and its concurrency: a token bucket, a cap on calls in flight, and a bounded queue that
 * serves askers in turn, and each one's operations, so that a query for 200 jobs does not starve a query for one.
 */
import { ProviderError } from '../errors.ts';
import { createFairQueue, type FairQueue, type Party } from './fair-queue.ts';
import type { Rate, TokenBucket } from './token-bucket.ts';

export interface LimiterSettings extends Rate {
  /** Calls in flight. */
  readonly concurrency: number;
  /** Calls that may wait. One more takes a place from the asker who holds most, or is refused at once. */
  readonly queue: number;
}

/** A call that wants to start. */
export interface TurnRequest extends Party {
  /** Whether it shall not be made any more: asked when others are refused. */
  readonly isRefused: () => boolean;
  /** Leaves the queue when it aborts. */
  readonly signal: AbortSignal;
  /** Milliseconds of the limiter's clock: a call whose turn comes later could not end in time, and is not started. */
  readonly startBy: number;
}

export interface Limiter {
  /**
   * Waits for a turn; call the result when the call has ended. Rejects with PROVIDER_THROTTLED where the queue has no place
   * for it, or gives its place to an asker who holds fewer, PROVIDER_TIMEOUT where the turn comes too late, and the signal's reason where it aborts first.
   */
  readonly acquire: (request: TurnRequest) => Promise<() => void>;
  /** The provider throttled a call that started at that time: see `TokenBucket`. */
  readonly slowDown: (startedAt: number) => void;
  /** Refuses all that wait and are refused by now. */
  readonly refuseQueued: (error: ProviderError) => void;
  readonly inFlight: () => number;
  readonly queued: () => number;
}

/** Far below where timers overflow. */
const longestSleep = 60_000;

/** @param onMore to be called when there are tokens earlier than `take` has said */
export type OpenBucket = (onMore: () => void) => TokenBucket;

/** @param monotonic milliseconds of a clock that never goes back */
export function createLimiter(settings: LimiterSettings, openBucket: OpenBucket, monotonic: () => number): Limiter {
  const queue = createFairQueue<Waiter>();
  const alarm = createAlarm(serve);
  const bucket = openBucket(alarm.ring);
  let inFlight = 0;

  /** Starts whoever may start now, and sleeps until the next one may. */
  function serve(): void {
    while (inFlight < settings.concurrency) {
      const waiter = queue.first();
      if (waiter === undefined) break;
      if (monotonic() > waiter.startBy) {
        queue.dropFirst();
        waiter.refuse(new ProviderError('PROVIDER_TIMEOUT'));
        continue;
      }
      const wait = bucket.take(queue.size());
      if (wait > 0) {
        alarm.set(wait);
        return;
      }
      queue.passTurn();
      waiter.start(begin());
    }
    alarm.clear();
  }

  function begin(): () => void {
    inFlight += 1;
    return createRelease(() => {
      inFlight -= 1;
      serve();
    });
  }

  return {
    acquire: async (request) => {
      request.signal.throwIfAborted();
      if (queue.size() === 0 && inFlight < settings.concurrency && bucket.take(0) === 0) return begin();
      if (queue.size() >= settings.queue) makeRoom(queue, request);
      return waitForTurn(request, queue, serve);
    },
    slowDown: bucket.slowDown,
    refuseQueued: (error) => {
      for (const waiter of queue.takeOut(({ isRefused }) => isRefused())) waiter.refuse(error);
      serve();
    },
    inFlight: () => inFlight,
    queued: queue.size,
  };
}

/** Throws where nobody holds more places than the asker would. */
function makeRoom(queue: FairQueue<Waiter>, request: TurnRequest): void {
  const displaced = queue.makeRoom(request);
  if (displaced === undefined) throw new ProviderError('PROVIDER_THROTTLED', { causeKind: 'QUEUE_FULL' });
  displaced.refuse(new ProviderError('PROVIDER_THROTTLED', { causeKind: 'QUEUE_FULL' }));
}

interface Alarm {
  /** Changes nothing where it is set already. */
  readonly set: (milliseconds: number) => void;
  /** Rings at once, and no more. */
  readonly ring: () => void;
  readonly clear: () => void;
}

function createAlarm(onRing: () => void): Alarm {
  let timer: NodeJS.Timeout | undefined;
  const clear = (): void => {
    clearTimeout(timer);
    timer = undefined;
  };
  const ring = (): void => {
    clear();
    onRing();
  };
  return {
    set: (milliseconds) => {
      timer ??= setTimeout(ring, Math.min(milliseconds, longestSleep));
    },
    ring,
    clear,
  };
}

/** Calls back the first time that it is called. */
function createRelease(onRelease: () => void): () => void {
  let isReleased = false;
  return () => {
    if (isReleased) return;
    isReleased = true;
    onRelease();
  };
}

interface Waiter extends TurnRequest {
  readonly start: (release: () => void) => void;
  readonly refuse: (reason: Error) => void;
}

function waitForTurn(request: TurnRequest, queue: FairQueue<Waiter>, serve: () => void): Promise<() => void> {
  const { signal } = request;
  return new Promise((resolve, reject) => {
    const abort = (): void => {
      leave();
      serve();
      reject(signal.reason as Error);
    };
    const waiter: Waiter = {
      ...request,
      start: (release) => {
        signal.removeEventListener('abort', abort);
        resolve(release);
      },
      refuse: (reason) => {
        signal.removeEventListener('abort', abort);
        reject(reason);
      },
    };
    signal.addEventListener('abort', abort, { once: true });
    const leave = queue.join(waiter);
    serve();
  });
}
