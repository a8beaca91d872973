// sp §7: what 出行服务 is told, in which lane, and what has to wait for its stock.
import {
  couponIssued,
  couponStatusChanged,
  stockChanged,
  stockStatusChanged,
} from '../../../server/domain/events.ts';
import { type ChannelPolicies, channelPolicies } from '../../../server/domain/tenant.ts';
import { couponStatusView, couponView, stockStatusView, stockView } from '../../../server/domain/views.ts';
import { aCoupon, aStock } from '../../kit/builders.ts';
import { noon } from '../../kit/clock.ts';

const policies = channelPolicies.parse({ cutToPrice: 'as-fixed-normal' }) as ChannelPolicies;
const stock = aStock({ appChannelId: 11 });
const coupon = aCoupon({ bucket: 3 });

describe('events of a stock', () => {
  it('share one lane that waits for nothing', () => {
    const lane = {
      bucket: 0,
      tenantId: 'demo',
      appChannelId: 11,
      laneId: 'stock:test001',
      stockId: 'test001',
      couponId: undefined,
      waitsForStock: false,
    };
    expect(stockChanged(stock, policies)).toEqual({
      ...lane,
      interface: 'stock.rsync',
      body: stockView(stock, policies),
    });
    expect(stockStatusChanged(stock)).toEqual({
      ...lane,
      interface: 'stock.status.rsync',
      body: stockStatusView(stock),
    });
  });
});

describe('events of a coupon', () => {
  it("share the coupon's own lane, in the stock's channel", () => {
    const lane = {
      bucket: 3,
      tenantId: 'demo',
      appChannelId: 11,
      laneId: 'coupon:2121212121212121212',
      stockId: 'test001',
      couponId: '2121212121212121212',
      waitsForStock: true,
    };
    expect(couponIssued(coupon, stock, policies)).toEqual({
      ...lane,
      interface: 'coupon.rsync',
      body: couponView(coupon, stock, policies),
    });
    expect(couponStatusChanged(coupon, stock)).toEqual({
      ...lane,
      interface: 'coupon.status.rsync',
      body: couponStatusView(coupon, stock),
    });
  });

  it('wait until their stock was confirmed', () => {
    for (const [syncedAt, waits] of [
      [undefined, true],
      [noon, false],
    ] as const) {
      const its = aStock({ syncedAt });
      expect(couponIssued(coupon, its, policies).waitsForStock).toBe(waits);
      expect(couponStatusChanged(coupon, its).waitsForStock).toBe(waits);
    }
  });

  it('of two coupons go in two lanes', () => {
    const lanes = ['1', '2'].map((couponId) => couponStatusChanged(aCoupon({ couponId }), stock).laneId);
    expect(new Set([...lanes, stockStatusChanged(stock).laneId]).size).toBe(3);
  });
});
