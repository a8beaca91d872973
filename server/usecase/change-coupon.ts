// Changes the state of one coupon, and tells 出行服务 in the same transaction.

import { stockKey } from '../domain/claims.ts';
import type { ChangeBy, Coupon, CouponChange } from '../domain/coupon.ts';
import { findCoupon, lockCoupons } from '../store/sql/find-coupons.ts';
import { findStock } from '../store/sql/find-stock.ts';
import type { UseCaseDeps } from './deps.ts';
import { Refusal } from './errors.ts';
import { saveAndTell } from './save-changes.ts';

/**
 * @param decide makes the change of the coupon as it is now, or throws a Refusal
 * @throws Refusal
 */
export async function changeCouponById(
  deps: UseCaseDeps,
  couponId: string,
  actor: string,
  decide: (coupon: Coupon, by: ChangeBy) => CouponChange,
): Promise<Coupon> {
  const found = await findCoupon(deps.database.read, couponId, deps.buckets);
  if (found === undefined) throw new Refusal('notFound', `there is no coupon ${couponId}`);
  const after = await deps.database.transaction(async (tx) => {
    const [coupon] = await lockCoupons(tx, [found]);
    const stock = await findStock(tx, found.tenantId, found.stockId);
    if (coupon === undefined || stock === undefined)
      throw new Refusal('notFound', `there is no coupon ${couponId}`);
    const change = decide(coupon, { at: deps.now(), actor });
    await saveAndTell(deps, tx, [change], new Map([[stockKey(stock), stock]]));
    return change.after;
  });
  deps.eventsCommitted();
  deps.couponsChanged([couponId]);
  return after;
}
