/** The kind of cause that kept a source from answering. Determined by codes only: messages may name files, hosts and keys. */
import type { CauseKind } from '../../errors/causes.ts';

const kindOfSystemCode: ReadonlyMap<string, CauseKind> = new Map([
  ['ENOTFOUND', 'HOST_UNKNOWN'],
  ['EAI_AGAIN', 'HOST_UNKNOWN'],
  ['EAI_FAIL', 'HOST_UNKNOWN'],
  ['EAI_NODATA', 'HOST_UNKNOWN'],
  ['ECONNREFUSED', 'CONNECTION_REFUSED'],
  ['EHOSTUNREACH', 'HOST_UNREACHABLE'],
  ['ENETUNREACH', 'HOST_UNREACHABLE'],
  ['EHOSTDOWN', 'HOST_UNREACHABLE'],
  ['ETIMEDOUT', 'TIMEOUT'],
  ['UND_ERR_CONNECT_TIMEOUT', 'TIMEOUT'],
  ['ECONNRESET', 'CONNECTION_LOST'],
  ['EPIPE', 'CONNECTION_LOST'],
  ['UND_ERR_SOCKET', 'CONNECTION_LOST'],
  ['EPROTO', 'TLS'],
  ['DEPTH_ZERO_SELF_SIGNED_CERT', 'CERTIFICATE'],
  ['SELF_SIGNED_CERT_IN_CHAIN', 'CERTIFICATE'],
  ['ERR_TLS_CERT_ALTNAME_INVALID', 'CERTIFICATE'],
  ['HOSTNAME_MISMATCH', 'CERTIFICATE'],
]);

/** Families of codes that share a beginning. */
const kindOfPrefix: readonly (readonly [string, CauseKind])[] = [
  ['CERT_', 'CERTIFICATE'],
  ['UNABLE_TO_', 'CERTIFICATE'],
  ['ERR_SSL_', 'TLS'],
  ['ERR_TLS_', 'TLS'],
  ['HPE_', 'PROTOCOL'],
  ['UND_ERR_', 'PROTOCOL'],
];

/** For an error code of the system, TLS or the HTTP client; undefined for other codes. */
export function toConnectionKind(code: string | null): CauseKind | undefined {
  if (code === null) return undefined;
  return kindOfSystemCode.get(code) ?? kindOfPrefix.find(([prefix]) => code.startsWith(prefix))?.[1];
}

const clockCodes = ['RequestTimeTooSkewed', 'RequestExpired', 'RequestInTheFuture'];

/** What a wrong clock brings as well: AWS's JSON protocols call it a wrong signature. */
const clockCodesWithOffset = ['InvalidSignature', 'SignatureDoesNotMatch', 'AuthFailure', 'AccessDenied'];

/** The offset from which AWS's own SDKs correct their clock, in seconds either way. */
export const skewSeconds = 240;

const refusals: readonly (readonly [string, CauseKind])[] = [
  ['UnrecognizedClient', 'CREDENTIALS_UNKNOWN'],
  ['InvalidClientTokenId', 'CREDENTIALS_UNKNOWN'],
  ['InvalidAccessKeyId', 'CREDENTIALS_UNKNOWN'],
  ['InvalidAccessId', 'CREDENTIALS_UNKNOWN'],
  ['AuthFailure', 'CREDENTIALS_UNKNOWN'],
  ['MissingAuthenticationToken', 'CREDENTIALS_UNKNOWN'],
  ['InvalidSignature', 'SIGNATURE_WRONG'],
  ['SignatureDoesNotMatch', 'SIGNATURE_WRONG'],
  ['IncompleteSignature', 'SIGNATURE_WRONG'],
  ['ExpiredToken', 'TOKEN_EXPIRED'],
  ['AccessDenied', 'NOT_PERMITTED'],
  ['KmsAccessDenied', 'NOT_PERMITTED'],
  ['UnauthorizedOperation', 'NOT_PERMITTED'],
];

/**
 * Why a provider refuses the credentials, by the beginning of its code; undefined for a code that does not say so.
 * @param clockOffsetSeconds of our clock, where the answer says the time
 */
export function toRefusalKind(providerCode: string | null, clockOffsetSeconds: number | null): CauseKind | undefined {
  const isSkewed = Math.abs(clockOffsetSeconds ?? 0) >= skewSeconds;
  const ofClock = isSkewed ? [...clockCodes, ...clockCodesWithOffset] : clockCodes;
  if (ofClock.some((prefix) => providerCode?.startsWith(prefix))) return 'CLOCK_SKEWED';
  return refusals.find(([prefix]) => providerCode?.startsWith(prefix))?.[1];
}
