// Whether every consume that is done has its coupons, and every coupon that a consume redeemed its consume.
import type { Context } from '../../context.ts';
import { findUnevenConsumes, findUnpaidCoupons } from '../../store/sql/doctor-consumes.ts';
import { type Finding, fail, orOk } from './finding.ts';

const about = 'consumes';
const shown = 10;
const advice = 'keep a copy of the store, and report this: it must not happen; see "coupon show"';

export async function checkConsumes({ database }: Context): Promise<readonly Finding[]> {
  const consumes = await findUnevenConsumes(database.read, shown);
  const coupons = await findUnpaidCoupons(database.read, shown);
  return orOk(about, 'have redeemed the coupons that say so, and no others', [
    ...consumes.map(({ ref, named, used }) =>
      fail(about, `${ref} redeemed ${named} coupons, but ${used} are used by it`, advice),
    ),
    ...coupons.map(({ couponId, redeemedBy }) =>
      fail(about, `coupon ${couponId} is used by ${redeemedBy}, which did not redeem it`, advice),
    ),
  ]);
}
