/**
 * Keeps one source within its rate and concurrency: a token bucket, a cap on calls in flight, and a bounded queue in which
 * requesters take turns, and so do each one's operations, so that a query for 200 jobs does not starve a query for one.
 */
import type { Signal } from './abort.ts';
import type { LimiterSettings } from '../provider/provider.ts';
import { ProviderError } from '../errors/errors.ts';
import { createHeldError, createHold } from './hold.ts';
import { createFairQueue, type FairQueue, type Party } from './fair-queue.ts';
import type { TokenBucket } from './token-bucket.ts';

/** A call that wants to start. */
export interface TurnRequest extends Party {
  /** Whether the call must not be made any more. Called when others are refused. */
  readonly isRefused: () => boolean;
  /** Leaves the queue when it aborts. */
  readonly signal: Signal;
  /** In milliseconds of the limiter's clock. A call whose turn comes later could not end in time and is not started. */
  readonly startBy: number;
  /** In the same milliseconds: when nobody waits for it any more. Default: unlimited. */
  readonly endsAt?: number | undefined;
}

/** Grants turns to the calls of one source. */
export interface Limiter {
  /**
   * Gives the turn at once, or waits for it; call the result when the call has ended. Throws or rejects with
   * PROVIDER_THROTTLED if the queue is full, gives its place to a requester with fewer calls, or is held for too
   * long; with PROVIDER_TIMEOUT if the turn comes too late; and with the signal's reason if it aborts first.
   */
  readonly acquire: (request: TurnRequest) => (() => void) | Promise<() => void>;
  /** The provider throttled a call that started at this time: see `TokenBucket`. */
  readonly slowDown: (startedAt: number) => void;
  /** The provider wants no call for so long. Calls that could only start too late are refused at once. */
  readonly hold: (milliseconds: number) => void;
  /** Whether the provider wants no call now. */
  readonly isHeld: () => boolean;
  /** Refuses all waiting calls that must not be made any more. */
  readonly refuseQueued: (error: ProviderError) => void;
  readonly inFlight: () => number;
  readonly queued: () => number;
}

/** Far below the maximum of timers. */
const maxSleepMilliseconds = 60_000;

/** @param onMore to be called when there are tokens earlier than `take` has said */
export type OpenBucket = (onMore: () => void) => TokenBucket;

/** @param monotonic milliseconds of a clock that only runs forward */
export function createLimiter(settings: LimiterSettings, openBucket: OpenBucket, monotonic: () => number): Limiter {
  const alarm = createAlarm(serve);
  const bucket = openBucket(alarm.ring);
  const slots = createSlots(settings.concurrency, bucket.end);
  const queue = createFairQueue<Waiter>(slots.isShareTaken);
  const hold = createHold(monotonic);

  /** Starts all calls that may start now, and sleeps until the next one may. */
  function serve(): void {
    while (slots.areFree()) {
      const waiter = queue.first();
      if (waiter === undefined) break;
      if (monotonic() > waiter.startBy) {
        queue.dropFirst();
        waiter.refuse(new ProviderError('PROVIDER_TIMEOUT'));
        continue;
      }
      const wait = hold.left() || bucket.take(queue.size());
      if (wait > 0) {
        alarm.set(wait);
        return;
      }
      queue.passTurn();
      waiter.start(takeSlot(slots, waiter, serve));
    }
    alarm.clear();
  }

  return {
    acquire: (request) => {
      request.signal.throwIfAborted();
      if (hold.refuses(request)) throw createHeldError();
      if (queue.size() === 0 && slots.areFree() && hold.left() === 0 && bucket.take(0) === 0)
        return takeSlot(slots, request, serve);
      if (queue.size() >= settings.queue) makeRoom(queue, request);
      return waitForTurn(request, queue, serve);
    },
    slowDown: bucket.slowDown,
    hold: (milliseconds) => {
      hold.begin(milliseconds);
      for (const waiter of queue.takeOut(hold.refuses)) waiter.refuse(createHeldError());
      serve();
    },
    isHeld: () => hold.left() > 0,
    refuseQueued: (error) => {
      for (const waiter of queue.takeOut(({ isRefused }) => isRefused())) waiter.refuse(error);
      serve();
    },
    inFlight: slots.taken,
    queued: queue.size,
  };
}

/** Throws if no requester has more slots than this one would have. */
function makeRoom(queue: FairQueue<Waiter>, request: TurnRequest): void {
  const displaced = queue.makeRoom(request);
  if (displaced === undefined) throw new ProviderError('PROVIDER_THROTTLED', { causeKind: 'QUEUE_FULL' });
  displaced.refuse(new ProviderError('PROVIDER_THROTTLED', { causeKind: 'QUEUE_FULL' }));
}

interface Slots {
  readonly areFree: () => boolean;
  readonly taken: () => number;
  /** Whether the requester has its share of slots, perhaps because its calls hang. Others then go first. */
  readonly isShareTaken: (requester: string) => boolean;
  readonly take: (requester: string) => void;
  readonly free: (requester: string) => void;
}

/** Of the calls in flight: half for one requester, while others wait. */
function createSlots(concurrency: number, onFree: () => void): Slots {
  const share = Math.max(1, Math.floor(concurrency / 2));
  const takenBy = new Map<string, number>();
  let taken = 0;
  const add = (requester: string, count: number): void => {
    const left = (takenBy.get(requester) ?? 0) + count;
    if (left === 0) takenBy.delete(requester);
    else takenBy.set(requester, left);
    taken += count;
  };
  return {
    areFree: () => taken < concurrency,
    taken: () => taken,
    isShareTaken: (requester) => (takenBy.get(requester) ?? 0) >= share,
    take: (requester) => add(requester, 1),
    free: (requester) => {
      add(requester, -1);
      onFree();
    },
  };
}

interface Alarm {
  /** Does nothing if it is already set. */
  readonly set: (milliseconds: number) => void;
  /** Fires at once, and not again. */
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
      timer ??= setTimeout(ring, Math.min(milliseconds, maxSleepMilliseconds));
    },
    ring,
    clear,
  };
}

/** Gives the slot back when the result is called. Only the first call has an effect. */
function takeSlot(slots: Slots, { requester }: Party, onFree: () => void): () => void {
  let isReleased = false;
  slots.take(requester);
  return () => {
    if (isReleased) return;
    isReleased = true;
    slots.free(requester);
    onFree();
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
      reject(signal.reason);
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
