import type { KeyObject } from 'node:crypto';

/** No tokens: every viewer may read jobs, and may do nothing else. */
export interface OpenSettings {
  readonly mode: 'none';
}

/** Tokens of one issuer. Exactly one of `jwksUri`, `publicKeyFile`, `secret` and `publicKey` names the keys. */
export interface TokenSettings {
  readonly mode: 'jwt';
  /** Compared with `iss` byte for byte. */
  readonly issuer: string;
  /** One of these must be in `aud`. */
  readonly audience: string | readonly string[];
  /** The allow-list (RFC 8725 section 3.1). HS256 only with `secret`. */
  readonly algorithms: readonly string[];
  readonly jwksUri?: string | undefined;
  /** Absolute path of a PEM file: SPKI (`BEGIN PUBLIC KEY`) or X.509 (`BEGIN CERTIFICATE`; its dates are ignored). */
  readonly publicKeyFile?: string | undefined;
  /** The HS256 key, 32 bytes or more as UTF-8. */
  readonly secret?: string | undefined;
  /** The demo's key, which exists only in this process. Cannot be configured. */
  readonly publicKey?: KeyObject | undefined;
  /** Claims whose scopes are combined; each is a space-separated string or an array of strings. */
  readonly scopeClaims: readonly string[];
  /** The scopes of a viewer without a token; can only be `job:read`. */
  readonly anonymousScopes: readonly string[];
}

/** The `auth` section of the configuration, parsed. */
export type AuthSettings = OpenSettings | TokenSettings;
