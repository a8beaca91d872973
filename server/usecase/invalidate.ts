// An operator makes a coupon worthless before its time.
import { type Coupon, changeCoupon, isExpiring } from '../domain/coupon.ts';
import { changeCouponById } from './change-coupon.ts';
import type { UseCaseDeps } from './deps.ts';
import { Refusal } from './errors.ts';

/** @throws Refusal unless the coupon is available */
export function invalidateCoupon(
  deps: UseCaseDeps,
  couponId: string,
  actor: string,
  reason: string,
): Promise<Coupon> {
  return changeCouponById(deps, couponId, actor, (coupon, by) => {
    const change = isExpiring(coupon, by.at)
      ? undefined
      : changeCoupon(coupon, 'invalidate', { ...by, reason });
    if (change !== undefined) return change;
    throw new Refusal('stateForbids', `coupon ${couponId} cannot be invalidated: it is not available`);
  });
}
