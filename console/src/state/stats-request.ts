/** What the counts and the chart ask the graph for, by what the address says. */
import type { ConsoleStatsQueryVariables, JobStatsInterval } from '../graph/graphql.generated.ts';
import type { Address, TimeRange } from './address.ts';
import { findCutoff, recentSpan, toFilter } from './list-request.ts';
import { readSpan } from './time.ts';

type Interval = Exclude<JobStatsInterval, '%future added value'>;

const hour = 3_600_000;

/** In milliseconds. */
const lengths: Readonly<Record<Interval, number>> = { MINUTE: 60_000, HOUR: hour, DAY: 24 * hour };

/** The graph cuts a time into no more spans than this. */
const maxSpans = 400;

/**
 * Counts leave out the condition on statuses: they offer the others. The default view shows what has not ended and what ended
 * of late, so these two are counted apart.
 */
export function toStatsRequest(address: Address, now: number): ConsoleStatsQueryVariables {
  const conditions = toFilter({ ...address, statuses: [] }, now);
  const cutoff = findCutoff(address, now);
  return {
    counted: cutoff === null ? conditions : { ...conditions, isTerminal: false },
    recent: cutoff === null ? null : { ...conditions, endedAfter: new Date(cutoff).toISOString() },
    isSplit: cutoff !== null,
    ...toChart(address, now),
  };
}

/** The chart is by creation whatever the range is about: the graph counts over no other time. */
function toChart(address: Address, now: number): Pick<ConsoleStatsQueryVariables, 'charted' | 'interval'> {
  const [after, before] = toInstants(address.range ?? { last: recentSpan }, now);
  const interval = chooseInterval((before ?? now) - after);
  const length = lengths[interval];
  const start = Math.max(Math.floor(after / length), Math.ceil((before ?? now) / length) - maxSpans) * length;
  return {
    charted: {
      ...toFilter({ ...address, range: null }, now),
      createdAfter: new Date(start).toISOString(),
      ...(before !== null && { createdBefore: new Date(before).toISOString() }),
    },
    interval,
  };
}

/** A range without a beginning begins a day before its end. */
function toInstants(range: TimeRange, now: number): readonly [after: number, before: number | null] {
  if ('last' in range) return [now - readSpan(range.last), null];
  const before = range.before === null ? null : Date.parse(range.before);
  return [range.after === null ? (before ?? now) - 24 * hour : Date.parse(range.after), before];
}

function chooseInterval(span: number): Interval {
  if (span <= 2 * hour) return 'MINUTE';
  return span <= 72 * hour ? 'HOUR' : 'DAY';
}

/** The range of one span of the chart, for the address. */
export function toSpanRange(start: string, interval: JobStatsInterval): Pick<Address, 'range' | 'by'> {
  const end = new Date(Date.parse(start) + lengths[interval as Interval]);
  return { range: { after: toShort(new Date(start)), before: toShort(end) }, by: 'created' };
}

function toShort(instant: Date): string {
  return instant.toISOString().replace('.000Z', 'Z');
}
