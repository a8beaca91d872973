// communal.user.consume: coupons, balance and points in one go.
import { successMessage } from '../../../shared/merchant/codes.ts';
import { formatYuan } from '../../../shared/merchant/money.ts';
import type { ConsumeAnswer } from '../../usecase/consume.ts';
import type { Handle } from './call.ts';
import { redeemOver } from './redeeming.ts';
import { fundsView } from './views.ts';

export const consumeAction: Handle<'communal.user.consume'> = async (deps, call) => {
  const { params } = call;
  const taken = {
    amountFen: params.amountFen,
    points: params.points,
    payPassword: params.usePassword ? (params.payPassword ?? '') : undefined,
    storeCode: params.multiMark,
    orderFen: undefined,
    actor: actorOf(call.account, params),
  };
  const answer = await redeemOver(deps, call, taken, params.deviceSn);
  return consumeView(params.bizId, answer);
};

/** Who did it, as far as the till says. */
function actorOf(
  account: string,
  by: { operatorName?: string | undefined; operatorId?: string | undefined },
) {
  const name = by.operatorName ?? by.operatorId;
  return name === undefined ? account : `${account}:${name}`;
}

function consumeView(bizId: string, { couponIds, taken, after, booked }: ConsumeAnswer) {
  return {
    status: true,
    code: 0,
    message: successMessage,
    bizId,
    couponsCardList: [...couponIds],
    ...fundsView(after, taken),
    storeBalance: Number(formatYuan(booked.headOfficeFen)),
    shopBalance: Number(formatYuan(booked.storeFen)),
  };
}
