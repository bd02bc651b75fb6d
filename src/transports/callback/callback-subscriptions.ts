/** All subscriptions by HTTP callback: how many may run, which of them do, and how they end with the server. */
import { atExpiry } from '../../auth/expiry.ts';
import type { CallbackRequest } from './callback-request.ts';
import {
  createRefusal,
  openEvents,
  stopping,
  type AskedSubscription,
  type OpenEvents,
  type OpeningOptions,
  type Refusal,
} from './opening.ts';
import { createRouterCalls, type CallbackFailed, type RouterCalls } from './router-calls.ts';
import { createRunningSubscription, type FinalMessage, type RunningSubscription } from './running-subscription.ts';

/** All subscriptions by HTTP callback of this process. */
export interface CallbackSubscriptions {
  /** Undefined if the router wants the subscription, whose events come after the answer; otherwise the refusal. */
  readonly open: (router: CallbackRequest, asked: AskedSubscription) => Promise<Refusal | undefined>;
  /** How many run. */
  readonly size: () => number;
  /** Tells every router that its subscription ends, and accepts no more. */
  readonly close: () => Promise<void>;
}

/** In milliseconds. */
export interface CallbackTimings {
  /** How long a router may take for a message. Default 5000. */
  readonly timeout: number;
  /** Before a message is sent again; doubled each time. Default 200. */
  readonly backoff: number;
}

/** A router that could not be reached or that failed, for the log. */
interface CallbackFailure {
  /** Of the request that the subscription came with. */
  readonly requestId: string;
  /** The configured address that allows the router's. */
  readonly callbackUrl: string;
  /** A status, or a kind of fault. */
  readonly failure: string;
}

/** The gateway, the limit, and the clocks and callbacks of subscriptions by HTTP callback. */
interface CallbackSubscriptionsOptions extends Partial<CallbackTimings> {
  readonly gateway: OpeningOptions['gateway'];
  readonly maxCallbacks: number;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** From 0 to 1; spreads messages that are sent again. */
  readonly random: () => number;
  readonly onFailure: (failure: CallbackFailure) => void;
  readonly onFault: (error: unknown) => void;
}

/** How long all final messages together may take when the server stops, in milliseconds. */
const timeoutMilliseconds = 2000;

const expired = createRefusal(400, 'The token has expired.', 'UNAUTHENTICATED');

/** Opens subscriptions up to `maxCallbacks`; see `CallbackSubscriptions`. */
export function createCallbackSubscriptions(options: CallbackSubscriptionsOptions): CallbackSubscriptions {
  const { maxCallbacks, random, timeout = 5000, backoff = 200 } = options;
  const calls = createRouterCalls({ timeoutMilliseconds: timeout, backoffMilliseconds: backoff, random });
  const running = createRunningSet();
  const closing = new AbortController();
  /** Number of subscriptions that run or are being opened. */
  let places = 0;

  async function open(router: CallbackRequest, asked: AskedSubscription): Promise<Refusal | undefined> {
    const onFailure = (failure: CallbackFailed): void => {
      const { requestId } = asked.context;
      options.onFailure({ requestId, callbackUrl: router.allowedBy, failure: failure.message });
    };
    const { gateway } = options;
    const events = await openEvents(router, asked, { gateway, calls, onFailure, closing: closing.signal });
    if ('errors' in events) return events;
    const subscription = run({ ...options, router, asked, events, calls, onFailure, closing: closing.signal }, () => {
      running.delete(router, subscription);
      places -= 1;
    });
    running.add(router, subscription);
    whenAnswered(asked, subscription.begin);
    return undefined;
  }

  return {
    open: async (router, asked) => {
      if (closing.signal.aborted) return stopping;
      if (places >= maxCallbacks) return tooMany(maxCallbacks);
      places += 1;
      let isOpen = false;
      try {
        const refusal = await open(router, asked);
        isOpen = refusal === undefined;
        return refusal;
      } finally {
        if (!isOpen) places -= 1;
      }
    },
    size: running.size,
    close: async () => {
      closing.abort();
      await running.end({
        errors: stopping.errors,
        options: { signal: new AbortController().signal, attempts: 1, timeoutMilliseconds },
      });
      await calls.close();
    },
  };
}

function tooMany(maxCallbacks: number): Refusal {
  const message = `At most ${maxCallbacks} subscriptions by HTTP callback run at once.`;
  return createRefusal(503, message, 'TOO_MANY_SUBSCRIPTIONS');
}

interface RunOptions extends Pick<CallbackSubscriptionsOptions, 'now' | 'onFault'> {
  readonly router: CallbackRequest;
  readonly asked: AskedSubscription;
  readonly events: OpenEvents;
  readonly calls: RouterCalls;
  readonly closing: AbortSignal;
  readonly onFailure: (failure: CallbackFailed) => void;
}

function run(options: RunOptions, onLeave: () => void): RunningSubscription {
  const { router, asked, events, calls, closing, now, onFailure, onFault } = options;
  const subscription = createRunningSubscription({
    router,
    events: events.iterator,
    calls,
    graceSignal: closing,
    onFailure,
    onFault,
    onEnd: () => {
      stopExpiry();
      events.release();
    },
    onLeave,
  });
  const stopExpiry = atExpiry(asked.context.viewer, now, () => {
    void subscription.end({ errors: expired.errors });
  });
  return subscription;
}

/** The protocol requires the answer before the first event. */
function whenAnswered({ context }: AskedSubscription, begin: () => void): void {
  const { signal } = context.readContext;
  if (signal.aborted) begin();
  else signal.addEventListener('abort', begin, { once: true });
}

interface RunningSet {
  /** Ends a running one of the same address and id: a router that lost it asks again, and would get events twice. */
  readonly add: (router: CallbackRequest, subscription: RunningSubscription) => void;
  readonly delete: (router: CallbackRequest, subscription: RunningSubscription) => void;
  readonly size: () => number;
  readonly end: (finalMessage: FinalMessage) => Promise<void>;
}

function createRunningSet(): RunningSet {
  const all = new Set<RunningSubscription>();
  const newest = new Map<string, RunningSubscription>();
  const keyOf = ({ url, id }: CallbackRequest): string => `${url.href} ${id}`;
  return {
    add: (router, subscription) => {
      void newest.get(keyOf(router))?.end();
      newest.set(keyOf(router), subscription);
      all.add(subscription);
    },
    delete: (router, subscription) => {
      all.delete(subscription);
      if (newest.get(keyOf(router)) === subscription) newest.delete(keyOf(router));
    },
    size: () => all.size,
    end: async (finalMessage) => {
      await Promise.all([...all].map((subscription) => subscription.end(finalMessage)));
    },
  };
}
