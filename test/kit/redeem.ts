// Redeems and reverses coupons one at a time, as operators do.

import { readConsumeRef } from '../../server/domain/consume.ts';
import type { Coupon } from '../../server/domain/coupon.ts';
import { findCoupon } from '../../server/store/sql/find-coupons.ts';
import type { UseCaseDeps } from '../../server/usecase/deps.ts';
import { Refusal } from '../../server/usecase/errors.ts';
import { redeemCoupons, reverseConsume } from '../../server/usecase/redeem.ts';

/** @throws Refusal */
export async function redeemCoupon(deps: UseCaseDeps, couponId: string, actor: string): Promise<Coupon> {
  const values = [couponId];
  const { coupons } = await redeemCoupons(deps, {
    tenantId: await tenantOf(deps, couponId),
    coupons: { by: 'id', values },
    actor,
  });
  return only(coupons);
}

/** Takes back whatever redeemed it. @throws Refusal */
export async function reverseCoupon(deps: UseCaseDeps, couponId: string, actor: string): Promise<Coupon> {
  const { redeemedBy } = (await findCoupon(deps.database.read, couponId, deps.buckets)) ?? {};
  const { account, bizId } = readConsumeRef(redeemedBy) ?? { account: 'nobody', bizId: 'nothing' };
  const tenantId = await tenantOf(deps, couponId);
  const { coupons, again } = await reverseConsume(deps, { tenantId, account, bizId, actor });
  if (again) throw new Refusal('stateForbids', 'it was reversed before');
  return only(coupons);
}

async function tenantOf(deps: UseCaseDeps, couponId: string): Promise<string> {
  return (await findCoupon(deps.database.read, couponId, deps.buckets))?.tenantId ?? 'nobody';
}

function only(coupons: readonly Coupon[]): Coupon {
  const [coupon] = coupons;
  if (coupon === undefined || coupons.length > 1) throw new Error(`${coupons.length} coupons instead of one`);
  return coupon;
}
