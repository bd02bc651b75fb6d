/**
 * One WebSocket under the protocol of graphql-ws: messages in and out, a pulse, and its end.
 *
 * The library's own adapter would not do: it writes to standard error whatever a client breaks, calls that a fault of the
 * server, and takes messages while the socket is being closed.
 */
import type { IncomingMessage } from 'node:http';
import { CloseCode, type Server } from 'graphql-ws';
import type { WebSocket } from 'ws';
import { closeMessages, toClientEnd, type OwnEnd, type WebSocketEnd } from './closing.ts';

/** What the protocol's hooks know of the connection. */
export interface Connection {
  readonly request: IncomingMessage;
  /** False as soon as either side has begun to close it. */
  readonly isOpen: () => boolean;
  /** The first call counts. */
  readonly end: (why: OwnEnd) => void;
}

export interface ConnectionOptions {
  readonly protocol: Server<Connection>;
  /** Milliseconds between two pings, and for each answer. */
  readonly pulse: number;
  readonly onEnd: (why: WebSocketEnd) => void;
  readonly onFault: (error: unknown) => void;
}

/** In bytes: RFC 6455 section 5.5. */
const longestReason = 123;

export function openConnection(webSocket: WebSocket, request: IncomingMessage, options: ConnectionOptions): Connection {
  const { protocol, pulse, onEnd, onFault } = options;
  let decided: WebSocketEnd | undefined;

  function close(code: number, reason: string, why: WebSocketEnd): void {
    decided ??= why;
    // `ws` throws for a longer one; graphql-ws repeats the client's own words.
    webSocket.close(code, Buffer.byteLength(reason) > longestReason ? '' : reason);
  }

  const connection: Connection = {
    request,
    isOpen: () => webSocket.readyState === webSocket.OPEN,
    end: (why) => {
      close(closeMessages[why].code, closeMessages[why].reason, why);
    },
  };
  const closed = protocol.opened(
    {
      protocol: webSocket.protocol,
      send: (text) => send(webSocket, text),
      // The protocol closes for what the client did.
      close: (code = CloseCode.BadRequest, reason = '') => {
        close(code, reason, 'protocol');
      },
      onMessage: (take) => {
        webSocket.on('message', (data: Buffer) => {
          // Whoever is being shut out may still send.
          if (!connection.isOpen()) return;
          take(String(data)).catch((error: unknown) => {
            if (isUnexpectedMessage(error)) close(CloseCode.BadRequest, 'Invalid message received', 'protocol');
            else {
              onFault(error);
              connection.end('fault');
            }
          });
        });
      },
    },
    connection,
  );
  // Frames that are none: `ws` has closed by the code that says so.
  webSocket.on('error', () => {
    decided ??= 'protocol';
  });
  const stopPulse = startPulse(webSocket, pulse);
  webSocket.once('close', (code, reason) => {
    stopPulse();
    closed(code, String(reason)).catch(onFault);
    onEnd(decided ?? toClientEnd(code));
  });
  return connection;
}

/** Resolves when the text is on its way, so that a slow client is sent no more; and where there is no way any more. */
function send(webSocket: WebSocket, text: string): Promise<void> {
  return new Promise((resolve) => {
    if (webSocket.readyState !== webSocket.OPEN) resolve();
    else
      webSocket.send(text, () => {
        resolve();
      });
  });
}

/** A message that servers send: graphql-ws throws for it, and has no type of error of its own. */
function isUnexpectedMessage(error: unknown): boolean {
  return error instanceof Error && error.message.startsWith('Unexpected message of type ');
}

/** Ends a connection whose client does not answer. */
function startPulse(webSocket: WebSocket, milliseconds: number): () => void {
  let isAlive = true;
  webSocket.on('pong', () => {
    isAlive = true;
  });
  const timer = setInterval(() => {
    if (!isAlive) webSocket.terminate();
    else if (webSocket.readyState === webSocket.OPEN) {
      isAlive = false;
      webSocket.ping();
    }
  }, milliseconds);
  return () => {
    clearInterval(timer);
  };
}
