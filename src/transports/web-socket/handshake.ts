/** The handshake: the time until a client is known to be a subscriber. Short, and with little memory. */
import { CloseCode } from 'graphql-ws';
import type { AdmittedClient, Admit } from './admitted-client.ts';
import type { OwnEnd } from './closing.ts';
import type { Connection } from './connection.ts';
import { boundFirstBytes } from './first-bytes.ts';

/** The time between the upgrade and `connection_ack`. */
interface Handshake {
  /** The admitted client; undefined if the connection ends. A viewer who may not subscribe stays for the handshake's time. */
  readonly receive: (parameters: Record<string, unknown> | undefined) => Promise<AdmittedClient | undefined>;
  /** The connection has closed. */
  readonly leave: () => void;
}

/** How clients are admitted. */
export interface HandshakeOptions {
  readonly admit: Admit;
  /** Called when the client is known and may subscribe. Returns the reason if it still cannot stay. */
  readonly onAdmission: (connection: Connection) => OwnEnd | undefined;
}

/** How long a client may take to be known, in milliseconds. */
const handshakeTimeoutMilliseconds = 10_000;

/** Ends the connection with 4408 if the client takes too long, and with the reason if it is refused. */
export function createHandshake(connection: Connection, { admit, onAdmission }: HandshakeOptions): Handshake {
  let hasBegun = false;
  const liftBound = boundFirstBytes(connection);
  let endForTime = (): void => {
    connection.refuse(CloseCode.ConnectionInitialisationTimeout, 'Connection initialisation timeout');
  };
  const timer = setTimeout(() => {
    endForTime();
  }, handshakeTimeoutMilliseconds);

  /** Returns the reason if the client must leave now. */
  function place(client: AdmittedClient | OwnEnd): OwnEnd | undefined {
    if (typeof client === 'string') return client;
    const { dismissal } = client;
    if (dismissal !== undefined) {
      endForTime = () => {
        connection.end(dismissal);
      };
      return undefined;
    }
    const refusal = onAdmission(connection);
    if (refusal !== undefined) return refusal;
    clearTimeout(timer);
    liftBound();
    return undefined;
  }

  return {
    receive: async (parameters) => {
      if (hasBegun) {
        connection.refuse(CloseCode.TooManyInitialisationRequests, 'Too many initialisation requests');
        return undefined;
      }
      hasBegun = true;
      const client = await admit(parameters, connection.request);
      if (!connection.isOpen()) return undefined;
      const refusal = place(client);
      if (refusal !== undefined) connection.end(refusal);
      return refusal !== undefined || typeof client === 'string' ? undefined : client;
    },
    leave: () => {
      clearTimeout(timer);
    },
  };
}
