// What a host gets from requirePlugin: the addresses of the pages, the events, and the settings.
import { writeQuery } from './services/query';

export { type CouponEvent, off, on } from './services/events';
export { configure, type Settings } from './services/settings';

/** What a host says of the person and the way back. Everything else that it puts into the address reaches the server as well. */
export interface Launch {
  /** The person, as 出行服务 knows them to the service provider. */
  readonly user_code?: string;
  readonly mobile?: string;
  /** Where the flow returns to: a path of the host, or what the server has been told to understand. */
  readonly return_url?: string;
  /** Signed by the host's server, where the service provider asks for it. */
  readonly ticket?: string;
}

/** @param alias the plugin's name in the host's app.json */
export function claimUrl(alias: string, launch: Launch & { readonly stock_id?: string } = {}): string {
  return address(alias, 'claim', launch);
}

export function couponsUrl(alias: string, launch: Launch = {}): string {
  return address(alias, 'coupons', launch);
}

export function couponUrl(alias: string, launch: Launch & { readonly coupon_id: string }): string {
  return address(alias, 'coupon', launch);
}

function address(alias: string, page: string, launch: object): string {
  const query = writeQuery(launch as Record<string, string | undefined>);
  return `plugin://${alias}/${page}${query === '' ? '' : `?${query}`}`;
}
