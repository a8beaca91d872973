// Whether an IP address is somebody's on the public internet.
import ipaddr from 'ipaddr.js';

/** What IANA has given out for public use so far. All else in IPv6, known or yet to come, is not. */
const GLOBAL_UNICAST = ipaddr.IPv6.parseCIDR('2000::/3');

/**
 * False for whatever is private, reserved or only carries another address (mapped, NAT64, 6to4, Teredo): the inner one
 * could be private, and a peer that can be reached has an address of its own.
 */
export function isPublicAddress(text: string): boolean {
  if (!ipaddr.isValid(text)) return false;
  const address = ipaddr.parse(text);
  if (address.range() !== 'unicast') return false;
  return address instanceof ipaddr.IPv4 || (address instanceof ipaddr.IPv6 && address.match(GLOBAL_UNICAST));
}
