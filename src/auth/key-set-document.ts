import { createPublicKey } from 'node:crypto';
import type { JsonWebKey } from 'node:crypto';
import type { JWK } from 'jose';
import { TokenKeysUnavailable } from './token-errors.ts';
import { algorithmsOf } from './token-keys.ts';

/** How the document of an issuer's keys is read. */
export interface KeySetRequest {
  readonly uri: URL;
  readonly fetch: typeof globalThis.fetch;
  /** From the request's start to the body's last byte. */
  readonly timeoutMs: number;
  /** Ends the request early. */
  readonly signal: AbortSignal;
}

const maxBytes = 512 * 1024;
const maxKeys = 100;
const jsonType = /^application\/(?:[a-z0-9.-]+\+)?json\s*(?:;|$)/i;

/**
 * Reads a JSON Web Key Set (RFC 7517 section 5) and treats it as hostile: no redirect is followed, the body is capped as it
 * streams, after decompression, and keys that are no sound public key are left out (section 5 asks to ignore them).
 * An empty set is an answer: an issuer that has withdrawn every key.
 * @throws TokenKeysUnavailable
 */
export async function readKeySet(request: KeySetRequest): Promise<readonly JWK[]> {
  const done = new AbortController();
  const signal = AbortSignal.any([request.signal, done.signal, AbortSignal.timeout(request.timeoutMs)]);
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
    // Frees the socket of an answer that was left half read.
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
  // A server that names no type is no liar yet: the body must still parse.
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
  // Symmetric keys have no place in a public document, and a private key that was published is no key any more.
  if ('d' in entry || 'k' in entry) return false;
  try {
    return algorithmsOf(createPublicKey({ key: entry as JsonWebKey, format: 'jwk' })).length > 0;
  } catch {
    return false;
  }
}
