import type { JobProgress, WholeNumber } from '../job.ts';

/** Counts of tasks with the fraction that has ended; null while the total, or what has ended, is unknown. */
export function toProgress(total: bigint | null, succeeded: bigint | null, failed: bigint | null): JobProgress {
  const isKnown = total !== null && total > 0n && succeeded !== null && failed !== null;
  // A provider may count a retried task twice: the fraction never passes 1.
  const fraction = isKnown ? Math.min(1, Number(succeeded + failed) / Number(total)) : null;
  return { total: toDigits(total), succeeded: toDigits(succeeded), failed: toDigits(failed), fraction };
}

function toDigits(count: bigint | null): WholeNumber | null {
  return count === null ? null : String(count);
}
