/** Counts of jobs, as the graph says them. None is made of what is loaded. */
import type { ConsoleStatsQuery, CountsFragment, StatsIssueFragment } from '../graph/graphql.generated.ts';
import { statuses, statusGroups, toKnownStatus, toStatusLook, type KnownStatus, type StatusGroup } from './status.ts';

export interface Count {
  readonly value: number;
  readonly isLowerBound: boolean;
}

export interface StatusCount {
  /** Null: the provider's list does not say it. */
  readonly status: KnownStatus | null;
  readonly count: number;
}

export interface Counts {
  readonly total: Count;
  /** In the order in which statuses are offered. */
  readonly byStatus: readonly StatusCount[];
  readonly issues: readonly StatsIssueFragment[];
  readonly fetchedAt: string | null;
}

/** Counts of jobs of which none meets two of the filters, as one. */
export function addCounts(parts: readonly CountsFragment[]): Counts {
  const issues = parts.flatMap((part) => part.issues);
  const places = new Map(issues.map((issue) => [`${issue.source.name} ${issue.code} ${issue.jobId ?? ''}`, issue]));
  return {
    total: addTotals(parts),
    byStatus: addStatuses(parts),
    issues: [...places.values()],
    fetchedAt: parts.map((part) => part.fetchedAt).reduce(toEarlier, null),
  };
}

function addTotals(parts: readonly { readonly total: Count }[]): Count {
  return {
    value: parts.reduce((sum, { total }) => sum + total.value, 0),
    isLowerBound: parts.some(({ total }) => total.isLowerBound),
  };
}

type Said = Pick<CountsFragment, 'byStatus'>;

function addStatuses(parts: readonly Said[]): readonly StatusCount[] {
  const sums = new Map<KnownStatus | null, number>();
  for (const { status, count } of parts.flatMap(({ byStatus }) => byStatus)) {
    const known = status === null ? null : toKnownStatus(status);
    sums.set(known, (sums.get(known) ?? 0) + count);
  }
  return [...statuses, null].flatMap((status) => {
    const count = sums.get(status);
    return count === undefined ? [] : [{ status, count }];
  });
}

/** Jobs that ended badly. */
export function countFailed({ byStatus }: Pick<Counts, 'byStatus'>): number {
  return sum(byStatus.filter(({ status }) => toSeries(status) === 'badly'));
}

/** Jobs whose list says no status. */
export function countUnsaid(stats: Said | null): number {
  return sum(addStatuses(stats === null ? [] : [stats]).filter(({ status }) => status === null));
}

function toEarlier(one: string | null, other: string | null): string | null {
  return one === null || (other !== null && Date.parse(other) < Date.parse(one)) ? other : one;
}

/** With a narrow space between thousands. */
export function formatNumber(value: number): string {
  return String(value).replaceAll(/\B(?=(?:\d{3})+$)/g, '\u202f');
}

/** The word of a status, or that none is said. */
export function nameStatus(status: KnownStatus | null): string {
  return status === null ? 'Status not listed' : toStatusLook(status).word;
}

/** What the bars are made of, from below: what went badly stands on the line, where sizes can be compared. */
export type SeriesName = StatusGroup | 'unsaid';

export const seriesNames: readonly SeriesName[] = ['badly', 'active', 'well', 'other', 'unsaid'];

export const seriesWords: Readonly<Record<SeriesName, string>> = {
  ...(Object.fromEntries(statusGroups.map(({ group, word }) => [group, word])) as Record<StatusGroup, string>),
  unsaid: 'Status not listed',
};

export interface Bar {
  /** When its span begins. */
  readonly start: string;
  readonly total: number;
  readonly byStatus: readonly StatusCount[];
  /** From the line upwards, in parts of the tallest; what went badly hangs below it. Empty ones are left out. */
  readonly segments: readonly { readonly series: SeriesName; readonly from: number; readonly to: number }[];
  /** Jobs that went badly, in parts of the span with the most such jobs. */
  readonly bad: number;
}

export interface Bars {
  readonly bars: readonly Bar[];
  /** Jobs in the tallest bar above the line. */
  readonly peak: number;
  /** Those that went badly in the span with the most of them. */
  readonly badPeak: number;
  /** Those that occur, in the order of the segments. */
  readonly series: readonly SeriesName[];
}

type TimeSpans = NonNullable<ConsoleStatsQuery['charted']>['overTime'];

export function toBars(spans: TimeSpans): Bars {
  const counted = spans.map(({ start, byStatus }) => ({ start, byStatus: addStatuses([{ byStatus }]) }));
  const badOf = (byStatus: readonly StatusCount[]): number => countFailed({ byStatus });
  const peak = Math.max(0, ...counted.map(({ byStatus }) => sum(byStatus) - badOf(byStatus)));
  const badPeak = Math.max(0, ...counted.map(({ byStatus }) => badOf(byStatus)));
  const bars = counted.map(({ start, byStatus }) => ({
    start,
    byStatus,
    total: sum(byStatus),
    segments: stack(byStatus, peak),
    bad: badPeak === 0 ? 0 : badOf(byStatus) / badPeak,
  }));
  const occurring = new Set(bars.flatMap(({ segments }) => segments.map(({ series }) => series)));
  return {
    bars,
    peak,
    badPeak,
    series: seriesNames.filter((name) => occurring.has(name) || (name === 'badly' && badPeak > 0)),
  };
}

function stack(byStatus: readonly StatusCount[], peak: number): Bar['segments'] {
  let from = 0;
  return seriesNames.flatMap((series) => {
    const count = sum(byStatus.filter(({ status }) => toSeries(status) === series));
    if (count === 0 || series === 'badly') return [];
    const segment = { series, from, to: from + count / peak };
    from = segment.to;
    return [segment];
  });
}

function toSeries(status: KnownStatus | null): SeriesName {
  return status === null ? 'unsaid' : toStatusLook(status).group;
}

function sum(counts: readonly StatusCount[]): number {
  return counts.reduce((total, { count }) => total + count, 0);
}
