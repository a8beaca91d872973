// An operator marks a coupon as used, or takes that back.
import type { Coupon } from '../domain/coupon.ts';
import { decideRedeem, decideReverse, type WhyNotRedeemable } from '../domain/redeem.ts';
import { changeCouponById } from './change-coupon.ts';
import type { UseCaseDeps } from './deps.ts';
import { Refusal } from './errors.ts';

const whyNot: Record<WhyNotRedeemable, string> = {
  used: 'it was used already',
  expired: 'its validity is over',
  invalid: 'it was invalidated',
  'not-begun': 'its validity has not begun',
};

/** @throws Refusal */
export function redeemCoupon(deps: UseCaseDeps, couponId: string, actor: string): Promise<Coupon> {
  return changeCouponById(deps, couponId, actor, (coupon, by) => {
    const decision = decideRedeem(coupon, by);
    if (decision.kind === 'redeemed') return decision.change;
    throw new Refusal('stateForbids', `coupon ${couponId} cannot be redeemed: ${whyNot[decision.reason]}`);
  });
}

/** @throws Refusal */
export function reverseCoupon(deps: UseCaseDeps, couponId: string, actor: string): Promise<Coupon> {
  return changeCouponById(deps, couponId, actor, (coupon, by) => {
    const change = decideReverse(coupon, by);
    if (change !== undefined) return change;
    throw new Refusal('stateForbids', `coupon ${couponId} cannot be reversed: it is not used`);
  });
}
