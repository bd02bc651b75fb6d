/** One log line, one count and one span per request: what was done and what it cost. Never a document, a variable or a token. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { GraphQLError } from 'graphql';
import type { Logger } from 'pino';
import type { IncomingMessage } from 'node:http';
import { createNote, type Note } from '../limits/note.ts';
import type { Metrics } from '../observability/metrics.ts';
import { toOperationFields } from '../observability/operation-summary.ts';
import type { OperationContext } from '../graph/operation.ts';
import type { OperationSummary } from '../observability/operation-summary.ts';
import type { OperationSpan, Tracing } from '../observability/tracing.ts';

/** What the log reads of an operation's context. */
export interface LoggedOperation extends Pick<OperationContext, 'viewer' | 'tally'> {
  readonly readContext: Pick<OperationContext['readContext'], 'operation'>;
}

/** Takes what the line, the metrics and the trace of a request say of its operation. */
export interface RequestLog {
  /** The graph has accepted the request. */
  readonly begin: (request: IncomingMessage, context: LoggedOperation) => void;
  /** The request was refused before it became an operation. @param error a code, or what was thrown */
  readonly refuse: (request: IncomingMessage, error: unknown) => void;
  readonly summarize: (context: Pick<LoggedOperation, 'readContext'>, summary: OperationSummary) => void;
}

export interface RequestLogOptions {
  readonly logger: Logger;
  readonly metrics: Metrics;
  readonly tracing: Tracing | undefined;
  /** Other paths are logged at level debug. */
  readonly graphPath: string;
}

/** What is known about a request while it is answered. */
interface Notes {
  readonly begun: Note<
    IncomingMessage,
    { readonly context: LoggedOperation; readonly span: OperationSpan | undefined }
  >;
  readonly refusals: Note<IncomingMessage, string>;
  /** Of an object that identifies the operation: Apollo Server passes on a copy of its context. */
  readonly summaries: Note<object, OperationSummary>;
}

const noSummary: OperationSummary = { name: null, type: null, errorCodes: [] };
/** The status that web servers log for a client that hung up. */
const clientClosedRequest = 499;

/** Logs each request when its answer is sent, or its client is gone. */
export function registerRequestLog(app: FastifyInstance, options: RequestLogOptions): RequestLog {
  const notes: Notes = {
    begun: createNote('begun'),
    refusals: createNote('refusal'),
    summaries: createNote('summary'),
  };

  app.addHook('onRequest', (request, reply, done) => {
    reply.raw.on('close', () => {
      finish(request, reply, notes, options);
    });
    done();
  });

  return {
    begin: (request, context) => {
      const { method, httpVersion, headers } = request;
      const { operation } = context.readContext;
      const span = options.tracing?.startOperation(operation, {
        method,
        httpVersion,
        headers,
        route: options.graphPath,
      });
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
  const isSent = reply.raw.writableFinished;
  const status = isSent ? reply.statusCode : clientClosedRequest;
  const { elapsedTime } = reply;
  const seconds = elapsedTime / 1000;
  metrics.request(route, status, seconds);
  const isOperation = route === graphPath;
  const toFields = isOperation
    ? finishOperation(request.raw, seconds, isSent ? status : null, notes, options)
    : undefined;
  const level = isOperation ? 'info' : 'debug';
  if (!logger.isLevelEnabled(level)) return;
  const milliseconds = Math.round(elapsedTime * 10) / 10;
  const line = { requestId: request.id, method: request.method, route, status, milliseconds };
  logger[level]({ ...line, ...toFields?.() }, 'request');
}

/** Counts and traces the operation. Returns what makes the fields of its line. */
function finishOperation(
  request: IncomingMessage,
  seconds: number,
  status: number | null,
  notes: Notes,
  { metrics }: RequestLogOptions,
): () => object {
  const { context, span } = notes.begun.get(request) ?? {};
  if (context === undefined) {
    const refusal = notes.refusals.get(request);
    return () => ({ errors: refusal === undefined ? [] : [refusal] });
  }
  const known = notes.summaries.get(context.readContext.operation);
  const summary = known ?? noSummary;
  // Requests without an operation or an answer are counted as requests only.
  if (known !== undefined) metrics.operation(known, seconds, context.tally.bySource());
  span?.end(summary, status);
  return () => toOperationFields(summary, context.tally, context.viewer);
}
