import { isIPv6 } from 'node:net';
import type { Viewer } from './viewer.ts';

/**
 * Who asks, for shares of what all use: the token's subject, or else the client's address. Behind a proxy all without a
 * token have one address, the proxy's; they then share by operations.
 */
export function toAsker({ kind, subject }: Pick<Viewer, 'kind' | 'subject'>, address: string | undefined): string {
  return subject === null ? `${kind} at ${toNetwork(address ?? '')}` : `${kind}: ${subject}`;
}

/** A client has one address of IPv4, and mostly a whole network of IPv6: 64 of its 128 bits. */
function toNetwork(address: string): string {
  if (!isIPv6(address) || address.includes('.')) return address;
  const [head = '', tail = ''] = address.replace(/%.*$/, '').split('::');
  const [first, last] = [head, tail].map((part) => (part === '' ? [] : part.split(':'))) as [string[], string[]];
  const zeros = Array.from({ length: 8 - first.length - last.length }, () => '0');
  return [...first, ...zeros, ...last].slice(0, 4).join(':');
}
