// From the options of `deliveries list` to what the store is asked for.
import type { Context } from '../context.ts';
import type { DeliveryState } from '../store/rows/delivery.ts';
import type { DeliveryFilter } from '../store/sql/list-deliveries.ts';
import { findTenantCoupon } from './coupon-of.ts';

export interface ListOptions {
  readonly state?: DeliveryState | 'all';
  readonly channel?: number;
  readonly stock?: string;
  readonly coupon?: string;
  readonly limit: number;
}

/** @throws Refusal where the coupon is none of the tenant's */
export async function filterOf(
  context: Context,
  tenantId: string,
  { state, channel, stock, coupon, limit }: ListOptions,
): Promise<DeliveryFilter> {
  const filter: { -readonly [Key in keyof DeliveryFilter]: DeliveryFilter[Key] } = {
    buckets: context.useCases.buckets,
    tenantId,
    limit,
  };
  if (state !== 'all') filter.states = state === undefined ? ['pending', 'dead'] : [state];
  if (channel !== undefined) filter.appChannelId = channel;
  if (stock !== undefined) filter.stockId = stock;
  if (coupon !== undefined) filter.coupon = await findTenantCoupon(context, tenantId, coupon);
  return filter;
}
