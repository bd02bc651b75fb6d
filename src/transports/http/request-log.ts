/** One log line, count and span per request, with its work and cost. Never a document, a variable or a token. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { GraphQLError } from 'graphql';
import type { Logger } from 'pino';
import type { Metrics } from '../../observability/metrics.ts';
import { toOperationFields } from '../../observability/operation-summary.ts';
import type { OperationSummary } from '../../observability/operation-summary.ts';
import type { Tracing } from '../../observability/tracing.ts';
import { graphOf, type GraphRequest, type LoggedOperation, type LogState } from './graph-request.ts';

/** Takes the facts about an operation for the line, the metrics and the trace of its request. */
export interface RequestLog {
  /** The graph has accepted the request. @param operation identifies it to its calls' spans */
  readonly begin: (request: FastifyRequest, logged: LoggedOperation, operation: object) => void;
  /** The request was refused before it became an operation. @param error a code, or what was thrown @param tokenRefusal why its token was refused */
  readonly refuse: (graph: GraphRequest, error: unknown, tokenRefusal?: string) => void;
  readonly summarize: (graph: GraphRequest, summary: OperationSummary) => void;
}

/** Where requests are logged, counted and traced. */
export interface RequestLogOptions {
  readonly logger: Logger;
  readonly metrics: Metrics;
  readonly tracing: Tracing | undefined;
  /** Other paths are logged at level debug. */
  readonly graphPath: string;
}

const noSummary: OperationSummary = { name: null, type: null, errorCodes: [] };
/** The status that web servers log for a client that hung up. */
const clientClosedRequest = 499;

/** Logs each request when its answer is sent, or its client is gone. */
export function registerRequestLog(app: FastifyInstance, options: RequestLogOptions): RequestLog {
  app.addHook('onRequest', (request, reply, done) => {
    reply.raw.on('close', () => {
      finish(request, reply, options);
    });
    done();
  });

  return {
    begin: (request, logged, operation) => {
      const { method, httpVersion, headers } = request.raw;
      const traced = { method, httpVersion, headers, route: options.graphPath };
      const { log } = graphOf(request);
      log.logged = logged;
      log.span = options.tracing?.startOperation(operation, traced);
    },
    refuse: ({ log }, error, tokenRefusal) => {
      log.tokenRefusal = tokenRefusal;
      if (tokenRefusal !== undefined) options.metrics.tokenRefusal(tokenRefusal);
      const code = error instanceof GraphQLError ? error.extensions['code'] : error;
      log.refusal = typeof code === 'string' ? code : 'INTERNAL_SERVER_ERROR';
    },
    summarize: ({ log }, summary) => {
      log.summary = summary;
    },
  };
}

function finish(request: FastifyRequest, reply: FastifyReply, options: RequestLogOptions): void {
  const { logger, metrics, graphPath } = options;
  const route = request.route ?? 'none';
  const isSent = reply.raw.writableFinished;
  const status = isSent ? reply.statusCode : clientClosedRequest;
  const { elapsedTime } = reply;
  const seconds = elapsedTime / 1000;
  metrics.request(route, status, seconds);
  const isOperation = route === graphPath;
  const toFields = isOperation
    ? finishOperation(request.graph?.log, seconds, isSent ? status : null, options)
    : undefined;
  const level = isOperation ? 'info' : 'debug';
  if (!logger.isLevelEnabled(level)) return;
  const milliseconds = Math.round(elapsedTime * 10) / 10;
  const line = { requestId: request.id, method: request.method, route, status, milliseconds };
  logger[level]({ ...line, ...toFields?.() }, 'request');
}

/**
 * Counts and traces the operation. Returns what makes the fields of its line.
 * @param log undefined for a request that was refused before it reached the graph
 */
function finishOperation(
  log: LogState | undefined,
  seconds: number,
  status: number | null,
  { metrics }: RequestLogOptions,
): () => object {
  if (log?.logged === undefined) {
    const { refusal, tokenRefusal } = log ?? {};
    // A member that is undefined is left out of the line.
    return () => ({ errors: refusal === undefined ? [] : [refusal], tokenRefusal });
  }
  const { logged, span, summary: known } = log;
  const summary = known ?? noSummary;
  // Requests without an operation or an answer are counted as requests only.
  if (known !== undefined) metrics.operation(known, seconds, logged.tally.bySource);
  span?.end(summary, status);
  return () => toOperationFields(summary, logged.tally, logged.viewer);
}
