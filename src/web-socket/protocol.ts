/** What graphql-ws asks of the gateway: who connects, what may be subscribed, and what goes out. */
import { randomUUID } from 'node:crypto';
import type { ExecutionResult, GraphQLError, GraphQLFormattedError } from 'graphql';
import { makeServer, type Context, type Server, type SubscribePayload } from 'graphql-ws';
import type { Authenticator } from '../auth/authenticate.ts';
import { atExpiry } from '../auth/expiry.ts';
import { InvalidToken, TokenKeysUnavailable, type TokenKeysFault } from '../auth/token-errors.ts';
import type { Viewer } from '../auth/viewer.ts';
import type { Config } from '../config.ts';
import { takeResult } from '../event-result.ts';
import type { Gateway } from '../gateway.ts';
import type { Connection } from './connection.ts';
import type { OwnEnd } from './closing.ts';
import type { WebSocketLog, WebSocketOperation } from './operation-log.ts';
import { createRefusal, prepare } from './prepare.ts';

export interface ProtocolOptions {
  readonly gateway: Gateway;
  readonly authenticator: Authenticator;
  readonly config: Pick<Config, 'subscriptions'>;
  readonly log: WebSocketLog;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  readonly onKeysUnavailable: (fault: TokenKeysFault) => void;
  readonly onFault: (error: unknown) => void;
}

interface Parameters extends Record<string, unknown> {
  readonly authorization?: unknown;
  readonly Authorization?: unknown;
}
type ConnectionContext = Context<Parameters, Connection>;

/** What a connection is once its client is known. */
interface Admission {
  readonly viewer: Viewer;
  readonly stopExpiry: () => void;
  /** By their payloads: an id may be taken again while the end of its last operation is on its way. */
  readonly operations: Map<SubscribePayload, RunningOperation>;
}

interface RunningOperation {
  readonly log: WebSocketOperation;
  /** Kept here as well: graphql-ws forgets those of an id that is taken again. */
  events?: AsyncIterator<unknown>;
}

/** In milliseconds. */
const longestIntroduction = 10_000;

export interface Protocol {
  readonly server: Server<Connection>;
  /** How many operations run. */
  readonly subscriptions: () => number;
}

export function createProtocol(options: ProtocolOptions): Protocol {
  const { gateway, onFault } = options;
  const admissions = new Map<Connection, Admission>();
  const operationOf = ({ extra }: ConnectionContext, payload: SubscribePayload): RunningOperation | undefined =>
    admissions.get(extra)?.operations.get(payload);
  const finish = (context: ConnectionContext, payload: SubscribePayload): void => {
    operationOf(context, payload)?.log.end();
    admissions.get(context.extra)?.operations.delete(payload);
  };

  const server = makeServer<Parameters, Connection>({
    connectionInitWaitTimeout: longestIntroduction,
    onConnect: async (context) => {
      const admission = await admit(context, options);
      if (typeof admission === 'string') context.extra.end(admission);
      else if (context.extra.isOpen()) admissions.set(context.extra, admission);
      else admission.stopExpiry();
      return typeof admission !== 'string';
    },
    onSubscribe: (context, _id, payload) => {
      const admission = admissions.get(context.extra);
      if (admission !== undefined) return begin(payload, context, admission, options);
      return [createRefusal('The connection is not initialised.', 'UNAUTHENTICATED')];
    },
    onOperation: (context, _id, payload, _args, result) => {
      const operation = operationOf(context, payload);
      if (operation !== undefined && Symbol.asyncIterator in result) operation.events = result[Symbol.asyncIterator]();
    },
    onNext: (context, _id, payload, _args, result) => {
      const sent = takeResult(gateway, result as ExecutionResult);
      operationOf(context, payload)?.log.event(sent.errors);
      return sent;
    },
    onError: (context, _id, payload, errors) => {
      const sent = gateway.formatResult({ errors }).errors?.map(toSentError);
      operationOf(context, payload)?.log.fail(sent);
      finish(context, payload);
      return sent;
    },
    onComplete: (context, _id, payload) => {
      finish(context, payload);
    },
    onClose: ({ extra }) => {
      const admission = admissions.get(extra);
      admissions.delete(extra);
      if (admission !== undefined) leave(admission, onFault);
    },
  });
  return { server, subscriptions: () => sum([...admissions.values()].map(({ operations }) => operations.size)) };
}

/** Why the client is not let in, where it is not. */
async function admit(context: ConnectionContext, options: ProtocolOptions): Promise<Admission | OwnEnd> {
  const { authenticator, now, onKeysUnavailable, onFault } = options;
  try {
    const viewer = await authenticator.authenticate(readAuthorization(context));
    const stopExpiry = atExpiry(viewer, now, () => {
      context.extra.end('expired');
    });
    return { viewer, stopExpiry, operations: new Map() };
  } catch (error) {
    if (error instanceof InvalidToken) return 'unauthorized';
    if (error instanceof TokenKeysUnavailable) {
      onKeysUnavailable(error.fault);
      return 'keys_unavailable';
    }
    onFault(error);
    return 'fault';
  }
}

/** The token of the connection's parameters, which is the only place that some routers can put it; else the upgrade's header. */
function readAuthorization({ connectionParams, extra }: ConnectionContext): string | readonly string[] | undefined {
  const parameter = connectionParams?.authorization ?? connectionParams?.Authorization;
  if (parameter === undefined || parameter === null) return extra.request.headersDistinct['authorization'];
  return typeof parameter === 'string' ? parameter : '';
}

function leave({ stopExpiry, operations }: Admission, onFault: (error: unknown) => void): void {
  stopExpiry();
  for (const { log, events } of operations.values()) {
    log.end();
    events?.return?.().catch(onFault);
  }
}

/** What is to be executed, or why it is not. */
function begin(
  payload: SubscribePayload,
  { extra }: ConnectionContext,
  { viewer, operations }: Admission,
  { gateway, config, log, onFault }: ProtocolOptions,
) {
  const requestId = randomUUID();
  const { maxPerConnection } = config.subscriptions;
  const isFull = operations.size >= maxPerConnection;
  const prepared = isFull ? tooMany(maxPerConnection) : prepare(payload, gateway, viewer, onFault);
  if ('errors' in prepared) {
    const refused = log.begin({ requestId, viewer, operation: prepared.operation });
    refused.fail(gateway.formatResult(prepared).errors);
    refused.end();
    return prepared.errors;
  }
  const { operation, ...args } = prepared;
  const live = gateway.createLiveOperation({ viewer, requestId });
  const traceParent = extra.request.headersDistinct['traceparent']?.[0];
  operations.set(payload, { log: log.begin({ requestId, viewer, operation, live, traceParent }) });
  return { ...args, contextValue: live.context };
}

function tooMany(maxPerConnection: number) {
  const message = `A connection may hold at most ${maxPerConnection} subscriptions.`;
  return { operation: undefined, errors: [createRefusal(message, 'TOO_MANY_SUBSCRIPTIONS')] };
}

/** Without what tells an HTTP server its status. */
function toSentError(error: GraphQLError): GraphQLFormattedError {
  const { extensions: { http: _http, ...extensions } = {}, ...rest } = error.toJSON();
  return { ...rest, extensions };
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((one, other) => one + other, 0);
}
