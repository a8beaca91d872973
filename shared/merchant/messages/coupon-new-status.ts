// user.coupon-new-status: a customer's coupons, all of them or the one that cardId names.
import { z } from 'zod';
import { anObject, choice } from '../../sp/fields.ts';
import { answeredId, answeredInteger, answeredText } from '../answer-fields.ts';
import { optionalChoice, optionalId, requiredId } from '../fields.ts';
import { UseStatus } from '../vocabulary.ts';

export const couponNewStatusParams = z.object({
  customerId: requiredId,
  useStatus: optionalChoice(choice(...Object.values(UseStatus))),
  cardId: optionalId,
});

/** Times are `yyyy-MM-dd HH:mm:ss`, but the documents' own sample has one that is not: they stay text. */
const coupon = z.object(
  {
    beginAt: answeredText,
    cardId: answeredId,
    channel: answeredText,
    couponId: answeredText,
    couponType: answeredText,
    createdAt: answeredText,
    customerId: answeredText,
    title: answeredText,
    updatedAt: answeredText,
    useStatus: answeredInteger,
    templateId: answeredText,
    endAt: answeredText,
    extra: answeredText,
  },
  anObject,
);
/** With cardId one coupon, without it a list. */
export const couponNewStatusData = z.union([coupon, z.array(coupon)], {
  error: 'must be a coupon or a list of coupons',
});
