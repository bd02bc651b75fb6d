/** HTTP around the gateway: Fastify with the graph at /graphql, health, and a stop that loses no answer. */
import { fastifyApolloDrainPlugin, fastifyApolloHandler } from '@as-integrations/fastify';
import cors from '@fastify/cors';
import Fastify, { LogController, type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';
import { GraphQLError } from 'graphql';
import type { Logger } from 'pino';
import { randomUUID } from 'node:crypto';
import { createAuthenticator, type Authenticator } from './auth/authenticate.ts';
import { createDemoTokenEndpoint, demoTokenPath } from './auth/demo-token-endpoint.ts';
import type { DemoIssuer } from './auth/demo-tokens.ts';
import { InvalidToken, TokenKeysUnavailable } from './auth/token-errors.ts';
import type { Viewer } from './auth/viewer.ts';
import type { Config } from './config.ts';
import { registerExplorer, type ExplorerQuery } from './explorer.ts';
import { createGateway, type Gateway, type GatewayOptions } from './gateway.ts';
import type { OperationContext } from './operation.ts';
import { attachWebSocket } from './web-socket.ts';

export interface ServerOptions extends Pick<GatewayOptions, 'now' | 'random' | 'breaker' | 'pollMilliseconds'> {
  readonly logger: Logger;
  /** For demo mode: an issuer whose tokens can be asked for, and the queries that the explorer opens with. */
  readonly demo?: { readonly issuer: DemoIssuer; readonly queries: readonly ExplorerQuery[] };
}

export interface Server {
  readonly gateway: Gateway;
  /** Opens the port; gives the address of the graph, e.g. `http://127.0.0.1:4000/graphql`. */
  readonly listen: () => Promise<string>;
  /** Says no to readiness at once, answers what is in flight, and closes. */
  readonly stop: () => Promise<void>;
}

/** Slow senders are cut off: the head of a request has 10 s, all of it 30 s. */
const headersTimeout = 10_000;
const requestTimeout = 30_000;
/** Longer than the idle time of common load balancers (60 s), so that it is they who close. */
const keepAliveTimeout = 72_000;

/** Throws `TypeError` where the settings of `auth` are unsound. */
export async function createServer(config: Config, options: ServerOptions): Promise<Server> {
  const { now, random, breaker, pollMilliseconds, logger, demo } = options;
  const authenticator = createAuthenticator(config.auth, { now: () => new Date(now()) });
  const app = createApp(config, logger);
  const gateway = createGateway(config, {
    now,
    random,
    ...(breaker === undefined ? {} : { breaker }),
    ...(pollMilliseconds === undefined ? {} : { pollMilliseconds }),
    plugins: [fastifyApolloDrainPlugin(app)],
    onDisclosure: (disclosure) => {
      logger.info({ audit: disclosure }, 'secrets disclosed');
    },
    onFault: (error) => {
      logger.error({ fault: toFaultRecord(error) }, 'fault');
    },
  });
  let isStopping = false;

  await gateway.apollo.start();
  await app.register(cors, { origin: [...config.server.corsOrigins], maxAge: 86_400 });
  registerGraph(app, gateway, authenticator);
  const webSocket = attachWebSocket(app.server, { gateway, authenticator, config, now });
  app.get('/healthz', () => ({ status: 'ok' }));
  app.get('/readyz', (_request, reply) => reply.code(isStopping ? 503 : 200).send({ status: isStopping ? 'stopping' : 'ready' }));
  if (config.server.explorer) registerExplorer(app, { queries: demo?.queries ?? [] });
  if (demo !== undefined) registerDemoTokens(app, demo.issuer);

  return {
    gateway,
    listen: async () => {
      const { host, port } = config.server;
      const address = await app.listen({ host, port });
      return `${address}/graphql`;
    },
    stop: async () => {
      isStopping = true;
      await webSocket.close();
      authenticator.close();
      await gateway.close();
      await app.close();
    },
  };
}

function createApp(config: Config, logger: Logger): FastifyInstance {
  const app = Fastify({
    loggerInstance: logger,
    // One line a request is the graph's to write: it knows the operation.
    logController: new LogController({ disableRequestLogging: true }),
    bodyLimit: config.limits.requestBytes,
    requestTimeout,
    keepAliveTimeout,
    forceCloseConnections: 'idle',
    http: { headersTimeout },
    genReqId: () => randomUUID(),
    // A proxy's headers are not needed, so they are not believed.
    trustProxy: false,
  }) as unknown as FastifyInstance;
  app.setErrorHandler((error, _request, reply) => sendFailure(reply, error));
  app.setNotFoundHandler((_request, reply) => reply.code(404).send({ errors: [{ message: 'Not found. The graph is at /graphql.', extensions: { code: 'NOT_FOUND' } }] }));
  return app;
}

/** Whatever fails before the graph is reached is answered in the graph's own form. */
function sendFailure(reply: FastifyReply, error: unknown): FastifyReply {
  const { statusCode = 500 } = error as { readonly statusCode?: number };
  if (statusCode >= 500) {
    reply.log.error({ fault: toFaultRecord(error) }, 'fault');
    return reply.code(500).send({ errors: [{ message: 'Internal server error', extensions: { code: 'INTERNAL_SERVER_ERROR' } }] });
  }
  const message = statusCode === 413 ? 'The request body is too large.' : 'The request could not be read.';
  const code = statusCode === 413 ? 'REQUEST_TOO_LARGE' : 'BAD_REQUEST';
  return reply.code(statusCode).send({ errors: [{ message, extensions: { code } }] });
}

function registerGraph(app: FastifyInstance, gateway: Gateway, authenticator: Authenticator): void {
  const handler = fastifyApolloHandler<OperationContext, FastifyInstance['server']>(gateway.apollo, {
    context: async (request, reply) => {
      const viewer = await authenticate(authenticator, request as FastifyRequest);
      const operation = gateway.createOperation({
        viewer,
        requestId: request.id,
        explains: request.headers['jobgraph-explain'] === '1',
      });
      // Fires when the answer is out, and when the client has hung up before.
      reply.raw.once('close', operation.end);
      return operation.context;
    },
  });
  app.route({ method: ['GET', 'POST', 'OPTIONS'], url: '/graphql', handler });
}

async function authenticate(authenticator: Authenticator, request: FastifyRequest): Promise<Viewer> {
  try {
    return await authenticator.authenticate(request.raw.headersDistinct['authorization']);
  } catch (error) {
    if (!(error instanceof InvalidToken || error instanceof TokenKeysUnavailable)) throw error;
    if (error instanceof TokenKeysUnavailable) request.log.error({ fault: error.fault }, 'token keys unavailable');
    throw new GraphQLError(error.message, {
      extensions: { code: error.code, http: { status: error.status, headers: new Map(Object.entries(error.headers)) } },
    });
  }
}

function registerDemoTokens(app: FastifyInstance, issuer: DemoIssuer): void {
  const answer = createDemoTokenEndpoint(issuer);
  app.route({
    method: ['GET', 'POST'],
    url: demoTokenPath,
    bodyLimit: 10_000,
    handler: async (request, reply) => {
      const { status, headers, body } = await answer({
        method: request.method,
        remoteAddress: request.socket.remoteAddress,
        headers: request.headers,
        body: request.body,
      });
      return reply.code(status).headers(headers).send(body);
    },
  });
}

/** A fault for the log: its kind and where it happened, without its message, which may quote what was being read. */
function toFaultRecord(error: unknown): { readonly name: string; readonly stack: readonly string[] } {
  if (!(error instanceof Error)) return { name: typeof error, stack: [] };
  const stack = (error.stack ?? '').split('\n').filter((line) => line.startsWith('    at '));
  return { name: error.name, stack: stack.map((line) => line.trim()) };
}
