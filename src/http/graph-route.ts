/** The graph at /graphql: authenticates the request, checks whether it may be read, and executes it. */
import type { ApolloServer } from '@apollo/server';
import { fastifyApolloHandler } from '@as-integrations/fastify';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { IncomingMessage } from 'node:http';
import type { Asker } from '../answers/answer-door.ts';
import type { Leader } from '../answers/running-answers.ts';
import { toRequester } from '../auth/requester.ts';
import type { Authenticator } from '../auth/authenticate.ts';
import { InvalidToken, TokenKeysUnavailable } from '../auth/token-errors.ts';
import { toPublicViewer, type Viewer } from '../auth/viewer.ts';
import type { Gateway } from '../graph/gateway.ts';
import type { OperationContext } from '../graph/operation.ts';
import { createNote, type Note } from '../limits/note.ts';
import { createDirectAnswers } from './direct-answers.ts';
import { closeUnread, sendErrors } from './failures.ts';
import { readGraphQLRequest } from './graphql-request.ts';
import type { Recalled, RememberedAnswers } from './remembered-answers.ts';
import { shareAnswers, type Make } from './shared-answers.ts';
import type { HeldBytes } from '../limits/held-bytes.ts';
import type { RequestLog } from './request-log.ts';

export interface GraphRouteOptions {
  readonly apollo: ApolloServer<OperationContext>;
  readonly gateway: Pick<Gateway, 'admit' | 'recall' | 'steps' | 'execute' | 'createOperation' | 'answers'>;
  /** Undefined if finished answers are not kept. */
  readonly answers: RememberedAnswers | undefined;
  readonly authenticator: Authenticator;
  readonly requestLog: RequestLog;
  readonly held: HeldBytes;
}

export const graphPath = '/graphql';

/** GET and POST of `/graphql`: authentication, remembered and direct answers, then Apollo Server. */
export function registerGraph(app: FastifyInstance, options: GraphRouteOptions): void {
  const { answers } = options;
  const viewers = createNote<FastifyRequest, Viewer>('viewer');
  const viewerOf = (request: FastifyRequest): Viewer => {
    const viewer = viewers.get(request);
    if (viewer === undefined) throw new Error('the request was not authenticated');
    return viewer;
  };
  const recall = (request: FastifyRequest, text: string): boolean =>
    answers?.recall(request, text, toAsker(request, viewerOf(request))) === true;
  const make = createMaker(app, options, viewerOf);
  const handler = (request: FastifyRequest, reply: FastifyReply): unknown => {
    if (request.method === 'GET') recall(request, request.url);
    const remembered = answers?.recalled(request);
    if (remembered !== undefined) return sendRemembered(request, reply, remembered, options);
    const made = make(request, reply);
    return made instanceof Promise ? made : reply.send(made);
  };
  // Before the body is read: no memory is used for requests whose token is refused.
  const identify = async (request: FastifyRequest, reply: FastifyReply): Promise<void> => {
    const viewer = await authenticate(request, reply, options);
    if (viewer === undefined) return;
    viewers.set(request, viewer);
    options.held.assign(request.raw, viewer);
  };
  app.route({
    method: ['GET', 'POST', 'OPTIONS'],
    url: graphPath,
    onRequest: [keepPrivate, identify],
    handler,
    config: { recall },
  });
}

function createMaker(
  app: FastifyInstance,
  options: GraphRouteOptions,
  viewerOf: (request: FastifyRequest) => Viewer,
): Make {
  const { gateway, requestLog, answers } = options;
  const leaders = createNote<FastifyRequest, Leader>('leader');
  const begun = createNote<FastifyRequest, OperationContext>('operation');
  const begin = (request: FastifyRequest, reply: FastifyReply): OperationContext => {
    const known = begun.get(request);
    if (known !== undefined) return known;
    const context = beginOperation(request, reply, viewerOf(request), options, leaders);
    begun.set(request, context);
    return context;
  };
  const make = createApolloMaker(app, options, begin);
  const door = gateway.answers;
  if (door === undefined || answers === undefined) return make;
  const begunOf = (request: FastifyRequest): OperationContext | undefined => begun.get(request);
  return shareAnswers({ door, answers, make, begin, begunOf, leaders, requestLog });
}

