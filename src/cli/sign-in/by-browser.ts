/** Signing in with a browser on this machine: authorization code with PKCE (RFC 7636), back to a loopback address (RFC 8252). */
import * as oauth from 'oauth4webapi';
import { CommandFault, exits } from '../exit.ts';
import { talk, type Issuer } from './issuer.ts';
import { openReceiver } from './receiver.ts';

/** How the user is led to the issuer’s page, and back. */
export interface BrowserOptions {
  /** 0 for any free one. */
  readonly redirectPort: number;
  /** Shows the address to the user, and opens a browser. */
  readonly show: (address: URL) => Promise<void>;
  /** Aborts when the user has had enough time, or interrupts. */
  readonly signal: AbortSignal;
}

/** Throws `CommandFault`. */
export async function signInByBrowser(
  { server, client, options, scopes }: Issuer,
  { redirectPort, show, signal }: BrowserOptions,
): Promise<oauth.TokenEndpointResponse> {
  const { authorization_endpoint: endpoint } = server;
  if (endpoint === undefined)
    throw new CommandFault(exits.unavailable, `The issuer ${server.issuer} has no page to sign in: try --device.`);
  const state = oauth.generateRandomState();
  const verifier = oauth.generateRandomCodeVerifier();
  // Only OpenID Connect knows nonces.
  const nonce = scopes.includes('openid') ? oauth.generateRandomNonce() : undefined;
  const receiver = await openReceiver(redirectPort, state);
  try {
    const address = new URL(endpoint);
    const parameters = {
      client_id: client.client_id,
      redirect_uri: receiver.redirectUri,
      response_type: 'code',
      scope: scopes.join(' '),
      state,
      code_challenge: await oauth.calculatePKCECodeChallenge(verifier),
      code_challenge_method: 'S256',
      ...(nonce === undefined ? {} : { nonce }),
      ...Object.fromEntries(options().additionalParameters),
    };
    for (const [name, value] of Object.entries(parameters)) address.searchParams.set(name, value);
    await show(address);
    const answer = await receiver.receive(signal);
    return await talk(server.issuer, async () => {
      const found = oauth.validateAuthResponse(server, client, answer, state);
      const given = [server, client, oauth.None(), found, receiver.redirectUri, verifier, options()] as const;
      const response = await oauth.authorizationCodeGrantRequest(...given);
      const expected = nonce === undefined ? {} : { expectedNonce: nonce, requireIdToken: true };
      return oauth.processAuthorizationCodeResponse(server, client, response, expected);
    });
  } finally {
    await receiver.close();
  }
}
