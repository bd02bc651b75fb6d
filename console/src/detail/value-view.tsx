/** A field's value, whatever its shape: text, an instant, a list, a table, or fields within fields. */
import { OutsideLink } from '../shared/outside-link.tsx';
import { StatusBadge } from '../shared/status-badge.tsx';
import { Time } from '../shared/time.tsx';
import { SafeText } from '../text/safe-text.tsx';
import {
  isEmpty,
  isList,
  isObject,
  listColumns,
  listEntries,
  toLabel,
  toS3Text,
  toTypeName,
  toWords,
  type Fact,
  type FactObject,
} from './facts.ts';
import { fieldKinds } from './fields.generated.ts';

type Kind = 'time' | 'url' | 'status' | 'word';

export interface ValueViewProps {
  /** The type that has the field, and its name there. */
  readonly type: string;
  readonly name: string;
  readonly fact: Fact;
  readonly showsEmpty: boolean;
}

export function ValueView({ type, name, fact, showsEmpty }: ValueViewProps) {
  if (isEmpty(fact)) return <span class="muted">–</span>;
  if (isList(fact)) return <ListView type={type} name={name} list={fact} showsEmpty={showsEmpty} />;
  if (isObject(fact)) return <ObjectView object={fact} showsEmpty={showsEmpty} />;
  if (typeof fact === 'boolean') return <>{fact ? 'Yes' : 'No'}</>;
  return <TextView kind={findKind(type, name)} text={String(fact)} />;
}

function findKind(type: string, name: string): Kind | undefined {
  const kinds: Readonly<Record<string, Readonly<Record<string, Kind>>>> = fieldKinds;
  return kinds[type]?.[name];
}

function TextView({ kind, text }: { readonly kind: Kind | undefined; readonly text: string }) {
  if (kind === 'time') return <Time at={text} />;
  if (kind === 'status') return <StatusBadge status={text} />;
  if (kind === 'word') return <>{toWords(text)}</>;
  if (kind === 'url') return <AddressView text={text} />;
  if (text.includes('\n'))
    return (
      <pre>
        <SafeText text={text} />
      </pre>
    );
  return <Value text={text} />;
}

function AddressView({ text }: { readonly text: string }) {
  return (
    <OutsideLink address={text} otherwise={<Value text={text} />}>
      <SafeText text={text} />
    </OutsideLink>
  );
}

function Value({ text }: { readonly text: string }) {
  return (
    <span class="value">
      <SafeText text={text} />
    </span>
  );
}

interface ListViewProps extends Omit<ValueViewProps, 'fact'> {
  readonly list: readonly Fact[];
}

function ListView({ type, name, list, showsEmpty }: ListViewProps) {
  const rows = list.filter(isObject);
  if (rows.length === list.length) return <TableView name={name} rows={rows} showsEmpty={showsEmpty} />;
  return (
    <ul class="values">
      {list.map((fact, index) => (
        <li key={index}>
          <ValueView type={type} name={name} fact={fact} showsEmpty={showsEmpty} />
        </li>
      ))}
    </ul>
  );
}

interface TableViewProps {
  readonly name: string;
  readonly rows: readonly FactObject[];
  readonly showsEmpty: boolean;
}

function TableView({ name, rows, showsEmpty }: TableViewProps) {
  const columns = listColumns(rows, showsEmpty);
  return (
    // What may scroll must be reached by keys.
    <div class="table-frame" role="group" aria-label={toLabel(name)} tabIndex={0}>
      <table class="facts-table">
        <thead>
          <tr>
            {columns.map((column) => (
              <th key={column} scope="col">
                {toLabel(column)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row, index) => (
            <tr key={index}>
              {columns.map((column) => (
                <td key={column}>
                  <ValueView type={toTypeName(row)} name={column} fact={row[column]} showsEmpty={showsEmpty} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function ObjectView({ object, showsEmpty }: { readonly object: FactObject; readonly showsEmpty: boolean }) {
  const type = toTypeName(object);
  if (type === 'JobS3Object') return <Value text={toS3Text(object)} />;
  return <FactList type={type} entries={listEntries(object)} showsEmpty={showsEmpty} />;
}

export interface FactListProps {
  readonly type: string;
  readonly entries: readonly (readonly [string, Fact])[];
  readonly showsEmpty: boolean;
}

/** Names and values; what is empty is left out unless it is asked for. */
export function FactList({ type, entries, showsEmpty }: FactListProps) {
  return (
    <dl class="facts">
      {entries
        .filter(([, fact]) => showsEmpty || !isEmpty(fact))
        .map(([name, fact]) => (
          <div key={name} class={isList(fact) || isObject(fact) ? 'fact wide' : 'fact'} data-field={name}>
            <dt>{toLabel(name)}</dt>
            <dd>
              <ValueView type={type} name={name} fact={fact} showsEmpty={showsEmpty} />
            </dd>
          </div>
        ))}
    </dl>
  );
}
