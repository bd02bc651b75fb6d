import type { WireAnswer } from './wire.ts';

/** The only form of dates still in use. Checked, because Date.parse accepts nearly anything: `-1`, `5.5`. */
const httpDate = /^[A-Z][a-z]{2}, \d{2} [A-Z][a-z]{2} \d{4} \d{2}:\d{2}:\d{2} GMT$/;

/** How long the provider asks to wait, in milliseconds: `x-amz-retry-after` (milliseconds) or `Retry-After` (seconds or a date, RFC 9110 section 10.2.3). */
export function readRetryAfter({ headers }: WireAnswer, now: Date): number | null {
  const milliseconds = headers['x-amz-retry-after'];
  if (milliseconds !== undefined && /^\d{1,7}$/.test(milliseconds)) return Number(milliseconds);
  const after = headers['retry-after'];
  if (after === undefined) return null;
  if (/^\d{1,5}$/.test(after)) return Number(after) * 1000;
  const date = httpDate.test(after) ? Date.parse(after) : Number.NaN;
  return Number.isNaN(date) ? null : Math.max(0, date - now.getTime());
}
