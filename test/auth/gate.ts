import { createAuthenticator, type Authenticator } from '../../src/auth/authenticate.ts';
import type { Viewer } from '../../src/auth/viewer.ts';

type Header = Parameters<Authenticator['authenticate']>[0];

/** An `Authenticator` whose answers are all promises. */
export interface Gate extends Pick<Authenticator, 'close'> {
  readonly authenticate: (header: Header) => Promise<Viewer>;
}

/** An authenticator that gives a promise for every header, known or not. */
export function createGate(...options: Parameters<typeof createAuthenticator>): Gate {
  const { authenticate, close } = createAuthenticator(...options);
  return { authenticate: async (header) => authenticate(header), close };
}
