/** How a subscription by HTTP callback is opened: its operation begins, and its router says that it wants it. */
import type { DocumentNode, ExecutionResult, GraphQLError, GraphQLFormattedError } from 'graphql';
import type { Gateway } from '../gateway.ts';
import type { OperationContext } from '../operation.ts';
import type { CallbackRequest } from './callback-request.ts';
import { CallbackFailed, type RouterCalls } from './router-calls.ts';
import { createGraphError } from '../graph-error.ts';
import type { ErrorCode } from '../error-catalogue.ts';

/** Valid, within the limits, and its request's answer not out yet. */
export interface AskedSubscription {
  readonly document: DocumentNode;
  readonly operationName: string | null | undefined;
  readonly variables: Readonly<Record<string, unknown>> | null | undefined;
  /** Of the request: its signal aborts when the answer is out. */
  readonly context: Pick<OperationContext, 'viewer' | 'requestId' | 'readContext'>;
}

export class Refusal {
  readonly status: 400 | 503;
  readonly errors: readonly GraphQLFormattedError[];

  constructor(status: Refusal['status'], errors: readonly GraphQLError[]) {
    this.status = status;
    this.errors = errors.map((error) => error.toJSON());
  }
}

export function createRefusal(status: Refusal['status'], message: string, code: ErrorCode): Refusal {
  return new Refusal(status, [createGraphError(code, message)]);
}

export interface OpenEvents {
  readonly iterator: AsyncIterator<ExecutionResult, unknown>;
  readonly context: OperationContext;
  /** Ends the operation that they come from. */
  readonly release: () => void;
}

export interface OpeningOptions {
  readonly gateway: Pick<Gateway, 'subscribe' | 'createLiveOperation' | 'takeEvent' | 'formatResult'>;
  readonly calls: Pick<RouterCalls, 'send'>;
  readonly onFailure: (failure: CallbackFailed) => void;
  /** Aborts when the server stops. */
  readonly closing: AbortSignal;
}

export const stopping = createRefusal(503, 'The gateway is stopping.', 'SERVER_STOPPING');

/** Of the check: a client waits. */
const attempts = 2;

const notConfirmed = createRefusal(
  400,
  'The address to call back did not confirm the subscription.',
  'CALLBACK_FAILED',
);

export async function openEvents(
  router: CallbackRequest,
  asked: AskedSubscription,
  options: OpeningOptions,
): Promise<OpenEvents | Refusal> {
  // First, so that those who may not subscribe cause no call.
  const events = await listen(asked, options);
  if (events instanceof Refusal) return events;
  const isConfirmed = await isWanted(router, asked, options);
  if (isConfirmed && !options.closing.aborted) return events;
  events.release();
  await events.iterator.return?.();
  return options.closing.aborted ? stopping : notConfirmed;
}

async function listen(
  { document, operationName, variables, context: { viewer, requestId, readContext } }: AskedSubscription,
  { gateway }: OpeningOptions,
): Promise<OpenEvents | Refusal> {
  const operation = gateway.createLiveOperation({ viewer, asker: readContext.asker, requestId });
  const result = await gateway.subscribe({ document, operationName, variables, contextValue: operation.context });
  if (Symbol.asyncIterator in result) return { iterator: result, context: operation.context, release: operation.end };
  operation.end();
  return new Refusal(400, gateway.formatResult(result).errors ?? []);
}

async function isWanted(
  router: CallbackRequest,
  { context }: AskedSubscription,
  { calls, onFailure }: OpeningOptions,
): Promise<boolean> {
  const { signal } = context.readContext;
  try {
    return await calls.send(router, { action: 'check' }, { signal, attempts });
  } catch (error) {
    if (error instanceof CallbackFailed) onFailure(error);
    else if (!signal.aborted) throw error;
    return false;
  }
}
