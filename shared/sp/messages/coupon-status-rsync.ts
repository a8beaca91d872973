// 同步优惠券状态: we tell Tencent that a coupon was used, came back, expired or was invalidated.
import { z } from 'zod';
import { exactChannelId, exactChoice, exactTime, expected, id, text } from '../fields.ts';
import { CouponStatus } from '../vocabulary.ts';
import { exactMessage, noAnswerData } from './common.ts';
import { checkUsageTime } from './usage-time.ts';

/** 版本: the only one there is. */
export const statusVersion = '1.0.1';

export const couponStatusRsyncRequest = exactMessage(
  z
    .strictObject({
      app_channel_id: exactChannelId,
      user_code: id(32),
      mobile_phone: text(11).optional(),
      stock_id: id(30),
      coupon_id: id(20),
      /** 4 is not in the documents' table; it goes out only where a channel's settings say so (sp §7). */
      coupon_status: exactChoice(...Object.values(CouponStatus)),
      usage_time: exactTime.optional(),
      event_time: exactTime,
      version: z.literal(statusVersion, expected(`"${statusVersion}"`)),
      extra: text(128).optional(),
    })
    .check(checkUsageTime),
);
export type CouponStatusRsyncRequest = z.infer<typeof couponStatusRsyncRequest>;

export const couponStatusRsyncAnswerData = noAnswerData;
