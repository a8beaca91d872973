// Decides whether a coupon can be used now, and what taking that back leaves; and holds, which keep it for one consume.
import { CouponStatus } from '../../shared/sp/vocabulary.ts';
import { type ChangeBy, type Coupon, type CouponChange, changeCoupon, effective, isOver } from './coupon.ts';

export type WhyNotRedeemable =
  | 'couponUsed'
  | 'couponExpired'
  | 'couponInvalid'
  | 'couponNotBegun'
  | 'couponFrozen';

export type CouponDecision =
  | { readonly kind: 'changed'; readonly change: CouponChange }
  | { readonly kind: 'refused'; readonly reason: WhyNotRedeemable };

/** Available, within its validity (both ends included), and held by nobody but the consume that asks. */
export function decideRedeem(stored: Coupon, by: ChangeBy): CouponDecision {
  const reason = whyNotAvailable(effective(stored, by.at), by.redeemedBy);
  if (reason !== undefined) return { kind: 'refused', reason };
  const change = changeCoupon(stored, 'use', by);
  if (change === undefined) return { kind: 'refused', reason: 'couponInvalid' };
  return by.at < stored.beginAt ? { kind: 'refused', reason: 'couponNotBegun' } : { kind: 'changed', change };
}

/** @returns the change back to available, or to expired when its validity is over; undefined when it is not used. */
export function decideReverse(stored: Coupon, by: ChangeBy): CouponChange | undefined {
  if (!isOver(stored, by.at)) return changeCoupon(stored, 'restore', by);
  return changeCoupon(stored, 'restore-late', { ...by, endedAt: stored.endAt });
}

/** Whoever holds it already may hold it longer; a coupon whose validity has yet to begin can be held too. */
export function decideFreeze(
  stored: Coupon,
  by: ChangeBy & { hold: NonNullable<ChangeBy['hold']> },
): CouponDecision {
  const reason = whyNotAvailable(effective(stored, by.at), by.hold.by);
  const change = changeCoupon(stored, 'freeze', by);
  if (reason === undefined && change !== undefined) return { kind: 'changed', change };
  return { kind: 'refused', reason: reason ?? 'couponInvalid' };
}

/** @returns undefined where nobody holds it: there is nothing to change. @param holder undefined: whoever holds it */
export function decideUnfreeze(
  stored: Coupon,
  by: ChangeBy,
  holder: string | undefined,
): CouponDecision | undefined {
  const { hold } = effective(stored, by.at);
  if (hold === undefined) return undefined;
  if (holder !== undefined && hold.by !== holder) return { kind: 'refused', reason: 'couponFrozen' };
  const change = changeCoupon(stored, 'unfreeze', by);
  return change && { kind: 'changed', change };
}

function whyNotAvailable(coupon: Coupon, asker: string | undefined): WhyNotRedeemable | undefined {
  if (coupon.status === CouponStatus.used) return 'couponUsed';
  if (coupon.status === CouponStatus.expired) return 'couponExpired';
  if (coupon.status === CouponStatus.invalid) return 'couponInvalid';
  return coupon.hold !== undefined && coupon.hold.by !== asker ? 'couponFrozen' : undefined;
}
