/** Handles one request per connection at a time: a client that sends many and reads no answer causes no work. */
import type { FastifyInstance } from 'fastify';
import type { Socket } from 'node:net';

/** Maximum number of waiting requests of one connection, and of all. Each takes some kilobytes. */
const maxWaiting = 100;
const maxWaitingInAll = 5000;

interface Line {
  isBusy: boolean;
  readonly waiting: (() => void)[];
}

/**
 * Must be the first hook: a request that waits has cost nothing yet, and is forgotten when its connection closes. A
 * connection that brings more requests than may wait is closed.
 */
export function takeTurns(app: FastifyInstance): void {
  const lines = new WeakMap<Socket, Line>();
  let waitingInAll = 0;

  function drop(line: Line): void {
    waitingInAll -= line.waiting.length;
    line.waiting.length = 0;
  }

  function lineOf(socket: Socket): Line {
    const known = lines.get(socket);
    if (known !== undefined) return known;
    const line: Line = { isBusy: false, waiting: [] };
    lines.set(socket, line);
    socket.once('close', () => {
      drop(line);
    });
    return line;
  }

  app.addHook('onRequest', ({ raw: { socket } }, reply, done) => {
    if (socket.destroyed) return;
    const line = lineOf(socket);
    const begin = (): void => {
      line.isBusy = true;
      reply.raw.once('close', () => {
        line.isBusy = false;
        // The answer under way ends before its connection does: nothing that waits behind it may begin now.
        if (socket.destroyed) drop(line);
        const next = line.waiting.shift();
        if (next === undefined) return;
        waitingInAll -= 1;
        next();
      });
      done();
    };
    if (!line.isBusy) begin();
    else if (line.waiting.length >= maxWaiting || waitingInAll >= maxWaitingInAll) socket.destroy();
    else {
      waitingInAll += 1;
      line.waiting.push(begin);
    }
  });
}
