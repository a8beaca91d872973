// The call that delivers an event: where it goes and what its body says, by the channel's policies.
import { type OutboundName, spInterfaces } from '../../shared/sp/interfaces.ts';
import { formatTime } from '../../shared/sp/times.ts';
import { CouponStatus } from '../../shared/sp/vocabulary.ts';
import type { Channel } from '../domain/tenant.ts';
import type { HeadEvent } from '../store/sql/lane-heads.ts';

type Renderable = Pick<HeadEvent, 'interface' | 'payload' | 'eventAt'>;

/** Why the channel's policy keeps the event back; undefined: it is sent. */
export function whySkipped(
  { interface: name, payload }: Renderable,
  { policies }: Channel,
): string | undefined {
  const skipped = tellsInvalid(name, payload) && policies.invalidStatus === 'skip';
  return skipped ? 'policy: status 4 is not sent' : undefined;
}

/** @param phone in clear, as the body must carry it; it is stored nowhere in this form */
export function renderBody(event: Renderable, channel: Channel, phone: string | undefined): object {
  const { interface: name, payload, eventAt } = event;
  const mapped = tellsInvalid(name, payload) && channel.policies.invalidStatus === 'map-4-to-3';
  return {
    ...payload,
    ...(mapped ? { coupon_status: CouponStatus.expired } : {}),
    ...(name === 'coupon.status.rsync' ? { event_time: formatTime(eventAt) } : {}),
    ...(phone === undefined ? {} : { mobile_phone: phone }),
  };
}

export function callUrl(name: OutboundName, callbackBase: string, { policies }: Channel): string {
  return callbackBase.replace(/\/+$/, '') + (policies.callbackPaths[name] ?? spInterfaces[name].path);
}

/** Status 4 is not in the callbacks' tables (sp §7). */
function tellsInvalid(name: OutboundName, payload: Renderable['payload']): boolean {
  const ofCoupon = name === 'coupon.status.rsync' || name === 'coupon.rsync';
  return ofCoupon && payload['coupon_status'] === CouponStatus.invalid;
}
