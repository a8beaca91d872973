// What 出行服务 must be told, and in which lane it waits its turn (sp §7). Bodies are in wire names; the time of the
// event, the phone number and what the channel's policies change are put in when the call is made.
import type { OutboundName } from '../../shared/sp/interfaces.ts';
import type { Coupon } from './coupon.ts';
import type { Stock } from './stock.ts';
import type { ChannelPolicies } from './tenant.ts';
import { couponStatusView, couponView, stockStatusView, stockView } from './views.ts';

export interface OutboxMessage {
  readonly bucket: number;
  readonly tenantId: string;
  readonly appChannelId: number;
  /** Events of one lane are delivered strictly one after another. */
  readonly laneId: string;
  readonly stockId: string;
  readonly couponId: string | undefined;
  /** A coupon's events wait until the peer has confirmed its stock. */
  readonly waitsForStock: boolean;
  readonly interface: OutboundName;
  readonly body: object;
}

const stockLane = (stockId: string): string => `stock:${stockId}`;
export const couponLane = (couponId: string): string => `coupon:${couponId}`;

/** The stock was published, or its terms changed. */
export function stockChanged(stock: Stock, policies: ChannelPolicies): OutboxMessage {
  return { ...ofStock(stock), interface: 'stock.rsync', body: stockView(stock, policies) };
}

export function stockStatusChanged(stock: Stock): OutboxMessage {
  return { ...ofStock(stock), interface: 'stock.status.rsync', body: stockStatusView(stock) };
}

/** We issued the coupon ourselves; a claim's own answer tells it. */
export function couponIssued(coupon: Coupon, stock: Stock, policies: ChannelPolicies): OutboxMessage {
  return { ...ofCoupon(coupon, stock), interface: 'coupon.rsync', body: couponView(coupon, stock, policies) };
}

export function couponStatusChanged(coupon: Coupon, stock: Stock): OutboxMessage {
  return {
    ...ofCoupon(coupon, stock),
    interface: 'coupon.status.rsync',
    body: couponStatusView(coupon, stock),
  };
}

function ofStock(stock: Stock) {
  return {
    bucket: 0,
    tenantId: stock.tenantId,
    appChannelId: stock.appChannelId,
    laneId: stockLane(stock.stockId),
    stockId: stock.stockId,
    couponId: undefined,
    waitsForStock: false,
  };
}

function ofCoupon(coupon: Coupon, stock: Stock) {
  return {
    bucket: coupon.bucket,
    tenantId: coupon.tenantId,
    appChannelId: stock.appChannelId,
    laneId: couponLane(coupon.couponId),
    stockId: stock.stockId,
    couponId: coupon.couponId,
    waitsForStock: stock.syncedAt === undefined,
  };
}
