/** The subscriptions of one WebSocket, by the ids that their client has given them. */
import { randomUUID } from 'node:crypto';
import {
  OperationTypeNode,
  type GraphQLError,
  type GraphQLFormattedError,
  type OperationDefinitionNode,
} from 'graphql';
import { MessageType, type SubscribeMessage, type SubscribePayload } from 'graphql-ws';
import { toRequester, type Viewer } from '../../auth/viewer.ts';
import type { Config } from '../../config/load.ts';
import type { CheckedSubscription } from '../../operation/engine.ts';
import type { Gateway } from '../../operation/gateway.ts';
import { createGraphError } from '../../errors/graph-error.ts';
import type { OperationContext } from '../../operation/operation.ts';
import type { Connection } from './connection.ts';
import type { WebSocketLog, WebSocketOperation } from './operation-log.ts';
import { createRunningSubscription, type RunningSubscription } from './running-subscription.ts';

/** The viewer, the gateway and the limits that the subscriptions of a connection share. */
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
        await connection.send({ id, type: MessageType.Error, payload: begun.errors });
        return;
      }
      const { log, checked, context } = begun;
      const onEnd = (): void => {
        running.delete(id);
      };
      const subscription = createRunningSubscription({ ...options, id, connection, context, log, onEnd });
      running.set(id, subscription);
      await subscription.begin(checked);
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
  readonly checked: CheckedSubscription;
  readonly context: OperationContext;
}

/** The operation to execute, or the errors that refuse it. */
function begin(
  payload: SubscribePayload,
  runningCount: number,
  { request }: Connection,
  { viewer, gateway, config, log }: SubscriptionsOptions,
): Begun | { readonly errors: readonly GraphQLFormattedError[] } {
  const requestId = randomUUID();
  const { operation, checked, errors } = check(payload, runningCount, viewer, gateway, config);
  if (checked === undefined) {
    const { errors: shown = [] } = gateway.formatResult({ errors });
    const refused = log.begin({ requestId, viewer, operation, request });
    refused.fail(shown);
    refused.end();
    return { errors: shown };
  }
  const requester = toRequester(viewer, request.socket.remoteAddress);
  const live = gateway.createLiveOperation({ viewer, requester, requestId });
  return { log: log.begin({ requestId, viewer, operation, live, request }), checked, context: live.context };
}

type Checked =
  | { readonly operation: OperationDefinitionNode; readonly checked: CheckedSubscription; readonly errors?: undefined }
  | {
      /** As far as it was read. */
      readonly operation: OperationDefinitionNode | undefined;
      readonly checked?: undefined;
      readonly errors: readonly GraphQLError[];
    };

/** Whether the operation may run. */
function check(
  { query, operationName, variables, extensions }: SubscribePayload,
  runningCount: number,
  viewer: Viewer,
  gateway: Gateway,
  { subscriptions: { maxPerConnection } }: SubscriptionsOptions['config'],
): Checked {
  if (runningCount >= maxPerConnection) return { operation: undefined, errors: [tooMany(maxPerConnection)] };
  const prepared = gateway.prepare({ query, operationName, extensions: extensions ?? undefined });
  if (prepared.errors !== undefined) return prepared;
  const { operation, kind } = prepared;
  if (kind !== OperationTypeNode.SUBSCRIPTION) return { operation, errors: [refuseOthers()] };
  const checked = gateway.check({ operation: prepared, variables, viewer });
  return checked.errors === undefined ? { operation, checked } : { operation, errors: checked.errors };
}

function refuseOthers(): GraphQLError {
  return createGraphError('BAD_REQUEST', 'A WebSocket serves subscriptions only; send queries over HTTP.');
}

function tooMany(maxPerConnection: number): GraphQLError {
  const message = `A connection may hold at most ${maxPerConnection} subscriptions.`;
  return createGraphError('TOO_MANY_SUBSCRIPTIONS', message);
}
