import type { KeyObject } from 'node:crypto';

/** No tokens at all: every viewer may read jobs, none may ever do more. */
export interface OpenSettings {
  readonly mode: 'none';
}

/** Tokens of one issuer. Exactly one of `jwksUri`, `publicKeyFile`, `secret` and `publicKey` names the keys. */
export interface TokenSettings {
  readonly mode: 'jwt';
  /** Compared with `iss` byte for byte. */
  readonly issuer: string;
  /** One of these must stand in `aud`. */
  readonly audience: string | readonly string[];
  /** The allow-list (RFC 8725 section 3.1). HS256 only with `secret`. */
  readonly algorithms: readonly string[];
  readonly jwksUri?: string | undefined;
  /** Absolute path of a PEM file: SPKI (`BEGIN PUBLIC KEY`) or X.509 (`BEGIN CERTIFICATE`; its dates are not looked at). */
  readonly publicKeyFile?: string | undefined;
  /** The HS256 key, 32 bytes or more as UTF-8. */
  readonly secret?: string | undefined;
  /** A key that lives in this process alone; the demo's. No configuration file can name one. */
  readonly publicKey?: KeyObject | undefined;
  /** The claims that scopes are read from, together; each a space-separated string or an array of strings. */
  readonly scopeClaims: readonly string[];
  /** What a viewer without a token may do; only `job:read` can stand here. */
  readonly anonymousScopes: readonly string[];
}

/** The `auth` section of the configuration, parsed. */
export type AuthSettings = OpenSettings | TokenSettings;
