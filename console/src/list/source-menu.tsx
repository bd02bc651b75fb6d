/** Which sources are shown: by name, provider, account or label. Sixty of them are found by typing. */
import { useState } from 'preact/hooks';
import { Choice, toggle } from '../shared/choice.tsx';
import { Menu } from '../shared/menu.tsx';
import type { Source } from '../sources/use-sources.ts';
import type { Address } from '../state/address.ts';
import { go } from '../state/navigation.ts';
import { isKnownProvider, toProviderName } from '../state/providers.ts';

export interface SourceMenuProps {
  readonly address: Address;
  readonly sources: readonly Source[];
}

/** Fewer are seen at a glance. */
const typedFrom = 8;

export function SourceMenu({ address, sources }: SourceMenuProps) {
  const [typed, setTyped] = useState('');
  const taken = address.sources;
  const found = findSources(sources, typed);
  return (
    <Menu label="Source" count={taken.length}>
      {sources.length > typedFrom && (
        <input
          type="search"
          aria-label="Find a source"
          placeholder="Find a source"
          value={typed}
          autoComplete="off"
          onInput={({ currentTarget }) => setTyped(currentTarget.value)}
        />
      )}
      <fieldset>
        <legend>Sources {typed !== '' && `(${found.length} of ${sources.length})`}</legend>
        {found.map(({ name, provider, account, canList }) => (
          <span key={name} class="choice-line">
            <Choice isTaken={taken.includes(name)} onChange={() => go({ sources: toggle(taken, name) })}>
              {name}{' '}
              <span class="sub">
                {[canList ? toProviderName(provider) : 'offers no listing', account].filter(Boolean).join(' · ')}
              </span>
            </Choice>
            <button
              type="button"
              class="plain only"
              aria-label={`Only ${name}`}
              onClick={() => go({ sources: [name] })}
            >
              only
            </button>
          </span>
        ))}
      </fieldset>
    </Menu>
  );
}

function findSources(sources: readonly Source[], typed: string): readonly Source[] {
  const words = typed.toLowerCase().split(/\s+/).filter(Boolean);
  return sources.filter(({ name, provider, account, labels }) => {
    const text = [name, toProviderName(provider), account, ...labels.map(toLabel)].join(' ').toLowerCase();
    return words.every((word) => text.includes(word));
  });
}

function toLabel({ key, value }: { readonly key: string; readonly value: string | null }): string {
  return `${key}=${value ?? ''}`;
}

/** By provider; by account and label, where the configuration names some. */
export function KindMenus({ address, sources }: SourceMenuProps) {
  const providers = [...new Set(sources.map(({ provider }) => provider))].filter(isKnownProvider);
  const accounts = [...new Set(sources.flatMap(({ account }) => account ?? []))].toSorted();
  const labels = [...new Set(sources.flatMap((source) => source.labels.map(toLabel)))].toSorted();
  return (
    <>
      <Menu label="Provider" count={address.providers.length}>
        <Facet
          legend="Providers"
          values={providers}
          taken={address.providers}
          nameOf={toProviderName}
          onTake={(value) => go({ providers: toggle(address.providers, value) })}
        />
      </Menu>
      {accounts.length + labels.length > 0 && (
        <Menu label="Account" count={address.accounts.length + address.labels.length}>
          <Facet
            legend="Accounts"
            values={accounts}
            taken={address.accounts}
            onTake={(value) => go({ accounts: toggle(address.accounts, value) })}
          />
          <Facet
            legend="Labels"
            values={labels}
            taken={address.labels}
            onTake={(value) => go({ labels: toggle(address.labels, value) })}
          />
        </Menu>
      )}
    </>
  );
}

interface FacetProps<Value extends string> {
  readonly legend: string;
  readonly values: readonly Value[];
  readonly taken: readonly Value[];
  readonly nameOf?: (value: Value) => string;
  readonly onTake: (value: Value) => void;
}

function Facet<Value extends string>({ legend, values, taken, nameOf = String, onTake }: FacetProps<Value>) {
  if (values.length === 0) return null;
  return (
    <fieldset>
      <legend>{legend}</legend>
      {values.map((value) => (
        <Choice key={value} isTaken={taken.includes(value)} onChange={() => onTake(value)}>
          {nameOf(value)}
        </Choice>
      ))}
    </fieldset>
  );
}
