/** Slots for WebSockets: for viewers who may subscribe, and fewer for clients that are not authenticated yet. */
import type { OwnEnd } from './closing.ts';
import type { Connection } from './connection.ts';

/** The places for connections, known or not yet known. */
interface SessionSlots {
  /** Whether no further subscriber can be admitted. */
  readonly isFull: () => boolean;
  /** A client that is not known yet. If there are too many, the one that has waited longest is disconnected. */
  readonly enter: (connection: Connection) => void;
  /** The client is known. Returns the reason if it cannot stay. */
  readonly admit: (connection: Connection) => OwnEnd | undefined;
  readonly leave: (connection: Connection) => void;
}

/** At least this many may connect at once, even if fewer may stay. */
const minUnknown = 100;

/** @param maxAdmitted subscribers at once */
export function createSessionSlots(maxAdmitted: number): SessionSlots {
  // Clients authenticate at once: half of them are never in the handshake at the same time.
  const maxUnknown = Math.max(minUnknown, Math.ceil(maxAdmitted / 2));
  // In order of arrival.
  const unknown = new Set<Connection>();
  const admitted = new Set<Connection>();
  const isFull = (): boolean => admitted.size >= maxAdmitted;

  return {
    isFull,
    enter: (connection) => {
      const [oldest] = unknown;
      if (oldest !== undefined && unknown.size >= maxUnknown) {
        unknown.delete(oldest);
        oldest.cutOff('crowded');
      }
      unknown.add(connection);
    },
    admit: (connection) => {
      if (isFull()) return 'crowded';
      unknown.delete(connection);
      admitted.add(connection);
      return undefined;
    },
    leave: (connection) => {
      unknown.delete(connection);
      admitted.delete(connection);
    },
  };
}
