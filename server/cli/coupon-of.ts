// One coupon of the tenant that is meant.
import type { Context } from '../context.ts';
import type { Coupon } from '../domain/coupon.ts';
import { findCoupon } from '../store/sql/find-coupons.ts';
import { Refusal } from '../usecase/errors.ts';

/** @throws Refusal; another tenant's coupon is none. */
export async function findTenantCoupon(
  { database, useCases }: Context,
  tenantId: string,
  couponId: string,
): Promise<Coupon> {
  const coupon = await findCoupon(database.read, couponId, useCases.buckets);
  if (coupon?.tenantId === tenantId) return coupon;
  throw new Refusal('notFound', `there is no coupon ${couponId}`);
}
