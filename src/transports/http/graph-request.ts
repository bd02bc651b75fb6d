/** The state of a request of the graph while it is answered: one object, made when the request is accepted. */
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Viewer } from '../../auth/viewer.ts';
import type { CacheAudience, CacheableAnswer, RememberedAnswer } from '../../operation/answers/answer-cache.ts';
import type { DependencyTracker } from '../../operation/answers/dependency-tracker.ts';
import type { Leader } from '../../operation/answers/running-answers.ts';
import type { OperationContext } from '../../operation/operation.ts';
import type { Extensions } from '../../operation/persisted-operations.ts';
import type { RefusedOperation } from '../../operation/prepare.ts';
import type { PreparedOperation } from '../../operation/prepared-operation.ts';
import type { OperationSummary } from '../../observability/operation-summary.ts';
import type { OperationSpan } from '../../observability/tracing.ts';

declare module 'fastify' {
  interface FastifyRequest {
    /** Null on all other paths. */
    graph: GraphRequest | null;
  }
}

/** Each step of the request stores what later steps need. */
export interface GraphRequest {
  /** Undefined until its token is checked. */
  viewer: Viewer | undefined;
  /** As they came, with the digest that a `documentId` stands for. Known to Apollo Server's plugins alone. */
  extensions: Extensions;
  /** The operation that its text names, once the text is read. */
  operation: PreparedOperation | RefusedOperation | undefined;
  /** The context of its operation, once that has begun. */
  context: OperationContext | undefined;
  readonly answer: AnswerState;
  readonly log: LogState;
}

/** The state of its answer. */
export interface AnswerState {
  /** The key of its answer; undefined if no other request may get the answer, or no equal request came before. */
  key: string | undefined;
  tracker: DependencyTracker | undefined;
  recalled: Recalled | undefined;
  /** The answer without its text, if other requests may get it. */
  cacheable: CacheableAnswer | undefined;
  /** Set if others may follow its operation, which then ends when the last of them has left. */
  leader: Leader | undefined;
}

/** A finished answer, with its requester. */
export interface Recalled {
  readonly audience: CacheAudience;
  readonly answer: RememberedAnswer;
}

/** The facts for its line in the log. */
export interface LogState {
  logged: LoggedOperation | undefined;
  span: OperationSpan | undefined;
  /** The code with which it was refused before it became an operation. */
  refusal: string | undefined;
  /** Why its token was refused. */
  tokenRefusal: string | undefined;
  summary: OperationSummary | undefined;
}

/** The parts of an operation's context that the log reads. */
export type LoggedOperation = Pick<OperationContext, 'viewer' | 'tally'>;

/** The context of an operation that runs through Apollo Server. */
export interface HttpContext extends OperationContext {
  readonly graph: GraphRequest;
}

/** Call once, before routes are registered. */
export function decorateRequests(app: FastifyInstance): void {
  app.decorateRequest('graph', null);
}

/** The state of a request that is accepted now. */
export function createGraphRequest(): GraphRequest {
  return {
    viewer: undefined,
    extensions: undefined,
    operation: undefined,
    context: undefined,
    answer: { key: undefined, tracker: undefined, recalled: undefined, cacheable: undefined, leader: undefined },
    log: { logged: undefined, span: undefined, refusal: undefined, tokenRefusal: undefined, summary: undefined },
  };
}

/** The state of a request to the graph's path. */
export function graphOf({ graph }: FastifyRequest): GraphRequest {
  if (graph === null) throw new Error('the request is not one to the graph');
  return graph;
}
