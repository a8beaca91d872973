// What both ways of redeeming over the wire make of a call: the same consume, refused in the same words.
import type { ParamsOf } from '../../../shared/merchant/actions.ts';
import { codeType } from '../../../shared/merchant/messages/redeem-rules.ts';
import { type ConsumeAnswer, type ConsumeRequest, consume } from '../../usecase/consume.ts';
import type { MerchantCall } from './call.ts';
import type { MerchantDeps } from './deps.ts';
import { codeGuard } from './guard.ts';
import { refusalError } from './refuse.ts';

type RedeemingAction = 'communal.user.consume' | 'communal.user.coupons-vertify';

type Taken = Pick<
  ConsumeRequest,
  'amountFen' | 'points' | 'payPassword' | 'storeCode' | 'orderFen' | 'actor'
>;

/** @param deviceSn which till it is, if known @throws MerchantError */
export async function redeemOver(
  deps: MerchantDeps,
  { tenantId, account, openId, policies, params }: MerchantCall<RedeemingAction>,
  taken: Taken,
  deviceSn: string | undefined,
): Promise<ConsumeAnswer> {
  const request: ConsumeRequest = {
    ...{ tenantId, account, take: policies.take, booking: policies.booking },
    bizId: params.bizId,
    customerId: params.customerId,
    coupons: couponsOf(params),
    ...taken,
  };
  const outcome = await consume(deps.useCases, request, codeGuard(deps, openId, deviceSn));
  const result = outcome.kind === 'refused' ? outcome.reason : outcome.again ? 'again' : 'done';
  deps.metrics.consumes.inc({ result });
  if (outcome.kind === 'refused') throw refusalError(outcome);
  return outcome.answer;
}

function couponsOf({ type, couponsCardList }: ParamsOf<RedeemingAction>): ConsumeRequest['coupons'] {
  return { by: type === codeType ? 'code' : 'id', values: couponsCardList };
}
