import { createPublicKey } from 'node:crypto';
import type { JsonWebKey } from 'node:crypto';
import type { JWK } from 'jose';
import { TokenKeysUnavailable } from './token-errors.ts';
import { algorithmsOf } from './token-keys.ts';

/** How an issuer's key set is requested. */
interface KeySetRequest {
  readonly uri: URL;
  readonly fetch: typeof globalThis.fetch;
  /** From the start of the request to the last byte of the body. */
  readonly timeoutMilliseconds: number;
  /** Aborts the request. */
  readonly signal: AbortSignal;
}

const maxBytes = 512 * 1024;
const maxKeys = 100;
const jsonType = /^application\/(?:[a-z0-9.-]+\+)?json\s*(?:;|$)/i;

/**
 * Reads a JSON Web Key Set (RFC 7517 section 5) and treats it as hostile: redirects are not followed, the size of the
 * decompressed body is limited as it streams, and anything but a sound public key is ignored, as section 5 requires.
 * An empty set is valid: the issuer has withdrawn every key.
 * @throws TokenKeysUnavailable
 */
export async function readKeySet(request: KeySetRequest): Promise<readonly JWK[]> {
  const done = new AbortController();
  const signal = AbortSignal.any([request.signal, done.signal, AbortSignal.timeout(request.timeoutMilliseconds)]);
  try {
    const response = await request.fetch(request.uri, {
      redirect: 'manual',
      headers: { accept: 'application/jwk-set+json, application/json' },
      signal,
    });
    assertKeySetResponse(response);
    return toPublicKeys(parseJson(await readCapped(response)));
  } catch (error) {
    if (error instanceof TokenKeysUnavailable) throw error;
    throw new TokenKeysUnavailable(isTimeout(signal) ? 'timeout' : 'network');
  } finally {
    // Frees the socket if the answer was not read to its end.
    done.abort();
  }
}

function isTimeout(signal: AbortSignal): boolean {
  return signal.reason instanceof DOMException && signal.reason.name === 'TimeoutError';
}

function assertKeySetResponse({ status, type, headers }: Response): void {
  if (type === 'opaqueredirect' || (status >= 300 && status < 400)) throw new TokenKeysUnavailable('redirect');
  if (status !== 200) throw new TokenKeysUnavailable('status');
  const contentType = headers.get('content-type');
  // Accept a missing content type; the body must parse either way.
  if (contentType !== null && !jsonType.test(contentType.trim())) throw new TokenKeysUnavailable('not-json');
}

async function readCapped(response: Response): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of (response.body ?? []) as AsyncIterable<Uint8Array>) {
    bytes += chunk.byteLength;
    if (bytes > maxBytes) throw new TokenKeysUnavailable('too-large');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function parseJson(body: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body));
  } catch {
    throw new TokenKeysUnavailable('not-json');
  }
}

function toPublicKeys(document: unknown): readonly JWK[] {
  const keys: unknown = typeof document === 'object' && document !== null && 'keys' in document ? document.keys : null;
  if (!Array.isArray(keys)) throw new TokenKeysUnavailable('bad-keys');
  if (keys.length > maxKeys) throw new TokenKeysUnavailable('too-large');
  const sound = keys.filter(isPublicKey);
  if (sound.length === 0 && keys.length > 0) throw new TokenKeysUnavailable('bad-keys');
  return sound;
}

function isPublicKey(entry: unknown): entry is JWK {
  if (typeof entry !== 'object' || entry === null) return false;
  // Symmetric keys do not belong in a public document, and a published private key must not be trusted.
  if ('d' in entry || 'k' in entry) return false;
  try {
    return algorithmsOf(createPublicKey({ key: entry as JsonWebKey, format: 'jwk' })).length > 0;
  } catch {
    return false;
  }
}
