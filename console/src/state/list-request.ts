/** What the sections of the list ask the graph for, by what the address says. */
import type { ConsoleJobsQueryVariables, JobFilter } from '../graph/graphql.generated.ts';
import type { Address, RangeTime, TimeRange } from './address.ts';
import { toProviderJobId } from './provider-addresses.ts';
import { statusesOf, type SectionName } from './sections.ts';
import { readSpan } from './time.ts';

/** Jobs on one page of a section. */
export const pageSize = 50;

/** How far back ended jobs are shown where the address does not say. */
export const recentSpan = '24h';

/** @param now milliseconds since 1970; ranges that end now are counted from it */
export function toSectionRequest(address: Address, section: SectionName, now: number): ConsoleJobsQueryVariables {
  const cursor = address.cursors[section];
  const page = cursor?.startsWith('before:')
    ? { last: pageSize, before: cursor.slice('before:'.length) }
    : { first: pageSize, ...(cursor === undefined ? {} : { after: cursor }) };
  const isByCreation = section === 'all' && rangeTime(address) === 'created';
  return {
    ...page,
    orderBy: isByCreation ? 'NEWEST_FIRST' : 'ACTIVE_FIRST',
    filter: toSectionFilter(address, section, now),
  };
}

/**
 * The jobs of a section. Those that have not ended come first of all jobs, so their section asks for no status unless the
 * address does: a condition on statuses would read each job whose list does not say one. Jobs whose end is not known have
 * ended in no span of time, which costs no read either.
 */
function toSectionFilter(address: Address, section: SectionName, now: number): JobFilter {
  const filter = toFilter(address);
  if (section === 'all') return { ...filter, ...toRangeFilter(address, now) };
  const { statuses } = address;
  const own = statusesOf(section).filter((status) => statuses.length === 0 || statuses.includes(status));
  if (section === 'active') {
    const range = rangeTime(address) === 'created' ? toRangeFilter(address, now) : {};
    return { ...filter, ...range, ...(statuses.length > 0 && { statuses: own }) };
  }
  const range = address.range ?? { last: recentSpan };
  return { ...filter, statuses: own, ...toRangeFilter({ ...address, range }, now) };
}

/** The conditions that the address names, as the graph takes them, without its range. */
export function toFilter(address: Address): JobFilter {
  const { statuses, sources, providers, accounts, labels, definitions, codes, reasons, text } = address;
  return {
    ...(statuses.length > 0 && { statuses }),
    ...(sources.length > 0 && { sources }),
    ...(providers.length > 0 && { providers }),
    ...(accounts.length > 0 && { accounts }),
    ...(labels.length > 0 && { sourceLabels: toLabels(labels) }),
    ...(definitions.length > 0 && { definitions }),
    ...(codes.length > 0 && { failureCodes: codes }),
    ...(reasons.length > 0 && { reasons }),
    ...(text !== '' && { text: toWords(toProviderJobId(text) ?? text) }),
  };
}

/** As the graph takes it: 100 characters, 8 words. */
function toWords(text: string): string {
  return text.slice(0, 100).split(/\s+/).slice(0, 8).join(' ');
}

function toLabels(labels: Address['labels']): NonNullable<JobFilter['sourceLabels']> {
  const pairs = labels.map((label) => {
    const cut = label.indexOf('=');
    return { key: label.slice(0, cut), value: label.slice(cut + 1) };
  });
  const byKey = Map.groupBy(pairs, ({ key }) => key);
  return [...byKey].map(([key, values]) => ({ key, values: values.map(({ value }) => value) }));
}

/** The time that a range is about: as the address says, else what its view shows jobs by. */
export function rangeTime({ view, by }: Pick<Address, 'view' | 'by'>): RangeTime {
  return by ?? (view === 'now' ? 'ended' : 'created');
}

/** Without a range it is empty. */
export function toRangeFilter(address: Pick<Address, 'view' | 'by' | 'range'>, now: number): JobFilter {
  if (address.range === null) return {};
  const { after, before } = toInstants(address.range, now);
  const [afterName, beforeName] =
    rangeTime(address) === 'ended'
      ? (['endedAfter', 'endedBefore'] as const)
      : (['createdAfter', 'createdBefore'] as const);
  return { ...(after !== null && { [afterName]: after }), ...(before !== null && { [beforeName]: before }) };
}

/** The ends of a range: what ends now begins at an instant, and has no end. */
export function toInstants(
  range: TimeRange,
  now: number,
): { readonly after: string | null; readonly before: string | null } {
  return 'last' in range ? { after: new Date(now - readSpan(range.last)).toISOString(), before: null } : range;
}
