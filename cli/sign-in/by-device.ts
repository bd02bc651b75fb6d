/** Signing in with a browser on any other machine: the device authorization grant (RFC 8628). */
import * as oauth from 'oauth4webapi';
import { CommandFault, exits } from '../exit.ts';
import { talk, type FoundIssuer } from './issuer.ts';
import type { Wait } from './lock.ts';

/** How the user is shown the code, and how long is waited between two questions. */
interface DeviceOptions {
  /** Shows where to go, and what to type there. */
  readonly show: (prompt: DevicePrompt) => void;
  readonly wait: Wait;
}

/** Texts of the issuer. */
interface DevicePrompt {
  readonly address: string;
  readonly code: string;
}

/** Seconds between two questions, where the issuer says nothing; and what it adds where it is asked too often (section 3.5). */
const usualInterval = 5;

/** Throws `CommandFault`. */
export async function signInByDevice(
  { server, client, options, scopes }: FoundIssuer,
  { show, wait }: DeviceOptions,
): Promise<oauth.TokenEndpointResponse> {
  if (server.device_authorization_endpoint === undefined)
    throw new CommandFault(
      exits.unavailable,
      `The issuer ${server.issuer} has no sign-in for devices: leave --device out.`,
    );
  const begun = await talk(server.issuer, async () => {
    const parameters = { scope: scopes.join(' '), ...Object.fromEntries(options.additionalParameters) };
    const response = await oauth.deviceAuthorizationRequest(server, client, oauth.None(), parameters, options);
    return oauth.processDeviceAuthorizationResponse(server, client, response);
  });
  show({ address: begun.verification_uri, code: begun.user_code });
  let interval = begun.interval ?? usualInterval;
  for (let waited = 0; waited < begun.expires_in; waited += interval) {
    await wait(interval * 1000);
    const tokens = await talk(server.issuer, async () => {
      try {
        const given = [server, client, oauth.None(), begun.device_code, options] as const;
        return await oauth.processDeviceCodeResponse(server, client, await oauth.deviceCodeGrantRequest(...given));
      } catch (error) {
        const word = error instanceof oauth.ResponseBodyError ? error.error : undefined;
        if (word !== 'authorization_pending' && word !== 'slow_down') throw error;
        if (word === 'slow_down') interval += usualInterval;
        return undefined;
      }
    });
    if (tokens !== undefined) return tokens;
  }
  throw new CommandFault(exits.timeout, 'The code has ended before anybody signed in with it.');
}
