/** Counts requests that have come in full and are not answered yet, so that a stop can wait for them and for nothing else. */
import type { FastifyInstance } from 'fastify';

export interface OpenRequests {
  /** From now on every answer asks its client to leave the connection. */
  readonly sendAway: () => void;
  /** Resolves when all are answered, or their clients gone. */
  readonly whenNone: () => Promise<void>;
}

export function countOpenRequests(app: FastifyInstance): OpenRequests {
  let open = 0;
  let isLeaving = false;
  let notify: (() => void) | undefined;

  // The body is there by then: a client that never ends its request is not waited for.
  app.addHook('preHandler', (_request, reply, done) => {
    open += 1;
    reply.raw.once('close', () => {
      open -= 1;
      if (open === 0) notify?.();
    });
    done();
  });
  app.addHook('onSend', (_request, reply, _payload, done) => {
    if (isLeaving) void reply.header('connection', 'close');
    done();
  });

  return {
    sendAway: () => {
      isLeaving = true;
    },
    whenNone: () =>
      new Promise((resolve) => {
        notify = resolve;
        if (open === 0) resolve();
      }),
  };
}
