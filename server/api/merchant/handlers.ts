// Which handler serves which action.
import type { MerchantAction } from '../../../shared/merchant/actions.ts';
import type { Handle } from './call.ts';
import { consumeAction } from './consume.ts';
import { couponDetail } from './coupon-detail.ts';
import { couponNewStatus } from './coupon-new-status.ts';
import { couponsVertify } from './coupons-vertify.ts';
import { freeze, unfreeze } from './hold.ts';
import { offCoupon } from './off-coupon.ts';
import { reverseAction } from './reverse.ts';

export const handlers: { readonly [Action in MerchantAction]: Handle<Action> } = {
  'user.coupon-new-status': couponNewStatus,
  'communal.user.consume': consumeAction,
  'communal.user.consume-reverse': reverseAction,
  'communal.user.coupons-vertify': couponsVertify,
  'communal.coupon.coupon-reverse': reverseAction,
  'coupon.off-coupon': offCoupon,
  'communal.coupon.coupon-detail': couponDetail,
  'communal.coupon.freeze': freeze,
  'communal.coupon.unfreeze': unfreeze,
};
