/** Fastify with what all paths have in common: limits of time, size and number, headers, and failures. */
import cors from '@fastify/cors';
import Fastify, { LogController, type FastifyInstance } from 'fastify';
import type { Logger } from 'pino';
import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { Config } from '../../config/load.ts';
import { answerClientFault } from './client-faults.ts';
import { guardConnections, type OpenRequests } from './connections.ts';
import { sendFailure, sendNotFound } from './failures.ts';
import { reportDropped } from './dropped-connections.ts';
import { graphPath } from './graph-route.ts';
import type { BufferedBytes } from './buffered-bytes.ts';
import { registerJsonBody } from './json-body.ts';
import { securityHeaders } from './security-headers.ts';

declare module 'fastify' {
  interface FastifyRequest {
    /**
     * The pattern of the route, such as `/graphql`; undefined where no route fits. Fastify describes the whole route anew each
     * time that its `routeOptions` are read.
     */
    route: string | undefined;
  }
}

/** All in milliseconds. */
export interface HttpTimeouts {
  /** For the head of a request to arrive. */
  readonly headers: number;
  /** For a whole request to arrive. */
  readonly request: number;
  /** How often connections are checked: a slow one lives up to this much longer. */
  readonly check: number;
  /** How long a connection may wait for its next request. */
  readonly keepAlive: number;
  /**
   * How long a connection may be inactive, beyond the time of an operation, so that a client that never reads is
   * disconnected. Node.js allows an answer that waits to be read twice that time.
   */
  readonly stalled: number;
  /** Minimum time between log lines about dropped connections. */
  readonly dropReport: number;
}

/** In milliseconds. */
export const defaultTimeouts: HttpTimeouts = {
  headers: 10_000,
  request: 30_000,
  check: 2_000,
  // Longer than the idle timeout of common load balancers (60 s), so that they close first.
  keepAlive: 72_000,
  stalled: 15_000,
  dropReport: 10_000,
};

/** Connections are closed after this many requests, so that a load balancer can redistribute them. */
const maxRequestsPerSocket = 100_000;

/** A server without routes, and the requests that it has not answered yet. */
interface App {
  readonly app: FastifyInstance;
  readonly requests: OpenRequests;
}

/** Its limits come from the configuration. */
export function createApp(config: Config, logger: Logger, timeouts: HttpTimeouts, bufferedBytes: BufferedBytes): App {
  const app = Fastify({
    loggerInstance: logger,
    // A separate logger for each request would cost more than the few lines that use one: they name the request.
    childLoggerFactory: (whole) => whole,
    // The request log writes one line per request, because it knows the operation.
    logController: new LogController({ disableRequestLogging: true }),
    bodyLimit: config.limits.requestBytes,
    requestTimeout: timeouts.request,
    // A connection is inactive while an operation runs, so its time is added. Does not apply to WebSockets, which have pings.
    connectionTimeout: config.server.operationSeconds * 1000 + timeouts.stalled,
    keepAliveTimeout: timeouts.keepAlive,
    maxRequestsPerSocket,
    forceCloseConnections: 'idle',
    // Requests on open connections are still answered during a stop.
    return503OnClosing: false,
    http: {
      headersTimeout: timeouts.headers,
      connectionsCheckingInterval: timeouts.check,
      shouldUpgradeCallback: isWebSocketUpgrade,
      // Node.js' refusal has no body: a hook refuses instead.
      requireHostHeader: false,
    },
    // For a URL that cannot be decoded, no route and no hook runs.
    frameworkErrors: (error, _request, reply) => {
      sendFailure(reply.headers(securityHeaders), error);
    },
    clientErrorHandler: (error, socket) => {
      answerClientFault(error, socket, logger);
    },
    genReqId: () => randomUUID(),
    // A proxy's headers are not needed, so they are not trusted.
    trustProxy: false,
    // Its type differs by the logger's alone, which is pino's either way.
  }) as unknown as FastifyInstance;
  // Ignores any expectation but 100-continue (RFC 9110 section 10.1.1): Node.js' refusal has no body.
  app.server.on('checkExpectation', (request, response) => app.server.emit('request', request, response));
  const { maxConnections: maximum } = config.server;
  const onDrop = reportDropped(app.server, logger, maximum, timeouts.dropReport);
  const requests = guardConnections(app, { maximum, onDrop });
  app.decorateRequest('held', null);
  app.decorateRequest('route', undefined);
  app.addHook('onRequest', (request, reply, done) => {
    request.held = bufferedBytes.begin(reply.raw);
    request.route = request.routeOptions.url;
    done();
  });
  registerJsonBody(app);
  app.setErrorHandler((error, _request, reply) => sendFailure(reply, error));
  app.setNotFoundHandler((_request, reply) => sendNotFound(reply));
  return { app, requests };
}

/**
 * Any other upgrade is served as the plain request that it also is, so that a client may offer HTTP/2 (RFC 9110 section
 * 7.8). Must not throw. The target is not parsed, because it may be any text.
 */
function isWebSocketUpgrade({ method, url, headers }: IncomingMessage): boolean {
  const [path] = (url ?? '').split('?', 1);
  return method === 'GET' && path === graphPath && headers.upgrade?.toLowerCase() === 'websocket';
}

/** Headers of every answer. */
export async function registerHeaders(app: FastifyInstance, config: Config): Promise<void> {
  app.addHook('onRequest', (_request, reply, done) => {
    void reply.headers(securityHeaders);
    done();
  });
  // An OPTIONS request that is not a preflight is answered like one.
  await app.register(cors, { origin: [...config.server.corsOrigins], maxAge: 86_400, strictPreflight: false });
  // Routes match the decoded path. A proxy that blocks a path by its spelling must not be passed by another spelling.
  app.addHook('onRequest', (request, reply, done) => {
    if (!request.is404 && request.url.split('?', 1)[0]?.includes('%') === true) reply.callNotFound();
    else done();
  });
}
