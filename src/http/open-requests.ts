/** Tracks requests that arrived completely and are not answered yet, so that a stop waits for these only. */
import type { FastifyInstance } from 'fastify';
import type { IncomingMessage } from 'node:http';

/** What a stop needs of the requests that are being answered. */
export interface OpenRequests {
  /** From now on, every answer closes its connection. */
  readonly reject: () => void;
  /** Resolves when all are answered or their clients are gone. */
  readonly whenNone: () => Promise<void>;
}

/** Counts from now on. */
export function countOpenRequests(app: FastifyInstance): OpenRequests {
  const open = new Set<IncomingMessage>();
  let isLeaving = false;
  let notify: (() => void) | undefined;
  // Does not wait for clients that never complete their request.
  const isNone = (): boolean => ![...open].some(({ complete }) => complete);

  app.addHook('onRequest', ({ raw }, reply, done) => {
    open.add(raw);
    reply.raw.on('close', () => {
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
    reject: () => {
      isLeaving = true;
    },
    whenNone: () =>
      new Promise((resolve) => {
        notify = resolve;
        if (isNone()) resolve();
      }),
  };
}
