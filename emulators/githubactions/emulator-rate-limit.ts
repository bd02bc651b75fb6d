/** GitHub's primary rate limit. https://docs.github.com/en/rest/using-the-rest-api/rate-limits-for-the-rest-api */
import { toEmulatedError, type EmulatedError } from '../kit/emulator.ts';

export interface RateLimitSettings {
  readonly requests: number;
  /** Default: an hour. */
  readonly windowSeconds?: number;
}

export interface RateLimit {
  /** Begins a new window if the last one has ended. */
  renew(now: Date): void;
  /** The error of a request beyond the limit. */
  refuse(): EmulatedError | undefined;
  /** One request. */
  spend(): void;
  headers(): Readonly<Record<string, string>>;
}

/** Counts the requests of one window. Time comes only from `renew`. */
export function createRateLimit({ requests, windowSeconds = 3600 }: RateLimitSettings = { requests: 5000 }): RateLimit {
  let used = 0;
  let resetSeconds = 0;
  return {
    renew: (now) => {
      const seconds = Math.floor(now.getTime() / 1000);
      if (seconds < resetSeconds) return;
      used = 0;
      resetSeconds = seconds + windowSeconds;
    },
    refuse: () =>
      used < requests
        ? undefined
        : toEmulatedError('Forbidden', 'API rate limit exceeded for user ID 1.', { status: 403 }),
    spend: () => {
      used += 1;
    },
    headers: () => ({
      'x-ratelimit-limit': String(requests),
      'x-ratelimit-remaining': String(Math.max(0, requests - used)),
      'x-ratelimit-used': String(used),
      'x-ratelimit-reset': String(resetSeconds),
      'x-ratelimit-resource': 'core',
    }),
  };
}
