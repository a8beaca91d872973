// Which fields of requests are secret: whoever adds a field to a wire puts it into one of the lists.
import { canaries } from './canaries.ts';
import type { Asked, Mine } from './mine.ts';
import { findSpills } from './spill.ts';

/** What is in there may let somebody in, or say who they are: cards are named by ids or by codes, and a query has a ticket in it. */
export const secretFields: readonly string[] = [
  ...['mobile_phone', 'payPassword', 'code', 'ticket', 'query', 'couponsCardList'],
];

const openFields: readonly string[] = [
  ...['app_channel_id', 'user_code', 'stock_id', 'request_id', 'coupon_id', 'coupon_status', 'coupons'],
  ...['customerId', 'cardId', 'bizId', 'userCouponCode', 'couponId', 'stockIds', 'thirdOrderNo', 'groupId'],
  ...['useStatus', 'channel', 'type', 'appType', 'opType', 'usePassword', 'tab', 'after', 'version'],
  ...['operatorId', 'operatorName', 'deviceSn', 'ip', 'multiMark', 'language', 'seconds', 'useCount'],
  ...['amount', 'orderAmount', 'points', 'productName', 'reason', 'remark', 'extra', 'ext'],
];

export const isListed = (field: string): boolean =>
  secretFields.includes(field) || openFields.includes(field);

/** Whether there was a secret in that field of a call. */
export function carries(field: string, { sent }: Asked, found: Mine['found']): boolean {
  const value = new RegExp(`"${field}":("[^"]*"|\\{[^}]*\\}|\\[[^\\]]*\\])`, 'g');
  return findSpills({ ...canaries, ...found }, { [field]: sent.match(value)?.join('\n') ?? '' }).length > 0;
}
