// Where callbacks may go: addresses are settings that people type, and must not lead into our own network.

import { type LookupAddress, type LookupAllOptions, lookup } from 'node:dns';
import type { LookupFunction } from 'node:net';
import { isIP } from 'node:net';
import { isPublicAddress } from './public-address.ts';

export type AddressPolicy = { readonly allowPrivate: boolean };

/** Like dns.lookup with `all`. */
export type ResolveAll = (
  hostname: string,
  options: LookupAllOptions,
  callback: (error: NodeJS.ErrnoException | null, addresses: LookupAddress[]) => void,
) => void;

export class CallbackUrlError extends Error {
  override readonly name = 'CallbackUrlError';
}

/**
 * To be asked when a URL is set and again before it is called: a connection to a literal address looks nothing up.
 * @throws CallbackUrlError
 */
export function checkCallbackUrl(url: string, { allowPrivate }: AddressPolicy): URL {
  const parsed = URL.parse(url);
  const refuse = (problem: string) => {
    throw new CallbackUrlError(`The callback URL ${problem}`);
  };
  if (!parsed) return refuse('is not a URL; it should look like https://example.com/path');
  if (parsed.protocol !== 'https:' && !(allowPrivate && parsed.protocol === 'http:')) {
    return refuse(`must begin with https://, not ${parsed.protocol}`);
  }
  if (parsed.username || parsed.password) return refuse('must not hold a user name or password');
  // The properties are empty for a bare "?" or "#" too.
  if (parsed.href.includes('?')) return refuse('must not have a query');
  if (parsed.href.includes('#')) return refuse('must not have a fragment');
  const host = parsed.hostname.replace(/^\[|\]$/g, '');
  if (!allowPrivate && isIP(host) !== 0 && !isPublicAddress(host)) {
    return refuse(`must not lead to ${host}, which is not a public address`);
  }
  return parsed;
}

/**
 * The `lookup` of a request or Agent. Only addresses that were checked are handed on, so the connection goes to one of
 * them: nothing is resolved twice. One that is not public refuses them all, since no honest name has both kinds.
 */
export function publicLookup({ allowPrivate }: AddressPolicy, resolve: ResolveAll = lookup): LookupFunction {
  return (hostname, options, callback) => {
    resolve(hostname, { ...options, all: true }, (error, addresses) => {
      if (error) return callback(error, []);
      const refused = allowPrivate ? undefined : addresses.find(({ address }) => !isPublicAddress(address));
      const [first] = addresses;
      if (refused) {
        const problem = `${hostname} leads to ${refused.address}, which is not a public address`;
        return callback(new CallbackUrlError(problem), []);
      }
      if (!first) return callback(new CallbackUrlError(`${hostname} has no address`), []);
      if (options.all) return callback(null, addresses);
      callback(null, first.address, first.family);
    });
  };
}
