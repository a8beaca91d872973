// What we answer, held against the field tables: the documents' own sample answers where they follow them.
import { couponBatchDeactivateAnswerData } from '../../../../shared/sp/messages/coupon-batch-deactivate.ts';
import { couponDeactivateAnswerData } from '../../../../shared/sp/messages/coupon-deactivate.ts';
import { couponReceiveAnswerData } from '../../../../shared/sp/messages/coupon-receive.ts';
import { stockQueryAnswerData } from '../../../../shared/sp/messages/stock-query.ts';
import { read } from './read.ts';

const time = '2020-07-20T13:29:35.120+08:00';
const fixed = { fixed_normal_coupon: { coupon_amount: 1000, transaction_minimum: 10000 } };
const discount = {
  discount_coupon: { discount_amount_max: 1000, discount_percent: 88, transaction_minimum: 10000 },
};

const stock = {
  app_channel_id: 1,
  app_id: 'wx1111111111',
  stock_id: 'test001',
  stock_name: '代驾10元代金券',
  instructions: '优惠券使用简介',
  coupon_name: '代驾代金券',
  coupon_desc: '消费满100元可用,仅限深圳使用',
  coupon_type: 1,
  ...fixed,
  max_coupons: 20000,
  max_coupons_per_user: 1,
  available_begin_time: time,
  available_end_time: time,
  create_time: time,
  stock_status: 3,
};

const coupon = {
  app_id: 'wx1111111111',
  stock_id: 'test001',
  coupon_id: '123456789',
  coupon_type: 1,
  ...fixed,
  available_begin_time: time,
  available_end_time: time,
  receive_time: time,
  coupon_status: 1,
};

describe('stock-query answer', () => {
  it('is what the documents show', () => {
    expect(read(stockQueryAnswerData, stock)).toEqual(stock);
    expect(read(stockQueryAnswerData, { ...stock, ...discount })).toEqual({ ...stock, ...discount });
  });

  it.each([
    [{ coupon_type: 3 }, 'discount_coupon: is required for coupon_type 3'],
    [{ fixed_normal_coupon: undefined }, 'fixed_normal_coupon: is required for coupon_type 1'],
    [{ max_coupons: '20000' }, 'max_coupons: must be an integer'],
    [{ stock_name: '券'.repeat(21) }, 'stock_name: must be 1 to 20 characters'],
    [{ stock_status: 6 }, 'stock_status: must be 1, 2, 3, 4 or 5'],
    [{ create_time: '2020-07-20T13:29:35+08:00' }, 'create_time: must be yyyy-MM-ddTHH:mm:ss.SSS+08:00'],
  ])('is not one with %j', (change, problem) => {
    expect(read(stockQueryAnswerData, { ...stock, ...change })).toBe(problem);
  });

  it('has no object for type 2', () => {
    const { fixed_normal_coupon: _, ...bare } = { ...stock, coupon_type: 2 };
    expect(read(stockQueryAnswerData, bare)).toEqual(bare);
  });
});

describe('coupon-receive answer', () => {
  it('carries coupon_status where the sample slipped', () => {
    const { coupon_status: _, ...slip } = { ...coupon, stock_status: 1 };
    expect(read(couponReceiveAnswerData, coupon)).toEqual(coupon);
    expect(read(couponReceiveAnswerData, slip)).toBe('coupon_status: is required');
  });

  it.each([1, 2, 3, 4])('may tell status %i of a repeated claim', (coupon_status) => {
    expect(read(couponReceiveAnswerData, { ...coupon, coupon_status })).toMatchObject({ coupon_status });
  });

  it('has a coupon_id of at most twenty characters', () => {
    const problem = 'coupon_id: must be 1 to 20 characters';
    expect(read(couponReceiveAnswerData, { ...coupon, coupon_id: '1'.repeat(21) })).toBe(problem);
    expect(read(couponReceiveAnswerData, { ...coupon, coupon_id: 123 })).toBe('coupon_id: must be a string');
  });
});

describe('deactivation answers', () => {
  it('say when one coupon was deactivated', () => {
    expect(read(couponDeactivateAnswerData, { deactivate_time: time })).toEqual({ deactivate_time: time });
    expect(read(couponDeactivateAnswerData, {})).toBe('deactivate_time: is required');
  });

  it('list each coupon under the state it has', () => {
    const id = { stock_id: 'test001', coupon_id: '1' };
    const lists = {
      expire_coupons: [{ ...id, expire_time: time }],
      deactivate_coupons: [{ ...id, deactivate_time: time }],
      illegal_coupons: [{ ...id, coupon_status: 2 }],
    };
    expect(read(couponBatchDeactivateAnswerData, lists)).toEqual(lists);
    expect(read(couponBatchDeactivateAnswerData, { expire_coupons: [id] })).toBe(
      'expire_coupons[0].expire_time: is required',
    );
    expect(read(couponBatchDeactivateAnswerData, { illegal_coupons: [{ ...id, coupon_status: 5 }] })).toBe(
      'illegal_coupons[0].coupon_status: must be 1, 2, 3 or 4',
    );
  });
});
