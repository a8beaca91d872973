// communal.coupon.coupon-detail: everything a till may know about one coupon.
import { z } from 'zod';
import { anObject } from '../../sp/fields.ts';
import {
  answeredId,
  answeredInteger,
  answeredList,
  answeredText,
  optionalAnsweredText,
} from '../answer-fields.ts';
import { requiredId } from '../fields.ts';

/** userCouponCode is what the others call cardId. */
export const couponDetailParams = z.object({ userCouponCode: requiredId });

/** Times are `yyyy-MM-dd HH:mm:ss`, empty where there is none; money is yuan as text. */
export const couponDetailData = z.object(
  {
    id: answeredId,
    templateId: answeredText,
    title: answeredText,
    channel: answeredText,
    customerId: answeredText,
    createdAt: answeredText,
    gainTime: answeredText,
    beginAt: answeredText,
    endAt: answeredText,
    useStatus: answeredInteger,
    useTime: answeredText,
    /** Of the consume that redeemed it. */
    bizId: optionalAnsweredText,
    sellerName: optionalAnsweredText,
    extra: answeredText,
    instructions: answeredText,
    couponType: answeredText,
    amount: optionalAnsweredText,
    discount: optionalAnsweredText,
    minAmount: optionalAnsweredText,
    /** Codes of the stores it is limited to; empty: everywhere. */
    stores: answeredList,
    frozenUntil: optionalAnsweredText,
  },
  anObject,
);
