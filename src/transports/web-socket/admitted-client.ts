/** Identifies the client of a WebSocket. It may stay if its viewer holds a scope that a subscription needs. */
import type { IncomingMessage } from 'node:http';
import type { GraphQLSchema } from 'graphql';
import type { Authenticator } from '../../auth/authenticate.ts';
import {
  InvalidToken,
  TokenKeysUnavailable,
  type InvalidTokenReason,
  type TokenKeysFault,
} from '../../auth/token-errors.ts';
import { satisfies, type Viewer } from '../../auth/viewer.ts';
import type { OwnEnd } from './closing.ts';

/** How tokens are checked, and the callbacks for faults. */
interface AdmissionOptions {
  readonly authenticator: Pick<Authenticator, 'authenticate'>;
  readonly schema: GraphQLSchema;
  readonly onKeysUnavailable: (fault: TokenKeysFault) => void;
  readonly onTokenRefused: (reason: InvalidTokenReason) => void;
  readonly onFault: (error: unknown) => void;
}

/** A client that has introduced itself. */
export interface AdmittedClient {
  readonly viewer: Viewer;
  /**
   * For a viewer who holds no scope that a subscription needs: how the connection ends. The graph refuses the first
   * subscription in its own words before that.
   */
  readonly dismissal: OwnEnd | undefined;
}

/** Returns the client, or why it is refused. @param parameters those of `connection_init`; nothing of them is kept */
export type Admit = (parameters: Parameters | undefined, request: IncomingMessage) => Promise<AdmittedClient | OwnEnd>;

type Parameters = Readonly<Record<string, unknown>>;

/** Reads the token of `connection_init` or of the upgrade. */
export function createAdmission({
  authenticator,
  schema,
  onKeysUnavailable,
  onTokenRefused,
  onFault,
}: AdmissionOptions): Admit {
  const demands = Object.values(schema.getSubscriptionType()?.getFields() ?? {}).map(
    ({ extensions }) => extensions.requiredScopes,
  );
  const maySubscribe = (viewer: Viewer): boolean =>
    demands.some((scopes) => scopes === undefined || satisfies(viewer, scopes));

  return async (parameters, request) => {
    try {
      const viewer = await authenticator.authenticate(readAuthorization(parameters, request));
      if (maySubscribe(viewer)) return { viewer, dismissal: undefined };
      return { viewer, dismissal: viewer.kind === 'token' ? 'forbidden' : 'unauthorized' };
    } catch (error) {
      if (error instanceof InvalidToken) {
        onTokenRefused(error.reason);
        return 'unauthorized';
      }
      if (error instanceof TokenKeysUnavailable) {
        onKeysUnavailable(error.fault);
        return 'keys_unavailable';
      }
      onFault(error);
      return 'fault';
    }
  };
}

/** The token of the connection's parameters, the only place where some routers can put it; otherwise the upgrade's header. */
function readAuthorization(
  parameters: Parameters | undefined,
  request: IncomingMessage,
): string | readonly string[] | undefined {
  const parameter = parameters?.['authorization'] ?? parameters?.['Authorization'];
  if (parameter === undefined || parameter === null) return request.headersDistinct['authorization'];
  return typeof parameter === 'string' ? parameter : '';
}
