import type { Connection } from './connection.ts';

/**
 * What a client may send until it is known: a token of 8 KB with what other servers want to be told, and some pings.
 * Counted on the wire, so that it holds for messages that never end as well.
 */
const maxFirstBytes = 32_768;

/** Ends a connection that sends more, and does not read on for long. Gives what lifts the bound. */
export function boundFirstBytes(connection: Connection): () => void {
  const { socket } = connection.request;
  let received = 0;
  const count = (chunk: Buffer): void => {
    received += chunk.length;
    if (received > maxFirstBytes) connection.refuse(1009, 'Too much before it is known who sends');
    if (received > 4 * maxFirstBytes) socket.destroy();
  };
  // First, so that nothing is made of what goes beyond.
  socket.prependListener('data', count);
  return () => {
    socket.off('data', count);
  };
}
