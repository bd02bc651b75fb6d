import type { Connection } from './connection.ts';

/**
 * In bytes: an unknown client may send a token of 8 KB, parameters for other servers, and some pings.
 * Bytes are counted on the wire, so that the limit also applies to messages that never end.
 */
const maxFirstBytes = 32_768;

/** Closes a connection that sends more. Returns a function that lifts the limit. */
export function boundFirstBytes(connection: Connection): () => void {
  const { socket } = connection.request;
  let received = 0;
  const count = (chunk: Buffer): void => {
    received += chunk.length;
    if (received > maxFirstBytes) connection.refuse(1009, 'Too much before it is known who sends');
    if (received > 4 * maxFirstBytes) socket.destroy();
  };
  // First, so that bytes beyond the limit are not processed.
  socket.prependListener('data', count);
  return () => {
    socket.off('data', count);
  };
}
