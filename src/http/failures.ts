/** Whatever fails before the graph is reached is answered in the graph's own form. */
import type { FastifyReply } from 'fastify';

interface FaultRecord {
  readonly name: string;
  readonly stack: readonly string[];
}

/** Of requests that cannot be taken; every other status below 500 is the client's BAD_REQUEST. */
const refusals: Readonly<Record<number, { readonly code: string; readonly message: string }>> = {
  413: { code: 'REQUEST_TOO_LARGE', message: 'The request body is too large.' },
  415: { code: 'UNSUPPORTED_MEDIA_TYPE', message: 'The request body must be application/json.' },
};

export function sendFailure(reply: FastifyReply, error: unknown): FastifyReply {
  const { statusCode = 500 } = error as { readonly statusCode?: number };
  if (statusCode >= 500) {
    reply.log.error({ fault: toFaultRecord(error) }, 'fault');
    return sendErrors(reply, 500, 'INTERNAL_SERVER_ERROR', 'Internal server error');
  }
  const { code, message } = refusals[statusCode] ?? { code: 'BAD_REQUEST', message: 'The request could not be read.' };
  return sendErrors(reply, statusCode, code, message);
}

export function sendNotFound(reply: FastifyReply): FastifyReply {
  return sendErrors(reply, 404, 'NOT_FOUND', 'Not found. The graph is at /graphql.');
}

function sendErrors(reply: FastifyReply, status: number, code: string, message: string): FastifyReply {
  return reply.code(status).send({ errors: [{ message, extensions: { code } }] });
}

/** A fault for the log: its kind and where it happened, without its message, which may quote what was being read. */
export function toFaultRecord(error: unknown): FaultRecord {
  if (!(error instanceof Error)) return { name: typeof error, stack: [] };
  const stack = (error.stack ?? '').split('\n').filter((line) => line.startsWith('    at '));
  return { name: error.name, stack: stack.map((line) => line.trim()) };
}
