// An operator marks a coupon as used, or takes that back. Each is told to 出行服务 in the same transaction.
import { stockKey } from '../domain/claims.ts';
import type { ChangeBy, Coupon, CouponChange } from '../domain/coupon.ts';
import { decideRedeem, decideReverse, type WhyNotRedeemable } from '../domain/redeem.ts';
import { findCoupon, lockCoupons } from '../store/sql/find-coupons.ts';
import { findStock } from '../store/sql/find-stock.ts';
import type { UseCaseDeps } from './deps.ts';
import { Refusal } from './errors.ts';
import { saveAndTell } from './save-changes.ts';

const whyNot: Record<WhyNotRedeemable, string> = {
  used: 'it was used already',
  expired: 'its validity is over',
  invalid: 'it was invalidated',
  'not-begun': 'its validity has not begun',
};

/** @throws Refusal */
export function redeemCoupon(deps: UseCaseDeps, couponId: string, actor: string): Promise<Coupon> {
  return changeOne(deps, couponId, actor, (coupon, by) => {
    const decision = decideRedeem(coupon, by);
    if (decision.kind === 'redeemed') return decision.change;
    throw new Refusal('stateForbids', `coupon ${couponId} cannot be redeemed: ${whyNot[decision.reason]}`);
  });
}

/** @throws Refusal */
export function reverseCoupon(deps: UseCaseDeps, couponId: string, actor: string): Promise<Coupon> {
  return changeOne(deps, couponId, actor, (coupon, by) => {
    const change = decideReverse(coupon, by);
    if (change !== undefined) return change;
    throw new Refusal('stateForbids', `coupon ${couponId} cannot be reversed: it is not used`);
  });
}

async function changeOne(
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
  return after;
}
