/** Credentials that may be replaced from outside: cached for a while, and read again when they expire or are refused. */
import type { CredentialsRenewal } from './signer.ts';

interface Ending {
  readonly expiration?: Date;
}

/** How values that end, such as credentials, are read, and how often at most. */
export interface RenewableOptions<T extends Ending> {
  readonly read: () => Promise<T>;
  readonly isSame: (one: T, other: T) => boolean;
  readonly now: () => Date;
  /** Age at which those without an expiry are read again: files and processes may change at any time. Default: 5 minutes. */
  readonly rereadMilliseconds?: number;
  /** Those with an expiry are read again this long before it. Default: 5 minutes. */
  readonly marginMilliseconds?: number;
  /**
   * Minimum interval between reads after refusals, and after a read that gave credentials near their end: those that lack a
   * permission, or have ended already by a clock that is wrong, must not be read with every call. Default: 30 seconds.
   */
  readonly cooldownMilliseconds?: number;
  /** Whether the cached ones are used until their end if new ones cannot be read. Default: true. */
  readonly usesOlder?: boolean;
}

/** Credentials that are cached. `read` rejects if none are cached and they cannot be read. */
export interface Renewable<T> extends CredentialsRenewal {
  readonly read: () => Promise<T>;
}

const fiveMinutes = 5 * 60_000;

/** Concurrent reads are one. A read that fails leaves the cached ones in use, unless `usesOlder` is false. */
export function createRenewable<T extends Ending>(options: RenewableOptions<T>): Renewable<T> {
  const { read, isSame, now, usesOlder = true } = options;
  const { rereadMilliseconds = fiveMinutes, marginMilliseconds = fiveMinutes, cooldownMilliseconds = 30_000 } = options;
  let current: T | undefined;
  let readAt = 0;
  let heldSince = 0;
  let renewedAt: number | undefined;
  let version = 0;
  let reading: Promise<T> | undefined;

  /** Concurrent requests share one read. */
  function readAgain(): Promise<T> {
    reading ??= read()
      .then((next) => {
        if (current === undefined || !isSame(current, next)) version += 1;
        current = next;
        heldSince = now().getTime();
        return next;
      })
      .catch((error: unknown) => {
        if (!usesOlder) current = undefined;
        throw error;
      })
      .finally(() => {
        reading = undefined;
        readAt = now().getTime();
      });
    return reading;
  }

  return {
    read: async () => {
      if (current === undefined) return readAgain();
      const { expiration } = current;
      const timeLeft = expiration === undefined ? Infinity : expiration.getTime() - now().getTime();
      const isDue =
        expiration === undefined
          ? isOlder(rereadMilliseconds, readAt, now())
          : timeLeft < marginMilliseconds && isOlder(cooldownMilliseconds, heldSince, now());
      if (!isDue) return current;
      const older = current;
      return usesOlder && timeLeft > 0 ? readAgain().catch(() => older) : readAgain();
    },
    version: () => version,
    renew: async (refused) => {
      if (version === refused && (renewedAt === undefined || isOlder(cooldownMilliseconds, renewedAt, now()))) {
        renewedAt = now().getTime();
        await readAgain().catch(() => undefined);
      } else if (version === refused) await reading?.catch(() => undefined);
      return version !== refused;
    },
  };
}

function isOlder(milliseconds: number, since: number, now: Date): boolean {
  const age = now.getTime() - since;
  // If the clock was set back, the age is unknown.
  return age < 0 || age >= milliseconds;
}
