import { createHash, createHmac, createSecretKey, type KeyObject } from 'node:crypto';

/** The key of an HMAC: the secret, or a key that the signer derived from it and caches. */
type Secret = string | ArrayBuffer | ArrayBufferView;

/** Both are used the same way. */
type Hash = ReturnType<typeof createHash | typeof createHmac>;

const keys = new WeakMap<object, KeyObject>();

/**
 * SHA-256, or HMAC-SHA-256 if given a secret, with the interface that the AWS signer requires. A key as bytes costs Node
 * 16 µs per use, a key object 3 µs. The signer caches its keys for a day; the key objects are cached as long.
 */
export class Sha256 {
  readonly digestLength = 32;
  readonly #key: string | KeyObject | undefined;
  #hash: Hash;

  constructor(secret?: Secret) {
    this.#key = typeof secret === 'object' ? toKey(secret) : secret;
    this.#hash = this.#start();
  }

  update(data: Uint8Array): void {
    this.#hash.update(data);
  }

  digest(): Promise<Uint8Array> {
    return Promise.resolve(this.#hash.digest());
  }

  reset(): void {
    this.#hash = this.#start();
  }

  #start(): Hash {
    return this.#key === undefined ? createHash('sha256') : createHmac('sha256', this.#key);
  }
}

function toKey(secret: Exclude<Secret, string>): KeyObject {
  let key = keys.get(secret);
  if (key === undefined) {
    key = createSecretKey(
      ArrayBuffer.isView(secret)
        ? new Uint8Array(secret.buffer, secret.byteOffset, secret.byteLength)
        : new Uint8Array(secret),
    );
    keys.set(secret, key);
  }
  return key;
}
