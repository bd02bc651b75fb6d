/** The time before it is known who a client is: short, and with room for little. */
import { CloseCode } from 'graphql-ws';
import type { Viewer } from '../auth/viewer.ts';
import type { Admit } from './admission.ts';
import type { OwnEnd } from './closing.ts';
import type { Connection } from './connection.ts';
import { boundFirstBytes } from './first-bytes.ts';

export interface Introduction {
  /** The viewer who may stay; undefined where the connection ends instead. */
  readonly take: (parameters: Record<string, unknown> | undefined) => Promise<Viewer | undefined>;
  /** The connection has closed. */
  readonly leave: () => void;
}

export interface IntroductionOptions {
  readonly admit: Admit;
  /** The client is known, and may subscribe. Gives why it cannot stay all the same. */
  readonly onAdmission: (connection: Connection) => OwnEnd | undefined;
}

/** How long a client may take to be known, in milliseconds. */
const longestIntroduction = 10_000;

export function createIntroduction(connection: Connection, { admit, onAdmission }: IntroductionOptions): Introduction {
  let hasBegun = false;
  const liftBound = boundFirstBytes(connection);
  const timer = setTimeout(() => {
    connection.refuse(CloseCode.ConnectionInitialisationTimeout, 'Connection initialisation timeout');
  }, longestIntroduction);

  return {
    take: async (parameters) => {
      if (hasBegun) {
        connection.refuse(CloseCode.TooManyInitialisationRequests, 'Too many initialisation requests');
        return undefined;
      }
      hasBegun = true;
      const viewer = await admit(parameters, connection.request);
      if (!connection.isOpen()) return undefined;
      const refusal = typeof viewer === 'string' ? viewer : onAdmission(connection);
      if (refusal !== undefined) connection.end(refusal);
      if (refusal !== undefined || typeof viewer === 'string') return undefined;
      clearTimeout(timer);
      liftBound();
      return viewer;
    },
    leave: () => {
      clearTimeout(timer);
    },
  };
}
