/** The table of the sources: sorted by its headings, narrowed by typing, grouped by provider. */
import { signal } from '@preact/signals';
import { timeForm } from '../state/preferences.ts';
import { columnNames, groupRows, turnOrder, type ColumnName, type RowGroup, type SortOrder } from './source-order.ts';
import { SourceItem } from './source-item.tsx';
import type { SourceRow } from './source-rows.ts';

/** What the headings say; `failed` has its span beside it. */
const headings: Readonly<Record<ColumnName, string>> = {
  health: 'Health',
  source: 'Source',
  account: 'Account',
  region: 'Region',
  provider: 'Provider',
  failed: 'Failed 24 h',
  active: 'Active',
  newest: 'Newest job',
  listing: 'Lists',
  changes: 'Changes',
  error: 'Last error',
};

const text = signal('');
const order = signal<SortOrder | null>(null);
/** Null: grouped where some provider has several sources. */
const isGrouped = signal<boolean | null>(null);

export interface SourcesTableProps {
  readonly rows: readonly SourceRow[];
}

/** By typing, by provider, and on a phone by a column. */
export function SourcesTools({ rows }: SourcesTableProps) {
  const { groups, grouped } = arrange(rows);
  const shown = groups.reduce((sum, group) => sum + group.rows.length, 0);
  return (
    <div class="sources-tools">
      <input
        type="search"
        value={text.value}
        onInput={({ currentTarget }) => (text.value = currentTarget.value)}
        placeholder="Name, account, region, label, error…"
        aria-label="Find sources"
        autocomplete="off"
        spellcheck={false}
      />
      <label class="switch">
        <input
          type="checkbox"
          checked={grouped}
          onChange={({ currentTarget }) => (isGrouped.value = currentTarget.checked)}
        />
        By provider
      </label>
      <OrderMenu />
      <span class="sub" role="status">
        {text.value.trim() !== '' && `${shown} of ${rows.length} sources`}
      </span>
    </div>
  );
}

export function SourcesTable({ rows }: SourcesTableProps) {
  const { groups, grouped } = arrange(rows);
  return (
    <table class={`sources ${timeForm.value === 'relative' ? '' : 'dated'} ${grouped ? 'grouped' : ''}`}>
      <caption class="unseen">Sources, those in trouble first</caption>
      <thead>
        <tr>
          {columnNames.map((name) => (
            <Heading key={name} name={name} />
          ))}
        </tr>
      </thead>
      {groups.map((group) => (
        <Group key={group.name} group={group} hasHeading={grouped || groups.length > 1} />
      ))}
    </table>
  );
}

/** As typing and choices have it. */
function arrange(rows: readonly SourceRow[]) {
  const providers = new Set(rows.map(({ source }) => source.provider)).size;
  const grouped = isGrouped.value ?? rows.length >= 2 * providers;
  return { grouped, groups: groupRows(rows, { text: text.value, order: order.value, isGrouped: grouped }) };
}

function Heading({ name }: { readonly name: ColumnName }) {
  const present = order.value?.column === name ? order.value : null;
  return (
    <th
      scope="col"
      class={`${name}-column`}
      aria-sort={present === null ? 'none' : present.isDescending ? 'descending' : 'ascending'}
    >
      <button type="button" class="plain" onClick={() => (order.value = turnOrder(order.value, name))}>
        {headings[name]}
        <span aria-hidden="true">{present === null ? '' : present.isDescending ? ' ↓' : ' ↑'}</span>
      </button>
    </th>
  );
}

/** In place of the headings, where a phone has no room for them. */
function OrderMenu() {
  return (
    <label class="order-menu">
      Order{' '}
      <select
        value={order.value?.column ?? ''}
        onChange={({ currentTarget: { value } }) => {
          const column = columnNames.find((name) => name === value);
          order.value = column === undefined ? null : turnOrder(null, column);
        }}
      >
        <option value="">Trouble first</option>
        {columnNames.map((name) => (
          <option key={name} value={name}>
            {headings[name]}
          </option>
        ))}
      </select>
    </label>
  );
}

interface GroupProps {
  readonly group: RowGroup;
  readonly hasHeading: boolean;
}

function Group({ group: { name, rows }, hasHeading }: GroupProps) {
  return (
    <tbody data-group={name}>
      {hasHeading && (
        <tr class="group">
          <th scope="rowgroup" colSpan={columnNames.length}>
            {name} <span class="sub">{rows.length}</span>
          </th>
        </tr>
      )}
      {rows.map((row) => (
        <SourceItem key={row.source.id} row={row} />
      ))}
    </tbody>
  );
}
