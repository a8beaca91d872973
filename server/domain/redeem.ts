// Decides whether a coupon can be used now, and what taking that back leaves.
import { CouponStatus } from '../../shared/sp/vocabulary.ts';
import { type ChangeBy, type Coupon, type CouponChange, changeCoupon, effective, isOver } from './coupon.ts';

export type WhyNotRedeemable = 'used' | 'expired' | 'invalid' | 'not-begun';

export type RedeemDecision =
  | { readonly kind: 'redeemed'; readonly change: CouponChange }
  | { readonly kind: 'refused'; readonly reason: WhyNotRedeemable };

/** Available and within its validity, both ends included. */
export function decideRedeem(stored: Coupon, by: ChangeBy): RedeemDecision {
  const coupon = effective(stored, by.at);
  if (coupon.status === CouponStatus.used) return { kind: 'refused', reason: 'used' };
  if (coupon.status === CouponStatus.expired) return { kind: 'refused', reason: 'expired' };
  const change = changeCoupon(stored, 'use', by);
  if (change === undefined) return { kind: 'refused', reason: 'invalid' };
  return by.at < coupon.beginAt ? { kind: 'refused', reason: 'not-begun' } : { kind: 'redeemed', change };
}

/** @returns the change back to available, or to expired when its validity is over; undefined when it is not used. */
export function decideReverse(stored: Coupon, by: ChangeBy): CouponChange | undefined {
  if (!isOver(stored, by.at)) return changeCoupon(stored, 'restore', by);
  return changeCoupon(stored, 'restore-late', { ...by, endedAt: stored.endAt });
}
