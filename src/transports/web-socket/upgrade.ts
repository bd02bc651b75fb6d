/** WebSocket upgrades: which requests may upgrade, and how the others are rejected. */
import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { isLoopbackHost } from '../../platform/loopback.ts';
import type { Config } from '../../config/load.ts';
import { securityHeaders } from '../http/security-headers.ts';

/** 400: not a valid handshake. */
export type RefusalStatus = 400 | 403 | 503;

const statusLines: Readonly<Record<RefusalStatus, string>> = {
  400: '400 Bad Request',
  403: '403 Forbidden',
  503: '503 Service Unavailable',
};

/** How long a rejected client may take to close. In milliseconds. */
const maxLeaveMilliseconds = 1000;

/** Whether further upgrades are accepted. */
interface Occupancy {
  /** No further subscriber can be admitted. */
  readonly isFull: boolean;
  readonly isClosing: boolean;
}

/** Browsers allow any page to open WebSockets to any host: the origin must be ours or a configured one. */
export function toRefusal(
  { headers }: IncomingMessage,
  { config: { server }, loopbackOnly }: { readonly config: Pick<Config, 'server'>; readonly loopbackOnly: boolean },
  { isFull, isClosing }: Occupancy,
): RefusalStatus | undefined {
  if (isClosing || isFull) return 503;
  const { origin, host } = headers;
  if (loopbackOnly && !isLoopbackHost(host)) return 403;
  if (origin === undefined || server.corsOrigins.includes(origin)) return undefined;
  return URL.canParse(origin) && new URL(origin).host === host ? undefined : 403;
}

/** Answers and closes, regardless of what the client does. */
export function refuse(socket: Duplex, status: RefusalStatus): void {
  // Node has removed its listeners from the socket: without one, a reset would end the process.
  socket.on('error', () => undefined);
  const timer = setTimeout(() => {
    socket.destroy();
  }, maxLeaveMilliseconds);
  socket.once('close', () => {
    clearTimeout(timer);
  });
  // Discards further data: a connection closed with unread data is reset, and the answer lost.
  socket.resume();
  const everywhere = Object.entries(securityHeaders).map(([name, value]) => `${name}: ${value}`);
  const headers = [...everywhere, 'Connection: close', 'Content-Length: 0'];
  // RFC 6455 section 4.4.
  if (status === 400) headers.push('Sec-WebSocket-Version: 13');
  socket.end([`HTTP/1.1 ${statusLines[status]}`, ...headers, '', ''].join('\r\n'));
}
