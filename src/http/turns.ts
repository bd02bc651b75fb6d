/** Runs one request after the other on a connection: a client that sends many and reads no answers causes no work. */
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { createNote } from '../limits/note.ts';

/** Requests of one connection that may wait for their turn, and those of all: each holds some kilobytes. */
const maxWaiting = 100;
const maxWaitingInAll = 5000;

interface Line {
  isBusy: boolean;
  readonly waiting: (() => void)[];
}

type Listener = (request: IncomingMessage, response: ServerResponse) => void;

/**
 * Stands before all other listeners of requests: one packet may hold thousands of requests, so one that waits must have
 * cost next to nothing, and is dropped when its connection closes. A connection with more waiting requests than allowed is closed.
 */
export function takeTurns(server: Server): void {
  const listeners = server.listeners('request') as Listener[];
  const lines = createNote<Socket, Line>('line');
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

  function begin(line: Line, request: IncomingMessage, response: ServerResponse): void {
    line.isBusy = true;
    response.on('close', () => {
      line.isBusy = false;
      // The answer in progress ends before its connection does: waiting requests must not begin now.
      if (request.socket.destroyed) drop(line);
      const next = line.waiting.shift();
      if (next === undefined) return;
      waitingInAll -= 1;
      next();
    });
    for (const listener of listeners) listener.call(server, request, response);
  }

  server.removeAllListeners('request');
  server.on('request', (request, response) => {
    const { socket } = request;
    // The rest of a packet whose connection has been closed.
    if (socket.destroyed) return;
    const line = lineOf(socket);
    if (!line.isBusy) begin(line, request, response);
    else if (line.waiting.length >= maxWaiting || waitingInAll >= maxWaitingInAll) hangUp(socket);
    else {
      waitingInAll += 1;
      line.waiting.push(() => {
        begin(line, request, response);
      });
    }
  });
}

/** What Node.js' HTTP parser asks for each request whose headers are complete; not in its types. */
interface ParsedSocket extends Socket {
  readonly parser?: { onIncoming: (() => number) | null } | null;
}

/** Tells the parser that there is no body and that what follows is not HTTP. */
const stopParsing = 2;

/**
 * Closes the connection, and takes no further request out of the packet that is being parsed: it may hold a thousand. A
 * Node.js without this hook would parse them all, five times as long, and change nothing else.
 */
function hangUp(socket: ParsedSocket): void {
  if (socket.parser) socket.parser.onIncoming = () => stopParsing;
  socket.destroy();
}
