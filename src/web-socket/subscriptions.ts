/** The subscriptions of one WebSocket, by the ids that their client has given them. */
import { randomUUID } from 'node:crypto';
import { OperationTypeNode, type GraphQLError, type OperationDefinitionNode } from 'graphql';
import { MessageType, type SubscribeMessage, type SubscribePayload } from 'graphql-ws';
import { toRequester } from '../auth/requester.ts';
import type { Viewer } from '../auth/viewer.ts';
import type { Config } from '../config/load.ts';
import type { SubscriptionToExecute } from '../executor/subscribe.ts';
import type { Gateway } from '../graph/gateway.ts';
import type { RefusedOperation } from '../graph/prepare.ts';
import { createGraphError } from '../errors/graph-error.ts';
import type { OperationContext } from '../graph/operation.ts';
import type { Connection } from './connection.ts';
import type { WebSocketLog, WebSocketOperation } from './operation-log.ts';
import { createRunningSubscription, type RunningSubscription } from './running-subscription.ts';

export interface SubscriptionsOptions {
  readonly viewer: Viewer;
  readonly gateway: Gateway;
  readonly config: Pick<Config, 'subscriptions'>;
  readonly log: WebSocketLog;
  readonly onFault: (error: unknown) => void;
}

/** The subscriptions of one connection, by the ids that its client chose. */
export interface Subscriptions {
  readonly has: (id: string) => boolean;
  readonly size: () => number;
  /** Resolves when it runs, or when its client has received the reason why it does not. */
  readonly open: (message: SubscribeMessage) => Promise<void>;
  /** The client ends it. */
  readonly end: (id: string) => void;
  readonly endAll: () => void;
}

/** Of one connection whose viewer is known. */
export function createSubscriptions(connection: Connection, options: SubscriptionsOptions): Subscriptions {
  const running = new Map<string, RunningSubscription>();
  return {
    has: (id) => running.has(id),
    size: () => running.size,
    open: async ({ id, payload }) => {
      const begun = begin(payload, running.size, connection, options);
      if ('errors' in begun) {
        await connection.send({ id, type: MessageType.Error, payload: begun.errors.map((error) => error.toJSON()) });
        return;
      }
      const { log, args, context } = begun;
      const onEnd = (): void => {
        running.delete(id);
      };
      const subscription = createRunningSubscription({ ...options, id, connection, context, log, onEnd });
      running.set(id, subscription);
      await subscription.begin(args);
    },
    end: (id) => {
      running.get(id)?.end();
    },
    endAll: () => {
      for (const { end } of running.values()) end();
    },
  };
}

interface Begun {
  readonly log: WebSocketOperation;
  readonly args: SubscriptionToExecute;
  readonly context: OperationContext;
}

/** The operation to execute, or why it is refused. */
function begin(
  payload: SubscribePayload,
  runningCount: number,
  { request }: Connection,
  { viewer, gateway, config, log }: SubscriptionsOptions,
): Begun | { readonly errors: readonly GraphQLError[] } {
  const requestId = randomUUID();
  const { maxPerConnection } = config.subscriptions;
  const prepared =
    runningCount < maxPerConnection
      ? gateway.prepare({ ...payload, viewer, refuse: refuseOthers })
      : tooMany(maxPerConnection);
  if ('errors' in prepared) {
    const { errors = [] } = gateway.formatResult(prepared);
    const refused = log.begin({ requestId, viewer, operation: prepared.operation, request });
    refused.fail(errors);
    refused.end();
    return { errors };
  }
  const { operation, ...args } = prepared;
  const requester = toRequester(viewer, request.socket.remoteAddress);
  const live = gateway.createLiveOperation({ viewer, requester, requestId });
  return {
    log: log.begin({ requestId, viewer, operation, live, request }),
    args: { ...args, contextValue: live.context },
    context: live.context,
  };
}

function refuseOthers({ operation }: OperationDefinitionNode): string | undefined {
  return operation === OperationTypeNode.SUBSCRIPTION
    ? undefined
    : 'A WebSocket serves subscriptions only; send queries over HTTP.';
}

function tooMany(maxPerConnection: number): RefusedOperation {
  const message = `A connection may hold at most ${maxPerConnection} subscriptions.`;
  return { operation: undefined, errors: [createGraphError('TOO_MANY_SUBSCRIPTIONS', message)] };
}
