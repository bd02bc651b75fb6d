/** The parts of a log: their order, and the one that says most about how the job stands. */
import type { LogPart, LogPartReads } from '../../provider/contract/log.ts';

/** Of more parts, the latest are shown. */
const maxParts = 500;

/** By their beginning; those that have not begun come last. */
export function sortParts(parts: readonly LogPartReads[]): {
  readonly parts: readonly LogPartReads[];
  readonly isCut: boolean;
} {
  const sorted = parts.toSorted(({ part: one }, { part: other }) => compareParts(one, other));
  return { parts: sorted.slice(-maxParts), isCut: sorted.length > maxParts };
}

function compareParts(one: LogPart, other: LogPart): number {
  return (
    compareLatest(one.startedAt, other.startedAt) ||
    compareText(one.group ?? '', other.group ?? '') ||
    compareText(one.name, other.name) ||
    (one.attempt ?? 0) - (other.attempt ?? 0)
  );
}

/** Instants have one form. Null comes last. */
function compareLatest(one: string | null, other: string | null): number {
  if (one === null || other === null) return Number(one === null) - Number(other === null);
  return compareText(one, other);
}

function compareText(one: string, other: string): number {
  return one < other ? -1 : Number(one > other);
}

/**
 * Of those that no later attempt has replaced: what failed last; else what began last and still runs; else what ended last; else
 * the first that has not begun. Of equal ones the later. Undefined if there are no parts.
 */
export function choosePart(parts: readonly LogPartReads[]): LogPartReads | undefined {
  const current = parts.filter(({ isReplaced }) => !isReplaced);
  const candidates = current.length === 0 ? parts : current;
  const failed = candidates.filter(({ part: { status } }) => status === 'FAILED' || status === 'TIMED_OUT');
  const running = candidates.filter(({ part: { startedAt, isComplete } }) => startedAt !== null && !isComplete);
  const ended = candidates.filter(({ part: { isComplete } }) => isComplete);
  return (
    findLatest(failed, ({ endedAt }) => endedAt) ??
    findLatest(running, ({ startedAt }) => startedAt) ??
    findLatest(ended, ({ endedAt }) => endedAt) ??
    candidates[0]
  );
}

/** One without the instant comes before all that have it. */
function findLatest(
  parts: readonly LogPartReads[],
  toInstant: (part: LogPart) => string | null,
): LogPartReads | undefined {
  return parts.reduce<LogPartReads | undefined>(
    (latest, next) =>
      latest === undefined || (toInstant(next.part) ?? '') >= (toInstant(latest.part) ?? '') ? next : latest,
    undefined,
  );
}