/** Without Apollo Server what it has answered before, and by it all else. */
function createApolloMaker(
  app: FastifyInstance,
  { apollo, gateway, requestLog, answers }: GraphRouteOptions,
  begin: (request: FastifyRequest, reply: FastifyReply) => OperationContext,
): Make {
  /** Whose text was admitted before. */
  const admitted = createNote<FastifyRequest, true>('admitted');
  const execute = fastifyApolloHandler<OperationContext>(apollo, {
    context: (request, reply) => {
      try {
        const { method, body, url } = request;
        if (admitted.get(request) !== true)
          gateway.admit(readGraphQLRequest({ method, body, search: new URL(url, 'http://localhost').search }));
        return Promise.resolve(begin(request, reply));
      } catch (error) {
        requestLog.refuse(request.raw, error);
        throw error;
      }
    },
  });
  const direct = createDirectAnswers({
    gateway,
    requestLog,
    contextOf: (request, reply) => {
      admitted.set(request, true);
      return begin(request, reply);
    },
    onMade: answers?.note,
  });
  const ask = async (request: FastifyRequest, reply: FastifyReply): Promise<unknown> => {
    const sent = await execute.call(app, request, reply);
    direct.learn(request, reply);
    return sent;
  };
  return (request, reply) => {
    const text = direct.answer(request, reply);
    if (text === undefined) return ask(request, reply);
    return typeof text === 'string' ? text : text.then((ready) => ready ?? ask(request, reply));
  };
}

function toAsker(request: FastifyRequest, viewer: Viewer): Asker {
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
  { asker: { viewer }, answer }: Recalled,
  { requestLog }: GraphRouteOptions,
): FastifyReply {
  const { body, contentType, summary, tally, leave } = answer;
  if (leave !== undefined) reply.raw.on('close', leave);
  const logged = { viewer, tally, readContext: { operation: {} } };
  requestLog.begin(request.raw, logged);
  requestLog.summarize(logged, summary);
  return reply.header('x-request-id', request.id).header('content-type', contentType).send(body);
}

/** @param leaders those whose operation others follow: it goes on without its client as long as they do */
function beginOperation(
  request: FastifyRequest,
  reply: FastifyReply,
  viewer: Viewer,
  { gateway, requestLog, answers }: GraphRouteOptions,
  leaders: Note<FastifyRequest, Leader>,
): OperationContext {
  const operation = gateway.createOperation({
    viewer: toAsker(request, viewer).viewer,
    requester: toRequester(viewer, request.ip),
    recording: answers?.record(request),
    requestId: request.id,
    explains: request.headers['jobgraph-explain'] === '1',
  });
  // Emitted when the answer is sent, and when the client hangs up before that.
  reply.raw.on('close', () => {
    const leader = leaders.get(request);
    if (leader === undefined) operation.end();
    else leader.leave(operation.end);
  });
  // The client may have hung up while its token was checked.
  if (reply.raw.closed) operation.end();
  requestLog.begin(request.raw, operation.context);
  return operation.context;
}

/** For every answer of the graph, including refusals. Plugins add what depends on the operation. Keeps other names in Vary. */
function keepPrivate(_request: FastifyRequest, reply: FastifyReply, done: () => void): void {
  const vary = reply.getHeader('vary');
  void reply.header('vary', vary === undefined ? 'Authorization' : `${String(vary)}, Authorization`);
  void reply.header('cache-control', 'private, no-cache');
  done();
}

/** Undefined if the request was refused, and has been answered. */
async function authenticate(
  request: FastifyRequest,
  reply: FastifyReply,
  { authenticator, requestLog }: GraphRouteOptions,
): Promise<Viewer | undefined> {
  try {
    return await authenticator.authenticate(readAuthorization(request.raw));
  } catch (error) {
    if (!(error instanceof InvalidToken || error instanceof TokenKeysUnavailable)) throw error;
    if (error instanceof TokenKeysUnavailable)
      request.log.error({ requestId: request.id, fault: error.fault }, 'token keys unavailable');
    const { message, code, status, headers } = error;
    requestLog.refuse(request.raw, code);
    closeUnread(reply);
    await sendErrors(reply.headers(headers), status, { code, message });
    return undefined;
  }
}

/** All of them, as received: of several, `headers` has the first alone. Node.js makes the lists of all headers for the one. */
function readAuthorization(request: IncomingMessage): readonly string[] | undefined {
  return request.headers.authorization === undefined ? undefined : request.headersDistinct['authorization'];
}
