// 设置可用优惠券过期/失效 (sp §6): one coupon.
import { SpError } from '../../../shared/sp/codes.ts';
import { formatTime } from '../../../shared/sp/times.ts';
import { deactivateCoupon } from '../../usecase/deactivate.ts';
import { channelError } from './channel-error.ts';
import { deactivateOrder } from './deactivate-order.ts';
import type { Handle } from './signed-call.ts';

export const couponDeactivate: Handle<'coupon.deactivate'> = async (deps, call) => {
  const { useCases } = deps;
  const { request } = call;
  const { channel, order } = await deactivateOrder(deps, call);
  const ref = { stockId: request.stock_id, couponId: request.coupon_id };
  const decision = await deactivateCoupon(useCases, order, ref);
  if (decision === undefined) throw channelError(channel, new SpError('couponNotFound'));
  if (decision.kind === 'illegal') throw new SpError('stateForbids', 'coupon_id: the coupon is used');
  return { deactivate_time: formatTime(decision.coupon.endedAt ?? useCases.now()) };
};
