import { createPublicKey, createSecretKey } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { CryptoKey, JWTHeaderParameters } from 'jose';
import type { TokenSettings } from './settings.ts';

/** The keys that a token may be signed with, wherever they come from. */
export interface TokenKeys {
  /** The allow-list, fitted to the keys: an algorithm that the key is not made for is not in it (RFC 8725 section 3.1). */
  readonly algorithms: readonly string[];
  /**
   * The keys that may have signed a token of this header, never none.
   * @throws InvalidToken where no key fits, TokenKeysUnavailable where the keys cannot be read.
   */
  candidates(header: JWTHeaderParameters): Promise<readonly (CryptoKey | KeyObject)[]>;
  /** Looks for newer keys, when that is allowed again; true when there are some. */
  seekNewer(): Promise<boolean>;
  close(): void;
}

const rsa = ['RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512'];
const byCurve: Readonly<Record<string, readonly string[]>> = {
  prime256v1: ['ES256'],
  secp384r1: ['ES384'],
  secp521r1: ['ES512'],
};
const ed25519 = ['EdDSA', 'Ed25519'];
const minRsaBits = 2048;
const minSecretBytes = 32;

/** Every algorithm with a public key that is taken at all. */
export const publicKeyAlgorithms: readonly string[] = [...rsa, ...Object.values(byCurve).flat(), ...ed25519];

/**
 * The key of `publicKeyFile`, `secret` or `publicKey`; a token's `kid` plays no part.
 * @throws TypeError, at start, where the key is unfit. Its message holds no key material.
 */
export function createFixedKeys(settings: TokenSettings): TokenKeys {
  const key = settings.secret === undefined ? readPublicKey(settings) : readSecret(settings.secret);
  const fitting = new Set(algorithmsOf(key));
  const algorithms = settings.algorithms.filter((algorithm) => fitting.has(algorithm));
  if (algorithms.length === 0) {
    throw new TypeError(`auth.algorithms must name one that fits the key (${[...fitting].join(', ') || 'none does'})`);
  }
  return {
    algorithms,
    candidates: () => Promise.resolve([key]),
    seekNewer: () => Promise.resolve(false),
    close() {},
  };
}

/** The algorithms that a key is made for; none where it is too weak or of a kind that is not taken. */
export function algorithmsOf(key: KeyObject): readonly string[] {
  if (key.type === 'secret') return ['HS256'];
  const { modulusLength = 0, namedCurve = '' } = key.asymmetricKeyDetails ?? {};
  switch (key.asymmetricKeyType) {
    case 'rsa':
      return modulusLength >= minRsaBits ? rsa : [];
    case 'ec':
      return byCurve[namedCurve] ?? [];
    case 'ed25519':
      return ed25519;
    default:
      return [];
  }
}

function readSecret(secret: string): KeyObject {
  const bytes = Buffer.from(secret, 'utf8');
  // RFC 7518 section 3.2: as long as the hash, at least.
  if (bytes.length < minSecretBytes)
    throw new TypeError(`auth.secret must be ${minSecretBytes} bytes or more, but got ${bytes.length}`);
  return createSecretKey(bytes);
}

function readPublicKey({ publicKey, publicKeyFile }: TokenSettings): KeyObject {
  if (publicKey?.type === 'public') return publicKey;
  const expected = 'auth.publicKeyFile must be a readable PEM file of a public key or an X.509 certificate';
  if (publicKeyFile === undefined) throw new TypeError(expected);
  try {
    const pem = readFileSync(publicKeyFile, 'utf8');
    // createPublicKey would quietly take a private key, which has no business on a machine that only verifies.
    if (!/-----BEGIN (PUBLIC KEY|CERTIFICATE)-----/.test(pem) || pem.includes('PRIVATE KEY'))
      throw new TypeError(expected);
    return createPublicKey(pem);
  } catch (cause) {
    // Node's messages name the file or the parser's state, never the content.
    throw new TypeError(expected, { cause });
  }
}
