/** Names and addresses that reach only this machine. */
import { BlockList, isIPv6 } from 'node:net';

const loopbackHost = /^(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])(?::\d{1,5})?$/i;

const loopback = new BlockList();
loopback.addSubnet('127.0.0.0', 8, 'ipv4');
loopback.addAddress('::1', 'ipv6');

/** @param host a Host header. A page whose host name was pointed at loopback (DNS rebinding) still sends that name there. */
export function isLoopbackHost(host: string | undefined): boolean {
  return host !== undefined && loopbackHost.test(host);
}

/** Whether an IP address is of 127.0.0.0/8 or is ::1, also as an IPv4-mapped address. False for a name. */
export function isLoopbackAddress(address: string): boolean {
  try {
    return loopback.check(address, isIPv6(address) ? 'ipv6' : 'ipv4');
  } catch {
    return false;
  }
}
