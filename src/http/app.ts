/** Fastify with everything that holds for every path: limits of time, size and number, headers, and failures. */
import cors from '@fastify/cors';
import helmet from '@fastify/helmet';
import Fastify, { LogController, type FastifyInstance } from 'fastify';
import type { Logger } from 'pino';
import { randomUUID } from 'node:crypto';
import type { Config } from '../config.ts';
import { sendFailure, sendNotFound } from './failures.ts';
import { registerJsonBody } from './json-body.ts';

/** In milliseconds. */
export interface HttpTimeouts {
  /** The head of a request must have come by then. */
  readonly headers: number;
  /** All of a request must have come by then. */
  readonly request: number;
  /** How often connections are looked at: a slow one lives this much longer. */
  readonly check: number;
  /** How long a connection may wait for its next request. */
  readonly keepAlive: number;
}

export const defaultTimeouts: HttpTimeouts = {
  headers: 10_000,
  request: 30_000,
  check: 2_000,
  // Longer than the idle time of common load balancers (60 s), so that it is they who close.
  keepAlive: 72_000,
};

/** Now and then a connection is closed in good order, so that a load balancer spreads them afresh. */
const maxRequestsPerSocket = 100_000;

export function createApp(config: Config, logger: Logger, timeouts: HttpTimeouts): FastifyInstance {
  const app = Fastify({
    loggerInstance: logger,
    // One line a request is written by the request log: it knows the operation.
    logController: new LogController({ disableRequestLogging: true }),
    bodyLimit: config.limits.requestBytes,
    requestTimeout: timeouts.request,
    keepAliveTimeout: timeouts.keepAlive,
    maxRequestsPerSocket,
    forceCloseConnections: 'idle',
    // Whoever still comes on an open connection during a stop is answered.
    return503OnClosing: false,
    http: { headersTimeout: timeouts.headers, connectionsCheckingInterval: timeouts.check },
    genReqId: () => randomUUID(),
    // A proxy's headers are not needed, so they are not believed.
    trustProxy: false,
  }) as unknown as FastifyInstance;
  app.server.maxConnections = config.server.maxConnections;
  registerJsonBody(app);
  app.setErrorHandler((error, _request, reply) => sendFailure(reply, error));
  app.setNotFoundHandler((_request, reply) => sendNotFound(reply));
  return app;
}

/** Headers of every answer. A page that needs others sets them itself. */
export async function registerHeaders(app: FastifyInstance, config: Config): Promise<void> {
  await app.register(helmet, {
    contentSecurityPolicy: { useDefaults: false, directives: { defaultSrc: ["'none'"], frameAncestors: ["'none'"] } },
    crossOriginOpenerPolicy: { policy: 'same-origin-allow-popups' },
    frameguard: { action: 'deny' },
    // Whoever terminates TLS knows which hosts the promise may be made for.
    strictTransportSecurity: false,
  });
  await app.register(cors, { origin: [...config.server.corsOrigins], maxAge: 86_400 });
}
