// Whether a credential may be used from where a call comes.
import { isIP } from 'node:net';
import ipaddr from 'ipaddr.js';

/** @param allowed addresses and CIDR ranges; none: everywhere. An address that nobody knows is nowhere. */
export function isAllowedAddress(address: string | undefined, allowed: readonly string[]): boolean {
  if (allowed.length === 0) return true;
  // ipaddr.js reads numbers in octal and hexadecimal too, which others read differently.
  if (address === undefined || isIP(address) === 0) return false;
  // An IPv4 address that came through an IPv6 socket is the IPv4 address.
  const caller = ipaddr.process(address);
  return allowed.some((range) => {
    const [network, bits] = parseRange(range);
    return network.kind() === caller.kind() && caller.match([network, bits] as never);
  });
}

function parseRange(range: string): [ipaddr.IPv4 | ipaddr.IPv6, number] {
  if (range.includes('/')) return ipaddr.parseCIDR(range);
  const address = ipaddr.process(range);
  return [address, address.kind() === 'ipv4' ? 32 : 128];
}
