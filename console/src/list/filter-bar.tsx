/** What narrows the list: a search, menus, and each condition that is in force as a chip. */
import { Icon } from '../shared/icon.tsx';
import { Menu } from '../shared/menu.tsx';
import { StatusSign } from '../shared/status-badge.tsx';
import type { Source } from '../sources/use-sources.ts';
import type { Address } from '../state/address.ts';
import { cleared, listChips } from '../state/chips.ts';
import { go } from '../state/navigation.ts';
import { isKnownProvider, toProviderName } from '../state/providers.ts';
import { statuses, statusGroups, toStatusLook, type KnownStatus } from '../state/status.ts';
import { RangeMenu } from './range-menu.tsx';
import { SearchBox } from './search-box.tsx';

export interface FilterBarProps {
  readonly address: Address;
  readonly sources: readonly Source[];
}

export function FilterBar({ address, sources }: FilterBarProps) {
  return (
    <search class="filters">
      <div class="filter-controls">
        <SearchBox text={address.text} />
        <StatusMenu taken={address.statuses} />
        <SourceMenu taken={address.sources} sources={sources} />
        <ProviderMenu taken={address.providers} sources={sources} />
        <RangeMenu address={address} />
      </div>
      <Chips address={address} />
    </search>
  );
}

function StatusMenu({ taken }: { readonly taken: readonly KnownStatus[] }) {
  return (
    <Menu label="Status" count={taken.length}>
      {statusGroups.map(({ group, word }) => (
        <fieldset key={group}>
          <legend>{word}</legend>
          {statuses
            .filter((status) => toStatusLook(status).group === group)
            .map((status) => (
              <Choice
                key={status}
                isTaken={taken.includes(status)}
                onChange={() => go({ statuses: toggle(taken, status) })}
              >
                <StatusSign status={status} /> {toStatusLook(status).word}
              </Choice>
            ))}
        </fieldset>
      ))}
    </Menu>
  );
}

function SourceMenu({ taken, sources }: { readonly taken: readonly string[]; readonly sources: readonly Source[] }) {
  return (
    <Menu label="Source" count={taken.length}>
      <fieldset>
        <legend>Sources</legend>
        {sources.map(({ name, provider, canList }) => (
          <Choice key={name} isTaken={taken.includes(name)} onChange={() => go({ sources: toggle(taken, name) })}>
            {name} <span class="sub">{canList ? toProviderName(provider) : 'offers no listing'}</span>
          </Choice>
        ))}
      </fieldset>
    </Menu>
  );
}

function ProviderMenu({
  taken,
  sources,
}: {
  readonly taken: Address['providers'];
  readonly sources: readonly Source[];
}) {
  const configured = [...new Set(sources.map(({ provider }) => provider))].filter(isKnownProvider);
  return (
    <Menu label="Provider" count={taken.length}>
      <fieldset>
        <legend>Providers</legend>
        {configured.map((provider) => (
          <Choice
            key={provider}
            isTaken={taken.includes(provider)}
            onChange={() => go({ providers: toggle(taken, provider) })}
          >
            {toProviderName(provider)}
          </Choice>
        ))}
      </fieldset>
    </Menu>
  );
}

interface ChoiceProps {
  readonly isTaken: boolean;
  readonly onChange: () => void;
  readonly children: preact.ComponentChildren;
}

function Choice({ isTaken, onChange, children }: ChoiceProps) {
  return (
    <label class="choice">
      <input type="checkbox" checked={isTaken} onChange={onChange} />
      <span>{children}</span>
    </label>
  );
}

function Chips({ address }: { readonly address: Address }) {
  const chips = listChips(address);
  if (chips.length === 0) return null;
  return (
    <ul class="chips" aria-label="Conditions in force">
      {chips.map(({ label, value, without }) => (
        <li key={`${label} ${value}`} class="chip">
          <span>
            <span class="label">{label}</span> {value}
          </span>
          {without !== null && (
            <button type="button" aria-label={`Remove ${label} ${value}`} onClick={() => go(without)}>
              <Icon name="close" />
            </button>
          )}
        </li>
      ))}
      {chips.some(({ without }) => without !== null) && (
        <li>
          <button type="button" class="plain" onClick={() => go(cleared)}>
            Clear all
          </button>
        </li>
      )}
    </ul>
  );
}

function toggle<Value>(taken: readonly Value[], value: Value): readonly Value[] {
  return taken.includes(value) ? taken.filter((other) => other !== value) : [...taken, value];
}
