/** Why a token was refused, in terms that may be told to its sender. */
import type { ErrorCode } from '../errors/catalogue.ts';

/** The fault of a token, as words for logs and for its sender; never a part of the token. */
export type InvalidTokenReason =
  | 'not-bearer'
  | 'too-long'
  | 'malformed'
  | 'header'
  | 'algorithm'
  | 'unknown-key'
  | 'signature'
  | 'issuer'
  | 'audience'
  | 'claims'
  | 'expired'
  | 'not-yet-valid';

const refusals: Readonly<Record<InvalidTokenReason, string>> = {
  'not-bearer': 'The Authorization header must be one bearer token.',
  'too-long': 'The bearer token is too long.',
  malformed: 'The bearer token is no signed JSON Web Token in compact form.',
  header: 'The bearer token’s header holds something that is not accepted here.',
  algorithm: 'The bearer token’s algorithm is not accepted here.',
  'unknown-key': 'The bearer token is signed with a key that is not known here.',
  signature: 'The bearer token’s signature does not fit.',
  issuer: "The bearer token's issuer (`iss`) is not accepted here.",
  audience: "The bearer token's audience (`aud`) is not accepted here.",
  claims: 'The bearer token lacks a claim, or has one of the wrong type.',
  expired: 'The bearer token has expired.',
  'not-yet-valid': 'The bearer token is not valid yet.',
};

/**
 * The `Authorization` header is present but not a valid bearer token: HTTP 401 for the whole request. Has no cause,
 * because the library's errors contain the token's claims.
 */
export class InvalidToken extends Error {
  override readonly name = 'InvalidToken';
  readonly code = 'UNAUTHENTICATED' satisfies ErrorCode;
  readonly status = 401;
  /** RFC 6750 section 3.1. */
  readonly headers: Readonly<Record<string, string>> = { 'www-authenticate': 'Bearer error="invalid_token"' };
  readonly reason: InvalidTokenReason;

  constructor(reason: InvalidTokenReason) {
    super(refusals[reason]);
    this.reason = reason;
  }
}

/** Why the issuer's key set could not be read; for the operator, never for the client. */
export type TokenKeysFault = 'timeout' | 'network' | 'redirect' | 'status' | 'not-json' | 'too-large' | 'bad-keys';

/**
 * The issuer's keys cannot be read and no cached key fits, so the token cannot be checked: HTTP 503 for the whole
 * request. `fault` belongs in the log, not in the answer.
 */
export class TokenKeysUnavailable extends Error {
  override readonly name = 'TokenKeysUnavailable';
  readonly code = 'SERVICE_UNAVAILABLE' satisfies ErrorCode;
  readonly status = 503;
  readonly headers: Readonly<Record<string, string>> = { 'retry-after': '5' };
  readonly fault: TokenKeysFault;

  constructor(fault: TokenKeysFault) {
    super('The keys that bearer tokens are checked against cannot be read at the moment.');
    this.fault = fault;
  }
}
