// THE table of the merchant open API: every action with its V3 path and messages. Routes, the client and the documentation
// are made from it.
import type { z } from 'zod';
import { consumeData, consumeParams } from './messages/consume.ts';
import { couponDetailData, couponDetailParams } from './messages/coupon-detail.ts';
import { couponNewStatusData, couponNewStatusParams } from './messages/coupon-new-status.ts';
import { couponsVertifyData, couponsVertifyParams } from './messages/coupons-vertify.ts';
import { freezeData, freezeParams, unfreezeData, unfreezeParams } from './messages/hold.ts';
import { offCouponData, offCouponParams } from './messages/off-coupon.ts';
import { reversalData, reversalParams } from './messages/reversal.ts';

interface MerchantActionRow<Params extends z.ZodType, Data extends z.ZodType> {
  readonly title: string;
  readonly titleZh: string;
  /** Where V3 has the same thing, by path instead of Action. */
  readonly v3Path?: string;
  /** The V2 name is ours: the public documents have none. */
  readonly ours?: true;
  readonly params: Params;
  readonly data: Data;
}

/** V2 has one path for all of them. */
export const v2Path = '/api/v2';

export const merchantActions = {
  'user.coupon-new-status': row({
    title: 'coupons of a customer',
    titleZh: '查询用户优惠券',
    v3Path: '/v3/crm/coupon/getCustomerCoupons',
    params: couponNewStatusParams,
    data: couponNewStatusData,
  }),
  'communal.user.consume': row({
    title: 'consume',
    titleZh: '消费（核销优惠券、扣减余额和积分）',
    v3Path: '/v3/crm/customer/customerConsume',
    params: consumeParams,
    data: consumeData,
  }),
  'communal.user.consume-reverse': row({
    title: 'reverse a consume',
    titleZh: '消费冲正',
    v3Path: '/v3/crm/customer/consumeReverse',
    params: reversalParams,
    data: reversalData,
  }),
  'communal.user.coupons-vertify': row({
    title: 'redeem coupons',
    titleZh: '核销优惠券',
    v3Path: '/v3/crm/coupon/writeOffCoupon',
    params: couponsVertifyParams,
    data: couponsVertifyData,
  }),
  'communal.coupon.coupon-reverse': row({
    title: 'reverse redeemed coupons',
    titleZh: '优惠券冲正',
    v3Path: '/v3/crm/coupon/couponReverse',
    ours: true,
    params: reversalParams,
    data: reversalData,
  }),
  'coupon.off-coupon': row({
    title: 'what a scan code stands for',
    titleZh: '查询核销码',
    params: offCouponParams,
    data: offCouponData,
  }),
  'communal.coupon.coupon-detail': row({
    title: 'one coupon in detail',
    titleZh: '优惠券详情',
    params: couponDetailParams,
    data: couponDetailData,
  }),
  'communal.coupon.freeze': row({
    title: 'freeze a coupon',
    titleZh: '冻结优惠券',
    ours: true,
    params: freezeParams,
    data: freezeData,
  }),
  'communal.coupon.unfreeze': row({
    title: 'unfreeze a coupon',
    titleZh: '解冻优惠券',
    ours: true,
    params: unfreezeParams,
    data: unfreezeData,
  }),
} as const;

type Table = typeof merchantActions;
export type MerchantAction = keyof Table;
/** As a schema read them: wire names, but lists are lists, money is fen and ids are text. */
export type ParamsOf<Action extends MerchantAction> = z.output<Table[Action]['params']>;
/** As a caller may write them. */
export type GivenParamsOf<Action extends MerchantAction> = z.input<Table[Action]['params']>;
export type DataOf<Action extends MerchantAction> = z.output<Table[Action]['data']>;

/** Gives every row the same members, those it leaves out too. */
function row<Params extends z.ZodType, Data extends z.ZodType>(
  its: MerchantActionRow<Params, Data>,
): MerchantActionRow<Params, Data> {
  return its;
}
