/** What Node.js cannot read as a request never becomes one: it is answered on the bare socket, in the graph's own form. */
import type { Socket } from 'node:net';
import type { Logger } from 'pino';
import { toErrorBody } from './failures.ts';
import { securityHeaders } from './security-headers.ts';

/** Time for the client to read the answer while it still sends: closed at once, the system would throw the answer away. */
const lingerMilliseconds = 1000;

interface StatusLine {
  readonly status: number;
  /** Written out: importing node:http for its table loads all that it exports, a twentieth of the program's start. */
  readonly reason: string;
}

/** By Node.js' codes. */
const statusLines: Readonly<Record<string, StatusLine>> = {
  ERR_HTTP_REQUEST_TIMEOUT: { status: 408, reason: 'Request Timeout' },
  HPE_HEADER_OVERFLOW: { status: 431, reason: 'Request Header Fields Too Large' },
};
const unreadable: StatusLine = { status: 400, reason: 'Bad Request' };

/** @param error of Node.js. Its message and its bytes are the client's own and go nowhere. */
export function answerClientFault({ code = 'UNKNOWN' }: NodeJS.ErrnoException, socket: Socket, logger: Logger): void {
  // What still comes on the connection is no request either.
  if (code === 'ECONNRESET' || !socket.writable) return;
  logger.debug({ failure: code }, 'request not read');
  socket.end(formatAnswer(statusLines[code] ?? unreadable));
  const timer = setTimeout(() => socket.destroy(), lingerMilliseconds);
  socket.once('close', () => {
    clearTimeout(timer);
  });
}

function formatAnswer({ status, reason }: StatusLine): string {
  const body = JSON.stringify(toErrorBody(status));
  const headers = {
    ...securityHeaders,
    'content-type': 'application/json; charset=utf-8',
    'content-length': String(Buffer.byteLength(body)),
    connection: 'close',
  };
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}`);
  return [`HTTP/1.1 ${status} ${reason}`, ...lines, '', body].join('\r\n');
}
