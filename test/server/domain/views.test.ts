// sp §5: stocks and coupons as the wire writes them. Each must pass the schema of the message that it goes into.
import type { Benefit } from '../../../server/domain/stock.ts';
import {
  claimedView,
  couponStatusView,
  couponView,
  stockStatusView,
  stockView,
} from '../../../server/domain/views.ts';
import { couponReceiveAnswerData } from '../../../shared/sp/messages/coupon-receive.ts';
import { couponRsyncRequest } from '../../../shared/sp/messages/coupon-rsync.ts';
import { couponStatusRsyncRequest } from '../../../shared/sp/messages/coupon-status-rsync.ts';
import { stockQueryAnswerData } from '../../../shared/sp/messages/stock-query.ts';
import { stockRsyncRequest } from '../../../shared/sp/messages/stock-rsync.ts';
import { stockStatusRsyncRequest } from '../../../shared/sp/messages/stock-status-rsync.ts';
import { CouponStatus, CouponType, StockStatus } from '../../../shared/sp/vocabulary.ts';
import { aCoupon, aStock } from '../../kit/builders.ts';
import { noon } from '../../kit/clock.ts';

const refuse = { cutToPrice: 'refuse' } as const;
const asFixed = { cutToPrice: 'as-fixed-normal' } as const;
const fixed: Benefit = {
  couponType: CouponType.fixedAmount,
  couponAmountFen: 1000,
  transactionMinimumFen: 0,
};
const cutTo: Benefit = { couponType: CouponType.cutToPrice, cutToPriceFen: 990, transactionMinimumFen: 3000 };
const discount: Benefit = {
  couponType: CouponType.discount,
  discountAmountMaxFen: 2000,
  discountPercent: 88,
  transactionMinimumFen: 5000,
};

describe('stockView', () => {
  it('writes every field of the table', () => {
    expect(stockView(aStock({ bussClassify: 7 }), refuse)).toEqual({
      app_channel_id: 1,
      app_id: 'wx1111111111',
      buss_classify: 7,
      stock_id: 'test001',
      stock_name: '代驾10元代金券',
      instructions: '优惠券使用简介',
      coupon_name: '代驾代金券',
      coupon_desc: '消费满100元可用',
      coupon_type: 1,
      fixed_normal_coupon: { coupon_amount: 1000, transaction_minimum: 10_000 },
      max_coupons: 100,
      max_coupons_per_user: 1,
      available_begin_time: '2026-01-14T12:00:00.000+08:00',
      available_end_time: '2026-01-16T12:00:00.000+08:00',
      create_time: '2026-01-14T12:00:00.000+08:00',
      stock_status: 3,
    });
  });

  it('leaves out what the stock does not have', () => {
    expect(stockView(aStock(), refuse)).not.toHaveProperty('buss_classify');
  });

  it.each([
    [
      'a fixed amount',
      fixed,
      refuse,
      { coupon_type: 1, fixed_normal_coupon: { coupon_amount: 1000, transaction_minimum: 0 } },
    ],
    [
      'a discount',
      discount,
      refuse,
      {
        coupon_type: 3,
        discount_coupon: { discount_amount_max: 2000, discount_percent: 88, transaction_minimum: 5000 },
      },
    ],
    ['a price, where it may not be dressed up', cutTo, refuse, { coupon_type: 2 }],
    [
      'a price, dressed as a fixed amount',
      cutTo,
      asFixed,
      { coupon_type: 2, fixed_normal_coupon: { coupon_amount: 990, transaction_minimum: 3000 } },
    ],
  ])('says %s by its own object alone', (_, benefit, policies, expected) => {
    const { coupon_type, ...view } = stockView(aStock({ benefit }), policies);
    const objects = Object.fromEntries(Object.entries(view).filter(([name]) => name.endsWith('_coupon')));
    expect({ coupon_type, ...objects }).toEqual(expected);
  });

  it.each([
    ['fixed', fixed],
    ['cut to', cutTo],
    ['discount', discount],
  ])('passes the schemas of rsync and query, %s', (_, benefit) => {
    const view = stockView(aStock({ benefit, bussClassify: 0 }), asFixed);
    expect(stockRsyncRequest.parse(view)).toEqual(view);
    expect(stockQueryAnswerData.safeParse(view).error).toBeUndefined();
  });
});

describe('stockStatusView', () => {
  it('says the status and nothing else', () => {
    const view = stockStatusView(aStock({ status: StockStatus.paused }));
    expect(view).toEqual({ stock_id: 'test001', stock_status: 5 });
    expect(stockStatusRsyncRequest.parse(view)).toEqual(view);
  });
});

describe('views of a coupon', () => {
  const used = aCoupon({ status: CouponStatus.used, usedAt: noon + 1, extra: '车牌' });

  it('answers a claim with the status under its own name', () => {
    const view = claimedView(aCoupon(), aStock(), refuse);
    expect(view).toEqual({
      app_id: 'wx1111111111',
      stock_id: 'test001',
      coupon_id: '2121212121212121212',
      coupon_type: 1,
      fixed_normal_coupon: { coupon_amount: 1000, transaction_minimum: 10_000 },
      available_begin_time: '2026-01-14T12:00:00.000+08:00',
      available_end_time: '2026-01-16T12:00:00.000+08:00',
      receive_time: '2026-01-15T12:00:00.000+08:00',
      coupon_status: 1,
    });
    expect(couponReceiveAnswerData.safeParse(view).error).toBeUndefined();
  });

  it("takes the validity from the coupon, not from the stock's new terms", () => {
    const view = claimedView(aCoupon(), aStock({ beginAt: noon, endAt: noon }), refuse);
    expect(view.available_end_time).toBe('2026-01-16T12:00:00.000+08:00');
    expect(view.available_begin_time).toBe('2026-01-14T12:00:00.000+08:00');
  });

  it('tells a whole coupon with its owner', () => {
    const view = couponView(used, aStock(), refuse);
    expect(view).toEqual({
      ...claimedView(used, aStock(), refuse),
      app_channel_id: 1,
      user_code: 'udxbxd',
      usage_time: '2026-01-15T12:00:00.001+08:00',
      extra: '车牌',
    });
    expect(couponRsyncRequest.parse(view)).toEqual(view);
  });

  it('leaves out usage time and extra where there are none', () => {
    const view = couponView(aCoupon(), aStock(), refuse);
    expect(Object.keys(view)).not.toEqual(expect.arrayContaining(['usage_time']));
    expect(Object.keys(view)).not.toEqual(expect.arrayContaining(['extra']));
  });

  it.each([
    ['available', aCoupon(), {}],
    ['used', used, { usage_time: '2026-01-15T12:00:00.001+08:00' }],
    ['expired', aCoupon({ status: CouponStatus.expired, endedAt: noon }), {}],
    ['invalid', aCoupon({ status: CouponStatus.invalid, endedAt: noon }), {}],
  ])('tells the status %s with its time of use only', (_, coupon, more) => {
    const view = couponStatusView(coupon, aStock());
    expect(view).toEqual({
      app_channel_id: 1,
      user_code: 'udxbxd',
      stock_id: 'test001',
      coupon_id: '2121212121212121212',
      coupon_status: coupon.status,
      ...more,
      version: '1.0.1',
    });
    const sent = { ...view, event_time: '2026-01-15T12:00:00.002+08:00' };
    expect(couponStatusRsyncRequest.parse(sent)).toEqual(sent);
  });
});
