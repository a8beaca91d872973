// What erasing a person takes from a coupon of theirs: the phone number, and the handle that their scan codes are made from.
import type { ChangeBy, Coupon, CouponChange } from './coupon.ts';

/** Its state stays; only whoever watches it must look again. @returns undefined where there is nothing to take */
export function eraseFromCoupon(coupon: Coupon, by: ChangeBy): CouponChange | undefined {
  if (coupon.phone === undefined && coupon.redeemHandle === undefined) return undefined;
  const after = { ...coupon, version: coupon.version + 1, phone: undefined, redeemHandle: undefined };
  return { before: coupon, after, event: 'erase', at: by.at, actor: by.actor, reason: by.reason };
}
