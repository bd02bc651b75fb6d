/**
 * Runs queries that Apollo Server has parsed, validated and answered before, without Apollo Server. If the result is
 * not a plain answer without errors, the request goes to Apollo Server together with that result.
 */
import type { FastifyReply, FastifyRequest } from 'fastify';
import { getOperationAST, OperationTypeNode, type DocumentNode, type ExecutionResult } from 'graphql';
import { LRUCache } from 'lru-cache';
import { printData } from '../executor/print.ts';
import type { OperationContext } from '../graph/operation.ts';
import type { Gateway } from '../graph/gateway.ts';
import type { OperationToCheck } from '../limits/operation-limits.ts';
import { toSummaryName } from '../observability/operation-summary.ts';
import { isLargeAnswer } from './plugins/operation-limits.ts';
import { toAnswerHeaders } from './plugins/answers.ts';
import type { MadeHere } from './remembered-answers.ts';
import type { RequestLog } from './request-log.ts';

/** Runs queries that Apollo Server has answered before without it. */
export interface DirectAnswers {
  /** The answer as text; undefined if Apollo Server must answer. */
  readonly answer: (request: FastifyRequest, reply: FastifyReply) => string | Promise<string | undefined> | undefined;
  /** Apollo Server has answered so: with this content type to what this request accepts. */
  readonly learn: (request: FastifyRequest, reply: FastifyReply) => void;
}

export interface DirectAnswersOptions {
  readonly gateway: Pick<Gateway, 'recall' | 'steps' | 'execute'>;
  readonly requestLog: Pick<RequestLog, 'summarize'>;
  /** The context of the request's operation, the same each time. */
  readonly contextOf: (request: FastifyRequest, reply: FastifyReply) => OperationContext;
  /** Called with each answer before it is sent. */
  readonly onMade?: ((context: OperationContext, made: MadeHere) => void) | undefined;
}

/** Clients name a handful of media types. */
const maxAccepts = 100;
const maxAcceptLength = 200;

/** Headers by which a client asks for more than the answer. */
const askingHeaders = ['jobgraph-explain', 'apollo-federation-include-trace'];

export function createDirectAnswers({ gateway, requestLog, contextOf, onMade }: DirectAnswersOptions): DirectAnswers {
  const contentTypes = new LRUCache<string, string>({ max: maxAccepts });

  function send(
    reply: FastifyReply,
    context: OperationContext,
    { document, name }: FoundQuery,
    contentType: string,
    result: ExecutionResult,
  ): string | undefined {
    if (result.errors !== undefined || !result.data) {
      context.made.result = result;
      return undefined;
    }
    const summary = { name: toSummaryName(name), type: 'query', errorCodes: [] } as const;
    requestLog.summarize(context, summary);
    onMade?.(context, { document, ...summary, digest: undefined });
    for (const [header, value] of toAnswerHeaders(context)) void reply.header(header, value);
    void reply.header('content-type', contentType);
    return `{"data":${printData(result.data)}}\n`;
  }

  return {
    answer: (request, reply) => {
      const asked = readPlain(request);
      const contentType = contentTypes.get(request.headers.accept ?? '');
      if (asked === undefined || contentType === undefined) return undefined;
      const found = findQuery(gateway, asked);
      if (found === undefined) return undefined;
      const { document } = found;
      const { operationName, variables } = asked;
      const context = contextOf(request, reply);
      if (!check(gateway, { document, operationName, variables }, context)) return undefined;
      const result = gateway.execute({ document, operationName, variables, contextValue: context }, context);
      return result instanceof Promise
        ? result.then((ready) => send(reply, context, found, contentType, ready))
        : send(reply, context, found, contentType, result);
    },
    learn: (request, reply) => {
      const { accept = '' } = request.headers;
      const contentType = reply.getHeader('content-type');
      if (reply.statusCode !== 200 || typeof contentType !== 'string' || accept.length > maxAcceptLength) return;
      const asked = readPlain(request);
      if (asked !== undefined && findQuery(gateway, asked) !== undefined) contentTypes.set(accept, contentType);
    },
  };
}

interface FoundQuery {
  readonly document: DocumentNode;
  readonly name: string | undefined;
}

/** The known query that the request asks for. */
function findQuery(
  { recall }: Pick<Gateway, 'recall'>,
  { query, operationName }: PlainRequest,
): FoundQuery | undefined {
  const document = recall(query);
  const operation = document && getOperationAST(document, operationName);
  return document === undefined || operation?.operation !== OperationTypeNode.QUERY
    ? undefined
    : { document, name: operation.name?.value };
}

interface PlainRequest {
  readonly query: string;
  readonly operationName: string | null | undefined;
  readonly variables: Readonly<Record<string, unknown>> | null | undefined;
}

/** False if it is refused or must wait. */
function check(
  { steps }: DirectAnswersOptions['gateway'],
  { document, operationName, variables }: Omit<OperationToCheck, 'viewer'>,
  { viewer, listAllowances, recording }: OperationContext,
): boolean {
  try {
    const { lists, answerFields } = steps.check({
      document,
      operationName,
      variables,
      viewer,
      spending: recording?.spending,
    });
    if (isLargeAnswer(answerFields)) return false;
    for (const [name, allowance] of lists) listAllowances.set(name, allowance);
    return true;
  } catch {
    // Apollo Server finds the same error and reports it.
    return false;
  }
}

/** Undefined for anything but a POST that contains only an operation. */
function readPlain({ method, headers, body }: FastifyRequest): PlainRequest | undefined {
  if (method !== 'POST' || typeof body !== 'object' || body === null || Array.isArray(body)) return undefined;
  if (askingHeaders.some((name) => headers[name] !== undefined)) return undefined;
  const { query, operationName, variables, extensions, documentId } = body as Readonly<Record<string, unknown>>;
  // A digest may have to be compared, or kept.
  if (documentId !== undefined || !isMapOrNone(extensions) || extensions?.['persistedQuery'] !== undefined)
    return undefined;
  if (typeof query !== 'string') return undefined;
  if (operationName !== undefined && operationName !== null && typeof operationName !== 'string') return undefined;
  return isMapOrNone(variables) ? { query, operationName, variables } : undefined;
}

function isMapOrNone(value: unknown): value is PlainRequest['variables'] {
  return value === undefined || (typeof value === 'object' && !Array.isArray(value));
}
