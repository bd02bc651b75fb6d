/** One line, one count and one span per request: what was done and what it cost; never a document, a variable or a token. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { GraphQLError } from 'graphql';
import type { Logger } from 'pino';
import type { IncomingMessage } from 'node:http';
import type { Metrics } from '../metrics.ts';
import { toOperationFields } from '../observability/operation-summary.ts';
import type { OperationContext } from '../operation.ts';
import type { OperationSummary } from '../observability/operation-summary.ts';
import type { OperationSpan, Tracing } from '../tracing.ts';

export interface RequestLog {
  /** The graph has taken the request. */
  readonly begin: (request: IncomingMessage, context: OperationContext) => void;
  /** The graph has refused the request before it was looked at as an operation. @param error a code, or what was thrown */
  readonly refuse: (request: IncomingMessage, error: unknown) => void;
  readonly summarize: (context: OperationContext, summary: OperationSummary) => void;
}

export interface RequestLogOptions {
  readonly logger: Logger;
  readonly metrics: Metrics;
  readonly tracing: Tracing | undefined;
  /** Other paths are written at level debug. */
  readonly graphPath: string;
}

/** What is known of a request while it is answered. */
interface Notes {
  readonly begun: WeakMap<
    IncomingMessage,
    { readonly context: OperationContext; readonly span: OperationSpan | undefined }
  >;
  readonly refusals: WeakMap<IncomingMessage, string>;
  /** By what names the operation: Apollo Server hands a copy of its context on. */
  readonly summaries: WeakMap<object, OperationSummary>;
}

const noSummary: OperationSummary = { name: null, type: null, errorCodes: [] };
/** As web servers write it for a client that has hung up. */
const clientClosedRequest = 499;

/** Each request is written when its answer is out, or its client gone. */
export function registerRequestLog(app: FastifyInstance, options: RequestLogOptions): RequestLog {
  const notes: Notes = { begun: new WeakMap(), refusals: new WeakMap(), summaries: new WeakMap() };

  app.addHook('onRequest', (request, reply, done) => {
    reply.raw.once('close', () => {
      finish(request, reply, notes, options);
    });
    done();
  });

  return {
    begin: (request, context) => {
      const parent = request.headers['traceparent'];
      const traceParent = typeof parent === 'string' ? parent : undefined;
      const span = options.tracing?.startOperation(context.readContext.operation, traceParent);
      notes.begun.set(request, { context, span });
    },
    refuse: (request, error) => {
      const code = error instanceof GraphQLError ? error.extensions['code'] : error;
      notes.refusals.set(request, typeof code === 'string' ? code : 'INTERNAL_SERVER_ERROR');
    },
    summarize: (context, summary) => {
      notes.summaries.set(context.readContext.operation, summary);
    },
  };
}

function finish(request: FastifyRequest, reply: FastifyReply, notes: Notes, options: RequestLogOptions): void {
  const { logger, metrics, graphPath } = options;
  const route = request.routeOptions.url ?? 'none';
  const status = reply.raw.writableFinished ? reply.statusCode : clientClosedRequest;
  const seconds = reply.elapsedTime / 1000;
  metrics.request(route, status, seconds);
  const milliseconds = Math.round(reply.elapsedTime * 10) / 10;
  const line = { requestId: request.id, method: request.method, route, status, milliseconds };
  if (route === graphPath)
    logger.info({ ...line, ...finishOperation(request.raw, seconds, notes, options) }, 'request');
  else logger.debug(line, 'request');
}

function finishOperation(
  request: IncomingMessage,
  seconds: number,
  notes: Notes,
  { metrics }: RequestLogOptions,
): object {
  const { context, span } = notes.begun.get(request) ?? {};
  const refusal = notes.refusals.get(request);
  if (context === undefined) return { errors: refusal === undefined ? [] : [refusal] };
  const known = notes.summaries.get(context.readContext.operation);
  const summary = known ?? noSummary;
  const bySource = context.tally.bySource();
  // What was no operation, or was never answered, is counted as a request alone.
  if (known !== undefined) metrics.operation(known, seconds, bySource);
  span?.end(summary);
  return toOperationFields(summary, context.tally, context.viewer);
}
