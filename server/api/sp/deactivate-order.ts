// What both ways to deactivate have in common: whose coupons, in which channel, to which end.
import type { DeactivateOrder } from '../../usecase/deactivate.ts';
import { requestedChannel } from './channel.ts';
import type { SpDeps } from './deps.ts';
import type { SignedCall } from './signed-call.ts';

/** @throws SpError for a channel that is not the caller's */
export async function deactivateOrder(
  { useCases }: SpDeps,
  { credential, request }: SignedCall<'coupon.deactivate' | 'coupon.batch-deactivate'>,
) {
  const channel = await requestedChannel(useCases.directory, credential, request.app_channel_id);
  const order: DeactivateOrder = {
    tenantId: credential.tenantId,
    appChannelId: channel?.appChannelId,
    userCode: request.user_code,
    to: request.coupon_status,
    reason: request.reason,
  };
  return { channel, order };
}
