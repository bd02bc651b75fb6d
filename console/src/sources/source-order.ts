/** In which groups and order the rows of the sources' table stand, and which of them typing finds. */
import { toProviderName } from '../state/providers.ts';
import { toHealthLook } from '../state/source-health.ts';
import type { SourceRow } from './source-rows.ts';

/** The columns, in their order; each sorts by what it shows. */
export const columnNames = [
  'health',
  'source',
  'account',
  'region',
  'provider',
  'failed',
  'active',
  'newest',
  'listing',
  'changes',
  'error',
] as const;
export type ColumnName = (typeof columnNames)[number];

/** An order of rows. */
export interface SortOrder {
  readonly column: ColumnName;
  readonly isDescending: boolean;
}

type Key = string | number | null;

const keys: Readonly<Record<ColumnName, (row: SourceRow) => Key>> = {
  health: ({ source }) => toHealthLook(source).trouble,
  source: ({ source }) => source.name,
  account: ({ source }) => source.account,
  region: ({ source }) => source.region,
  provider: ({ source }) => toProviderName(source.provider),
  failed: ({ counts }) => counts?.failed?.value ?? null,
  active: ({ counts }) => counts?.active.value ?? null,
  newest: ({ counts }) => toInstant(counts?.newestAt),
  listing: ({ listing }) => listing,
  changes: ({ changes }) => changes,
  error: ({ source }) => toInstant(source.health.lastErrorAt),
};

/** What is asked for first where numbers and times are sorted: the most, and the latest. */
const descendingFirst: readonly ColumnName[] = ['health', 'failed', 'active', 'newest', 'error'];

/** What a click on a column's heading makes of the order: one way, the other way, and none. */
export function turnOrder(present: SortOrder | null, column: ColumnName): SortOrder | null {
  const isDescending = descendingFirst.includes(column);
  if (present?.column !== column) return { column, isDescending };
  return present.isDescending === isDescending ? { column, isDescending: !isDescending } : null;
}

/** Rows under one heading. */
export interface RowGroup {
  /** Unique among the groups. */
  readonly name: string;
  readonly rows: readonly SourceRow[];
}

/** How the table is shown. */
export interface TableLook {
  /** Words that a row must have, each at the beginning of a word or within one. */
  readonly text: string;
  /** Null: by how much trouble they are in, else as configured. */
  readonly order: SortOrder | null;
  readonly isGrouped: boolean;
}

/** Sources in trouble stand first, whatever the order and the groups are. */
export function groupRows(rows: readonly SourceRow[], { text, order, isGrouped }: TableLook): readonly RowGroup[] {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  const found = rows.filter((row) => {
    const told = describeRow(row);
    return words.every((word) => told.includes(word));
  });
  const sorted = found.toSorted(toComparison(order ?? { column: 'health', isDescending: true }));
  const troubled = sorted.filter(({ source }) => toHealthLook(source).trouble > 0);
  const others = sorted.filter(({ source }) => toHealthLook(source).trouble === 0);
  const groups = isGrouped
    ? [...Map.groupBy(others, ({ source }) => toProviderName(source.provider))]
        .toSorted(([one], [other]) => one.localeCompare(other, 'en'))
        .map(([name, members]) => ({ name, rows: members }))
    : [{ name: 'Others', rows: others }];
  return [{ name: 'In trouble', rows: troubled }, ...groups].filter((group) => group.rows.length > 0);
}

/** What typing finds a row by. */
function describeRow({ source, listing, changes }: SourceRow): string {
  const { name, provider, region, account, labels, health } = source;
  return [
    name,
    toProviderName(provider),
    region,
    account,
    ...labels.map(({ key, value }) => `${key}=${value}`),
    toHealthLook(source).word,
    health.lastErrorCode,
    listing,
    changes,
  ]
    .join(' ')
    .toLowerCase();
}

/** What is not known stands last in both directions. */
function toComparison({ column, isDescending }: SortOrder): (one: SourceRow, other: SourceRow) => number {
  const read = keys[column];
  const sign = isDescending ? -1 : 1;
  return (one, other) => {
    const [first, second] = [read(one), read(other)];
    if (first === null || second === null) return Number(first === null) - Number(second === null);
    return sign * compare(first, second);
  };
}

function compare(one: string | number, other: string | number): number {
  if (typeof one === 'number' && typeof other === 'number') return one - other;
  return String(one).localeCompare(String(other), 'en', { numeric: true });
}

function toInstant(text: string | null | undefined): number | null {
  return text == null ? null : Date.parse(text);
}
