import type { WireAnswer } from './wire.ts';

/** How long the provider asks to wait, in milliseconds: `x-amz-retry-after` (milliseconds) or `Retry-After` (seconds or a date, RFC 9110 section 10.2.3). */
export function readRetryAfter({ headers }: WireAnswer, now: Date): number | null {
  const milliseconds = headers['x-amz-retry-after'];
  if (milliseconds !== undefined && /^\d{1,7}$/.test(milliseconds)) return Number(milliseconds);
  const after = headers['retry-after'];
  if (after === undefined) return null;
  if (/^\d{1,5}$/.test(after)) return Number(after) * 1000;
  const date = Date.parse(after);
  return Number.isNaN(date) ? null : Math.max(0, date - now.getTime());
}
