/** The graph at /graphql: authenticates the request, and answers it by a finished answer, the plain door, or Apollo Server. */
import type { ApolloServer } from '@apollo/server';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { IncomingMessage } from 'node:http';
import type { CacheAudience } from '../../operation/answers/answer-cache.ts';
import { toPublicViewer, toRequester, type Viewer } from '../../auth/viewer.ts';
import type { Authenticator } from '../../auth/authenticate.ts';
import { InvalidToken, TokenKeysUnavailable } from '../../auth/token-errors.ts';
import type { Gateway } from '../../operation/gateway.ts';
import type { OperationContext } from '../../operation/operation.ts';
import { createApolloDoor } from './apollo-door.ts';
import { closeUnread, sendErrors } from './failures.ts';
import {
  createGraphRequest,
  decorateRequests,
  graphOf,
  type GraphRequest,
  type HttpContext,
  type Recalled,
} from './graph-request.ts';
import { createPlainDoor } from './plain-door.ts';
import type { RememberedAnswers } from './remembered-answers.ts';
import { shareAnswers, type Make } from './shared-answers.ts';
import type { RequestLog } from './request-log.ts';

/** Everything that the route of the graph works with. */
interface GraphRouteOptions {
  readonly apollo: ApolloServer<HttpContext>;
  readonly gateway: Pick<Gateway, 'prepare' | 'persisted' | 'run' | 'formatResult' | 'createOperation' | 'answers'>;
  /** Undefined if finished answers are not kept. */
  readonly answers: RememberedAnswers | undefined;
  readonly authenticator: Authenticator;
  readonly requestLog: RequestLog;
}

/** The path of the graph, for HTTP and WebSockets. */
export const graphPath = '/graphql';

/** GET and POST of `/graphql`. */
export function registerGraph(app: FastifyInstance, options: GraphRouteOptions): void {
  const { answers, authenticator } = options;
  decorateRequests(app);
  const recall = (request: FastifyRequest, text: string): boolean =>
    answers?.recall(request, text, toAsker(request, viewerOf(graphOf(request)))) === true;
  const make = createMaker(app, options);
  const handler = (request: FastifyRequest, reply: FastifyReply): unknown => {
    if (request.method === 'GET') recall(request, request.url);
    const { recalled } = graphOf(request).answer;
    if (recalled !== undefined) return sendRemembered(request, reply, recalled, options);
    const made = make(request, reply);
    return made instanceof Promise ? made : reply.send(made);
  };
  // Before the body is read: no memory is used for requests whose token is refused.
  const identify = (request: FastifyRequest, reply: FastifyReply, done: (error?: Error) => void): void => {
    const graph = (request.graph = createGraphRequest());
    request.recall = recall;
    const admit = (viewer: Viewer): void => {
      graph.viewer = viewer;
      request.held?.assign(viewer);
      done();
    };
    const refuse = (error: Error): void => {
      if (error instanceof InvalidToken || error instanceof TokenKeysUnavailable)
        refuseToken(request, reply, error, options.requestLog);
      else done(error);
    };
    try {
      const viewer = authenticator.authenticate(readAuthorization(request.raw));
      if (viewer instanceof Promise) viewer.then(admit, refuse);
      else admit(viewer);
    } catch (error) {
      refuse(error as Error);
    }
  };
  app.route({
    method: ['GET', 'POST', 'OPTIONS'],
    url: graphPath,
    onRequest: [keepPrivate, identify],
    handler,
  });
}

function viewerOf({ viewer }: GraphRequest): Viewer {
  if (viewer === undefined) throw new Error('the request was not authenticated');
  return viewer;
}

/** Answers by the plain door, or else by Apollo Server. Equal requests that come while an answer is made share it. */
function createMaker(app: FastifyInstance, options: GraphRouteOptions): Make {
  const { gateway, requestLog, answers } = options;
  const begin = (request: FastifyRequest, reply: FastifyReply): OperationContext => {
    const graph = graphOf(request);
    return (graph.context ??= beginOperation(request, reply, graph, options));
  };
  const answerPlain = createPlainDoor({ gateway, requestLog, answers, begin });
  const answerByApollo = createApolloDoor(app, { ...options, begin });
  const make: Make = (request, reply) => answerPlain(request, reply) ?? answerByApollo(request, reply);
  const cache = gateway.answers;
  if (cache === undefined || answers === undefined) return make;
  return shareAnswers({ cache, answers, make, begin, requestLog });
}

function toAsker(request: FastifyRequest, viewer: Viewer): CacheAudience {
  return {
    // Defence in depth: by any other method, viewers have only the public scope.
    viewer: request.method === 'POST' ? viewer : toPublicViewer(viewer),
    toRequester: () => toRequester(viewer, request.ip),
  };
}

/** Logged, counted and traced like the operation that made it. */
function sendRemembered(
  request: FastifyRequest,
  reply: FastifyReply,
  { audience: { viewer }, answer }: Recalled,
  { requestLog }: GraphRouteOptions,
): FastifyReply {
  const { body, contentType, summary, tally, release } = answer;
  if (release !== undefined) reply.raw.on('close', release);
  requestLog.begin(request, { viewer, tally }, {});
  requestLog.summarize(graphOf(request), summary);
  return reply.header('x-request-id', request.id).header('content-type', contentType).send(body);
}

function beginOperation(
  request: FastifyRequest,
  reply: FastifyReply,
  graph: GraphRequest,
  { gateway, requestLog }: GraphRouteOptions,
): OperationContext {
  const viewer = viewerOf(graph);
  const { context, end } = gateway.createOperation({
    viewer: toAsker(request, viewer).viewer,
    requester: toRequester(viewer, request.ip),
    tracker: graph.answer.tracker,
    requestId: request.id,
    explains: request.headers['jobgraph-explain'] === '1',
  });
  // Emitted when the answer is sent, and when the client hangs up before that.
  reply.raw.on('close', () => {
    const { leader } = graph.answer;
    if (leader === undefined) end();
    // The operation continues without its client as long as others follow it.
    else leader.detach(end);
  });
  // The client may have hung up while its token was checked.
  if (reply.raw.closed) end();
  requestLog.begin(request, context, context.readContext.operation);
  return context;
}

/** For every answer of the graph, including refusals. Plugins add what depends on the operation. Keeps other names in Vary. */
function keepPrivate(_request: FastifyRequest, reply: FastifyReply, done: () => void): void {
  const vary = reply.getHeader('vary');
  void reply.header('vary', vary === undefined ? 'Authorization' : `${String(vary)}, Authorization`);
  void reply.header('cache-control', 'private, no-cache');
  done();
}

/** Answers a request whose token is not valid, or cannot be checked. */
function refuseToken(
  request: FastifyRequest,
  reply: FastifyReply,
  error: InvalidToken | TokenKeysUnavailable,
  requestLog: RequestLog,
): void {
  if (error instanceof TokenKeysUnavailable)
    request.log.error({ requestId: request.id, fault: error.fault }, 'token keys unavailable');
  const { message, code, status, headers } = error;
  requestLog.refuse(graphOf(request), code, error instanceof InvalidToken ? error.reason : undefined);
  closeUnread(reply);
  void sendErrors(reply.headers(headers), status, { code, message });
}

/**
 * All `Authorization` headers, as received: `headers` has only the first.
 * Node.js builds the lists of all headers to return this one, so requests without it skip that.
 */
function readAuthorization(request: IncomingMessage): readonly string[] | undefined {
  return request.headers.authorization === undefined ? undefined : request.headersDistinct['authorization'];
}
