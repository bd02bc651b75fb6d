import { createLocalJWKSet, errors } from 'jose';
import type { CryptoKey, JWTHeaderParameters, LocalJWKSet } from 'jose';
import { readKeySet } from './key-set-document.ts';
import { InvalidToken, TokenKeysUnavailable } from './token-errors.ts';
import type { TokenKeysFault } from './token-errors.ts';
import { publicKeyAlgorithms } from './token-keys.ts';
import type { TokenKeys } from './token-keys.ts';

/** How an issuer's published keys are kept. Times are milliseconds. */
export interface RemoteKeysOptions {
  readonly uri: URL;
  readonly algorithms: readonly string[];
  /** Milliseconds of a clock that never goes back. */
  readonly monotonic: () => number;
  readonly fetch: typeof globalThis.fetch;
  /** One read of the key set, body included. Default 5 s. */
  readonly timeoutMs?: number | undefined;
  /** Between two reads on account of unknown keys, however many tokens name some. Default 5 s. */
  readonly seekIntervalMs?: number | undefined;
  /** Between two reads on account of the keys' age while the endpoint fails. Default 30 s. */
  readonly cooldownMs?: number | undefined;
  /** How long keys are used without looking again. Default 10 min. */
  readonly maxAgeMs?: number | undefined;
  /** How long keys outlive the last good read while the endpoint fails. Default 24 h. */
  readonly maxStaleMs?: number | undefined;
}

/**
 * A key that is published just after an unknown one was seen is found when its holder tries again. Invented keys cause 12
 * reads per minute at most, which no issuer feels.
 */
const defaultSeekIntervalMs = 5_000;
/** With no key at all there is nothing to lose by trying again soon. */
const coldRetryMs = 1_000;
/** Keys tried for a token that names none by `kid`. */
const maxCandidates = 10;

/**
 * The keys at `jwksUri`. jose has `createRemoteJWKSet`, but it drops its keys when a read at their expiry fails, counts the
 * cooldown from the last good read only (so a failing endpoint is asked once per token, and a rotation soon after a
 * read loses tokens), and reads the wall clock. Here:
 * - one read at a time, shared by all who wait;
 * - an unknown key causes a read at once, then none for some seconds, whether that read succeeds or not;
 * - expired keys stay in use while the endpoint fails, up to `maxStaleMs`; only the first request after expiry waits.
 */
export function createRemoteKeys(options: RemoteKeysOptions): TokenKeys {
  const { timeoutMs = 5_000, seekIntervalMs = defaultSeekIntervalMs, monotonic } = options;
  const { cooldownMs = 30_000, maxAgeMs = 600_000, maxStaleMs = 86_400_000 } = options;
  const closing = new AbortController();
  const reader = createKeySetReader({ ...options, timeoutMs }, closing.signal);
  let soughtAt = Number.NEGATIVE_INFINITY;

  async function usable(): Promise<LocalJWKSet> {
    if (reader.age() >= maxAgeMs) {
      const failure = reader.failure();
      const sinceFailure = failure === null ? Number.POSITIVE_INFINITY : monotonic() - failure.at;
      const isDue = sinceFailure >= (reader.current() === null ? coldRetryMs : cooldownMs);
      const attempt = isDue || reader.isReading() ? reader.read() : null;
      // In an outage the stale keys answer at once, and the endpoint is tried behind their back.
      const isOutage = sinceFailure < maxAgeMs && reader.age() < maxStaleMs;
      if (!isOutage) await attempt;
    }
    const current = reader.current();
    if (current === null || reader.age() >= maxStaleMs)
      throw new TokenKeysUnavailable(reader.failure()?.fault ?? 'network');
    return current.find;
  }

  async function seekNewer(): Promise<boolean> {
    const before = reader.current();
    if (!reader.isReading()) {
      if (monotonic() - soughtAt < seekIntervalMs) return false;
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
    // Which of them a key is made for, its own type and `alg` decide when it is looked for.
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
  /** One read at a time, shared by all who wait. Never rejects: what went wrong stands in `failure`. */
  readonly read: () => Promise<void>;
  readonly isReading: () => boolean;
  /** The last set that could be read. */
  readonly current: () => KeySet | null;
  /** Of the last read; null where it went well. */
  readonly failure: () => { readonly fault: TokenKeysFault; readonly at: number } | null;
  /** Milliseconds since the last good read. */
  readonly age: () => number;
}

function createKeySetReader(
  options: RemoteKeysOptions & { readonly timeoutMs: number },
  signal: AbortSignal,
): KeySetReader {
  const { uri, fetch, timeoutMs, monotonic } = options;
  let current: KeySet | null = null;
  let failure: ReturnType<KeySetReader['failure']> = null;
  let reading: Promise<void> | null = null;

  async function readOnce(): Promise<void> {
    try {
      const keys = await readKeySet({ uri, fetch, timeoutMs, signal });
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

/** RFC 7515 appendix D: by `kid`, `alg`, `use` and `key_ops`; several where the token names none. */
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
