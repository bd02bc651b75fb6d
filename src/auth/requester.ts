import { isIPv6 } from 'node:net';
import type { Viewer } from './viewer.ts';

/**
 * The key by which shared capacity is divided: the token's subject, else the client's address. Behind a proxy, all
 * clients without a token have the proxy's address; capacity is then divided among their operations.
 */
export function toRequester({ kind, subject }: Pick<Viewer, 'kind' | 'subject'>, address: string | undefined): string {
  return subject === null ? `${kind} at ${toNetwork(address ?? '')}` : `${kind}: ${subject}`;
}

/** A client has one IPv4 address, but usually a whole IPv6 network: 64 of the 128 bits. */
function toNetwork(address: string): string {
  if (!isIPv6(address) || address.includes('.')) return address;
  const [head = '', tail = ''] = address.replace(/%.*$/, '').split('::');
  const [first, last] = [head, tail].map((part) => (part === '' ? [] : part.split(':'))) as [string[], string[]];
  const zeros = Array.from({ length: 8 - first.length - last.length }, () => '0');
  return [...first, ...zeros, ...last].slice(0, 4).join(':');
}
