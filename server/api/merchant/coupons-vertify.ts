// communal.user.coupons-vertify: coupons alone, with the order that they are used for.
import type { Handle } from './call.ts';
import { redeemOver } from './redeeming.ts';

export const couponsVertify: Handle<'communal.user.coupons-vertify'> = async (deps, call) => {
  const { params, account } = call;
  const taken = {
    amountFen: 0,
    points: 0,
    payPassword: undefined,
    storeCode: params.ext?.multiStoreMark ?? params.multiMark,
    orderFen: params.orderAmount,
    actor: account,
  };
  const { couponIds } = await redeemOver(deps, call, taken, undefined);
  return { bizId: params.bizId, cardIdList: [...couponIds] };
};
