/** Jobs counted by when they were created, in spans of one length that begin on its full multiples in UTC. */
import { InputError } from '../../errors/errors.ts';
import type { Instant } from '../../job.ts';
import type { JobStatsInterval } from '../types.generated.ts';
import { countByStatus, type CountedJob, type StatusCount } from './counted-jobs.ts';
import type { Span } from './filter.ts';

/** The jobs that were created in one span; it ends where the next one begins. */
export interface TimeSpanCount {
  readonly start: Instant;
  readonly byStatus: readonly StatusCount[];
}

/** What is counted over time. */
export interface CountedSpan {
  readonly jobs: readonly CountedJob[];
  /** When jobs must be created to meet the filter. */
  readonly created: Span;
  /** Milliseconds since 1970. */
  readonly now: number;
}

const milliseconds: Readonly<Record<JobStatsInterval, number>> = {
  MINUTE: 60_000,
  HOUR: 3_600_000,
  DAY: 86_400_000,
};

/** More than fit side by side on a screen. */
export const maxSpans = 400;
/** Where the filter does not say when they begin. */
const lastSpans = 24;

/** Without gaps, oldest first. Throws `InputError` if the filter's span holds too many of them. */
export function countOverTime(
  { jobs, created, now }: CountedSpan,
  interval: JobStatsInterval,
): readonly TimeSpanCount[] {
  const length = milliseconds[interval];
  const toIndex = (time: number): number => Math.floor(time / length);
  const from = created.from === null ? null : toIndex(Date.parse(created.from));
  const last = Math.max(from ?? -Infinity, toIndex(created.until === null ? now : Date.parse(created.until) - 1));
  const first = from ?? last - lastSpans + 1;
  const count = last - first + 1;
  if (count > maxSpans)
    throw new InputError(
      `\`overTime\` must have 1 to ${maxSpans} spans, but \`interval: ${interval}\` makes ${count}: ask for a longer interval, or a shorter span in \`filter\`.`,
    );
  const groups = Map.groupBy(jobs, ({ createdAt }) => (createdAt === null ? null : toIndex(Date.parse(createdAt))));
  return Array.from({ length: count }, (_, index) => ({
    start: new Date((first + index) * length).toISOString(),
    byStatus: countByStatus(groups.get(first + index) ?? []),
  }));
}
