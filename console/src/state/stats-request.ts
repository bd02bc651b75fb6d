/** What the counts and the chart ask the graph for, by what the address says. */
import type { ConsoleStatsQueryVariables, JobFilter, JobStatsInterval } from '../graph/graphql.generated.ts';
import type { Address, TimeRange } from './address.ts';
import { rangeTime, recentSpan, toFilter, toInstants, toRangeFilter } from './list-request.ts';
import { statusesOf } from './sections.ts';
import { readSpan } from './time.ts';

type Interval = Exclude<JobStatsInterval, '%future added value'>;

const hour = 3_600_000;

/** In milliseconds. */
const lengths: Readonly<Record<Interval, number>> = { MINUTE: 60_000, HOUR: hour, DAY: 24 * hour };

/** The graph cuts a time into no more spans than this. */
const maxSpans = 400;

/**
 * Counts leave out the condition on statuses: they offer the others. The default view shows what has not ended, however old,
 * and what ended of late, so these two are counted apart; jobs whose list says no status are in neither.
 */
export function toStatsRequest(address: Address, now: number): ConsoleStatsQueryVariables {
  const conditions = toFilter({ ...address, statuses: [] });
  const isSplit = address.view === 'now';
  const range = toRangeFilter(isSplit ? { ...address, range: address.range ?? { last: recentSpan } } : address, now);
  const isByEnd = rangeTime(address) === 'ended';
  return {
    counted: isSplit ? { ...conditions, isTerminal: false, ...(isByEnd ? {} : range) } : { ...conditions, ...range },
    recent: isSplit ? { ...conditions, isTerminal: true, ...range } : null,
    unsaid: isSplit ? conditions : null,
    isSplit,
    ...toChart(address, now),
  };
}

/** What groups of jobs are counted of: all conditions, with the range of the view. */
export function toGroupRequest(address: Address, now: number): { readonly filter: JobFilter } {
  const range = address.range ?? (address.view === 'now' ? { last: recentSpan } : null);
  return { filter: { ...toFilter(address), ...toRangeFilter({ ...address, range }, now) } };
}

/** The same of jobs that ended badly. */
export function toReasonsRequest(address: Address, now: number): { readonly filter: JobFilter } {
  return { filter: toFailedFilter(address, now) };
}

/** What failed, in the range of the address or of late: all that a page counts that is not seen. */
export function toFailedFilter(address: Address, now: number): JobFilter {
  const { statuses: _, ...conditions } = toFilter(address);
  const range = address.range ?? { last: recentSpan };
  return {
    ...conditions,
    statuses: statusesOf('failed'),
    ...toRangeFilter({ ...address, range }, now),
  };
}

function toChart(address: Address, now: number): Pick<ConsoleStatsQueryVariables, 'charted' | 'interval' | 'by'> {
  const [after, before] = toEnds(address.range ?? { last: recentSpan }, now);
  const interval = chooseInterval((before ?? now) - after);
  const length = lengths[interval];
  const start = Math.max(Math.floor(after / length), Math.ceil((before ?? now) / length) - maxSpans) * length;
  const spans = {
    after: new Date(start).toISOString(),
    before: before === null ? null : new Date(before).toISOString(),
  };
  return {
    charted: { ...toFilter(address), ...toRangeFilter({ ...address, range: spans }, now) },
    interval,
    by: rangeTime(address) === 'ended' ? 'ENDED' : 'CREATED',
  };
}

/** A range without a beginning begins a day before its end. */
function toEnds(range: TimeRange, now: number): readonly [after: number, before: number | null] {
  if ('last' in range) return [now - readSpan(range.last), null];
  const { after, before: end } = toInstants(range, now);
  const before = end === null ? null : Date.parse(end);
  return [after === null ? (before ?? now) - 24 * hour : Date.parse(after), before];
}

function chooseInterval(span: number): Interval {
  if (span <= 2 * hour) return 'MINUTE';
  return span <= 72 * hour ? 'HOUR' : 'DAY';
}

/** The range from the beginning of one span of the chart to the end of another, for the address. */
export function toSpanRange(first: string, last: string, interval: JobStatsInterval): Pick<Address, 'range'> {
  const [start, end] = [first, last].toSorted();
  const until = new Date(Date.parse(end ?? last) + lengths[interval as Interval]);
  return { range: { after: toShort(new Date(start ?? first)), before: toShort(until) } };
}

function toShort(instant: Date): string {
  return instant.toISOString().replace('.000Z', 'Z');
}
