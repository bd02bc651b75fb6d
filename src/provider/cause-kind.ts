/** The kind of cause that kept a source from answering. Determined by codes only: messages may name files, hosts and keys. */
import type { CauseKind } from '../errors/errors.ts';

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

const refusals: readonly (readonly [string, CauseKind])[] = [
  ['UnrecognizedClient', 'KEY_UNKNOWN'],
  ['InvalidClientTokenId', 'KEY_UNKNOWN'],
  ['InvalidAccessKeyId', 'KEY_UNKNOWN'],
  ['InvalidAccessId', 'KEY_UNKNOWN'],
  ['InvalidSignature', 'SIGNATURE_WRONG'],
  ['SignatureDoesNotMatch', 'SIGNATURE_WRONG'],
  ['ExpiredToken', 'TOKEN_EXPIRED'],
  ['RequestTimeTooSkewed', 'CLOCK_SKEWED'],
  ['RequestExpired', 'CLOCK_SKEWED'],
];

/** Why a provider refused the credentials, by the provider's code. */
export function toRefusalKind(providerCode: string | null): CauseKind {
  return refusals.find(([prefix]) => providerCode?.startsWith(prefix))?.[1] ?? 'NOT_PERMITTED';
}

/** The code of an error, if it is one word. */
export function toSystemCode(error: unknown): string | null {
  const { code } = (error ?? {}) as { readonly code?: unknown };
  return typeof code === 'string' && /^[A-Z0-9_]{1,64}$/.test(code) ? code : null;
}
