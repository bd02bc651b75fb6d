/** Subscriptions: graphql-transport-ws at /graphql, on the same port as HTTP, with the same viewer and the same schema. */
import type { IncomingMessage, Server as HttpServer } from 'node:http';
import type { Duplex } from 'node:stream';
import { randomUUID } from 'node:crypto';
import {
  getOperationAST,
  GraphQLError,
  OperationTypeNode,
  specifiedRules,
  validate,
  type ExecutionResult,
} from 'graphql';
import { CloseCode, GRAPHQL_TRANSPORT_WS_PROTOCOL, type Context, type SubscribePayload } from 'graphql-ws';
import { useServer, type Extra } from 'graphql-ws/use/ws';
import { WebSocketServer, type WebSocket } from 'ws';
import type { Authenticator } from './auth/authenticate.ts';
import { atExpiry } from './auth/expiry.ts';
import type { Viewer } from './auth/viewer.ts';
import type { Config } from './config.ts';
import { takeResult } from './event-result.ts';
import type { Gateway } from './gateway.ts';
import type { Operation } from './operation.ts';

export interface WebSocketOptions {
  readonly gateway: Gateway;
  readonly authenticator: Authenticator;
  readonly config: Pick<Config, 'server' | 'subscriptions' | 'limits'>;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

export interface WebSocketEndpoint {
  readonly connections: () => number;
  /** Closes every socket with 1001, going away. */
  readonly close: () => Promise<void>;
}

interface ConnectionExtra extends Extra {
  viewer?: Viewer;
  stopExpiry?: () => void;
  readonly operations: Map<string, Operation>;
}

type ConnectionContext = Context<ConnectionParams, Partial<ConnectionExtra>>;
interface ConnectionParams extends Record<string, unknown> {
  readonly authorization?: unknown;
  readonly Authorization?: unknown;
}

export function attachWebSocket(http: HttpServer, options: WebSocketOptions): WebSocketEndpoint {
  const { config } = options;
  const sockets = new WebSocketServer({
    noServer: true,
    maxPayload: config.limits.requestBytes,
    handleProtocols: (protocols) =>
      protocols.has(GRAPHQL_TRANSPORT_WS_PROTOCOL) ? GRAPHQL_TRANSPORT_WS_PROTOCOL : false,
  });
  const upgrade = (request: IncomingMessage, socket: Duplex, head: Buffer): void => {
    const refusal = toRefusal(request, config, sockets.clients.size);
    if (refusal !== undefined)
      return void socket.end(`HTTP/1.1 ${refusal}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
    sockets.handleUpgrade(request, socket, head, (webSocket) => sockets.emit('connection', webSocket, request));
  };
  http.on('upgrade', upgrade);
  const served = serve(sockets, options);

  return {
    connections: () => sockets.clients.size,
    close: async () => {
      http.off('upgrade', upgrade);
      await served.dispose();
    },
  };
}

/** A browser sends any page's WebSockets anywhere: an origin must be ours or a configured one. */
function toRefusal(
  { url, headers }: IncomingMessage,
  { server, subscriptions }: WebSocketOptions['config'],
  connections: number,
): string | undefined {
  if (new URL(url ?? '/', 'http://localhost').pathname !== '/graphql') return '404 Not Found';
  if (connections >= subscriptions.maxConnections) return '503 Service Unavailable';
  const { origin, host } = headers;
  if (origin === undefined || server.corsOrigins.includes(origin)) return undefined;
  return URL.canParse(origin) && new URL(origin).host === host ? undefined : '403 Forbidden';
}

function serve(sockets: WebSocketServer, options: WebSocketOptions) {
  const { gateway, authenticator, config, now } = options;
  return useServer<ConnectionParams, Partial<ConnectionExtra>>(
    {
      connectionInitWaitTimeout: 10_000,
      onConnect: async (context) => {
        const viewer = await readViewer(context, authenticator);
        if (viewer === undefined) return closeUnauthorized(context);
        const stopExpiry = atExpiry(viewer, now, () => {
          context.extra.socket.close(CloseCode.Unauthorized, 'Token expired');
        });
        Object.assign(context.extra, { viewer, operations: new Map(), stopExpiry });
        return true;
      },
      onSubscribe: (context, id, payload) => {
        const { viewer, operations } = context.extra as ConnectionExtra;
        if (viewer === undefined) return [new GraphQLError('The connection is not initialised.')];
        if (operations.size >= config.subscriptions.maxPerConnection) {
          return [
            createRefusal(
              `A connection may hold at most ${config.subscriptions.maxPerConnection} subscriptions.`,
              'TOO_MANY_SUBSCRIPTIONS',
            ),
          ];
        }
        const prepared = prepare(payload, gateway, viewer);
        if (!('document' in prepared)) return prepared;
        const operation = gateway.createLiveOperation({ viewer, requestId: randomUUID() });
        operations.set(id, operation);
        return { ...prepared, contextValue: operation.context };
      },
      onNext: (_context, _id, _payload, _args, result) => takeResult(gateway, result as ExecutionResult),
      onError: (_context, _id, _payload, errors) =>
        gateway.formatResult({ errors }).errors?.map((error) => error.toJSON()),
      onComplete: (context, id) => {
        const { operations } = context.extra as ConnectionExtra;
        operations.get(id)?.end();
        operations.delete(id);
      },
      onClose: (context) => {
        const { operations, stopExpiry } = context.extra;
        stopExpiry?.();
        for (const operation of operations?.values() ?? []) operation.end();
      },
    },
    sockets,
    30_000,
  );
}

/** The token of the connection's parameters, which is the only place that some routers can put it; else the upgrade's header. */
async function readViewer(
  { connectionParams, extra }: ConnectionContext,
  authenticator: Authenticator,
): Promise<Viewer | undefined> {
  const parameter = connectionParams?.authorization ?? connectionParams?.Authorization;
  try {
    if (parameter !== undefined && parameter !== null)
      return await authenticator.authenticate(typeof parameter === 'string' ? parameter : '');
    return await authenticator.authenticate((extra as Extra).request.headersDistinct['authorization']);
  } catch {
    return undefined;
  }
}

function closeUnauthorized({ extra }: ConnectionContext): false {
  (extra.socket as WebSocket).close(CloseCode.Unauthorized, 'Unauthorized');
  return false;
}

function prepare(payload: SubscribePayload, { schema, validationRules, admit, limits }: Gateway, viewer: Viewer) {
  try {
    admit({ query: payload.query, extensions: payload.extensions ?? undefined });
    const document = limits.parse(payload.query);
    const operation = getOperationAST(document, payload.operationName);
    if (operation?.operation !== OperationTypeNode.SUBSCRIPTION) {
      return [createRefusal('A WebSocket serves subscriptions only; send queries over HTTP.', 'BAD_REQUEST')];
    }
    const errors = validate(schema, document, [...specifiedRules, ...validationRules]);
    if (errors.length > 0) return errors;
    limits.check({ document, operationName: payload.operationName, variables: payload.variables, viewer });
    return {
      schema,
      document,
      operationName: payload.operationName ?? undefined,
      variableValues: payload.variables ?? undefined,
    };
  } catch (error) {
    return [error instanceof GraphQLError ? error : createRefusal('The operation could not be read.', 'BAD_REQUEST')];
  }
}

function createRefusal(message: string, code: string): GraphQLError {
  return new GraphQLError(message, { extensions: { code } });
}
