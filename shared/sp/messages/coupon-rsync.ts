// 同步优惠券信息: we tell Tencent about a coupon that it did not claim itself.
import { z } from 'zod';
import { checkOwnBenefit, exactBenefits } from '../benefits.ts';
import { exactChannelId, exactChoice, exactTime, id, text } from '../fields.ts';
import { CouponStatus, CouponType } from '../vocabulary.ts';
import { exactMessage, noAnswerData } from './common.ts';
import { checkUsageTime } from './usage-time.ts';

export const couponRsyncRequest = exactMessage(
  z
    .strictObject({
      app_channel_id: exactChannelId,
      user_code: id(32),
      mobile_phone: text(11).optional(),
      app_id: id(32),
      stock_id: id(30),
      coupon_id: id(20),
      coupon_type: exactChoice(...Object.values(CouponType)),
      ...exactBenefits,
      available_begin_time: exactTime,
      available_end_time: exactTime,
      receive_time: exactTime,
      usage_time: exactTime.optional(),
      coupon_status: exactChoice(CouponStatus.available, CouponStatus.used, CouponStatus.expired),
      extra: text(256).optional(),
    })
    .check(checkOwnBenefit, checkUsageTime),
);
export type CouponRsyncRequest = z.infer<typeof couponRsyncRequest>;

export const couponRsyncAnswerData = noAnswerData;
