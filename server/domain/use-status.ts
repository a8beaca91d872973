// A coupon's use status (券状态): what its state is for merchants, who know holds but not why a coupon ended.
import { UseStatus } from '../../shared/merchant/vocabulary.ts';
import { CouponStatus } from '../../shared/sp/vocabulary.ts';
import type { Coupon } from './coupon.ts';

/** @param coupon as it is now (`effective`) */
export function useStatusOf({ status, hold }: Coupon): UseStatus {
  if (status === CouponStatus.used) return UseStatus.redeemed;
  if (status !== CouponStatus.available) return UseStatus.ended;
  return hold === undefined ? UseStatus.unused : UseStatus.frozen;
}
