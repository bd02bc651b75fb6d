/** The graph at /graphql: who asks, whether the request may be looked at, and then the graph. */
import { fastifyApolloHandler } from '@as-integrations/fastify';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { GraphQLError } from 'graphql';
import { toAsker } from '../auth/asker.ts';
import type { Authenticator } from '../auth/authenticate.ts';
import { InvalidToken, TokenKeysUnavailable } from '../auth/token-errors.ts';
import { toPublicViewer, type Viewer } from '../auth/viewer.ts';
import type { Gateway } from '../gateway.ts';
import type { OperationContext } from '../operation.ts';
import { readGraphQLRequest } from './graphql-request.ts';
import type { RequestLog } from './request-log.ts';

export interface GraphRouteOptions {
  readonly gateway: Gateway;
  readonly authenticator: Authenticator;
  readonly requestLog: RequestLog;
}

export const graphPath = '/graphql';

export function registerGraph(app: FastifyInstance, { gateway, authenticator, requestLog }: GraphRouteOptions): void {
  const handler = fastifyApolloHandler<OperationContext>(gateway.apollo, {
    context: async (request, reply) => {
      try {
        const viewer = await authenticate(authenticator, request);
        gateway.admit(readGraphQLRequest(request));
        const operation = gateway.createOperation({
          // A second wall: by any other method nobody holds more than everybody may.
          viewer: request.method === 'POST' ? viewer : toPublicViewer(viewer),
          asker: toAsker(viewer, request.ip),
          requestId: request.id,
          explains: request.headers['jobgraph-explain'] === '1',
        });
        // Fires when the answer is out, and when the client has hung up before.
        reply.raw.once('close', operation.end);
        // It may have done so while its token was being checked.
        if (reply.raw.closed) operation.end();
        requestLog.begin(request.raw, operation.context);
        return operation.context;
      } catch (error) {
        requestLog.refuse(request.raw, error);
        throw error;
      }
    },
  });
  app.route({ method: ['GET', 'POST', 'OPTIONS'], url: graphPath, onRequest: keepPrivate, handler });
}

/** For every answer of the graph, refusals too; what an operation adds is the plugins' to say. Other names in Vary stay. */
function keepPrivate(_request: FastifyRequest, reply: FastifyReply, done: () => void): void {
  const vary = reply.getHeader('vary');
  void reply.header('vary', vary === undefined ? 'Authorization' : `${String(vary)}, Authorization`);
  void reply.header('cache-control', 'private, no-cache');
  done();
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
