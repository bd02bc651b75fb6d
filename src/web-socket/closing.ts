/** Why a WebSocket ends, and what its client is told. */
import { CloseCode } from 'graphql-ws';

/**
 * Ends that are ours to decide. `crowded`: there is no place for the client at the moment. `forbidden`: the token holds
 * no scope that a subscription needs.
 */
export type OwnEnd = 'expired' | 'unauthorized' | 'forbidden' | 'keys_unavailable' | 'crowded' | 'fault' | 'stopping';

/** `protocol`: the client broke it, or was too slow with it. `vanished`: the connection broke off, or was as if it had. */
export type WebSocketEnd = OwnEnd | 'protocol' | 'vanished' | 'client';

export interface CloseMessage {
  readonly code: number;
  readonly reason: string;
}

/** Clients of graphql-ws come back by themselves after 1001 and 1013, and not after 4401, 4403 and 4500. */
export const closeMessages: Readonly<Record<OwnEnd, CloseMessage>> = {
  expired: { code: CloseCode.Unauthorized, reason: 'Token expired' },
  unauthorized: { code: CloseCode.Unauthorized, reason: 'Unauthorized' },
  forbidden: { code: CloseCode.Forbidden, reason: 'Forbidden' },
  keys_unavailable: { code: 1013, reason: 'Try again later' },
  crowded: { code: 1013, reason: 'Try again later' },
  fault: { code: CloseCode.InternalServerError, reason: 'Internal server error' },
  stopping: { code: 1001, reason: 'Going away' },
};

/** What `ws` says of a connection that ended without a word. */
const noWord = 1006;

/** @param code the client's last word, for ends that were not ours */
export function toClientEnd(code: number): WebSocketEnd {
  return code === noWord ? 'vanished' : 'client';
}
