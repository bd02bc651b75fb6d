/** Jobs counted by when they were created, or ended, in spans of one length that begin on its full multiples in UTC. */
import { InputError } from '../../errors/errors.ts';
import type { Instant } from '../../provider/contract/job.ts';
import type { JobStatsInterval, JobStatsTime } from '../types.generated.ts';
import { countByStatus, type CountedJob, type StatusCount } from './counted-jobs.ts';
import type { Span } from './filter.ts';

/** The jobs that were created, or ended, in one span; it ends where the next one begins. */
interface TimeSpanCount {
  readonly start: Instant;
  readonly byStatus: readonly StatusCount[];
}

/** The jobs that are counted over time, and the filter's spans. */
export interface CountedSpan {
  readonly jobs: readonly CountedJob[];
  /** When jobs must be created to meet the filter. */
  readonly created: Span;
  /** The same of their end. */
  readonly ended: Span;
  /** Milliseconds since 1970. */
  readonly now: number;
}

const milliseconds: Readonly<Record<JobStatsInterval, number>> = {
  MINUTE: 60_000,
  HOUR: 3_600_000,
  DAY: 86_400_000,
};

/** More than fit side by side on a screen. */
const maxSpans = 400;
/** Number of spans if the filter does not say when they begin. */
const lastSpans = 24;

/** How many spans there are at most. */
export function countSpans({ from }: Span): number {
  return from === null ? lastSpans : maxSpans;
}

/** Without gaps, oldest first. Throws `InputError` if the filter's span holds too many of them. */
export function countOverTime(
  { jobs, created, ended, now }: CountedSpan,
  interval: JobStatsInterval,
  by: JobStatsTime,
): readonly TimeSpanCount[] {
  const length = milliseconds[interval];
  const toIndex = (time: number): number => Math.floor(time / length);
  const span = by === 'ENDED' ? ended : created;
  const timeOf = by === 'ENDED' ? (job: CountedJob) => job.endedAt : (job: CountedJob) => job.createdAt;
  const from = span.from === null ? null : toIndex(Date.parse(span.from));
  const last = Math.max(from ?? -Infinity, toIndex(span.until === null ? now : Date.parse(span.until) - 1));
  const first = from ?? last - lastSpans + 1;
  const count = last - first + 1;
  if (count > maxSpans)
    throw new InputError(
      `\`overTime\` must have 1 to ${maxSpans} spans, but \`interval: ${interval}\` makes ${count}: ask for a longer interval, or a shorter span in \`filter\`.`,
      { argument: 'interval' },
    );
  const groups = Map.groupBy(jobs, (job) => {
    const time = timeOf(job);
    return time === null ? null : toIndex(Date.parse(time));
  });
  return Array.from({ length: count }, (_, index) => ({
    start: new Date((first + index) * length).toISOString(),
    byStatus: countByStatus(groups.get(first + index) ?? []),
  }));
}
