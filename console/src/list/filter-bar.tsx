/** What narrows the list, on one line: menus, what it is grouped by, each condition in force as a chip, and what it covers. */
import type { ComponentChildren } from 'preact';
import { Choice, toggle } from '../shared/choice.tsx';
import { Icon } from '../shared/icon.tsx';
import { Menu } from '../shared/menu.tsx';
import { StatusSign } from '../shared/status-badge.tsx';
import { Toolbar } from '../shared/toolbar.tsx';
import type { Source } from '../sources/use-sources.ts';
import { groupNames, type Address, type GroupName } from '../state/address.ts';
import { cleared, listChips } from '../state/chips.ts';
import { go } from '../state/navigation.ts';
import { timeForm } from '../state/preferences.ts';
import { statuses, statusGroups, toStatusLook, type KnownStatus } from '../state/status.ts';
import { RangeMenu } from './range-menu.tsx';
import { KindMenus, SourceMenu } from './source-menu.tsx';

export interface FilterBarProps {
  readonly address: Address;
  readonly sources: readonly Source[];
  readonly children: ComponentChildren;
}

export function FilterBar({ address, sources, children }: FilterBarProps) {
  return (
    <search class="filters">
      <Toolbar class="filter-controls" label="Conditions">
        <RangeMenu address={address} />
        <StatusMenu taken={address.statuses} />
        <SourceMenu address={address} sources={sources} />
        <KindMenus address={address} sources={sources} />
        <GroupMenu taken={address.group} />
        <Chips address={address} />
        {children}
      </Toolbar>
    </search>
  );
}

function StatusMenu({ taken }: { readonly taken: readonly KnownStatus[] }) {
  return (
    <Menu label="Status" count={taken.length}>
      {statusGroups.map(({ group, word }) => {
        const own = statuses.filter((status) => toStatusLook(status).group === group);
        return (
          <fieldset key={group}>
            <legend>
              {word}{' '}
              <button
                type="button"
                class="plain only"
                aria-label={`All of ${word}`}
                onClick={() => go({ statuses: own })}
              >
                all
              </button>
            </legend>
            {own.map((status) => (
              <Choice
                key={status}
                isTaken={taken.includes(status)}
                onChange={() => go({ statuses: toggle(taken, status) })}
              >
                <StatusSign status={status} /> {toStatusLook(status).word}
              </Choice>
            ))}
          </fieldset>
        );
      })}
    </Menu>
  );
}

const groupWords: Readonly<Record<GroupName, string>> = { job: 'Job', reason: 'Reason of failure', source: 'Source' };

function GroupMenu({ taken }: { readonly taken: GroupName | null }) {
  return (
    <Menu label={taken === null ? 'Group' : `Group: ${groupWords[taken].toLowerCase()}`} isTaken={taken !== null}>
      <fieldset>
        <legend>Group by</legend>
        {[null, ...groupNames].map((group) => (
          <label key={group ?? ''} class="choice">
            <input type="radio" name="group" checked={group === taken} onChange={() => go({ group })} />
            <span>{group === null ? 'Nothing: the jobs' : groupWords[group]}</span>
          </label>
        ))}
      </fieldset>
    </Menu>
  );
}

function Chips({ address }: { readonly address: Address }) {
  const chips = listChips(address, timeForm.value);
  if (chips.length === 0) return null;
  return (
    <ul class="chips" aria-label="Conditions in force">
      {chips.map(({ label, value, without }) => (
        <li key={`${label} ${value}`} class="chip">
          <span class="chip-text" title={`${label} ${value}`}>
            <span class="label">{label}</span> {value}
          </span>
          <button type="button" aria-label={`Remove ${label} ${value}`} onClick={() => go(without)}>
            <Icon name="close" />
          </button>
        </li>
      ))}
      {chips.length > 1 && (
        <li>
          <button type="button" class="plain" onClick={() => go(cleared)}>
            Clear
          </button>
        </li>
      )}
    </ul>
  );
}
