/** One WebSocket: its messages one at a time, its heartbeat, and its end. Buffers little for a client that does not read. */
import type { IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';
import type { Message } from 'graphql-ws';
import type { WebSocket } from 'ws';
import { closeMessages, toClientEnd, type OwnEnd, type WebSocketEnd } from './closing.ts';

/** A WebSocket that its session can write to and end. */
export interface Connection {
  /** The upgrade. */
  readonly request: IncomingMessage;
  /** False as soon as either side has begun to close it. */
  readonly isOpen: () => boolean;
  /** Resolves when the message has been handed to the system, or cannot be sent any more. */
  readonly send: (message: Message) => Promise<void>;
  /** The same for the text of a message. */
  readonly sendText: (text: string) => Promise<void>;
  /** Only the first call of this or `refuse` has an effect. */
  readonly end: (why: OwnEnd) => void;
  /** Closes the connection because of something the client did. */
  readonly refuse: (code: number, reason: string) => void;
  /** Ends it without waiting for the client to agree. */
  readonly cutOff: (why: OwnEnd) => void;
}

/** Takes the messages of a connection. */
export interface Session {
  /** Called with one message at a time, and its bytes as they came: the next one is read when this resolves. */
  readonly receive: (text: string, bytes: number) => Promise<void>;
  /** The connection has closed. */
  readonly leave: () => void;
}

/** The session, heartbeat and end of a connection. */
interface ConnectionOptions {
  readonly createSession: (connection: Connection) => Session;
  /** Milliseconds between two pings, and for each answer. */
  readonly pulse: number;
  readonly onEnd: (why: WebSocketEnd) => void;
  readonly onFault: (error: unknown) => void;
}

/** In bytes: RFC 6455 section 5.5. */
const maxReasonBytes = 123;

/** Reads one message at a time, pings, and closes a connection that does not answer. */
export function openConnection(webSocket: WebSocket, request: IncomingMessage, options: ConnectionOptions): Connection {
  const { createSession, pulse, onEnd, onFault } = options;
  const outbox = createOutbox(webSocket, request.socket);
  let decided: WebSocketEnd | undefined;

  function close(code: number, reason: string, why: WebSocketEnd): void {
    decided ??= why;
    // `ws` throws for a longer one, and some reasons repeat the client's own words.
    webSocket.close(code, Buffer.byteLength(reason) > maxReasonBytes ? '' : reason);
  }

  const connection: Connection = {
    request,
    isOpen: () => webSocket.readyState === webSocket.OPEN,
    send: (message) => outbox.send(JSON.stringify(message)),
    sendText: outbox.send,
    end: (why) => {
      close(closeMessages[why].code, closeMessages[why].reason, why);
    },
    refuse: (code, reason) => {
      close(code, reason, 'protocol');
    },
    cutOff: (why) => {
      connection.end(why);
      webSocket.terminate();
    },
  };
  const session = createSession(connection);
  readOneByOne(webSocket, connection, async (data) => {
    try {
      await session.receive(String(data), data.length);
    } catch (error) {
      onFault(error);
      connection.end('fault');
    }
    await outbox.whenLow();
  });
  // Invalid frames: `ws` has already closed with the right code.
  webSocket.on('error', () => {
    decided ??= 'protocol';
  });
  const stopPulse = startPulse(webSocket, outbox, pulse);
  webSocket.once('close', (code) => {
    stopPulse();
    session.leave();
    onEnd(decided ?? toClientEnd(code));
  });
  return connection;
}

/** One read of the socket (64 KB) cannot contain so many useful messages. */
const maxWaiting = 1000;

/** While one message is handled, nothing more is read from the socket; messages that were already read wait. */
function readOneByOne(webSocket: WebSocket, connection: Connection, receive: (data: Buffer) => Promise<void>): void {
  const waiting: Buffer[] = [];
  let isBusy = false;

  async function work(): Promise<void> {
    isBusy = true;
    webSocket.pause();
    // A client whose connection is closing may still send.
    for (let data = waiting.shift(); data !== undefined && connection.isOpen(); data = waiting.shift())
      await receive(data);
    waiting.length = 0;
    isBusy = false;
    webSocket.resume();
  }

  webSocket.on('message', (data: Buffer) => {
    if (!connection.isOpen()) return;
    waiting.push(data);
    if (waiting.length > maxWaiting) connection.refuse(1008, 'Too many messages at once');
    else if (!isBusy) void work();
  });
}

/** Bytes that may wait for a client to read them before the gateway stops reading from it. */
const maxUnsent = 16_384;

interface Outbox {
  /** Resolves when the text was sent, so that a slow client gets no more, or when the connection has ended. */
  readonly send: (text: string) => Promise<void>;
  /** Resolves when few bytes wait to be sent. */
  readonly whenLow: () => Promise<void>;
  /** How many texts have been sent; undefined if none waits. */
  readonly progress: () => number | undefined;
}

/** Texts that are sent in one turn go to the system in one piece: a system call for each would be a third of their cost. */
function createOutbox(webSocket: WebSocket, socket: Pick<Socket, 'cork' | 'uncork'>): Outbox {
  let sent = 0;
  let taken = 0;
  let isGathering = false;
  let last: Promise<void> = Promise.resolve();

  function gather(): void {
    if (isGathering) return;
    isGathering = true;
    socket.cork();
    process.nextTick(() => {
      isGathering = false;
      socket.uncork();
    });
  }

  return {
    send: (text) => {
      if (webSocket.readyState !== webSocket.OPEN) return Promise.resolve();
      sent += 1;
      gather();
      last = new Promise((resolve) => {
        webSocket.send(text, () => {
          taken += 1;
          resolve();
        });
      });
      return last;
    },
    whenLow: () => (webSocket.bufferedAmount > maxUnsent ? last : Promise.resolve()),
    progress: () => (sent === taken ? undefined : taken),
  };
}

/** Ends a connection whose client does not answer pings, or does not read its messages. */
function startPulse(webSocket: WebSocket, outbox: Outbox, milliseconds: number): () => void {
  let isAlive = true;
  let progress: number | undefined;
  webSocket.on('pong', () => {
    isAlive = true;
  });
  const timer = setInterval(() => {
    const isStuck = progress !== undefined && progress === outbox.progress();
    progress = outbox.progress();
    if (!isAlive || isStuck) webSocket.terminate();
    else if (webSocket.readyState === webSocket.OPEN) {
      isAlive = false;
      webSocket.ping();
    }
  }, milliseconds);
  return () => {
    clearInterval(timer);
  };
}
