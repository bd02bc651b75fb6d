/** Whatever fails before the graph is reached is answered in the graph's own form. */
import type { FastifyReply } from 'fastify';
import type { ErrorCode } from '../error-catalogue.ts';

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

/** Of requests that cannot be taken; every other status below 500 is the client's BAD_REQUEST. */
const refusals: Readonly<Record<number, Refusal>> = {
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

/** The gateway has no room for the request at the moment: HTTP 503. */
export class Busy extends Error {
  override readonly name = 'Busy';
}

/** Any status but a fault's leaves the connection as it is, unless a part of the body has not come yet. */
export function sendFailure(reply: FastifyReply, error: unknown): FastifyReply {
  closeUnread(reply);
  if (error instanceof Busy) return sendErrors(reply.header('retry-after', '1'), 503, busy);
  const { statusCode = 500 } = error as { readonly statusCode?: number };
  if (statusCode >= 500) {
    reply.log.error({ fault: toFaultRecord(error) }, 'fault');
    return sendErrors(reply, 500, { code: 'INTERNAL_SERVER_ERROR', message: 'Internal server error' });
  }
  // RFC 9110 section 15.5.16: what would have been taken.
  if (statusCode === 415) void reply.header('accept-encoding', 'identity');
  return reply.code(statusCode).send(toErrorBody(statusCode));
}

/** How long a client may go on sending a body that has been refused. In milliseconds. */
const longestUnread = 1000;

/** Closed at once, the system would throw the answer away; what still comes until then is thrown away here. */
export function closeUnread({ raw, request }: FastifyReply): void {
  if (request.raw.complete) return;
  raw.once('finish', () => {
    setTimeout(() => {
      if (!request.raw.complete) request.raw.socket.destroy();
    }, longestUnread).unref();
  });
}

export function sendNotFound(reply: FastifyReply): FastifyReply {
  return sendErrors(reply, 404, { code: 'NOT_FOUND', message: 'Not found. The graph is at /graphql.' });
}

/** What a client is told of a request that cannot be taken: the status decides, and nothing of the request is repeated. */
export function toErrorBody(status: number): ErrorBody {
  return toBody(refusals[status] ?? unreadable);
}

function sendErrors(reply: FastifyReply, status: number, refusal: Refusal): FastifyReply {
  return reply.code(status).send(toBody(refusal));
}

function toBody({ code, message }: Refusal): ErrorBody {
  return { errors: [{ message, extensions: { code } }] };
}

/** A fault for the log: its kind and where it happened, without its message, which may quote what was being read. */
export function toFaultRecord(error: unknown): FaultRecord {
  if (!(error instanceof Error)) return { name: typeof error, stack: [] };
  const stack = (error.stack ?? '').split('\n').filter((line) => line.startsWith('    at '));
  return { name: error.name, stack: stack.map((line) => line.trim()) };
}
