import type { ProviderErrorCode } from '../../errors/errors.ts';
import { readRetryAfter } from '../../provider/contract/retry-after.ts';
import type { WireAnswer, WireError } from '../../provider/contract/wire.ts';

/**
 * GitHub has no code words: status and headers tell. A 404 is also what the token may not see.
 * @see https://docs.github.com/en/rest/using-the-rest-api/troubleshooting-the-rest-api
 */
export function toGitHubError(answer: WireAnswer): WireError {
  return { code: null, requestId: answer.headers['x-github-request-id'] ?? null, meaning: toMeaning(answer) };
}

function toMeaning(answer: WireAnswer): ProviderErrorCode {
  const { status } = answer;
  if (status < 400) return 'PROVIDER_BAD_RESPONSE';
  if (status >= 500) return 'PROVIDER_UNAVAILABLE';
  if (status === 404) return 'JOB_NOT_FOUND';
  if (status === 401) return 'PROVIDER_ACCESS_DENIED';
  if (status === 429 || (status === 403 && isLimit(answer))) return 'PROVIDER_THROTTLED';
  return status === 403 ? 'PROVIDER_ACCESS_DENIED' : 'PROVIDER_REJECTED';
}

function isLimit({ headers }: WireAnswer): boolean {
  return headers['x-ratelimit-remaining'] === '0' || headers['retry-after'] !== undefined;
}

/**
 * For how many milliseconds GitHub takes no more calls, according to this answer, good or bad; null if it takes them.
 * The headers that come with a refused token count another limit, that of the address.
 * @see https://docs.github.com/en/rest/using-the-rest-api/rate-limits-for-the-rest-api#exceeding-the-rate-limit
 */
export function toGitHubCooldown(answer: WireAnswer, now: Date): number | null {
  const { status, headers } = answer;
  if (status === 401) return null;
  const waits: number[] = [];
  const reset = headers['x-ratelimit-reset'] ?? '';
  if (headers['x-ratelimit-remaining'] === '0' && /^\d+$/.test(reset)) waits.push(Number(reset) * 1000 - now.getTime());
  if (status === 403 || status === 429) waits.push(readRetryAfter(answer, now) ?? 0);
  const wait = Math.max(0, ...waits);
  return wait === 0 ? null : wait;
}
