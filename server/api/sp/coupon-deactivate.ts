// 设置可用优惠券过期/失效 (sp §6): one coupon.
import { SpError } from '../../../shared/sp/codes.ts';
import { formatTime } from '../../../shared/sp/times.ts';
import { deactivateCoupon } from '../../usecase/deactivate.ts';
import { requestedChannel } from './channel.ts';
import { channelError } from './channel-error.ts';
import type { Handle } from './signed-call.ts';

export const couponDeactivate: Handle<'coupon.deactivate'> = async (
  { useCases },
  { credential, request },
) => {
  const channel = await requestedChannel(useCases.directory, credential, request.app_channel_id);
  const order = {
    tenantId: credential.tenantId,
    appChannelId: channel?.appChannelId,
    userCode: request.user_code,
    to: request.coupon_status,
    reason: request.reason,
  };
  const ref = { stockId: request.stock_id, couponId: request.coupon_id };
  const decision = await deactivateCoupon(useCases, order, ref);
  if (decision === undefined) throw channelError(channel, new SpError('couponNotFound'));
  if (decision.kind === 'illegal') throw new SpError('stateForbids', 'coupon_id: the coupon is used');
  return { deactivate_time: formatTime(decision.coupon.endedAt ?? useCases.now()) };
};
