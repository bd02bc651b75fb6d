/** The bars of the chart in words. */
import type { JobStatsInterval, JobStatsTime } from '../graph/graphql.generated.ts';
import { formatNumber, nameStatus, type Bar, type Bars } from './counts.ts';
import { formatInstant, type TimeForm } from './time.ts';

export const spanWords: Readonly<Record<JobStatsInterval, string>> = {
  MINUTE: 'minute',
  HOUR: 'hour',
  DAY: 'day',
  '%future added value': 'span',
};

/** For example `Jobs ended by hour`. */
export function nameChart(interval: JobStatsInterval, by: JobStatsTime): string {
  return `Jobs ${by === 'ENDED' ? 'ended' : 'created'} by ${spanWords[interval]}`;
}

/** For example `2026-11-22 17:00: 12 jobs: 3 failed, 9 succeeded`. */
export function describeBar(bar: Bar, interval: JobStatsInterval, form: TimeForm): string {
  const jobs = bar.total === 0 ? 'no job' : `${formatNumber(bar.total)} ${bar.total === 1 ? 'job' : 'jobs'}`;
  return [`${nameStart(bar.start, interval, form)}: ${jobs}`, describeStatuses(bar)].filter(Boolean).join(': ');
}

/** For example `3 failed, 9 succeeded`. */
export function describeStatuses({ byStatus }: Pick<Bar, 'byStatus'>): string {
  return byStatus.map(({ status, count }) => `${formatNumber(count)} ${nameStatus(status).toLowerCase()}`).join(', ');
}

/** The tallest bars, for example `at most 12, and 3 badly`. */
export function describePeaks({ peak, badPeak }: Pick<Bars, 'peak' | 'badPeak'>): string {
  if (peak === 0) return badPeak === 0 ? 'none' : `at most ${formatNumber(badPeak)} badly`;
  return `at most ${formatNumber(peak)}${badPeak === 0 ? '' : `, and ${formatNumber(badPeak)} badly`}`;
}

/** Days are those of UTC, whatever form times are shown in. */
export function nameStart(start: string, interval: JobStatsInterval, form: TimeForm): string {
  if (interval === 'DAY') return start.slice(0, 10);
  return form === 'utc' ? `${formatInstant(start, 'utc').slice(0, 16)}Z` : formatInstant(start, 'local').slice(0, 16);
}
