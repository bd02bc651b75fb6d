/** Opens a subscription by HTTP callback: starts its operation and checks that the router wants it. */
import type { GraphQLFormattedError } from 'graphql';
import type { CheckedSubscription } from '../../operation/engine.ts';
import type { AnsweredEvent } from '../../operation/run/subscribe.ts';
import type { Gateway } from '../../operation/gateway.ts';
import type { OperationContext } from '../../operation/operation.ts';
import { toAbortSignal } from '../../calls/abort.ts';
import type { CallbackRequest } from './callback-request.ts';
import { CallbackFailed, type RouterCalls } from './router-calls.ts';
import { createGraphError } from '../../errors/graph-error.ts';
import type { ErrorCode } from '../../errors/catalogue.ts';

/** A subscription that is valid and within the limits. Its request has not been answered yet. */
export interface AskedSubscription {
  readonly checked: CheckedSubscription;
  /** Of the request: its signal aborts when the answer has been sent. */
  readonly context: Pick<OperationContext, 'viewer' | 'requestId' | 'readContext'>;
}

/** Why a subscription is not opened, as the answer to its request. */
export interface Refusal {
  readonly status: 400 | 503;
  readonly errors: readonly GraphQLFormattedError[];
}

/** The message is for the router, and names nothing of its request. */
export function createRefusal(status: Refusal['status'], message: string, code: ErrorCode): Refusal {
  return { status, errors: [createGraphError(code, message).toJSON()] };
}

/** A subscription that the router has confirmed. */
export interface OpenEvents {
  readonly iterator: AsyncIterator<AnsweredEvent, unknown>;
  /** Ends the operation that they come from. */
  readonly release: () => void;
}

/** The gateway and the calls to the router. */
export interface OpeningOptions {
  readonly gateway: Pick<Gateway, 'subscribe' | 'createLiveOperation'>;
  readonly calls: Pick<RouterCalls, 'send'>;
  readonly onFailure: (failure: CallbackFailed) => void;
  /** Aborts when the server stops. */
  readonly closing: AbortSignal;
}

/** HTTP 503: the gateway is stopping, and accepts no subscription. */
export const stopping = createRefusal(503, 'The gateway is stopping.', 'SERVER_STOPPING');

/** Attempts of the check. Few, because a client waits. */
const attempts = 2;

const notConfirmed = createRefusal(
  400,
  'The address to call back did not confirm the subscription.',
  'CALLBACK_FAILED',
);

/** Subscribes, then asks the router to confirm the subscription. Resolves to a refusal where either fails. */
export async function openEvents(
  router: CallbackRequest,
  asked: AskedSubscription,
  options: OpeningOptions,
): Promise<OpenEvents | Refusal> {
  // First, so that viewers who may not subscribe cause no call.
  const events = await listen(asked, options);
  if ('errors' in events) return events;
  let isConfirmed = false;
  try {
    isConfirmed = (await isWanted(router, asked, options)) && !options.closing.aborted;
  } finally {
    if (!isConfirmed) {
      events.release();
      await events.iterator.return?.();
    }
  }
  if (isConfirmed) return events;
  return options.closing.aborted ? stopping : notConfirmed;
}

async function listen(
  { checked, context: { viewer, requestId, readContext } }: AskedSubscription,
  { gateway }: OpeningOptions,
): Promise<OpenEvents | Refusal> {
  const operation = gateway.createLiveOperation({ viewer, requester: readContext.requester, requestId });
  const result = await gateway.subscribe(checked, operation.context);
  if (Symbol.asyncIterator in result) return { iterator: result, release: operation.end };
  operation.end();
  return { status: 400, errors: result.errors ?? [] };
}

async function isWanted(
  router: CallbackRequest,
  { context }: AskedSubscription,
  { calls, onFailure, closing }: OpeningOptions,
): Promise<boolean> {
  const signal = AbortSignal.any([toAbortSignal(context.readContext.signal), closing]);
  try {
    return await calls.send(router, { action: 'check' }, { signal, attempts });
  } catch (error) {
    if (error instanceof CallbackFailed) onFailure(error);
    else if (!signal.aborted) throw error;
    return false;
  }
}
