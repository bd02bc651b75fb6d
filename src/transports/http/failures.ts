/** Answers failures before the graph is reached, in the graph's form. */
import type { FastifyReply } from 'fastify';
import type { ErrorCode } from '../../errors/catalogue.ts';

interface ErrorBody {
  readonly errors: readonly { readonly message: string; readonly extensions: { readonly code: ErrorCode } }[];
}

interface Refusal {
  readonly code: ErrorCode;
  readonly message: string;
}

interface FaultRecord {
  readonly name: string;
  readonly stack: readonly string[];
}

/** By status; every other status below 500 is BAD_REQUEST. */
const refusals: Readonly<Record<number, Refusal>> = {
  403: { code: 'BAD_REQUEST', message: 'Without tokens, this gateway answers under names of its own machine only.' },
  408: { code: 'BAD_REQUEST', message: 'The request did not come in time.' },
  413: { code: 'REQUEST_TOO_LARGE', message: 'The request body is too large.' },
  415: {
    code: 'UNSUPPORTED_MEDIA_TYPE',
    message: 'The request body must be application/json, in UTF-8 and not compressed.',
  },
  431: { code: 'REQUEST_TOO_LARGE', message: 'The request’s headers are too large.' },
};
const busy: Refusal = { code: 'SERVICE_UNAVAILABLE', message: 'The gateway is busy; try again.' };
const unreadable: Refusal = { code: 'BAD_REQUEST', message: 'The request could not be read.' };

/** The gateway has no room for the request now: HTTP 503. */
export class Busy extends Error {
  override readonly name = 'Busy';
}

/** Keeps the connection open unless the gateway failed or part of the body has not arrived. */
export function sendFailure(reply: FastifyReply, error: unknown): FastifyReply {
  closeUnread(reply);
  if (error instanceof Busy) return sendErrors(reply.header('retry-after', '1'), 503, busy);
  const { statusCode = 500 } = error as { readonly statusCode?: number };
  if (statusCode >= 500) {
    reply.log.error({ requestId: reply.request.id, fault: toFaultRecord(error) }, 'fault');
    return sendErrors(reply, 500, { code: 'INTERNAL_SERVER_ERROR', message: 'Internal server error' });
  }
  // RFC 9110 section 15.5.16: names what would have been accepted.
  if (statusCode === 415) void reply.header('accept-encoding', 'identity');
  return reply.code(statusCode).send(toErrorBody(statusCode));
}

/** How long a client may still send a body that was refused. */
const maxUnreadMilliseconds = 1000;

/** If the socket closed at once, the answer would be lost. What arrives until then is discarded. */
export function closeUnread({ raw, request }: FastifyReply): void {
  if (request.raw.complete) return;
  raw.once('finish', () => {
    setTimeout(() => {
      if (!request.raw.complete) request.raw.socket.destroy();
    }, maxUnreadMilliseconds).unref();
  });
}

/** 404, for every path but those that are registered. */
export function sendNotFound(reply: FastifyReply): FastifyReply {
  return sendErrors(reply, 404, { code: 'NOT_FOUND', message: 'Not found. The graph is at /graphql.' });
}

/** The body for a refused request. Depends only on the status, and repeats nothing of the request. */
export function toErrorBody(status: number): ErrorBody {
  return toBody(refusals[status] ?? unreadable);
}

/** The body has the form of GraphQL errors on every path. */
export function sendErrors(reply: FastifyReply, status: number, refusal: Refusal): FastifyReply {
  return reply.code(status).send(toBody(refusal));
}

function toBody({ code, message }: Refusal): ErrorBody {
  return { errors: [{ message, extensions: { code } }] };
}

/** A fault for the log: its kind and stack, without its message, which may quote input. */
export function toFaultRecord(error: unknown): FaultRecord {
  if (!(error instanceof Error)) return { name: typeof error, stack: [] };
  const stack = (error.stack ?? '').split('\n').filter((line) => line.startsWith('    at '));
  return { name: error.name, stack: stack.map((line) => line.trim()) };
}
