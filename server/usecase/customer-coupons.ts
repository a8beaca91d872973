// The coupons that a customer has, as they are now.
import { stockKey } from '../domain/claims.ts';
import { type Coupon, effective } from '../domain/coupon.ts';
import type { Stock } from '../domain/stock.ts';
import { findCustomer } from '../store/sql/customers.ts';
import { listUserCoupons, type UserCouponFilter } from '../store/sql/list-user-coupons.ts';
import type { UseCaseDeps } from './deps.ts';
import { stocksOf } from './stocks-of.ts';

export interface OwnedCoupon {
  readonly coupon: Coupon;
  readonly stock: Stock;
}

export interface CustomerCouponsQuery extends Pick<UserCouponFilter, 'useStatus' | 'before' | 'limit'> {
  readonly tenantId: string;
  readonly customerId: string;
  /** Only this one, if it is theirs. */
  readonly couponId?: string | undefined;
}

/** The newest first. @returns undefined where there is no such customer */
export async function customerCoupons(
  deps: UseCaseDeps,
  { customerId, ...query }: CustomerCouponsQuery,
): Promise<OwnedCoupon[] | undefined> {
  const { read } = deps.database;
  const customer = await findCustomer(read, query.tenantId, customerId, deps.buckets);
  if (customer === undefined) return undefined;
  const { bucket, appChannelId, userCode } = customer;
  const now = deps.now();
  const coupons = await listUserCoupons(read, { ...query, bucket, appChannelId, userCode, now });
  const stocks = await stocksOf(read, coupons);
  return coupons.flatMap((coupon) => {
    const stock = stocks.get(stockKey(coupon));
    return stock === undefined ? [] : [{ coupon: effective(coupon, now), stock }];
  });
}
