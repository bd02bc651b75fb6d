/** Sends finished answers again over HTTP, before the request's body is parsed. */
import type { ApolloServerPlugin } from '@apollo/server';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { formatAudience, type AnswerCache, type CacheAudience } from '../../operation/answers/answer-cache.ts';
import { maxKeyLength, type FinishedAnswer } from '../../operation/answers/answer-memory.ts';
import { createRecentSet } from '../../operation/answers/recent-set.ts';
import { createDependencyTracker } from '../../operation/answers/dependency-tracker.ts';
import type { PreparedOperation } from '../../operation/prepared-operation.ts';
import { toErrorCodes, toSummaryName } from '../../observability/operation-summary.ts';
import { graphOf, type AnswerState, type GraphRequest, type HttpContext } from './graph-request.ts';

/** Finished answers, by the method, viewer, headers and text of the request. */
export interface RememberedAnswers {
  /** Whether the answer to this request is remembered. If so, it must be sent. Called once per request. */
  readonly recall: (request: FastifyRequest, text: string, audience: CacheAudience) => boolean;
  /** Keeps the sent answer, if the operation allows it. Undefined if no other request may get it. */
  readonly keep: (answer: AnswerState, reply: FastifyReply, sent: unknown) => FinishedAnswer | undefined;
  /** Called with an answer before it is sent. */
  readonly note: (graph: GraphRequest, made: MadeHere) => void;
  readonly plugin: ApolloServerPlugin<HttpContext>;
}

/** Facts about an answer in addition to its operation's context. */
interface MadeHere {
  readonly operation: PreparedOperation;
  /** As the log has it. */
  readonly name: string | null;
  readonly errorCodes: readonly string[];
  /** Of the persisted operation that the client named instead of a text. */
  readonly digest: string | undefined;
}

/** Headers that decide the answer, or whether the request is refused before its body is read. */
const decidingHeaders = ['host', 'accept', 'content-type', 'x-apollo-operation-name', 'apollo-require-preflight'];
/** Headers that request more than the answer: what the operation cost, or a trace. */
const askingHeaders = ['jobgraph-explain', 'apollo-federation-include-trace'];

/** Keeps an answer only if the same request came before. */
export function createRememberedAnswers(cache: AnswerCache): RememberedAnswers {
  const recent = createRecentSet();

  function note({ answer, context }: GraphRequest, { operation, name, errorCodes, digest }: MadeHere): void {
    if (context?.tracker === undefined) return;
    const { tracker, tally, quota, disclosures, pace } = context;
    answer.cacheable = cache.toCacheable({
      isCacheable: operation.traits().isCacheable,
      type: operation.kind,
      ...{ name, errorCodes, digest, tally, tracker, quota },
      hasDisclosures: disclosures.size > 0,
      isPaced: pace.waitForTurn !== undefined,
    });
  }

  return {
    recall: (request, text, audience) => {
      if (text.length > maxKeyLength || askingHeaders.some((name) => request.headers[name] !== undefined)) return false;
      const state = graphOf(request).answer;
      const headers = formatHeaders(request);
      const key = `${request.method} ${formatAudience(audience)}${headers}\n${text}`;
      const answer = request.raw.socket.destroyed ? undefined : cache.acquire(key, audience);
      if (answer !== undefined) state.recalled = { audience, answer };
      else if (recent.note(key)) {
        state.key = key;
        state.tracker = createDependencyTracker();
      }
      return answer !== undefined;
    },
    keep: ({ key, cacheable }, reply, sent) => {
      if (key === undefined || cacheable === undefined || reply.statusCode !== 200 || typeof sent !== 'string')
        return undefined;
      const finished = { ...cacheable, contentType: String(reply.getHeader('content-type')), body: sent };
      return cache.keep(key, finished) ? finished : undefined;
    },
    note,
    plugin: createPlugin(note),
  };
}

function formatHeaders({ headers }: FastifyRequest): string {
  let text = '';
  for (const name of decidingHeaders) text += `\n${String(headers[name] ?? '')}`;
  return text;
}

/** Looks at each answer of Apollo Server just before it is sent. */
function createPlugin(note: RememberedAnswers['note']): ApolloServerPlugin<HttpContext> {
  return {
    requestDidStart: () =>
      Promise.resolve({
        willSendResponse: ({ contextValue: { graph }, response: { body }, request, metrics }) => {
          const { operation } = graph;
          // A client that names a digest beside the text registers it, each time.
          const isNoted = body.kind === 'single' && metrics.persistedQueryRegister !== true;
          if (!isNoted || operation === undefined || operation.errors !== undefined) return Promise.resolve();
          note(graph, {
            operation,
            name: toSummaryName(operation.name),
            errorCodes: toErrorCodes(body.singleResult.errors ?? []),
            digest: metrics.persistedQueryHit === true ? readDigest(request.extensions) : undefined,
          });
          return Promise.resolve();
        },
      }),
  };
}

/** Apollo Server has found the operation by it. */
function readDigest(extensions: Readonly<Record<string, unknown>> | undefined): string {
  return (extensions?.['persistedQuery'] as { readonly sha256Hash: string }).sha256Hash;
}
