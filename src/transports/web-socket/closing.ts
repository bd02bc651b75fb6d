/** Why a WebSocket ends, and the close message that its client gets. */
import { CloseCode } from 'graphql-ws';

/**
 * Reasons for which the gateway closes a connection. `crowded`: there is no free slot for the client now. `forbidden`: the
 * token has no scope that a subscription needs.
 */
export type OwnEnd = 'expired' | 'unauthorized' | 'forbidden' | 'keys_unavailable' | 'crowded' | 'fault' | 'stopping';

/** `protocol`: the client violated it or was too slow. `vanished`: the connection broke, or did not respond. */
export type WebSocketEnd = OwnEnd | 'protocol' | 'vanished' | 'client';

/** A close frame (RFC 6455 section 5.5.1). */
interface CloseMessage {
  readonly code: number;
  readonly reason: string;
}

/** Clients of graphql-ws reconnect after 1001 and 1013, but not after 4401, 4403 and 4500. */
export const closeMessages: Readonly<Record<OwnEnd, CloseMessage>> = {
  expired: { code: CloseCode.Unauthorized, reason: 'Token expired' },
  unauthorized: { code: CloseCode.Unauthorized, reason: 'Unauthorized' },
  forbidden: { code: CloseCode.Forbidden, reason: 'Forbidden' },
  keys_unavailable: { code: 1013, reason: 'Try again later' },
  crowded: { code: 1013, reason: 'Try again later' },
  fault: { code: CloseCode.InternalServerError, reason: 'Internal server error' },
  stopping: { code: 1001, reason: 'Going away' },
};

/** The code that `ws` reports for a connection that ended without a close frame. */
const noWord = 1006;

/** @param code the client's close code, if the gateway did not close the connection */
export function toClientEnd(code: number): WebSocketEnd {
  return code === noWord ? 'vanished' : 'client';
}
