/** Where a link to a file may lead: a provider chooses it, so it must not reach into the gateway's own network. */
import { BlockList, isIP, isIPv6 } from 'node:net';

import { isLoopbackAddress, isLoopbackHost } from '../platform/loopback.ts';
import type { LinkRules } from './contract/log.ts';

/** A link that may be followed. */
export interface AllowedLink {
  readonly origin: string;
  /** With its query. */
  readonly path: string;
  /** The settings name its host only by a `*`: what the name resolves to must be an address of the Internet. */
  readonly mustBePublic: boolean;
}

/** Undefined if the link may not be followed. */
export function checkLink(text: string, { hosts, isOnLoopback }: LinkRules): AllowedLink | undefined {
  const url = URL.parse(text);
  if (url === null || hasUser(text)) return undefined;
  const isLocal = isOnLoopback && isLoopbackHost(url.hostname);
  if (url.protocol !== 'https:' && !(isLocal && url.protocol === 'http:')) return undefined;
  // URL leaves out the port of the protocol.
  if (url.port !== '' && !isLocal) return undefined;
  const host = url.hostname.replace(/^\[|\]$/g, '');
  if (isUnspecified(host)) return undefined;
  const isNamed = hosts.some((name) => name.replace(/^\[|\]$/g, '').toLowerCase() === host);
  if (!isNamed && !hosts.some((pattern) => fitsPattern(host, pattern.toLowerCase()))) return undefined;
  return { origin: url.origin, path: url.pathname + url.search, mustBePublic: !isNamed };
}

/** Browsers and this program read the host after an `@`, people before it. */
function hasUser(text: string): boolean {
  return /^[^/?#]*\/{0,2}[^/?#]*@/.test(text) || /^\s|[\\\s]/.test(text);
}

/** A `*` stands for one label. */
function fitsPattern(host: string, pattern: string): boolean {
  if (!pattern.startsWith('*.') || isIP(host) !== 0) return false;
  const [label = '', ...rest] = host.split('.');
  return label !== '' && rest.join('.') === pattern.slice(2);
}

const unspecified = new BlockList();
unspecified.addSubnet('0.0.0.0', 8, 'ipv4');
unspecified.addAddress('::', 'ipv6');

/** Addresses that are no single machine of the Internet: RFC 6890 and its registries, and addresses that hold an IPv4 one. */
const special = new BlockList();
for (const [network, prefix] of [
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['224.0.0.0', 3],
] as const)
  special.addSubnet(network, prefix, 'ipv4');
for (const [network, prefix] of [
  ['64:ff9b::', 96],
  ['64:ff9b:1::', 48],
  ['2002::', 16],
  ['fc00::', 7],
  ['fe80::', 9],
  ['ff00::', 8],
] as const)
  special.addSubnet(network, prefix, 'ipv6');

function isUnspecified(host: string): boolean {
  return isIP(host) !== 0 && unspecified.check(host, isIPv6(host) ? 'ipv6' : 'ipv4');
}

/** Whether a connection to this address may be made. */
export function mayConnect(address: string, mustBePublic: boolean): boolean {
  if (isIP(address) === 0 || isUnspecified(address)) return false;
  if (!mustBePublic) return true;
  return !isLoopbackAddress(address) && !special.check(address, isIPv6(address) ? 'ipv6' : 'ipv4');
}
