/**
 * Keeps one source within its rate and concurrency: a token bucket, a cap on calls in flight, and a bounded queue in which
 * requesters take turns, and so do each one's operations, so that a query for 200 jobs does not starve a query for one.
 */
import type { Signal } from '../platform/signal.ts';
import { Usage } from '../platform/usage.ts';
import type { LimiterSettings } from '../provider/contract/limiter-settings.ts';
import { ProviderError } from '../errors/errors.ts';
import { createCooldownError, createCooldown } from './cooldown.ts';
import { createFairQueue, type FairQueue, type FlowKey } from './fair-queue.ts';
import type { TokenBucket } from './token-bucket.ts';

/** A call that wants to start. */
interface TurnRequest extends FlowKey {
  /** Whether the call must not be made any more. Called when others are refused. */
  readonly isRefused: () => boolean;
  /** Leaves the queue when it aborts. */
  readonly signal: Signal;
  /** In milliseconds of the limiter's clock. A call whose turn comes later could not end in time and is not started. */
  readonly startBy: number;
  /** In the same milliseconds: when its last waiter leaves. Default: unlimited. */
  readonly endsAt?: number | undefined;
}

/** Grants turns to the calls of one source. */
export interface Limiter {
  /**
   * Gives the turn at once, or waits for it; call the result when the call has ended. Throws or rejects with
   * PROVIDER_THROTTLED if the queue is full, gives its place to a requester with fewer calls, or cools down for too
   * long; with PROVIDER_TIMEOUT if the turn comes too late; and with the signal's reason if it aborts first.
   */
  readonly acquire: (request: TurnRequest) => (() => void) | Promise<() => void>;
  /** The provider throttled a call that started at this time: see `TokenBucket`. */
  readonly slowDown: (startedAt: number) => void;
  /** The provider wants no call for so long. Calls that could only start too late are refused at once. */
  readonly coolDown: (milliseconds: number) => void;
  /** The provider takes calls: it has answered one that started at this time. Ends a cooldown if that was a try. */
  readonly endCooldown: (startedAt: number) => void;
  /** Whether the provider wants no call now. */
  readonly isCoolingDown: () => boolean;
  /** Refuses all waiting calls that must not be made any more. */
  readonly refuseQueued: (error: ProviderError) => void;
  readonly inFlight: () => number;
  readonly queued: () => number;
}

/** Far below the maximum of timers. */
const maxSleepMilliseconds = 60_000;

/** @param onMore to be called when there are tokens earlier than `spend` has said */
type OpenBucket = (onMore: () => void) => TokenBucket;

/** @param monotonic milliseconds of a clock that only runs forward */
export function createLimiter(settings: LimiterSettings, openBucket: OpenBucket, monotonic: () => number): Limiter {
  const alarm = createAlarm(serve);
  const bucket = openBucket(alarm.ring);
  const slots = createSlots(settings.concurrency, bucket.end);
  const queue = createFairQueue<Waiter>(slots.isShareTaken);
  const cooldown = createCooldown(monotonic);

  /** Starts all calls that may start now, and sleeps until the next one may. */
  function serve(): void {
    while (slots.areFree()) {
      const waiter = findTimely(queue, monotonic());
      if (waiter === undefined) break;
      const wait = cooldown.left() || bucket.spend(queue.size());
      if (wait > 0) {
        alarm.set(wait);
        return;
      }
      queue.passTurn();
      waiter.start(begin(waiter));
    }
    alarm.clear();
  }

  function begin(request: FlowKey): () => void {
    if (cooldown.start()) refuseAll(queue, cooldown.refuses, createCooldownError());
    return acquireSlot(slots, request, serve);
  }

  return {
    acquire: (request) => {
      request.signal.throwIfAborted();
      if (cooldown.refuses(request)) throw createCooldownError();
      if (queue.size() === 0 && slots.areFree() && !cooldown.left() && bucket.spend(0) === 0) return begin(request);
      if (queue.size() >= settings.queue) makeRoom(queue, request);
      return waitForTurn(request, queue, serve);
    },
    slowDown: bucket.slowDown,
    coolDown: (milliseconds) => {
      cooldown.begin(milliseconds);
      refuseAll(queue, cooldown.refuses, createCooldownError());
      serve();
    },
    endCooldown: (startedAt) => {
      if (cooldown.end(startedAt)) serve();
    },
    isCoolingDown: cooldown.isOn,
    refuseQueued: (error) => {
      refuseAll(queue, ({ isRefused }) => isRefused(), error);
      serve();
    },
    inFlight: slots.taken,
    queued: queue.size,
  };
}

/** The first that can still start in time. Refuses those before it. */
function findTimely(queue: FairQueue<Waiter>, now: number): Waiter | undefined {
  for (;;) {
    const waiter = queue.first();
    if (waiter === undefined || now <= waiter.startBy) return waiter;
    queue.dropFirst();
    waiter.refuse(new ProviderError('PROVIDER_TIMEOUT'));
  }
}

function refuseAll(queue: FairQueue<Waiter>, isMeant: (waiter: Waiter) => boolean, error: ProviderError): void {
  for (const waiter of queue.takeOut(isMeant)) waiter.refuse(error);
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
  readonly acquire: (requester: string) => void;
  readonly free: (requester: string) => void;
}

/** Of the calls in flight: half for one requester, while others wait. */
function createSlots(concurrency: number, onFree: () => void): Slots {
  const share = Math.max(1, Math.floor(concurrency / 2));
  const usage = new Usage();
  return {
    areFree: () => usage.total < concurrency,
    taken: () => usage.total,
    isShareTaken: (requester) => usage.of(requester) >= share,
    acquire: (requester) => {
      usage.add(requester, 1);
    },
    free: (requester) => {
      usage.add(requester, -1);
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
function acquireSlot(slots: Slots, { requester }: FlowKey, onFree: () => void): () => void {
  let isReleased = false;
  slots.acquire(requester);
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
