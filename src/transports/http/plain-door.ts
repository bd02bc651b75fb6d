/**
 * Answers plain POSTs of operations, good or bad, as Apollo Server would: a property test compares statuses, headers and
 * bytes.
 */
import type { FastifyReply, FastifyRequest } from 'fastify';
import { type ExecutionResult, type FormattedExecutionResult } from 'graphql';
import { createFault } from '../../errors/graph-error.ts';
import type { Gateway } from '../../operation/gateway.ts';
import type { OperationContext } from '../../operation/operation.ts';
import type { PreparedOperation } from '../../operation/prepared-operation.ts';
import { toHttpHead } from '../../operation/public-errors.ts';
import { printData } from '../../operation/run/kept-objects.ts';
import { toErrorCodes, toSummaryName } from '../../observability/operation-summary.ts';
import { graphOf, type GraphRequest } from './graph-request.ts';
import { readPlainBody, type PlainRequest } from './operation-request.ts';
import { refuseUnserved, toAnswerHeaders } from './both-doors.ts';
import type { RememberedAnswers } from './remembered-answers.ts';
import type { RequestLog } from './request-log.ts';

/** The gateway, the log, and the store of finished answers. */
interface PlainDoorOptions {
  readonly gateway: Pick<Gateway, 'prepare' | 'run' | 'formatResult'>;
  readonly requestLog: RequestLog;
  /** Undefined if finished answers are not kept. */
  readonly answers: Pick<RememberedAnswers, 'note'> | undefined;
  /** Begins the request's operation; the same context each time. */
  readonly begin: (request: FastifyRequest, reply: FastifyReply) => OperationContext;
}

/** The text of the answer. Undefined for a request that is not plain. */
type PlainDoor = (request: FastifyRequest, reply: FastifyReply) => string | Promise<string> | undefined;

const json = 'application/json; charset=utf-8';
const graphqlResponse = 'application/graphql-response+json; charset=utf-8';

/** By the `Accept` header of common clients, without spaces. Apollo Server negotiates any other. */
const contentTypes: ReadonlyMap<string, string> = new Map([
  ['', json],
  ['*/*', json],
  ['application/json', json],
  ['application/json,*/*', json],
  ['application/json,text/plain,*/*', json],
  ['application/json,application/graphql-response+json', json],
  ['application/graphql-response+json', graphqlResponse],
  ['application/graphql-response+json,application/json', graphqlResponse],
  ['application/graphql-response+json,application/json;q=0.9', graphqlResponse],
  ['application/graphql-response+json;charset=utf-8,application/json;charset=utf-8', graphqlResponse],
]);

/** Headers by which a client asks for more than the answer. */
const askingHeaders = ['jobgraph-explain', 'apollo-federation-include-trace'];

interface Ran {
  readonly operation: PreparedOperation | undefined;
  readonly result: ExecutionResult;
}

/** Answers without Apollo Server; see `PlainDoor`. */
export function createPlainDoor(options: PlainDoorOptions): PlainDoor {
  const { gateway, requestLog, begin } = options;

  function run(asked: PlainRequest, request: FastifyRequest, reply: FastifyReply, contentType: string) {
    const graph = graphOf(request);
    const operation = (graph.operation = gateway.prepare(asked));
    if (operation.errors !== undefined && operation.isTurnedAway) {
      requestLog.refuse(graph, operation.errors[0]);
      return write(reply, gateway, operation, contentType).text;
    }
    const context = begin(request, reply);
    const send = (ran: Ran): string => sendResult(options, reply, graph, context, ran, contentType);
    if (operation.errors !== undefined) return send({ operation: undefined, result: operation });
    const fail = (fault: unknown): string => send({ operation, result: { errors: [createFault(fault)] } });
    const refusal = refuseUnserved(operation);
    if (refusal !== undefined) return send({ operation, result: { errors: [refusal] } });
    try {
      const result = gateway.run({ operation, variables: asked.variables }, context);
      if (!(result instanceof Promise)) return send({ operation, result });
      return result.then((ready) => send({ operation, result: ready }), fail);
    } catch (error) {
      return fail(error);
    }
  }

  return (request, reply) => {
    const contentType = toContentType(request);
    const asked = contentType === undefined ? undefined : readPlainBody(request.body);
    return asked === undefined || contentType === undefined ? undefined : run(asked, request, reply, contentType);
  };
}

/** Undefined for a request that wants more than its answer. */
function toContentType({ method, headers }: FastifyRequest): string | undefined {
  if (method !== 'POST' || askingHeaders.some((name) => headers[name] !== undefined)) return undefined;
  return contentTypes.get((headers.accept ?? '').replaceAll(' ', ''));
}

/** Logged and counted like every answer. */
function sendResult(
  { gateway, requestLog, answers }: PlainDoorOptions,
  reply: FastifyReply,
  graph: GraphRequest,
  context: OperationContext,
  { operation, result }: Ran,
  contentType: string,
): string {
  const { text, errors } = write(reply, gateway, result, contentType);
  const errorCodes = toErrorCodes(errors ?? []);
  const name = toSummaryName(operation?.name);
  requestLog.summarize(graph, { name, type: operation?.kind ?? null, errorCodes });
  if (operation !== undefined) answers?.note(graph, { operation, name, errorCodes, digest: undefined });
  for (const [header, value] of toAnswerHeaders(context)) void reply.header(header, value);
  return text;
}

interface Written {
  readonly text: string;
  readonly errors: FormattedExecutionResult['errors'];
}

/** The answer's text; its status and headers are those that its errors name. */
function write(
  reply: FastifyReply,
  { formatResult }: Pick<Gateway, 'formatResult'>,
  result: Pick<ExecutionResult, 'data' | 'errors'>,
  contentType: string,
): Written {
  const { status, headers } = toHttpHead(result);
  void reply.code(status).header('content-type', contentType);
  for (const [name, value] of headers) void reply.header(name, value);
  const { errors, data } = formatResult(result);
  const members = [
    errors === undefined ? [] : [`"errors":${JSON.stringify(errors)}`],
    data === undefined ? [] : [`"data":${data === null ? 'null' : printData(data)}`],
  ];
  return { text: `{${members.flat().join(',')}}\n`, errors };
}
