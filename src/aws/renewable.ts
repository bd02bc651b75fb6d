/** Credentials that may be replaced from outside: cached for a while, and read again when they expire or are refused. */
import type { CredentialsRenewal } from '../provider/signer.ts';

interface Ending {
  readonly expiration?: Date;
}

export interface RenewableOptions<T extends Ending> {
  readonly read: () => Promise<T>;
  readonly isSame: (one: T, other: T) => boolean;
  readonly now: () => Date;
}

export interface Renewable<T> extends CredentialsRenewal {
  readonly read: () => Promise<T>;
}

/** Credentials with an expiry are read again this long before it. */
const marginMilliseconds = 5 * 60_000;
/** For those without an expiry: files and processes may change at any time. */
const rereadMilliseconds = 5 * 60_000;
/** Minimum interval: credentials that are refused for a missing permission must not be read with every call. */
const cooldownMilliseconds = 30_000;

export function createRenewable<T extends Ending>({ read, isSame, now }: RenewableOptions<T>): Renewable<T> {
  let held: T | undefined;
  let readAt = 0;
  let renewedAt: number | undefined;
  let version = 0;
  let reading: Promise<T> | undefined;

  /** Concurrent requests share one read. */
  function readAgain(): Promise<T> {
    reading ??= read()
      .then((next) => {
        if (held === undefined || !isSame(held, next)) version += 1;
        held = next;
        return next;
      })
      .finally(() => {
        reading = undefined;
        readAt = now().getTime();
      });
    return reading;
  }

  function isOlderThan(milliseconds: number, since: number): boolean {
    const age = now().getTime() - since;
    // If the clock was set back, the age is unknown.
    return age < 0 || age >= milliseconds;
  }

  return {
    read: async () => {
      if (held === undefined) return readAgain();
      const { expiration } = held;
      const timeLeft = expiration === undefined ? Infinity : expiration.getTime() - now().getTime();
      if (timeLeft <= 0) return readAgain();
      const isDue = expiration === undefined ? isOlderThan(rereadMilliseconds, readAt) : timeLeft < marginMilliseconds;
      if (!isDue) return held;
      // If new ones cannot be read, the cached ones are still used.
      return readAgain().catch(() => held as T);
    },
    version: () => version,
    renew: async (refused) => {
      if (version === refused && (renewedAt === undefined || isOlderThan(cooldownMilliseconds, renewedAt))) {
        renewedAt = now().getTime();
        await readAgain().catch(() => undefined);
      } else if (version === refused) await reading?.catch(() => undefined);
      return version !== refused;
    },
  };
}
