/** Which requests have come in full and are not answered yet, so that a stop can wait for them and for nothing else. */
import type { FastifyInstance } from 'fastify';
import type { IncomingMessage } from 'node:http';

export interface OpenRequests {
  /** From now on every answer asks its client to leave the connection. */
  readonly sendAway: () => void;
  /** Resolves when all are answered, or their clients gone. */
  readonly whenNone: () => Promise<void>;
}

export function countOpenRequests(app: FastifyInstance): OpenRequests {
  const open = new Set<IncomingMessage>();
  let isLeaving = false;
  let notify: (() => void) | undefined;
  // A client that never ends its request is not waited for.
  const isNone = (): boolean => ![...open].some(({ complete }) => complete);

  app.addHook('onRequest', ({ raw }, reply, done) => {
    open.add(raw);
    reply.raw.once('close', () => {
      open.delete(raw);
      if (notify !== undefined && isNone()) notify();
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
        if (isNone()) resolve();
      }),
  };
}
