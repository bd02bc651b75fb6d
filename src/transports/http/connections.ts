/**
 * Connections and the requests on them: how many are open at once, one request of a connection after the other, and those
 * that a stop waits for.
 */
import type { FastifyInstance } from 'fastify';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';

/** Requests that arrived completely and are not answered yet: a stop waits for these only. */
export interface OpenRequests {
  /** From now on, every answer closes its connection. */
  readonly reject: () => void;
  /** Resolves when all are answered or their clients are gone. */
  readonly whenNone: () => Promise<void>;
}

interface ConnectionLimit {
  /** Connections at once. */
  readonly maximum: number;
  /** Called for each connection that is closed because too many are open. */
  readonly onDrop: () => void;
}

/** Requests of one connection that may wait for their turn, and those of all: each holds some kilobytes. */
const maxWaiting = 100;
const maxWaitingInAll = 5000;

interface Connection {
  /** The request whose turn it is. Its body may still be on its way. */
  current: IncomingMessage | undefined;
  isWebSocket: boolean;
  /** Call each when it is its turn. */
  readonly waiting: (() => void)[];
}

interface Connections {
  readonly of: (socket: Socket) => Connection;
  /** A request of the connection begins, or it becomes a WebSocket. */
  readonly keepBusy: (socket: Socket) => void;
  /** No request of the connection is under way. */
  readonly rest: (socket: Socket) => void;
  /** Whether a request has arrived completely. A client may never complete its request. */
  readonly hasRequests: () => boolean;
}

/**
 * Limits how many connections are open at once. An idle one makes room for a new one, so that probes are answered.
 *
 * At the limit, a new connection replaces the one that has been idle longest. If no connection is idle, the new one is
 * closed. A connection is busy while a request whose head is complete is being answered, and as a WebSocket.
 */
function limitConnections(server: Server, { maximum, onDrop }: ConnectionLimit): Connections {
  const open = new Map<Socket, Connection>();
  /** In the order in which they became idle. */
  const idle = new Set<Socket>();

  function forget(socket: Socket): void {
    open.delete(socket);
    idle.delete(socket);
  }
  function add(socket: Socket): Connection {
    const connection: Connection = { current: undefined, isWebSocket: false, waiting: [] };
    open.set(socket, connection);
    idle.add(socket);
    socket.once('close', () => {
      forget(socket);
    });
    return connection;
  }

  server.on('connection', (socket: Socket) => {
    if (open.size >= maximum) {
      const [oldest = socket] = idle;
      // At once: its 'close' comes later than the next connection may.
      forget(oldest);
      oldest.destroy();
      onDrop();
      if (oldest === socket) return;
    }
    add(socket);
  });
  return {
    of: (socket) => open.get(socket) ?? add(socket),
    keepBusy: (socket) => {
      idle.delete(socket);
    },
    rest: (socket) => {
      if (open.has(socket)) idle.add(socket);
    },
    hasRequests: () => [...open.values()].some(({ current }) => current?.complete === true),
  };
}

type Listener = (request: IncomingMessage, response: ServerResponse) => void;

/**
 * Runs requests of a connection one after the other: a client that sends many and reads no answers causes no work.
 *
 * Runs before all other listeners of requests. One packet may hold thousands of requests, so a waiting one costs almost
 * nothing, and is dropped when its connection closes. If more requests wait than allowed, their connection is closed.
 * @param onAnswered called after each request
 */
function takeTurns(server: Server, connections: Connections, onAnswered: () => void): void {
  const listeners = server.listeners('request') as Listener[];
  let waitingInAll = 0;

  function begin(connection: Connection, request: IncomingMessage, response: ServerResponse): void {
    const { socket } = request;
    const { waiting } = connection;
    connection.current = request;
    connections.keepBusy(socket);
    response.on('close', () => {
      connection.current = undefined;
      onAnswered();
      // The answer in progress ends before its connection does: waiting requests must not begin now.
      if (socket.destroyed) {
        waitingInAll -= waiting.length;
        waiting.length = 0;
      }
      const next = waiting.shift();
      if (next !== undefined) {
        waitingInAll -= 1;
        next();
      } else if (!connection.isWebSocket) connections.rest(socket);
    });
    for (const listener of listeners) listener.call(server, request, response);
  }

  server.on('upgrade', ({ socket }) => {
    connections.of(socket).isWebSocket = true;
    connections.keepBusy(socket);
  });
  server.removeAllListeners('request');
  server.on('request', (request, response) => {
    const { socket } = request;
    // The rest of a packet whose connection has been closed.
    if (socket.destroyed) return;
    const connection = connections.of(socket);
    if (connection.current === undefined) begin(connection, request, response);
    else if (connection.waiting.length >= maxWaiting || waitingInAll >= maxWaitingInAll) hangUp(socket);
    else {
      waitingInAll += 1;
      connection.waiting.push(() => {
        begin(connection, request, response);
      });
    }
  });
}

/** Limits the connections of a server whose other listeners of requests are there already, and has their requests take turns. */
export function guardConnections(app: FastifyInstance, limit: ConnectionLimit): OpenRequests {
  const connections = limitConnections(app.server, limit);
  let isLeaving = false;
  let onNone: (() => void) | undefined;
  takeTurns(app.server, connections, () => {
    if (onNone !== undefined && !connections.hasRequests()) onNone();
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
        onNone = resolve;
        if (!connections.hasRequests()) resolve();
      }),
  };
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
