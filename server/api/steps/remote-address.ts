// Who sent a request: the address of its connection, or what the proxies that we believe say of it.
import type { IncomingMessage } from 'node:http';

/** Express's `trust proxy fn`: whether to believe what the address at this distance from us says about who asked it. */
export type TrustProxy = (address: string, distance: number) => boolean;

/** The same as Express's `request.ip`, for requests that Express does not see. */
export function remoteAddress(request: IncomingMessage, trust: TrustProxy): string | undefined {
  let address = request.socket.remoteAddress;
  for (const [distance, before] of forwardedFor(request).entries()) {
    if (address === undefined || !trust(address, distance)) break;
    address = before;
  }
  return address;
}

/** X-Forwarded-For, the nearest first. */
function forwardedFor({ headers }: IncomingMessage): string[] {
  const header = headers['x-forwarded-for'];
  if (header === undefined) return [];
  const addresses = String(header).split(',').reverse();
  return addresses.map((address) => address.trim()).filter((address) => address !== '');
}
