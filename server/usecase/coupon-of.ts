// One coupon with all that is known of it: its stock, the stores that take it, and who has it.
import { type Coupon, effective } from '../domain/coupon.ts';
import type { Customer } from '../domain/customer.ts';
import type { Stock } from '../domain/stock.ts';
import { findCustomerOf } from '../store/sql/customers.ts';
import { findCoupon } from '../store/sql/find-coupons.ts';
import { findStock } from '../store/sql/find-stock.ts';
import { storesOfStock } from '../store/sql/stores.ts';
import type { UseCaseDeps } from './deps.ts';

export interface KnownCoupon {
  /** As it is now. */
  readonly coupon: Coupon;
  readonly stock: Stock;
  /** The only stores that take it; none: all do. */
  readonly stores: readonly string[];
  /** undefined: its user is no customer yet. */
  readonly customer: Customer | undefined;
}

/** @returns undefined where the tenant has no such coupon */
export async function couponOf(
  deps: UseCaseDeps,
  tenantId: string,
  couponId: string,
): Promise<KnownCoupon | undefined> {
  const { read } = deps.database;
  const coupon = await findCoupon(read, couponId, deps.buckets);
  if (coupon?.tenantId !== tenantId) return undefined;
  const stock = await findStock(read, tenantId, coupon.stockId);
  if (stock === undefined) return undefined;
  const { bucket, userCode, stockId } = coupon;
  return {
    coupon: effective(coupon, deps.now()),
    stock,
    stores: await storesOfStock(read, tenantId, stockId),
    customer: await findCustomerOf(read, { bucket, tenantId, appChannelId: stock.appChannelId, userCode }),
  };
}
