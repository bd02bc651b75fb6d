/** Tokens that a server sells for other credentials. */
import { ProviderError } from '../../errors/errors.ts';
import { BadAnswer } from '../contract/adapter.ts';
import { toConnectionKind } from '../contract/cause-kind.ts';
import type { TlsSettings } from '../contract/provider.ts';
import { CredentialsFault, toUrlOf, type Endpoint } from '../contract/signer.ts';
import type { WireAnswer, WireRequest } from '../contract/wire.ts';
import { createTransport, TransportFault } from '../transport.ts';
import type { Token } from './credentials.ts';

const timeoutMilliseconds = 10_000;
const maxAnswerBytes = 1_000_000;

/**
 * Follows no redirect. Throws `CredentialsFault` if the credentials are refused, and `ProviderError` if the server gives no
 * answer that can be read.
 * @param readAnswer reads a 2xx answer. Throws `BadAnswer`
 * @param tls default: the system's certificates
 */
export async function buyToken(
  endpoint: Endpoint,
  request: WireRequest,
  readAnswer: (answer: WireAnswer) => Token,
  tls?: TlsSettings,
): Promise<Token> {
  const answer = await send(endpoint, request, tls);
  if (answer.status >= 400 && answer.status <= 499) throw new CredentialsFault('TOKEN_REFUSED');
  if (answer.status >= 500) throw new ProviderError('PROVIDER_UNAVAILABLE');
  try {
    if (answer.status < 200 || answer.status > 299) throw new BadAnswer('', 'JSON', 'other text');
    const bought = readAnswer(answer);
    if (!/^[\x21-\x7e]+$/.test(bought.token)) throw new BadAnswer('token', 'text', 'other text');
    return bought;
  } catch (cause) {
    if (!(cause instanceof BadAnswer)) throw cause;
    throw new ProviderError('PROVIDER_BAD_RESPONSE', { cause });
  }
}

/** A separate connection, because a token is bought only once an hour. */
async function send(endpoint: Endpoint, request: WireRequest, tls: TlsSettings | undefined): Promise<WireAnswer> {
  const { method, headers = {}, body } = request;
  const { origin, pathname, search } = toUrlOf(endpoint, request);
  const transport = createTransport({ connections: 1, bodyLimit: maxAnswerBytes, tls });
  try {
    const signal = AbortSignal.timeout(timeoutMilliseconds);
    return await transport.send({ origin, method, path: pathname + search, headers, body }, signal);
  } catch (cause) {
    if (!(cause instanceof TransportFault)) throw new ProviderError('PROVIDER_TIMEOUT', { cause });
    throw new ProviderError('PROVIDER_UNAVAILABLE', { causeKind: toConnectionKind(cause.code) ?? 'CONNECTION_LOST' });
  } finally {
    await transport.close();
  }
}
