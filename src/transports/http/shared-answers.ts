/** Makes answers to requests. Equal requests that come while an answer is made share it. */
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { AnswerCache } from '../../operation/answers/answer-cache.ts';
import type { RunningAnswer } from '../../operation/answers/running-answers.ts';
import { createRecentSet } from '../../operation/answers/recent-set.ts';
import type { OperationContext } from '../../operation/operation.ts';
import { graphOf } from './graph-request.ts';
import type { RememberedAnswers } from './remembered-answers.ts';
import type { RequestLog } from './request-log.ts';

/** Makes the answer to a request: its text, a promise of its text, or a promise of the reply that sends it in parts. */
export type Make = (request: FastifyRequest, reply: FastifyReply) => unknown;

/** How answers are made, kept and shared. */
export interface SharedAnswersOptions {
  readonly cache: Pick<AnswerCache, 'running' | 'follow'>;
  readonly answers: Pick<RememberedAnswers, 'keep'>;
  readonly make: Make;
  /** Begins the request's operation, which `make` then runs. */
  readonly begin: (request: FastifyRequest, reply: FastifyReply) => OperationContext;
  readonly requestLog: Pick<RequestLog, 'summarize'>;
}

/** The same as `make`, but equal requests that come meanwhile get the same answer if that is allowed. */
export function shareAnswers(options: SharedAnswersOptions): Make {
  const { cache, answers, make } = options;
  /** Keys whose last answer was shareable. For other keys, followers would wait for an answer that they may not use. */
  const shareable = createRecentSet();

  /** @param isAgain whether the request followed an operation that ended before its time */
  function answer(request: FastifyRequest, reply: FastifyReply, isAgain: boolean): unknown {
    const { key } = graphOf(request).answer;
    if (key === undefined) return make(request, reply);
    const running = cache.running.find(key);
    return running === undefined
      ? lead(request, reply, key, isAgain)
      : follow(options, request, reply, running, isAgain ? make : (...again) => answer(...again, true));
  }

  function lead(request: FastifyRequest, reply: FastifyReply, key: string, isAgain: boolean): unknown {
    const graph = graphOf(request);
    const state = graph.answer;
    const finish = (sent: unknown): void => {
      const finished = answers.keep(state, reply, sent);
      if (finished === undefined) shareable.forget(key);
      else shareable.note(key);
      const hasEnded = graph.context?.readContext.signal.aborted === true;
      state.leader?.settle(finished ?? (hasEnded ? 'ended' : 'own'));
    };
    const made = make(request, reply);
    if (!(made instanceof Promise)) {
      finish(made);
      return made;
    }
    const { tracker } = state;
    if (tracker !== undefined && (isAgain || shareable.has(key))) state.leader = cache.running.publish(key, tracker);
    return made.then(
      (sent: unknown) => {
        finish(sent);
        return sent;
      },
      (error: unknown) => {
        state.leader?.settle('ended');
        throw error;
      },
    );
  }

  return (request, reply) => answer(request, reply, false);
}

/** @param makeAgain if the operation that it follows ends before its time */
async function follow(
  { cache, make, begin, requestLog }: SharedAnswersOptions,
  request: FastifyRequest,
  reply: FastifyReply,
  running: RunningAnswer,
  makeAgain: Make,
): Promise<unknown> {
  const context = begin(request, reply);
  const { viewer, tally, quota, readContext } = context;
  const answer = await cache.follow(running, { viewer, tally, quota, signal: readContext.signal });
  if (answer === 'again') return makeAgain(request, reply);
  if (answer === 'alone') return make(request, reply);
  requestLog.summarize(graphOf(request), answer.summary);
  void reply.header('x-request-id', request.id).header('content-type', answer.contentType);
  return answer.body;
}
