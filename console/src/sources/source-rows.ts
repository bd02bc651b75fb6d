/** The rows of the sources' table, worked out without a browser, and their totals. */
import type { ConsoleSourceCountsQuery } from '../graph/graphql.generated.ts';
import type { Count } from '../state/counts.ts';
import { toHealthLook, type Source } from '../state/source-health.ts';
import { toStatusLook } from '../state/status.ts';

type Stats = NonNullable<ConsoleSourceCountsQuery['counted']>;

/** Why a source is not counted, or not to its end. */
export type SourceIssue = Pick<Stats['issues'][number], 'code' | 'message' | 'isPermanent'>;

/** The jobs of one source. */
export interface SourceCounts {
  readonly total: Count;
  readonly byStatus: Stats['bySource'][number]['byStatus'];
  readonly active: Count;
  /** Those that ended badly in the last 24 hours. Null where they cannot be counted. */
  readonly failed: Count | null;
  readonly newestAt: string | null;
}

/** A row of the table. */
export interface SourceRow {
  readonly source: Source;
  /** Null while its jobs are not counted, and where they cannot be. */
  readonly counts: SourceCounts | null;
  readonly issues: readonly SourceIssue[];
  /** What its provider's list says, in a few words. */
  readonly listing: string;
  /** How it hears of changes, in a word. */
  readonly changes: string;
}

/** @param counts null while jobs are not counted */
export function toSourceRows(
  sources: readonly Source[],
  counts: ConsoleSourceCountsQuery | null,
): readonly SourceRow[] {
  const counted = new Map(counts?.counted?.bySource.map((one) => [one.source.id, one]));
  const failed = new Map(counts?.failed?.bySource.map((one) => [one.source.id, one.total]));
  const issues = (counts?.counted?.issues ?? []).filter(({ jobId }) => jobId === null);
  return sources.map((source) => {
    const own = issues.filter((issue) => issue.source.id === source.id);
    const one = counted.get(source.id);
    return {
      source,
      counts: one === undefined ? null : toCounts(one, failed.get(source.id) ?? null),
      issues: own,
      listing: describeListing(source, own),
      changes: source.health.pushes === null ? 'Polled' : toPlain(source.health.pushes.state),
    };
  });
}

function toCounts({ total, byStatus, newestCreatedAt }: Stats['bySource'][number], failed: Count | null): SourceCounts {
  const active = byStatus.filter(({ status }) => status !== null && toStatusLook(status).group === 'active');
  const isUnsaid = byStatus.some(({ status }) => status === null);
  return {
    total,
    byStatus,
    active: { value: sum(active.map(({ count }) => count)), isLowerBound: total.isLowerBound || isUnsaid },
    failed,
    newestAt: newestCreatedAt,
  };
}

function describeListing({ canList, listsStatus }: Source, issues: readonly SourceIssue[]): string {
  if (!canList) return 'No listing';
  if (!listsStatus) return 'No statuses';
  return issues.some(({ code }) => code === 'LIST_TRUNCATED') ? 'Newest pages' : 'In full';
}

/** A word of the graph as people write it: `BREAKER_OPEN` is `Breaker open`. */
export function toPlain(word: string): string {
  const text = word.toLowerCase().replaceAll('_', ' ');
  return `${text.slice(0, 1).toUpperCase()}${text.slice(1)}`;
}

/** Of all that is counted. */
export interface Totals {
  readonly sources: number;
  readonly troubled: number;
  readonly jobs: number;
  readonly failed: number;
  readonly active: number;
  /** Jobs whose status their list does not say. */
  readonly unsaid: number;
}

/** The sums of the rows; what is not counted adds nothing. */
export function addRows(rows: readonly SourceRow[]): Totals {
  const counts = rows.flatMap((row) => (row.counts === null ? [] : [row.counts]));
  return {
    sources: rows.length,
    troubled: rows.filter(({ source }) => toHealthLook(source).trouble > 0).length,
    jobs: sum(counts.map(({ total }) => total.value)),
    failed: sum(counts.map(({ failed }) => failed?.value ?? 0)),
    active: sum(counts.map(({ active }) => active.value)),
    unsaid: sum(
      counts.flatMap(({ byStatus }) => byStatus.filter(({ status }) => status === null)).map(({ count }) => count),
    ),
  };
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, one) => total + one, 0);
}
