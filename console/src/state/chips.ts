/** The conditions of the address, one by one: each is shown, and can be taken away. */
import { home, type Address, type TimeRange } from './address.ts';
import { rangeTime, recentSpan } from './list-request.ts';
import { toProviderName } from './providers.ts';
import { toStatusLook } from './status.ts';
import { nameSpan } from './time.ts';

export interface Chip {
  /** What it is a condition on. */
  readonly label: string;
  readonly value: string;
  /** The address without it. Null: the view has it by itself, and it can be changed only. */
  readonly without: Partial<Address> | null;
}

export function listChips(address: Address): readonly Chip[] {
  const { statuses, sources, providers, text } = address;
  return [
    ...statuses.map((status) => ({
      label: 'Status',
      value: toStatusLook(status).word,
      without: { statuses: statuses.filter((other) => other !== status) },
    })),
    ...sources.map((source) => ({
      label: 'Source',
      value: source,
      without: { sources: sources.filter((other) => other !== source) },
    })),
    ...providers.map((provider) => ({
      label: 'Provider',
      value: toProviderName(provider),
      without: { providers: providers.filter((other) => other !== provider) },
    })),
    ...(text === '' ? [] : [{ label: 'Text', value: text, without: { text: '' } }]),
    ...listRange(address),
  ];
}

function listRange(address: Address): readonly Chip[] {
  const { range, view, by } = address;
  const label = rangeTime(address) === 'ended' ? 'Ended' : 'Created';
  if (range !== null) return [{ label, value: nameRange(range), without: { range: null, by: null } }];
  return view === 'active' && by !== 'created'
    ? [{ label, value: nameRange({ last: recentSpan }), without: null }]
    : [];
}

/** For example `in the last 24 hours`. */
export function nameRange(range: TimeRange): string {
  if ('last' in range) return `in the last ${nameSpan(range.last)}`;
  const after = range.after === null ? [] : [`since ${toMinute(range.after)}`];
  const before = range.before === null ? [] : [`before ${toMinute(range.before)}`];
  return [...after, ...before].join(', ');
}

function toMinute(instant: string): string {
  return `${instant.slice(0, 16).replace('T', ' ')} UTC`;
}

/** No condition at all. */
export const cleared = {
  statuses: home.statuses,
  sources: home.sources,
  providers: home.providers,
  text: home.text,
  range: home.range,
  by: home.by,
} satisfies Partial<Address>;
