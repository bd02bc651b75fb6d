/** Makes answers to requests: one for equal requests that come while it is made. */
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { AnswerDoor } from '../answers/answer-door.ts';
import type { Leader, RunningAnswer } from '../answers/running-answers.ts';
import { createSeenKeys } from '../answers/seen-keys.ts';
import type { OperationContext } from '../graph/operation.ts';
import type { Note } from '../limits/note.ts';
import type { RememberedAnswers } from './remembered-answers.ts';
import type { RequestLog } from './request-log.ts';

/** Makes the answer to a request: its text, a promise of it, or a promise of the reply that sends it in parts. */
export type Make = (request: FastifyRequest, reply: FastifyReply) => unknown;

export interface SharedAnswersOptions {
  readonly door: Pick<AnswerDoor, 'running' | 'follow'>;
  readonly answers: Pick<RememberedAnswers, 'keyOf' | 'record' | 'keep'>;
  readonly make: Make;
  /** Begins the request's operation, which `make` goes on with. */
  readonly begin: (request: FastifyRequest, reply: FastifyReply) => OperationContext;
  /** The context of the request's operation, if it has begun. */
  readonly begunOf: (request: FastifyRequest) => OperationContext | undefined;
  /** Filled with those whose operation others follow: that ends when they say so. */
  readonly leaders: Note<FastifyRequest, Leader>;
  readonly requestLog: Pick<RequestLog, 'summarize'>;
}

/** The same as `make`, but equal requests that come meanwhile get the same answer where they may. */
export function shareAnswers(options: SharedAnswersOptions): Make {
  const { door, answers, make, begunOf, leaders } = options;
  /** Where the last answer could have been given to others: else those who follow would wait for nothing. */
  const shareable = createSeenKeys();

  /** @param isAgain whether the request followed an operation that ended before its time */
  function answer(request: FastifyRequest, reply: FastifyReply, isAgain: boolean): unknown {
    const key = answers.keyOf(request);
    if (key === undefined) return make(request, reply);
    const running = door.running.find(key);
    return running === undefined
      ? lead(request, reply, key, isAgain)
      : follow(options, request, reply, running, isAgain ? make : (...again) => answer(...again, true));
  }

  function lead(request: FastifyRequest, reply: FastifyReply, key: string, isAgain: boolean): unknown {
    const finish = (sent: unknown): void => {
      const finished = answers.keep(request, reply, sent);
      if (finished === undefined) shareable.forget(key);
      else shareable.note(key);
      const hasEnded = begunOf(request)?.readContext.signal.aborted === true;
      leaders.get(request)?.land(finished ?? (hasEnded ? 'ended' : 'own'));
    };
    const made = make(request, reply);
    if (!(made instanceof Promise)) {
      finish(made);
      return made;
    }
    const recording = isAgain || shareable.has(key) ? answers.record(request) : undefined;
    if (recording !== undefined) leaders.set(request, door.running.lead(key, recording));
    return made.then(
      (sent: unknown) => {
        finish(sent);
        return sent;
      },
      (error: unknown) => {
        leaders.get(request)?.land('ended');
        throw error;
      },
    );
  }

  return (request, reply) => answer(request, reply, false);
}

/** @param makeAgain if the operation that it follows ends before its time */
async function follow(
  { door, make, begin, requestLog }: SharedAnswersOptions,
  request: FastifyRequest,
  reply: FastifyReply,
  running: RunningAnswer,
  makeAgain: Make,
): Promise<unknown> {
  const context = begin(request, reply);
  const { viewer, tally, room, readContext } = context;
  const answer = await door.follow(running, { viewer, tally, room, signal: readContext.signal });
  if (answer === 'again') return makeAgain(request, reply);
  if (answer === 'alone') return make(request, reply);
  requestLog.summarize(context, answer.summary);
  void reply.header('x-request-id', request.id).header('content-type', answer.contentType);
  return answer.body;
}
