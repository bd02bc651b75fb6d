/** A view that means the same an hour later. */
import type { Address } from '../state/address.ts';
import { rangeTime } from '../state/list-request.ts';
import { readSpan } from '../state/time.ts';

/**
 * A span before now becomes instants, and the page of the list is left out.
 * @param now milliseconds since 1970
 */
export function freeze(address: Address, now: number): Address {
  const { range } = address;
  const still = { ...address, cursors: {} };
  if (range === null || !('last' in range)) return still;
  const [after, before] = [now - readSpan(range.last), now].map(
    (time) => `${new Date(time).toISOString().slice(0, 19)}Z`,
  );
  return { ...still, range: { after: after ?? null, before: before ?? null }, by: rangeTime(address) };
}
