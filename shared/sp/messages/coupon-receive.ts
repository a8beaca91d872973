// 领券: Tencent claims a coupon for a user. The hot path.
import { z } from 'zod';
import { checkBenefitThere, exactBenefits } from '../benefits.ts';
import { anObject, channelId, exactChoice, exactTime, extra, id, optionalText } from '../fields.ts';
import { CouponStatus, CouponType } from '../vocabulary.ts';

export const couponReceiveRequest = z.object({
  app_channel_id: channelId,
  user_code: id(32),
  /** Opaque: in the multi-tenant edition it is cipher text, so it is not held to 11 characters (sp §5). */
  mobile_phone: optionalText(512),
  stock_id: id(30),
  request_id: id(32),
  extra: extra(),
});
export type CouponReceiveRequest = z.infer<typeof couponReceiveRequest>;

export const couponReceiveAnswerData = z
  .object(
    {
      app_id: id(32),
      stock_id: id(30),
      coupon_id: id(20),
      coupon_type: exactChoice(...Object.values(CouponType)),
      ...exactBenefits,
      available_begin_time: exactTime,
      available_end_time: exactTime,
      receive_time: exactTime,
      /** A repeated claim tells the current status, so a used or deactivated coupon shows here too. */
      coupon_status: exactChoice(...Object.values(CouponStatus)),
    },
    anObject,
  )
  .check(checkBenefitThere);
export type CouponReceiveAnswerData = z.infer<typeof couponReceiveAnswerData>;
