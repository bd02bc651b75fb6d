import type { WireAnswer } from './wire.ts';

/** What a provider asks for beyond it counts as this: GitHub's longest wait is an hour. */
export const longestWaitMilliseconds = 60 * 60_000;

/** The only form of dates still in use. Checked, because Date.parse accepts nearly anything: `-1`, `5.5`. */
const httpDate = /^[A-Z][a-z]{2}, \d{2} [A-Z][a-z]{2} \d{4} \d{2}:\d{2}:\d{2} GMT$/;

/** How long the provider asks to wait, in milliseconds: `x-amz-retry-after` (milliseconds) or `Retry-After` (seconds or a date, RFC 9110 section 10.2.3). */
export function readRetryAfter({ headers }: WireAnswer, now: Date): number | null {
  const { 'x-amz-retry-after': milliseconds = '', 'retry-after': after = '' } = headers;
  const wait = readNumber(milliseconds) ?? readNumber(after, 1000) ?? readUntil(after, now);
  return wait === null ? null : Math.min(wait, longestWaitMilliseconds);
}

/**
 * For how many milliseconds a provider takes no more calls that says it by `Retry-After` of a 429 or 503; null where it
 * does not say. An adapter's `toCooldown`.
 */
export function readHold(answer: WireAnswer, now: Date): number | null {
  return answer.status === 429 || answer.status === 503 ? readRetryAfter(answer, now) : null;
}

function readNumber(text: string, unit = 1): number | null {
  return /^\d+$/.test(text) ? Number(text) * unit : null;
}

function readUntil(text: string, now: Date): number | null {
  const date = readHttpDate(text);
  return date === null ? null : Math.max(0, date.getTime() - now.getTime());
}

function readHttpDate(text: string): Date | null {
  const date = httpDate.test(text) ? new Date(text) : null;
  return date === null || Number.isNaN(date.getTime()) ? null : date;
}

/**
 * By how many whole seconds our clock is behind the provider's; less than 0 where it is ahead. Null without a readable
 * `Date`, and where a cache has answered (`Age`, RFC 9111 section 5.1).
 * @param signedAt when the attempt was signed, by our clock
 */
export function readClockOffset({ headers }: Pick<WireAnswer, 'headers'>, signedAt: Date): number | null {
  const date = headers['age'] === undefined ? readHttpDate(headers['date'] ?? '') : null;
  return date === null ? null : date.getTime() / 1000 - Math.floor(signedAt.getTime() / 1000);
}

/** When the provider answered, by its own clock, which its waits are counted by; `now` where it does not say. */
export function readAnswerTime({ headers }: WireAnswer, now: Date): Date {
  return readHttpDate(headers['date'] ?? '') ?? now;
}
