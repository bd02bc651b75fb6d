/** Credentials that others may replace at any time: kept for a while, and read again when they end or are refused. */
import type { CredentialsRenewal } from './signer.ts';

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

/** Those that say when they end are read again so long before. */
const marginMilliseconds = 5 * 60_000;
/** The others: files and processes may give new ones without a word. */
const rereadMilliseconds = 5 * 60_000;
/** Credentials that are refused because somebody lacks a permission must not be read with every call. */
const cooldownMilliseconds = 30_000;

export function createRenewable<T extends Ending>({ read, isSame, now }: RenewableOptions<T>): Renewable<T> {
  let held: T | undefined;
  let readAt = 0;
  let renewedAt: number | undefined;
  let version = 0;
  let reading: Promise<T> | undefined;

  /** One read for all that ask. */
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
    // A clock that was set back says nothing about age.
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
      // What is held still serves where no new ones can be had.
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
