/** Views under a name, kept in this browser: each is an address. */
import type { ReadonlySignal } from '@preact/signals';
import { formatAddress, parseAddress, type Address } from '../state/address.ts';
import { keepList } from '../state/preferences.ts';

export interface SavedView {
  readonly name: string;
  /** With its `?`; empty for the first view. */
  readonly query: string;
}

const most = 50;

const kept = keepList('jobgraph-views', ['name', 'query'], most);

/** In the order of their names. */
export const views: ReadonlySignal<readonly SavedView[]> = kept;

/** Under a name that is taken, it takes the place of the other. Neither the open job nor the page of the list is part of a view. */
export function saveView(name: string, address: Address): void {
  const view = { name: name.trim().slice(0, 80), query: toViewQuery(address) };
  if (view.name === '') return;
  const others = kept.peek().filter((other) => other.name !== view.name);
  kept.value = [...others, view].toSorted((one, other) => one.name.localeCompare(other.name)).slice(0, most);
}

export function removeView(name: string): void {
  kept.value = kept.peek().filter((view) => view.name !== name);
}

/** What tells views apart. */
export function toViewQuery(address: Address): string {
  return formatAddress({ ...address, job: null, cursors: {} });
}

/** What a view shows; an address of another version loses what this one does not know. */
export function readView({ query }: SavedView): Address {
  return parseAddress(query);
}
