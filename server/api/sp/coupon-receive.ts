// 领券 (sp §6 claim): one coupon for one request_id, whatever happens on the way.
import { SpError } from '../../../shared/sp/codes.ts';
import { bucketOf } from '../../domain/bucket.ts';
import { effective } from '../../domain/coupon.ts';
import { claimedView } from '../../domain/views.ts';
import { isBusy } from '../../usecase/errors.ts';
import { requestedChannel, stockChannel } from './channel.ts';
import { channelError } from './channel-error.ts';
import type { Handle } from './signed-call.ts';

export const couponReceive: Handle<'coupon.receive'> = async (deps, { credential, request }) => {
  const { useCases, claims, metrics, phones } = deps;
  // Nearly always known at once: then no turn of the event loop's queue is spent on it.
  const found = requestedChannel(useCases.directory, credential, request.app_channel_id);
  const channel = found instanceof Promise ? await found : found;
  const outcome = await claims.claim({
    bucket: bucketOf(request.user_code, useCases.buckets),
    tenantId: credential.tenantId,
    appChannelId: channel?.appChannelId,
    stockId: request.stock_id,
    userCode: request.user_code,
    requestId: request.request_id,
    source: 'claim',
    extra: request.extra,
    phone:
      request.mobile_phone === undefined
        ? undefined
        : phones.store(request.mobile_phone, {
            tenantId: credential.tenantId,
            userCode: request.user_code,
          }),
  });
  metrics.claims.inc({ result: outcome.kind === 'refused' ? outcome.reason : outcome.kind });
  if (outcome.kind === 'refused') throw channelError(channel, new SpError(outcome.reason));
  const coupon = effective(outcome.coupon, useCases.now());
  const { policies } = await afterCommit(stockChannel(useCases, outcome.stock));
  return claimedView(coupon, outcome.stock, policies);
};

/** The coupon is on disk: a store that is busy from here on must not say that nothing was done. Whoever asks again gets it. */
function afterCommit<T>(reading: T | Promise<T>): T | Promise<T> {
  if (!(reading instanceof Promise)) return reading;
  return reading.catch((error: unknown) => {
    throw isBusy(error) ? new Error('the store was busy after the claim', { cause: error }) : error;
  });
}
