/** Requests to an issuer of tokens (OAuth 2.0) that every way to sign in needs. */
import * as oauth from 'oauth4webapi';
import { idTokenAlgorithms, readRefusal, renew, toRequestOptions, type Issuer } from '../../client/sign-in.ts';
import { isIssuerUrl, issuerUrlKind } from '../../src/settings/issuer-url.ts';
import { CommandFault, exits, UsageFault } from '../exit.ts';
import type { SignInSettings } from '../profiles.ts';
import type { SignIn } from './store.ts';

/** A request's time is over, or the user interrupts. */
export type Deadline = () => AbortSignal;

/** An issuer that was found, and what it is asked for. */
export interface FoundIssuer extends Issuer {
  readonly scopes: readonly string[];
}

/** Settings that are enough to sign in with. */
export interface CompleteSettings extends Omit<SignInSettings, 'issuer' | 'clientId'> {
  readonly issuer: string;
  readonly clientId: string;
}

/** Reads what the issuer publishes of itself (OpenID Connect Discovery, or RFC 8414). Throws `CommandFault`. */
export async function findIssuer(settings: CompleteSettings, deadline: Deadline): Promise<FoundIssuer> {
  const { issuer } = settings;
  if (!isIssuerUrl(issuer))
    throw new UsageFault(`--issuer must be ${issuerUrlKind}, but got ${JSON.stringify(issuer)}.`);
  const options = { ...toRequestOptions(settings, issuer.startsWith('http:')), signal: deadline };
  const server = await talk(issuer, async () => {
    const url = new URL(issuer);
    const response = await oauth.discoveryRequest(url, { ...options, algorithm: 'oidc' });
    const found =
      response.status === 404 ? await oauth.discoveryRequest(url, { ...options, algorithm: 'oauth2' }) : response;
    return oauth.processDiscoveryResponse(url, found);
  });
  return {
    server: { ...server, id_token_signing_alg_values_supported: idTokenAlgorithms },
    client: { client_id: settings.clientId },
    options,
    scopes: settings.scopes ?? toUsualScopes(server),
  };
}

/** Reading jobs and, where the issuer knows how to ask for it, a refresh token. */
function toUsualScopes({ scopes_supported: known = [] }: oauth.AuthorizationServer): readonly string[] {
  return ['job:read', ...(known.includes('offline_access') ? ['offline_access'] : [])];
}

/** Runs one exchange with the issuer; what goes wrong becomes a `CommandFault`, with its code word and never its sentence. */
export async function talk<Result>(issuer: string, exchange: () => Promise<Result>): Promise<Result> {
  try {
    return await exchange();
  } catch (cause) {
    const word = readRefusal(cause);
    if (word !== undefined) {
      throw new CommandFault(
        exits.denied,
        `The issuer ${issuer} says ${word || 'no'}: sign in with "jobgraph auth login".`,
        {
          cause,
        },
      );
    }
    if (cause instanceof CommandFault) throw cause;
    if (cause instanceof DOMException && cause.name === 'TimeoutError')
      throw new CommandFault(exits.timeout, `No answer came from ${issuer} in time.`, { cause });
    const isAnswered =
      cause instanceof oauth.OperationProcessingError || cause instanceof oauth.WWWAuthenticateChallengeError;
    const fault = isAnswered ? 'must answer as OAuth 2.0 says, but does not' : 'does not answer';
    throw new CommandFault(exits.unavailable, `The issuer ${issuer} ${fault}.`, { cause });
  }
}

/** @param now milliseconds since 1970 */
export function toSignIn(
  { issuer, clientId, audience, resource }: CompleteSettings,
  scopes: readonly string[],
  { access_token: accessToken, refresh_token: refreshToken, expires_in: seconds }: oauth.TokenEndpointResponse,
  now: number,
): SignIn {
  return {
    issuer,
    clientId,
    scopes,
    audience,
    resource,
    accessToken,
    refreshToken: refreshToken ?? null,
    expiresAt: seconds === undefined ? null : new Date(now + seconds * 1000).toISOString(),
  };
}

/** A sign-in with a new token. */
export async function refresh(signIn: SignIn, deadline: Deadline, now: number): Promise<SignIn> {
  const { refreshToken } = signIn;
  const issuer = await findIssuer(signIn, deadline);
  const tokens = await talk(signIn.issuer, () => renew(issuer, refreshToken ?? ''));
  // An issuer that does not rotate refresh tokens gives no new one.
  return { ...toSignIn(signIn, signIn.scopes, tokens, now), refreshToken: tokens.refresh_token ?? refreshToken };
}

/** Tells the issuer that the tokens are not needed any more (RFC 7009). False where it does not take that. */
export async function revoke(signIn: SignIn, deadline: Deadline): Promise<boolean> {
  const { server, client, options } = await findIssuer(signIn, deadline);
  if (server.revocation_endpoint === undefined) return false;
  await talk(signIn.issuer, async () => {
    for (const token of [signIn.refreshToken, signIn.accessToken])
      if (token !== null)
        await oauth.processRevocationResponse(
          await oauth.revocationRequest(server, client, oauth.None(), token, options),
        );
  });
  return true;
}
