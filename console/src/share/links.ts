/** Addresses to send to others: absolute, and of the same meaning an hour later. */
import { formatAddress, home, type Address } from '../state/address.ts';
import { freeze } from './freeze.ts';

/** Of a job alone, without the list beside it. */
export function toJobLink(id: string): string {
  return toAbsolute({ ...home, job: id });
}

/** Of a view: a span before now becomes instants, and the page of the list is left out, for others are not on it. */
export function toViewLink(address: Address, now: number): string {
  return toAbsolute(freeze(address, now));
}

function toAbsolute(address: Address): string {
  return new URL(formatAddress(address) || '?', document.baseURI).href;
}
