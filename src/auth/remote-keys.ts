import { createLocalJWKSet, errors } from 'jose';
import type { CryptoKey, JWTHeaderParameters, LocalJWKSet } from 'jose';
import { readKeySet } from './key-set-document.ts';
import { InvalidToken, TokenKeysUnavailable } from './token-errors.ts';
import type { TokenKeysFault } from './token-errors.ts';
import { publicKeyAlgorithms } from './token-keys.ts';
import type { TokenKeys } from './token-keys.ts';

/** How an issuer's published keys are read and cached. */
interface RemoteKeysOptions {
  readonly uri: URL;
  readonly algorithms: readonly string[];
  /** Milliseconds of a clock that only runs forward. */
  readonly monotonic: () => number;
  readonly fetch: typeof globalThis.fetch;
  /** For one read of the key set, body included. Default 5 s. */
  readonly timeoutMilliseconds?: number | undefined;
  /** Minimum time between two reads caused by unknown keys. Default 5 s. */
  readonly seekIntervalMilliseconds?: number | undefined;
  /** Minimum time between two reads caused by the keys' age while the endpoint fails. Default 30 s. */
  readonly cooldownMilliseconds?: number | undefined;
  /** How long keys are used before they are read again. Default 10 min. */
  readonly maxAgeMilliseconds?: number | undefined;
  /** How long keys are used after the last successful read while the endpoint fails. Default 24 h. */
  readonly maxStaleMilliseconds?: number | undefined;
}

/**
 * A key that is published just after an unknown one was seen is found when its holder tries again. Invented keys cause at
 * most 12 reads per minute, which is no load for an issuer.
 */
const defaultSeekIntervalMilliseconds = 5_000;
/** Minimum time between reads while there are no keys at all. */
const coldRetryMilliseconds = 1_000;
/** How many keys are tried for a token without a `kid`. */
const maxCandidates = 10;

/**
 * The keys at `jwksUri`. jose's `createRemoteJWKSet` drops its keys when a read at their expiry fails, counts the
 * cooldown from the last successful read only (so a failing endpoint gets one request per token, and tokens fail if keys
 * rotate soon after a read), and uses the wall clock. A `customFetch` around it that keeps the last good set would need the
 * same state as here, and jose's besides. Here:
 * - one read at a time, shared by all requests that wait for it;
 * - an unknown key causes a read at once, then none for some seconds, whether that read succeeds or not;
 * - expired keys stay in use while the endpoint fails, up to `maxStaleMilliseconds`; only the first request after expiry
 *   waits.
 */
export function createRemoteKeys(options: RemoteKeysOptions): TokenKeys {
  const {
    timeoutMilliseconds = 5_000,
    seekIntervalMilliseconds = defaultSeekIntervalMilliseconds,
    cooldownMilliseconds = 30_000,
    maxAgeMilliseconds = 600_000,
    maxStaleMilliseconds = 86_400_000,
    monotonic,
  } = options;
  const closing = new AbortController();
  const reader = createKeySetReader({ ...options, timeoutMilliseconds }, closing.signal);
  let soughtAt = Number.NEGATIVE_INFINITY;

  async function usable(): Promise<LocalJWKSet> {
    if (reader.age() >= maxAgeMilliseconds) {
      const failure = reader.failure();
      const sinceFailure = failure === null ? Number.POSITIVE_INFINITY : monotonic() - failure.at;
      const isDue = sinceFailure >= (reader.current() === null ? coldRetryMilliseconds : cooldownMilliseconds);
      const attempt = isDue || reader.isReading() ? reader.read() : null;
      // During an outage the stale keys are used at once, and the endpoint is tried in the background.
      const isOutage = sinceFailure < maxAgeMilliseconds && reader.age() < maxStaleMilliseconds;
      if (!isOutage) await attempt;
    }
    const current = reader.current();
    if (current === null || reader.age() >= maxStaleMilliseconds)
      throw new TokenKeysUnavailable(reader.failure()?.fault ?? 'network');
    return current.find;
  }

  async function seekNewer(): Promise<boolean> {
    const before = reader.current();
    if (!reader.isReading()) {
      if (monotonic() - soughtAt < seekIntervalMilliseconds) return false;
      soughtAt = monotonic();
    }
    await reader.read();
    return reader.current() !== before;
  }

  async function candidates(header: JWTHeaderParameters): Promise<readonly CryptoKey[]> {
    let keys = await findKeys(await usable(), header);
    if (keys.length === 0 && (await seekNewer())) keys = await findKeys(await usable(), header);
    if (keys.length > 0) return keys;
    const failure = reader.failure();
    throw failure === null ? new InvalidToken('unknown-key') : new TokenKeysUnavailable(failure.fault);
  }

  return {
    // A key's own type and `alg` decide which of these it can be used with.
    algorithms: options.algorithms.filter((algorithm) => publicKeyAlgorithms.includes(algorithm)),
    candidates,
    seekNewer,
    close: () => closing.abort(),
  };
}

interface KeySet {
  readonly find: LocalJWKSet;
  readonly readAt: number;
}

interface KeySetReader {
  /** One read at a time, shared by all requests that wait for it. Never rejects: see `failure`. */
  readonly read: () => Promise<void>;
  readonly isReading: () => boolean;
  /** The last set that was read. */
  readonly current: () => KeySet | null;
  /** Why the last read failed; null if it succeeded. */
  readonly failure: () => { readonly fault: TokenKeysFault; readonly at: number } | null;
  /** Milliseconds since the last successful read. */
  readonly age: () => number;
}

function createKeySetReader(
  options: RemoteKeysOptions & { readonly timeoutMilliseconds: number },
  signal: AbortSignal,
): KeySetReader {
  const { uri, fetch, timeoutMilliseconds, monotonic } = options;
  let current: KeySet | null = null;
  let failure: ReturnType<KeySetReader['failure']> = null;
  let reading: Promise<void> | null = null;

  async function readOnce(): Promise<void> {
    try {
      const keys = await readKeySet({ uri, fetch, timeoutMilliseconds, signal });
      current = { find: createLocalJWKSet({ keys: [...keys] }), readAt: monotonic() };
      failure = null;
    } catch (error) {
      failure = { fault: error instanceof TokenKeysUnavailable ? error.fault : 'bad-keys', at: monotonic() };
    } finally {
      reading = null;
    }
  }

  return {
    read: () => (reading ??= readOnce()),
    isReading: () => reading !== null,
    current: () => current,
    failure: () => failure,
    age: () => (current === null ? Number.POSITIVE_INFINITY : monotonic() - current.readAt),
  };
}

/** RFC 7515 appendix D: by `kid`, `alg`, `use` and `key_ops`; several keys if the token has no `kid`. */
async function findKeys(find: LocalJWKSet, header: JWTHeaderParameters): Promise<readonly CryptoKey[]> {
  try {
    return [await find(header)];
  } catch (error) {
    if (!(error instanceof errors.JWKSMultipleMatchingKeys)) return [];
    const keys: CryptoKey[] = [];
    for await (const key of error) {
      if (keys.push(key) >= maxCandidates) break;
    }
    return keys;
  }
}
