/** The conditions of the address, one by one: each is shown, and can be taken away. */
import { home, type Address, type TimeRange } from './address.ts';
import { rangeTime } from './list-request.ts';
import { toProviderName } from './providers.ts';
import { toStatusLook } from './status.ts';
import { formatInstant, nameSpan, type TimeForm } from './time.ts';

export interface Chip {
  /** What it is a condition on. */
  readonly label: string;
  readonly value: string;
  /** The address without it. */
  readonly without: Partial<Address>;
}

/** Lists of conditions of which each value is shown as it is. */
const plain = [
  ['sources', 'Source'],
  ['accounts', 'Account'],
  ['labels', 'Label'],
  ['definitions', 'Job'],
  ['codes', 'Code'],
] as const;

export function listChips(address: Address, form: TimeForm = 'utc'): readonly Chip[] {
  const { statuses, providers, reasons, text } = address;
  const take = (member: 'statuses' | 'providers' | (typeof plain)[number][0], value: string): Partial<Address> => ({
    [member]: address[member].filter((other: string) => other !== value),
  });
  return [
    ...statuses.map((status) => ({
      label: 'Status',
      value: toStatusLook(status).word,
      without: take('statuses', status),
    })),
    ...providers.map((provider) => ({
      label: 'Provider',
      value: toProviderName(provider),
      without: take('providers', provider),
    })),
    ...plain.flatMap(([member, label]) =>
      address[member].map((value) => ({ label, value, without: take(member, value) })),
    ),
    // Keys of reasons mean nothing to readers.
    ...(reasons.length === 0 ? [] : [{ label: 'Reason', value: 'as chosen', without: { reasons: [] } }]),
    ...(text === '' ? [] : [{ label: 'Text', value: text, without: { text: '' } }]),
    ...listRange(address, form),
  ];
}

function listRange(address: Address, form: TimeForm): readonly Chip[] {
  const { range } = address;
  const label = rangeTime(address) === 'ended' ? 'Ended' : 'Created';
  return range === null ? [] : [{ label, value: nameRange(range, form), without: { range: null, by: null } }];
}

/**
 * For example `in the last 24 hours`.
 * @param form how instants are shown; those of a relative form are shown as the viewer's clock has them
 */
export function nameRange(range: TimeRange, form: TimeForm = 'utc'): string {
  if ('last' in range) return `in the last ${nameSpan(range.last)}`;
  const toMinute = (instant: string): string =>
    form === 'utc' ? `${formatInstant(instant, 'utc').slice(0, 16)} UTC` : formatInstant(instant, 'local').slice(0, 16);
  const after = range.after === null ? [] : [`since ${toMinute(range.after)}`];
  const before = range.before === null ? [] : [`before ${toMinute(range.before)}`];
  return [...after, ...before].join(', ');
}

/** No condition at all. */
export const cleared = {
  statuses: home.statuses,
  sources: home.sources,
  providers: home.providers,
  accounts: home.accounts,
  labels: home.labels,
  definitions: home.definitions,
  codes: home.codes,
  reasons: home.reasons,
  text: home.text,
  range: home.range,
  by: home.by,
} satisfies Partial<Address>;
