// communal.user.coupons-vertify: coupons redeemed, nothing else taken. The amounts here are fen and only described, not taken.
import { z } from 'zod';
import { anObject, fenRange } from '../../sp/fields.ts';
import { answeredList, answeredText } from '../answer-fields.ts';
import { optionalId, optionalInteger, optionalText, requiredId, requiredIdList } from '../fields.ts';
import { checkCustomer, typeRange } from './redeem-rules.ts';

const ext = z.object(
  {
    channelType: optionalText(),
    multiStoreId: optionalText(),
    multiStoreMark: optionalText(),
    orderNo: optionalText(),
    reason: optionalText(),
  },
  anObject,
);

type GivenExt = z.input<typeof ext> | readonly never[] | '' | null | undefined;

export const couponsVertifyParams = z
  .object({
    bizId: requiredId,
    couponsCardList: requiredIdList,
    customerId: optionalId,
    type: optionalInteger(typeRange),
    channel: optionalText(),
    groupId: optionalText(),
    ext: z.preprocess(readExt, ext.optional()),
    multiMark: optionalText(),
    /** A coupon of ours is used once, as a whole. */
    useCount: optionalInteger({ min: 1, max: 1 }),
    amount: optionalInteger(fenRange),
    orderAmount: optionalInteger(fenRange),
    thirdOrderNo: optionalText(),
  })
  .check(checkCustomer);

/** PHP writes an empty object as []. */
function readExt(value: GivenExt): unknown {
  const isEmpty = value === null || value === '' || (Array.isArray(value) && value.length === 0);
  return isEmpty ? undefined : value;
}

export const couponsVertifyData = z.object({ bizId: answeredText, cardIdList: answeredList }, anObject);
