/** Tokens that a GitHub App requests for one of its installations. */
import type { KeyObject } from 'node:crypto';
import { SignJWT } from 'jose';
import { createTransport, TransportFault } from '../transport.ts';
import { parseJsonObject, readJsonInstant, requireString } from '../decode/json-fields.ts';
import { ProviderError } from '../../errors/errors.ts';
import { BadAnswer } from '../contract/adapter.ts';
import { toConnectionKind } from '../contract/cause-kind.ts';
import { CredentialsFault, toUrlOf, type Endpoint } from '../contract/signer.ts';
import type { WireAnswer } from '../contract/wire.ts';
import { readRsaKeyFile } from './secret-files.ts';

/** Where a GitHub App buys its tokens, and by what. The key file’s name is absolute. */
interface AppTokenOptions {
  readonly endpoint: Endpoint;
  readonly appId: string;
  readonly installationId: string;
  readonly privateKeyFile: string;
  readonly now: () => Date;
}

/** An installation access token, which GitHub lets expire after an hour. */
interface BoughtToken {
  readonly token: string;
  readonly expiration: Date;
}

/** GitHub takes ten minutes at most, counted by its own clock. */
const lifeSeconds = 9 * 60;
/** For clocks that differ. */
const skewSeconds = 30;
const timeoutMilliseconds = 10_000;
const maxAnswerBytes = 1_000_000;

/**
 * Throws `CredentialsFault` if the App is refused, and `ProviderError` if GitHub gives no answer that can be read.
 * @see https://docs.github.com/en/apps/creating-github-apps/authenticating-with-a-github-app/generating-an-installation-access-token-for-a-github-app
 */
export async function buyAppToken(options: AppTokenOptions): Promise<BoughtToken> {
  const jwt = await createAppJwt(options, await readRsaKeyFile(options.privateKeyFile));
  const answer = await post(options, jwt);
  if (answer.status >= 400 && answer.status <= 499) throw new CredentialsFault('TOKEN_REFUSED');
  if (answer.status >= 500) throw new ProviderError('PROVIDER_UNAVAILABLE');
  return readAnswer(answer);
}

function createAppJwt({ appId, now }: AppTokenOptions, key: KeyObject): Promise<string> {
  const seconds = Math.floor(now().getTime() / 1000);
  return new SignJWT({})
    .setProtectedHeader({ alg: 'RS256', typ: 'JWT' })
    .setIssuer(appId)
    .setIssuedAt(seconds - skewSeconds)
    .setExpirationTime(seconds + lifeSeconds)
    .sign(key);
}

/** A separate connection, because a token is bought only once an hour. */
async function post({ endpoint, installationId }: AppTokenOptions, jwt: string): Promise<WireAnswer> {
  const path = `/app/installations/${installationId}/access_tokens`;
  const url = toUrlOf(endpoint, { method: 'POST', path });
  const transport = createTransport({ connections: 1, bodyLimit: maxAnswerBytes });
  const headers = {
    accept: 'application/vnd.github+json',
    authorization: `Bearer ${jwt}`,
    'user-agent': 'jobgraph',
    'x-github-api-version': '2022-11-28',
  };
  try {
    const request = { origin: url.origin, method: 'POST', path: url.pathname, headers } as const;
    return await transport.send(request, AbortSignal.timeout(timeoutMilliseconds));
  } catch (cause) {
    if (!(cause instanceof TransportFault)) throw new ProviderError('PROVIDER_TIMEOUT', { cause });
    throw new ProviderError('PROVIDER_UNAVAILABLE', { causeKind: toConnectionKind(cause.code) ?? 'CONNECTION_LOST' });
  } finally {
    await transport.close();
  }
}

function readAnswer({ status, body }: WireAnswer): BoughtToken {
  try {
    if (status < 200 || status > 299) throw new BadAnswer('', 'JSON', 'other text');
    const answer = parseJsonObject(body);
    const token = requireString(answer, 'token');
    const expiration = readJsonInstant(answer, 'expires_at');
    if (!/^[\x21-\x7e]+$/.test(token)) throw new BadAnswer('token', 'text', 'other text');
    if (expiration === null) throw new BadAnswer('expires_at', 'instant', 'nothing');
    return { token, expiration: new Date(expiration) };
  } catch (cause) {
    if (!(cause instanceof BadAnswer)) throw cause;
    throw new ProviderError('PROVIDER_BAD_RESPONSE', { cause });
  }
}
