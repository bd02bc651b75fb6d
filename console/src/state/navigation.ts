/** The address of this window, as a signal. */
import { signal, type ReadonlySignal } from '@preact/signals';
import { changeAddress, formatAddress, parseAddress, type Address } from './address.ts';

const current = signal(parseAddress(window.location.search));

/** What is shown. Changed by `go`, and by the browser's Back and Forward. */
export const address: ReadonlySignal<Address> = current;

window.addEventListener('popstate', () => {
  current.value = parseAddress(window.location.search);
});

/** @param kind `replace` for what is no step of its own, such as each letter of a search */
export function go(change: Partial<Address>, kind: 'push' | 'replace' = 'push'): void {
  const next = changeAddress(current.value, change);
  const query = formatAddress(next);
  if (query === formatAddress(current.value)) return;
  // An empty address would mean the page with its present query.
  window.history[`${kind}State`](null, '', query === '' ? window.location.pathname : query);
  current.value = next;
}

/** Puts a view in the place of whatever the address holds now. `query` with its `?`, or empty. */
export function restore(query: string): void {
  window.history.replaceState(null, '', `${window.location.pathname}${query}`);
  current.value = parseAddress(query);
}

/** The address of a link, relative to the page. */
export function toLink(change: Partial<Address>): string {
  return formatAddress(changeAddress(current.value, change)) || '?';
}

/** Lets a link change the view without a new page; modified clicks open tabs as ever. */
export function follow(change: Partial<Address>): (event: MouseEvent) => void {
  return (event) => {
    if (event.defaultPrevented || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey) return;
    event.preventDefault();
    go(change);
  };
}
