/** What is said to an issuer of tokens (OAuth 2.0), whichever way its user signs in. */
import * as oauth from 'oauth4webapi';
import { isIssuerUrl, issuerUrlKind } from '../../settings/issuer-url.ts';
import { CommandFault, exits } from '../exit.ts';
import type { SignInSettings } from '../profiles.ts';
import type { SignIn } from './kept.ts';

/** A request's time is over, or the user interrupts. */
export type Deadline = () => AbortSignal;

/** An issuer that was found, and what is asked of it. */
export interface Issuer {
  readonly server: oauth.AuthorizationServer;
  readonly client: oauth.Client;
  /** Of every request. */
  readonly options: () => { readonly signal: AbortSignal; readonly additionalParameters: URLSearchParams };
  readonly scopes: readonly string[];
}

/** Settings that are enough to sign in with. */
export interface CompleteSettings extends Omit<SignInSettings, 'issuer' | 'clientId'> {
  readonly issuer: string;
  readonly clientId: string;
}

/** Reads what the issuer publishes of itself (OpenID Connect Discovery, or RFC 8414). Throws `CommandFault`. */
export async function findIssuer(settings: CompleteSettings, deadline: Deadline): Promise<Issuer> {
  const { issuer, clientId, audience, resource } = settings;
  if (!isIssuerUrl(issuer))
    throw new CommandFault(exits.usage, `--issuer must be ${issuerUrlKind}, but got ${JSON.stringify(issuer)}.`);
  // It is of this machine then: any other has https.
  const isOpen = issuer.startsWith('http:');
  const additionalParameters = new URLSearchParams();
  if (audience !== undefined) additionalParameters.set('audience', audience);
  if (resource !== undefined) additionalParameters.set('resource', resource);
  const options: Issuer['options'] = () => ({
    // eslint-disable-next-line @typescript-eslint/no-deprecated -- it is so that nobody uses it lightly
    [oauth.allowInsecureRequests]: isOpen,
    signal: deadline(),
    additionalParameters,
  });
  const server = await talk(issuer, async () => {
    const url = new URL(issuer);
    const response = await oauth.discoveryRequest(url, { ...options(), algorithm: 'oidc' });
    const found =
      response.status === 404 ? await oauth.discoveryRequest(url, { ...options(), algorithm: 'oauth2' }) : response;
    return oauth.processDiscoveryResponse(url, found);
  });
  return { server, client: { client_id: clientId }, options, scopes: settings.scopes ?? toUsualScopes(server) };
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
    if (cause instanceof oauth.ResponseBodyError || cause instanceof oauth.AuthorizationResponseError) {
      const word = /^[a-z_]{1,40}$/.test(cause.error) ? cause.error : 'no';
      throw new CommandFault(exits.denied, `The issuer ${issuer} says ${word}: sign in with "jobgraph auth login".`, {
        cause,
      });
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
    ...(audience === undefined ? {} : { audience }),
    ...(resource === undefined ? {} : { resource }),
    accessToken,
    refreshToken: refreshToken ?? null,
    expiresAt: seconds === undefined ? null : new Date(now + seconds * 1000).toISOString(),
  };
}

/** A sign-in with a new token (RFC 6749, section 6). */
export async function refresh(signIn: SignIn, deadline: Deadline, now: number): Promise<SignIn> {
  const { server, client, options } = await findIssuer(signIn, deadline);
  return talk(signIn.issuer, async () => {
    const { refreshToken } = signIn;
    const response = await oauth.refreshTokenGrantRequest(server, client, oauth.None(), refreshToken ?? '', options());
    const tokens = await oauth.processRefreshTokenResponse(server, client, response);
    // An issuer that does not rotate them gives none.
    return toSignIn(
      signIn,
      signIn.scopes,
      { ...tokens, refresh_token: tokens.refresh_token ?? refreshToken ?? '' },
      now,
    );
  });
}

/** Tells the issuer that the tokens are not needed any more (RFC 7009). False where it does not take that. */
export async function revoke(signIn: SignIn, deadline: Deadline): Promise<boolean> {
  const { server, client, options } = await findIssuer(signIn, deadline);
  if (server.revocation_endpoint === undefined) return false;
  await talk(signIn.issuer, async () => {
    for (const token of [signIn.refreshToken, signIn.accessToken])
      if (token !== null)
        await oauth.processRevocationResponse(
          await oauth.revocationRequest(server, client, oauth.None(), token, options()),
        );
  });
  return true;
}
