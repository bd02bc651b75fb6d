import { createPublicKey, createSecretKey } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { CryptoKey, JWTHeaderParameters } from 'jose';
import type { TokenSettings } from './settings.ts';

/** The keys that a token may be signed with. */
export interface TokenKeys {
  /** The allow-list without the algorithms that the keys do not support (RFC 8725 section 3.1). */
  readonly algorithms: readonly string[];
  /**
   * The keys that may have signed a token with this header, at least one.
   * @throws InvalidToken if no key fits, TokenKeysUnavailable if the keys cannot be read.
   */
  candidates(header: JWTHeaderParameters): Promise<readonly (CryptoKey | KeyObject)[]>;
  /** Reads the keys again, unless the cooldown forbids it; true if there are newer ones. */
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

/** The configured key cannot be used. Contains no key material. */
export class UnfitKey extends TypeError {
  /** The setting of `auth` that is at fault. */
  readonly setting: string;
  /** What it must be. */
  readonly expected: string;

  constructor(setting: string, expected: string, options?: ErrorOptions) {
    super(`auth.${setting} ${expected}`, options);
    this.setting = setting;
    this.expected = expected;
  }
}

/** Every supported algorithm that uses a public key. */
export const publicKeyAlgorithms: readonly string[] = [...rsa, ...Object.values(byCurve).flat(), ...ed25519];

/**
 * The key of `publicKeyFile`, `secret` or `publicKey`. A token's `kid` is ignored.
 * @throws UnfitKey, at start.
 */
export function createFixedKeys(settings: TokenSettings): TokenKeys {
  const key = settings.secret === undefined ? readPublicKey(settings) : readSecret(settings.secret);
  const fitting = new Set(algorithmsOf(key));
  const algorithms = settings.algorithms.filter((algorithm) => fitting.has(algorithm));
  if (algorithms.length === 0) {
    throw new UnfitKey('algorithms', `must name one that fits the key (${[...fitting].join(', ') || 'none does'})`);
  }
  return {
    algorithms,
    candidates: () => Promise.resolve([key]),
    seekNewer: () => Promise.resolve(false),
    close() {},
  };
}

/** The algorithms that a key supports; none if it is too weak or of an unsupported type. */
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
  // RFC 7518 section 3.2: at least as long as the hash.
  if (bytes.length < minSecretBytes)
    throw new UnfitKey('secret', `must be ${minSecretBytes} bytes or more, but got ${bytes.length}`);
  return createSecretKey(bytes);
}

function readPublicKey({ publicKey, publicKeyFile }: TokenSettings): KeyObject {
  if (publicKey?.type === 'public') return publicKey;
  const unfit = (cause?: unknown): UnfitKey =>
    new UnfitKey('publicKeyFile', 'must be a readable PEM file of a public key or an X.509 certificate', { cause });
  if (publicKeyFile === undefined) throw unfit();
  try {
    const pem = readFileSync(publicKeyFile, 'utf8');
    // createPublicKey also accepts a private key, which does not belong on a machine that only verifies.
    if (!/-----BEGIN (PUBLIC KEY|CERTIFICATE)-----/.test(pem) || pem.includes('PRIVATE KEY')) throw unfit();
    return createPublicKey(pem);
  } catch (cause) {
    // Node's messages name the file or the parser's state, never its content.
    throw cause instanceof UnfitKey ? cause : unfit(cause);
  }
}
