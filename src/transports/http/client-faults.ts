/** Answers bytes that Node.js cannot parse as a request, on the bare socket and in the graph's form. */
import type { Socket } from 'node:net';
import type { Logger } from 'pino';
import { toErrorBody } from './failures.ts';
import { securityHeaders } from './security-headers.ts';

/** Time for a client that is still sending to read the answer. If the socket closed at once, the answer would be lost. */
const lingerMilliseconds = 1000;

interface StatusLine {
  readonly status: number;
  /** Written out: importing node:http for its table would take a twentieth of the program's start. */
  readonly reason: string;
}

/** By Node.js error code. */
const statusLines: Readonly<Record<string, StatusLine>> = {
  ERR_HTTP_REQUEST_TIMEOUT: { status: 408, reason: 'Request Timeout' },
  HPE_HEADER_OVERFLOW: { status: 431, reason: 'Request Header Fields Too Large' },
};
const unreadable: StatusLine = { status: 400, reason: 'Bad Request' };

/** @param error from Node.js. Its message and bytes come from the client and are not passed on. */
export function answerClientFault({ code = 'UNKNOWN' }: NodeJS.ErrnoException, socket: Socket, logger: Logger): void {
  // Anything that follows on the connection cannot be a request either.
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
