// 批量设置可用优惠券过期/失效: Tencent takes back up to ten coupons of a user, all of them or none.
import { z } from 'zod';
import {
  anObject,
  channelId,
  choice,
  exactChoice,
  exactTime,
  expected,
  extra,
  id,
  optionalText,
  reason,
} from '../fields.ts';
import { CouponStatus } from '../vocabulary.ts';

const maxCoupons = 10;
const listLength = { error: `must be 1 to ${maxCoupons} coupons` };

const couponRef = z.object({ stock_id: id(30), coupon_id: id(32) }, anObject);
export type CouponRef = z.infer<typeof couponRef>;

export const couponBatchDeactivateRequest = z.object({
  app_channel_id: channelId,
  user_code: id(32),
  mobile_phone: optionalText(512),
  /** The limit counts what was sent; a coupon named twice is then one coupon. */
  coupons: z
    .array(couponRef, expected('a list'))
    .min(1, listLength)
    .max(maxCoupons, listLength)
    .transform(collapseDuplicates),
  coupon_status: choice(CouponStatus.expired, CouponStatus.invalid),
  reason,
  extra: extra(),
});
export type CouponBatchDeactivateRequest = z.infer<typeof couponBatchDeactivateRequest>;

/** Either what happened (the first two) or why nothing did (the third). */
export const couponBatchDeactivateAnswerData = z.object(
  {
    expire_coupons: z.array(z.object({ ...couponRef.shape, expire_time: exactTime })).optional(),
    deactivate_coupons: z.array(z.object({ ...couponRef.shape, deactivate_time: exactTime })).optional(),
    illegal_coupons: z
      .array(z.object({ ...couponRef.shape, coupon_status: exactChoice(...Object.values(CouponStatus)) }))
      .optional(),
  },
  anObject,
);
export type CouponBatchDeactivateAnswerData = z.infer<typeof couponBatchDeactivateAnswerData>;

function collapseDuplicates(coupons: CouponRef[]): CouponRef[] {
  const distinct: CouponRef[] = [];
  for (const coupon of coupons) {
    if (!distinct.some((known) => isSame(known, coupon))) distinct.push(coupon);
  }
  return distinct;
}

function isSame(a: CouponRef, b: CouponRef): boolean {
  return a.coupon_id === b.coupon_id && a.stock_id === b.stock_id;
}
