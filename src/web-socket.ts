/** Subscriptions: graphql-transport-ws at /graphql, on the same port as HTTP, with the same viewer and the same schema. */
import type { IncomingMessage, Server as HttpServer } from 'node:http';
import type { Duplex } from 'node:stream';
import { GRAPHQL_TRANSPORT_WS_PROTOCOL } from 'graphql-ws';
import type { Logger } from 'pino';
import { WebSocketServer, type ServerOptions, type WebSocket } from 'ws';
import type { Authenticator } from './auth/authenticate.ts';
import type { Clock } from './clock.ts';
import type { Config } from './config.ts';
import type { Gateway } from './gateway.ts';
import type { Metrics } from './metrics.ts';
import type { Tracing } from './tracing.ts';
import { openConnection, type Connection } from './web-socket/connection.ts';
import { createWebSocketLog } from './web-socket/operation-log.ts';
import { createProtocol } from './web-socket/protocol.ts';
import { refuse, toRefusal, type RefusalStatus } from './web-socket/upgrade.ts';

export interface WebSocketOptions extends Clock {
  readonly gateway: Gateway;
  readonly authenticator: Authenticator;
  readonly config: Pick<Config, 'server' | 'subscriptions' | 'limits'>;
  readonly logger: Logger;
  readonly metrics: Pick<Metrics, 'webSockets'>;
  readonly tracing: Tracing | undefined;
  readonly onFault: (error: unknown) => void;
}

export interface WebSocketEndpoint {
  readonly connections: () => number;
  /** How many run on all of them. */
  readonly subscriptions: () => number;
  /** Closes every socket with 1001, going away. */
  readonly close: () => Promise<void>;
}

/** In milliseconds. */
const pulse = 30_000;
/** How long a client may take to answer that it has understood the end. In milliseconds. */
const closeTimeout = 3000;

/** The HTTP server must upgrade nothing but what `isWebSocketUpgrade` says. */
export function attachWebSocket(http: HttpServer, options: WebSocketOptions): WebSocketEndpoint {
  const { config, metrics } = options;
  const sockets = createSockets(config);
  const protocol = createProtocol({
    ...options,
    log: createWebSocketLog(options),
    onKeysUnavailable: (fault) => {
      options.logger.error({ fault }, 'token keys unavailable');
    },
  });
  const open = new Set<Connection>();
  let isClosing = false;

  function sendAway(socket: Duplex, status: RefusalStatus): void {
    metrics.webSockets.refusal(status);
    refuse(socket, status);
  }
  function connect(webSocket: WebSocket, request: IncomingMessage): void {
    const connection = openConnection(webSocket, request, {
      protocol: protocol.server,
      pulse,
      onEnd: (why) => {
        open.delete(connection);
        metrics.webSockets.end(why);
      },
      onFault: options.onFault,
    });
    open.add(connection);
  }
  sockets.on('wsClientError', (_error, socket) => {
    sendAway(socket, 400);
  });
  http.on('upgrade', (request, socket, head) => {
    const refusal = toRefusal(request, config, { connections: sockets.clients.size, isClosing });
    if (refusal === undefined) sockets.handleUpgrade(request, socket, head, connect);
    else sendAway(socket, refusal);
  });

  return {
    connections: () => sockets.clients.size,
    subscriptions: protocol.subscriptions,
    close: async () => {
      isClosing = true;
      for (const connection of open) connection.end('stopping');
      const closed = Promise.withResolvers<void>();
      sockets.close(() => {
        closed.resolve();
      });
      await closed.promise;
    },
  };
}

function createSockets({ limits }: Pick<Config, 'limits'>): WebSocketServer {
  const options: ServerOptions & { readonly closeTimeout: number } = {
    noServer: true,
    maxPayload: limits.requestBytes,
    // Not in its types yet.
    closeTimeout,
    handleProtocols: (protocols) =>
      protocols.has(GRAPHQL_TRANSPORT_WS_PROTOCOL) ? GRAPHQL_TRANSPORT_WS_PROTOCOL : false,
  };
  return new WebSocketServer(options);
}
