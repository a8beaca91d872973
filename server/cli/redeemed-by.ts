// For whoever gives a coupon's id where a bizId is wanted: by which bizId that coupon was redeemed.
import { CouponStatus } from '../../shared/sp/vocabulary.ts';
import type { Context } from '../context.ts';
import { readConsumeRef } from '../domain/consume.ts';
import { findCoupon } from '../store/sql/find-coupons.ts';
import { Refusal } from '../usecase/errors.ts';

/** @returns undefined where it is no coupon of the tenant's either */
export async function whyNoBizId(
  { database, useCases }: Context,
  tenantId: string,
  given: string,
): Promise<Refusal | undefined> {
  const coupon = await findCoupon(database.read, given, useCases.buckets);
  if (coupon?.tenantId !== tenantId) return undefined;
  if (coupon.status !== CouponStatus.used)
    return new Refusal('stateForbids', `coupon ${given} cannot be reversed: it is not used`);
  const consumed = readConsumeRef(coupon.redeemedBy);
  if (consumed === undefined)
    return new Refusal(
      'stateForbids',
      `coupon ${given} cannot be reversed: it was used before redemptions had a bizId`,
    );
  return new Refusal(
    'invalid',
    `${given} is a coupon: give the bizId by which it was redeemed: reverse ${consumed.bizId} --account ${consumed.account}`,
  );
}
