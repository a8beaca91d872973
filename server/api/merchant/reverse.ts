// communal.user.consume-reverse, and the same for coupons alone: what a bizId took is given back.
import { MerchantError } from '../../../shared/merchant/codes.ts';
import { reverse } from '../../usecase/reverse.ts';
import type { Handle } from './call.ts';
import { fundsView } from './views.ts';

export const reverseAction: Handle<
  'communal.user.consume-reverse' | 'communal.coupon.coupon-reverse'
> = async ({ useCases, metrics }, { tenantId, account, params }) => {
  const { bizId, operatorName = params.operatorId, reason } = params;
  const actor = operatorName === undefined ? account : `${account}:${operatorName}`;
  const outcome = await reverse(useCases, { tenantId, account, bizId, actor, reason });
  const result = outcome.kind === 'refused' ? outcome.reason : outcome.again ? 'again' : 'done';
  metrics.reversals.inc({ result });
  if (outcome.kind === 'refused') throw new MerchantError(outcome.reason);
  const { couponIds, given, after } = outcome.answer;
  return { bizId, couponsCardList: [...couponIds], ...fundsView(after, given) };
};
