/** One subscription that has begun: its events and heartbeats go to the router until either side ends it. */
import type { GraphQLFormattedError } from 'graphql';
import type { AnsweredEvent } from '../../operation/run/subscribe.ts';
import type { CallbackRequest } from './callback-request.ts';
import { CallbackFailed, type RouterCalls, type RouterMessage, type SendOptions } from './router-calls.ts';

/** A subscription whose events are posted to a router. */
export interface RunningSubscription {
  readonly begin: () => void;
  /** Ends it, with a final message to the router if one is given. Resolves when that was sent or has failed. */
  readonly end: (finalMessage?: FinalMessage) => Promise<void>;
}

/** The `complete` message that ends a subscription. */
export interface FinalMessage {
  /** Why it ends early. Default: it is complete. */
  readonly errors?: readonly GraphQLFormattedError[];
  readonly options?: Partial<SendOptions>;
}

/** One subscription, its router and its callbacks. */
interface RunningSubscriptionOptions {
  readonly router: CallbackRequest;
  readonly events: AsyncIterator<AnsweredEvent, unknown>;
  readonly calls: Pick<RouterCalls, 'send'>;
  /** Aborts when the final message is given up. */
  readonly graceSignal: AbortSignal;
  /** A message could not be delivered to the router. */
  readonly onFailure: (failure: CallbackFailed) => void;
  readonly onFault: (error: unknown) => void;
  /** There are no more events. Called once, before the final message. */
  readonly onEnd: () => void;
  /** The final message was sent. Called once. */
  readonly onLeave: () => void;
}

/** Routers drop a subscription whose heartbeat comes later than the interval: the rest is for the network. */
const early = 0.8;
/** Some seconds with the waits in between, for a short failure. A restarted router has lost its subscriptions. */
const attempts = 5;

const fault: GraphQLFormattedError = {
  message: 'Internal server error',
  extensions: { code: 'INTERNAL_SERVER_ERROR' },
};

/** Posts heartbeats and events, one message at a time. Ends when the router does not know the subscription any more. */
export function createRunningSubscription(options: RunningSubscriptionOptions): RunningSubscription {
  const { router, events, graceSignal, onFault, onEnd, onLeave } = options;
  const controller = new AbortController();
  const { signal } = controller;
  let beat: NodeJS.Timeout | undefined;
  let ending: Promise<void> | undefined;

  /** False if the subscription has ended, by this message or before it. */
  async function tell(message: RouterMessage): Promise<boolean> {
    if (await trySend(options, message, { signal, attempts })) return true;
    void end();
    return false;
  }

  function end(finalMessage?: FinalMessage): Promise<void> {
    ending ??= finish(finalMessage).finally(onLeave);
    return ending;
  }

  async function finish(finalMessage: FinalMessage | undefined): Promise<void> {
    clearInterval(beat);
    controller.abort();
    void events.return?.().catch(onFault);
    onEnd();
    if (finalMessage === undefined) return;
    const { errors, options: how } = finalMessage;
    const message = { action: 'complete', errors } as const;
    await trySend(options, message, { signal: graceSignal, attempts, ...how });
  }

  return {
    begin: () => {
      if (signal.aborted) return;
      const check = createOneAtATime(() => tell({ action: 'check' }));
      if (router.heartbeatMilliseconds > 0) beat = setInterval(check, router.heartbeatMilliseconds * early);
      void deliver(options, signal, tell).then(end);
    },
    end,
  };
}

/** False if the message was not accepted, for any reason. */
async function trySend(
  { calls, router, onFailure, onFault }: RunningSubscriptionOptions,
  message: RouterMessage,
  how: SendOptions,
): Promise<boolean> {
  try {
    return await calls.send(router, message, how);
  } catch (error) {
    if (how.signal.aborted) return false;
    if (error instanceof CallbackFailed) onFailure(error);
    else onFault(error);
    return false;
  }
}

/** Resolves to the final message at the end of the events; undefined if the subscription has ended before. */
async function deliver(
  { events, onFault }: RunningSubscriptionOptions,
  signal: AbortSignal,
  tell: (message: RouterMessage) => Promise<boolean>,
): Promise<FinalMessage | undefined> {
  try {
    for (;;) {
      const { value, done } = await events.next();
      if (signal.aborted) return undefined;
      if (done === true) return {};
      if (value.answer !== undefined && !(await tell({ action: 'next', payload: value.answer.result })))
        return undefined;
    }
  } catch (error) {
    onFault(error);
    return { errors: [fault] };
  }
}

/** Skips a run while the previous one is in progress. */
function createOneAtATime(work: () => Promise<unknown>): () => void {
  let isUnderWay = false;
  return () => {
    if (isUnderWay) return;
    isUnderWay = true;
    void work().finally(() => {
      isUnderWay = false;
    });
  };
}
