import type { JobProgress, WholeNumber } from './job.ts';

/** Task counts and the fraction that has ended; the fraction is null while a count that it needs is unknown. */
export function toProgress(total: bigint | null, succeeded: bigint | null, failed: bigint | null): JobProgress {
  const isKnown = total !== null && total > 0n && succeeded !== null && failed !== null;
  // A provider may count a retried task twice, so the fraction is capped at 1.
  const fraction = isKnown ? Math.min(1, Number(succeeded + failed) / Number(total)) : null;
  return { total: toDigits(total), succeeded: toDigits(succeeded), failed: toDigits(failed), fraction };
}

function toDigits(count: bigint | null): WholeNumber | null {
  return count === null ? null : String(count);
}
