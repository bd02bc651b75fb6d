/** The span of time: one that ends now, or instants. */
import { Menu } from '../shared/menu.tsx';
import type { Address, RangeTime } from '../state/address.ts';
import { rangeTime, recentSpan } from '../state/list-request.ts';
import { go } from '../state/navigation.ts';
import { timeForm } from '../state/preferences.ts';
import { fromField, nameSpan, toField } from '../state/time.ts';

const spans = ['1h', '6h', '24h', '3d', '7d', '30d'];

export function RangeMenu({ address }: { readonly address: Address }) {
  const { range, view } = address;
  const last = range === null ? (view === 'now' ? recentSpan : null) : 'last' in range ? range.last : null;
  const absolute = range !== null && !('last' in range) ? range : { after: null, before: null };
  return (
    <Menu label={last === null ? 'Time' : `Last ${last}`} isTaken={range !== null}>
      <fieldset>
        <legend>In the last</legend>
        <div class="spans">
          {spans.map((span) => (
            <label key={span} class="choice">
              <input type="radio" name="span" checked={span === last} onChange={() => go({ range: { last: span } })} />
              <span>{nameSpan(span)}</span>
            </label>
          ))}
        </div>
      </fieldset>
      <fieldset>
        <legend>Between ({timeForm.value === 'utc' ? 'UTC' : 'your time'})</legend>
        <Instant label="After" value={absolute.after} onChange={(after) => go(toChange({ ...absolute, after }))} />
        <Instant label="Before" value={absolute.before} onChange={(before) => go(toChange({ ...absolute, before }))} />
      </fieldset>
      <fieldset>
        <legend>By the time that jobs were</legend>
        {(['created', 'ended'] as const).map((time: RangeTime) => (
          <label key={time} class="choice">
            <input type="radio" name="by" checked={rangeTime(address) === time} onChange={() => go({ by: time })} />
            <span>{time}</span>
          </label>
        ))}
      </fieldset>
    </Menu>
  );
}

interface InstantProps {
  readonly label: string;
  readonly value: string | null;
  readonly onChange: (value: string | null) => void;
}

function Instant({ label, value, onChange }: InstantProps) {
  return (
    <label class="field">
      <span>{label}</span>
      <input
        type="datetime-local"
        value={value === null ? '' : toField(value, timeForm.value)}
        onChange={({ currentTarget }) =>
          onChange(currentTarget.value === '' ? null : fromField(currentTarget.value, timeForm.value))
        }
      />
    </label>
  );
}

function toChange(range: { readonly after: string | null; readonly before: string | null }): Partial<Address> {
  return { range: range.after === null && range.before === null ? null : range };
}
