/**
 * Connections and the requests on them: how many are open at once, one request of a connection after the other, and those
 * that a stop waits for.
 */
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import type { FastifyInstance } from 'fastify';

/**
 * Limits how many connections are open at once. An idle one makes room for a new one, so that probes are answered.
 *
 * At the limit, a new connection replaces the one that has been idle longest. If no connection is idle, the new one is
 * closed. A connection is busy while a request whose head is complete is being answered, and as a WebSocket.
 * @param onDrop called for each connection that is closed
 */
export function limitConnections(server: Server, maximum: number, onDrop: () => void): void {
  /** How many requests and WebSockets are under way on each open connection. */
  const open = new Map<Socket, number>();
  /** In the order in which they became idle. */
  const idle = new Set<Socket>();

  function forget(socket: Socket): void {
    open.delete(socket);
    idle.delete(socket);
  }
  function add(socket: Socket, change: 1 | -1): void {
    const before = open.get(socket);
    if (before === undefined) return;
    open.set(socket, before + change);
    if (before + change === 0) idle.add(socket);
    else idle.delete(socket);
  }
  function drop(socket: Socket): void {
    // At once: its 'close' comes later than the next connection may.
    forget(socket);
    socket.destroy();
    onDrop();
  }

  server.on('connection', (socket: Socket) => {
    if (open.size >= maximum) {
      const [oldest = socket] = idle;
      drop(oldest);
      if (oldest === socket) return;
    }
    open.set(socket, 0);
    idle.add(socket);
    socket.once('close', () => {
      forget(socket);
    });
  });
  server.on('request', ({ socket }, response) => {
    add(socket, 1);
    response.on('close', () => {
      add(socket, -1);
    });
  });
  server.on('upgrade', ({ socket }) => {
    add(socket, 1);
  });
}

/** Requests of one connection that may wait for their turn, and those of all: each holds some kilobytes. */
const maxWaiting = 100;
const maxWaitingInAll = 5000;

interface Pipeline {
  isBusy: boolean;
  readonly waiting: (() => void)[];
}

type Listener = (request: IncomingMessage, response: ServerResponse) => void;

/**
 * Runs requests of a connection one after the other: a client that sends many and reads no answers causes no work.
 *
 * Runs before all other listeners of requests. One packet may hold thousands of requests, so a waiting one costs almost
 * nothing, and is dropped when its connection closes. If more requests wait than allowed, their connection is closed.
 */
export function serializePipelined(server: Server): void {
  const listeners = server.listeners('request') as Listener[];
  const pipelines = new Map<Socket, Pipeline>();
  let waitingInAll = 0;

  function drop(pipeline: Pipeline): void {
    waitingInAll -= pipeline.waiting.length;
    pipeline.waiting.length = 0;
  }

  function pipelineOf(socket: Socket): Pipeline {
    const known = pipelines.get(socket);
    if (known !== undefined) return known;
    const pipeline: Pipeline = { isBusy: false, waiting: [] };
    pipelines.set(socket, pipeline);
    socket.once('close', () => {
      pipelines.delete(socket);
      drop(pipeline);
    });
    return pipeline;
  }

  function begin(pipeline: Pipeline, request: IncomingMessage, response: ServerResponse): void {
    pipeline.isBusy = true;
    response.on('close', () => {
      pipeline.isBusy = false;
      // The answer in progress ends before its connection does: waiting requests must not begin now.
      if (request.socket.destroyed) drop(pipeline);
      const next = pipeline.waiting.shift();
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
    const pipeline = pipelineOf(socket);
    if (!pipeline.isBusy) begin(pipeline, request, response);
    else if (pipeline.waiting.length >= maxWaiting || waitingInAll >= maxWaitingInAll) hangUp(socket);
    else {
      waitingInAll += 1;
      pipeline.waiting.push(() => {
        begin(pipeline, request, response);
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

/** Requests that arrived completely and are not answered yet: a stop waits for these only. */
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
