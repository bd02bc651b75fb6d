/** Subscriptions: graphql-transport-ws at /graphql, on the same port as HTTP, with the same viewer and the same schema. */
import type { IncomingMessage, Server as HttpServer } from 'node:http';
import type { Duplex } from 'node:stream';
import { GRAPHQL_TRANSPORT_WS_PROTOCOL } from 'graphql-ws';
import type { Logger } from 'pino';
import { WebSocketServer, type ServerOptions, type WebSocket } from 'ws';
import type { Authenticator } from '../../auth/authenticate.ts';
import type { InvalidTokenReason } from '../../auth/token-errors.ts';
import type { Clock } from '../../platform/clock.ts';
import type { Config } from '../../config/load.ts';
import type { Gateway } from '../../operation/gateway.ts';
import type { BufferedBytes } from '../http/buffered-bytes.ts';
import type { Metrics } from '../../observability/metrics.ts';
import type { Tracing } from '../../observability/tracing.ts';
import { createAdmission, type Admit } from './admitted-client.ts';
import { openConnection, type Connection } from './connection.ts';
import { endEvenly } from './end-evenly.ts';
import { createWebSocketLog } from './operation-log.ts';
import { createSessionSlots } from './session-slots.ts';
import { createSession, type SubscriptionSession } from './session.ts';
import { refuse, toRefusal, type RefusalStatus } from './upgrade.ts';

/** Everything that the WebSockets of a server work with. */
interface WebSocketOptions extends Clock {
  readonly gateway: Gateway;
  readonly authenticator: Authenticator;
  readonly config: Pick<Config, 'server' | 'subscriptions' | 'limits'>;
  readonly logger: Logger;
  readonly metrics: Pick<Metrics, 'webSockets' | 'tokenRefusal'>;
  readonly tracing: Tracing | undefined;
  readonly onFault: (error: unknown) => void;
  readonly bufferedBytes: BufferedBytes;
  /** Other names are refused. */
  readonly loopbackOnly: boolean;
}

/** All WebSockets of a server. */
export interface WebSocketEndpoint {
  readonly connections: () => number;
  /** How many run on all of them. */
  readonly subscriptions: () => number;
  /**
   * Accepts no more, and closes every socket with 1001 (going away), evenly within the time in milliseconds. Resolves
   * as soon as all have closed.
   */
  readonly close: (milliseconds: number) => Promise<void>;
}

/** In milliseconds. */
const pulse = 30_000;
/** How long a client may take to answer a close frame, in milliseconds. */
const closeTimeout = 3000;
/** Clients need no more: a fragment contains the bytes of one read, up to 64 KB. */
const maxFragments = 64;
/** The same for the pieces in which the network delivers one frame. */
const maxBufferedChunks = 4096;

/** The HTTP server upgrades requests for WebSockets at the graph's path, and nothing else. */
export function attachWebSocket(http: HttpServer, options: WebSocketOptions): WebSocketEndpoint {
  const { config, metrics, onFault } = options;
  const sockets = createSockets(config);
  const log = createWebSocketLog(options);
  const admit = createLoggedAdmission(options);
  const places = createSessionSlots(config.subscriptions.maxConnections);
  const sessions = new Map<Connection, SubscriptionSession>();
  let isClosing = false;

  function reject(socket: Duplex, status: RefusalStatus): void {
    metrics.webSockets.refusal(status);
    refuse(socket, status);
  }
  function connect(webSocket: WebSocket, request: IncomingMessage): void {
    const connection = openConnection(webSocket, request, {
      createSession: (opened) => {
        const session = createSession(opened, { ...options, log, admit, onAdmission: places.admit });
        sessions.set(opened, session);
        return session;
      },
      pulse,
      onEnd: (why) => {
        sessions.delete(connection);
        places.leave(connection);
        metrics.webSockets.end(why);
      },
      onFault,
    });
    places.enter(connection);
  }
  sockets.on('wsClientError', (_error, socket) => {
    reject(socket, 400);
  });
  http.on('upgrade', (request, socket, head) => {
    const refusal = toRefusal(request, options, { isFull: places.isFull(), isClosing });
    if (refusal === undefined) sockets.handleUpgrade(request, socket, head, connect);
    else reject(socket, refusal);
  });

  return {
    connections: () => sockets.clients.size,
    subscriptions: () => [...sessions.values()].reduce((sum, session) => sum + session.size(), 0),
    close: async (milliseconds) => {
      isClosing = true;
      const forgetOthers = endEvenly([...sessions.keys()], milliseconds, (connection) => {
        connection.end('stopping');
      });
      await new Promise(sockets.close.bind(sockets));
      forgetOthers();
    },
  };
}

function createLoggedAdmission({ gateway, logger, metrics, ...options }: WebSocketOptions): Admit {
  const onKeysUnavailable = (fault: string): void => {
    logger.error({ fault }, 'token keys unavailable');
  };
  const onTokenRefused = (tokenRefusal: InvalidTokenReason): void => {
    metrics.tokenRefusal(tokenRefusal);
    logger.info({ tokenRefusal }, 'token refused');
  };
  return createAdmission({ ...options, schema: gateway.schema, onKeysUnavailable, onTokenRefused });
}

function createSockets({ limits }: Pick<Config, 'limits'>): WebSocketServer {
  const options: ServerOptions & Readonly<Record<'closeTimeout' | 'maxFragments' | 'maxBufferedChunks', number>> = {
    noServer: true,
    maxPayload: limits.requestBytes,
    // Not in its types yet.
    closeTimeout,
    maxFragments,
    maxBufferedChunks,
    handleProtocols: (protocols) =>
      protocols.has(GRAPHQL_TRANSPORT_WS_PROTOCOL) ? GRAPHQL_TRANSPORT_WS_PROTOCOL : false,
  };
  return new WebSocketServer(options);
}
