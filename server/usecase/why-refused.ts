// Why a consume did not happen, in the operator's words. Tills have words of their own (shared/merchant/codes.ts).
import type { WhyRefused } from './consume.ts';

export const why: Readonly<Record<WhyRefused, string>> = {
  couponNotFound: 'there is no such coupon',
  couponUsed: 'it was used already',
  couponExpired: 'its validity is over',
  couponInvalid: 'it was invalidated',
  couponNotBegun: 'its validity has not begun',
  couponFrozen: 'it is held for another consume',
  couponTwice: 'the same coupon is named twice',
  wrongStore: 'its stock is not redeemed in this store',
  orderTooSmall: 'the order is smaller than its minimum',
  balanceShort: 'the balance is too small',
  pointsShort: 'there are not enough points',
  customerNotFound: 'there is no such customer',
  codeInvalid: 'the code stands for no coupon, or is too old',
  tooManyCodes: 'too many wrong codes',
  ownersDiffer: 'the coupons belong to different people, so it is open whose wallet is meant',
  passwordWrong: 'the pay password is wrong',
  passwordLocked: 'the pay password is locked after too many wrong ones',
  passwordNotSet: 'the customer has set no pay password',
  bizIdReused: 'the bizId was used for something else',
  consumeReversed: 'the bizId was reversed: use another one',
};
