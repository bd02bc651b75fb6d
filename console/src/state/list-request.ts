/** What the list asks the graph for, by what the address says. */
import type { ConsoleJobsQueryVariables, JobFilter } from '../graph/graphql.generated.ts';
import type { Address, RangeTime, TimeRange } from './address.ts';
import { readSpan } from './time.ts';

/** Jobs on one page. */
export const pageSize = 50;

/** How far back ended jobs are shown where the address does not say. */
export const recentSpan = '24h';

export interface ListRequest {
  readonly variables: ConsoleJobsQueryVariables;
  /** Jobs that ended before this instant are left out; null: none are. Those that have not ended are never left out. */
  readonly cutoff: number | null;
}

/** @param now milliseconds since 1970; ranges that end now are counted from it */
export function toListRequest(address: Address, now: number): ListRequest {
  const { cursor } = address;
  const isActive = address.view === 'active';
  const page = cursor?.startsWith('before:')
    ? { last: pageSize, before: cursor.slice('before:'.length) }
    : { first: pageSize, ...(cursor === null ? {} : { after: cursor }) };
  return {
    variables: {
      ...page,
      orderBy: isActive || rangeTime(address) === 'ended' ? 'ACTIVE_FIRST' : 'NEWEST_FIRST',
      filter: toFilter(address, now),
    },
    cutoff: findCutoff(address, now),
  };
}

/** The conditions that the address names, as the graph takes them. */
export function toFilter(address: Address, now: number): JobFilter {
  const { statuses, sources, providers, text } = address;
  return {
    ...(statuses.length > 0 && { statuses }),
    ...(sources.length > 0 && { sources }),
    ...(providers.length > 0 && { providers }),
    ...(text !== '' && { text: text.slice(0, 100).split(/\s+/).slice(0, 8).join(' ') }),
    ...toRangeFilter(address, now),
  };
}

/** The time that a range is about: as the address says, else what its view shows jobs by. */
export function rangeTime({ view, by }: Pick<Address, 'view' | 'by'>): RangeTime {
  return by ?? (view === 'active' || view === 'failed' ? 'ended' : 'created');
}

/** The default view shows what has not ended however old it is, so its range is no condition but a cutoff. */
function isCut({ view, by, range }: Address): boolean {
  return view === 'active' && by !== 'created' && (range === null || 'last' in range);
}

/** Milliseconds since 1970; see ListRequest. */
export function findCutoff(address: Address, now: number): number | null {
  if (!isCut(address)) return null;
  return now - readSpan(toLast(address.range) ?? recentSpan);
}

function toRangeFilter(address: Address, now: number): JobFilter {
  const { range } = address;
  if (range === null || isCut(address)) return {};
  const last = toLast(range);
  const after =
    last === null ? (range as { after: string | null }).after : new Date(now - readSpan(last)).toISOString();
  const before = last === null ? (range as { before: string | null }).before : null;
  const [afterName, beforeName] =
    rangeTime(address) === 'ended'
      ? (['endedAfter', 'endedBefore'] as const)
      : (['createdAfter', 'createdBefore'] as const);
  return { ...(after !== null && { [afterName]: after }), ...(before !== null && { [beforeName]: before }) };
}

function toLast(range: TimeRange | null): string | null {
  return range !== null && 'last' in range ? range.last : null;
}
