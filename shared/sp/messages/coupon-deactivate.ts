// 设置可用优惠券过期/失效: Tencent takes back one coupon.
import { z } from 'zod';
import { anObject, channelId, choice, exactTime, extra, id, optionalText, reason } from '../fields.ts';
import { CouponStatus } from '../vocabulary.ts';

export const couponDeactivateRequest = z.object({
  app_channel_id: channelId,
  user_code: id(32),
  mobile_phone: optionalText(512),
  stock_id: id(30),
  coupon_id: id(32),
  coupon_status: choice(CouponStatus.expired, CouponStatus.invalid),
  reason,
  extra: extra(),
});
export type CouponDeactivateRequest = z.infer<typeof couponDeactivateRequest>;

export const couponDeactivateAnswerData = z.object({ deactivate_time: exactTime }, anObject);
export type CouponDeactivateAnswerData = z.infer<typeof couponDeactivateAnswerData>;
