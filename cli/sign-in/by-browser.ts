/** Signing in with a browser on this machine: authorization code with PKCE (RFC 7636), back to a loopback address (RFC 8252). */
import type { TokenEndpointResponse } from 'oauth4webapi';
import { createAttempt, redeem, toAuthorizationUrl } from '../../client/sign-in.ts';
import { CommandFault, exits } from '../exit.ts';
import { talk, type FoundIssuer } from './issuer.ts';
import { openReceiver } from './receiver.ts';

/** How the user is led to the issuer’s page, and back. */
interface BrowserOptions {
  /** 0 for any free one. */
  readonly redirectPort: number;
  /** Shows the user the issuer's address, and opens a browser at the other, which leads there once. */
  readonly show: (address: URL, once: URL) => Promise<void>;
  /** Aborts when the user has had enough time, or interrupts. */
  readonly signal: AbortSignal;
}

/** Throws `CommandFault`. */
export async function signInByBrowser(
  issuer: FoundIssuer,
  { redirectPort, show, signal }: BrowserOptions,
): Promise<TokenEndpointResponse> {
  const { server, scopes } = issuer;
  const { authorization_endpoint: endpoint } = server;
  if (endpoint === undefined)
    throw new CommandFault(exits.unavailable, `The issuer ${server.issuer} has no page to sign in: try --device.`);
  const attempt = createAttempt(scopes);
  const receiver = await openReceiver(redirectPort, attempt.state);
  try {
    const { redirectUri } = receiver;
    const address = await toAuthorizationUrl(endpoint, issuer, attempt, { redirectUri, scopes });
    await show(address, receiver.leadTo(address));
    const answer = await receiver.receive(signal);
    const tokens = await talk(server.issuer, () => redeem(issuer, attempt, answer, redirectUri));
    receiver.refuseSecond();
    return tokens;
  } finally {
    await receiver.close();
  }
}
