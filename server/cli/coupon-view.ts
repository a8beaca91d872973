// A coupon as the command line shows it: as /coupon/rsync does, and what only we know of it.
import type { Coupon } from '../domain/coupon.ts';
import type { Stock } from '../domain/stock.ts';
import type { ChannelPolicies } from '../domain/tenant.ts';
import { couponView } from '../domain/views.ts';
import { fields } from './output.ts';
import { couponStatusWords, couponTypeWords, optionalTime, timeWords } from './words.ts';

export function couponJson(coupon: Coupon, stock: Stock, policies: ChannelPolicies) {
  return {
    ...couponView(coupon, stock, policies),
    mobile_phone: coupon.phone?.masked,
    request_id: coupon.requestId,
    source: coupon.source,
    deactivate_time: optionalTime(coupon.endedAt),
    held_by: coupon.hold?.by,
    held_until: optionalTime(coupon.hold?.untilAt),
    redeemed_by: coupon.redeemedBy,
  };
}

export function couponText(coupon: Coupon, stock: Stock): string {
  return fields({
    coupon: coupon.couponId,
    status: `${couponStatusWords[coupon.status]} (${coupon.status})`,
    stock: `${stock.stockId}, ${stock.stockName}`,
    type: couponTypeWords[stock.benefit.couponType],
    channel: stock.appChannelId,
    user: coupon.userCode,
    phone: coupon.phone?.masked,
    valid: `${timeWords(coupon.beginAt)} to ${timeWords(coupon.endAt)}`,
    received: timeWords(coupon.receiveAt),
    used: coupon.usedAt && timeWords(coupon.usedAt),
    'redeemed by': coupon.redeemedBy,
    held: coupon.hold && `for ${coupon.hold.by} until ${timeWords(coupon.hold.untilAt)}`,
    ended: coupon.endedAt && timeWords(coupon.endedAt),
    request: coupon.requestId,
    source: coupon.source === 'claim' ? 'claimed by 出行服务' : 'issued by us',
    extra: coupon.extra,
  });
}
