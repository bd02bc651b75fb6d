/** What Node.js cannot read as a request never becomes one: it is answered on the bare socket, in the graph's own form. */
import { STATUS_CODES } from 'node:http';
import type { Socket } from 'node:net';
import type { Logger } from 'pino';
import { toErrorBody } from './failures.ts';
import { securityHeaders } from './security-headers.ts';

/** Time for the client to read the answer while it still sends: closed at once, the system would throw the answer away. */
const lingerMilliseconds = 1000;

/** By Node.js' codes; whatever else cannot be read is 400. */
const statuses: Readonly<Record<string, number>> = {
  ERR_HTTP_REQUEST_TIMEOUT: 408,
  HPE_HEADER_OVERFLOW: 431,
};

/** @param error of Node.js. Its message and its bytes are the client's own and go nowhere. */
export function answerClientFault({ code = 'UNKNOWN' }: NodeJS.ErrnoException, socket: Socket, logger: Logger): void {
  // What still comes on the connection is no request either.
  if (code === 'ECONNRESET' || !socket.writable) return;
  logger.debug({ failure: code }, 'request not read');
  socket.end(formatAnswer(statuses[code] ?? 400));
  const timer = setTimeout(() => socket.destroy(), lingerMilliseconds);
  socket.once('close', () => {
    clearTimeout(timer);
  });
}

function formatAnswer(status: number): string {
  const body = JSON.stringify(toErrorBody(status));
  const headers = {
    ...securityHeaders,
    'content-type': 'application/json; charset=utf-8',
    'content-length': String(Buffer.byteLength(body)),
    connection: 'close',
  };
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}`);
  return [`HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ''}`, ...lines, '', body].join('\r\n');
}
