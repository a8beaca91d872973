// What we tell Tencent, checked to the letter: exact types, lengths, one time form, no field too many (sp §5, §7).
import type { z } from 'zod';
import { type CouponRsyncRequest, couponRsyncRequest } from '../../../../shared/sp/messages/coupon-rsync.ts';
import {
  type CouponStatusRsyncRequest,
  couponStatusRsyncRequest,
} from '../../../../shared/sp/messages/coupon-status-rsync.ts';
import { type StockRsyncRequest, stockRsyncRequest } from '../../../../shared/sp/messages/stock-rsync.ts';
import { stockStatusRsyncRequest } from '../../../../shared/sp/messages/stock-status-rsync.ts';
import { signedBody } from '../../../../shared/sp/signed-body.ts';
import { requestSamples, sampleCredential } from '../samples.ts';
import { parametersOf, read } from './read.ts';

const time = '2020-07-20T13:29:35.120+08:00';
const fixed = { coupon_amount: 1000, transaction_minimum: 10000 };
const discount = { discount_amount_max: 1000, discount_percent: 88, transaction_minimum: 0 };

const stock: StockRsyncRequest = {
  app_channel_id: 1,
  app_id: 'wx11111111',
  stock_id: 'test001',
  stock_name: '代驾代金券',
  instructions: '详细的券使用说明',
  coupon_name: '代驾代金券',
  coupon_desc: '满10元可用,仅限深圳地区使用',
  coupon_type: 1,
  fixed_normal_coupon: fixed,
  max_coupons: 20000,
  max_coupons_per_user: 1,
  available_begin_time: time,
  available_end_time: time,
  create_time: time,
  stock_status: 3,
};
const coupon: CouponRsyncRequest = {
  app_channel_id: 1,
  user_code: 'udxbxd',
  app_id: 'wx11111111',
  stock_id: 'test001',
  coupon_id: '1572355050',
  coupon_type: 3,
  discount_coupon: discount,
  available_begin_time: time,
  available_end_time: time,
  receive_time: time,
  coupon_status: 1,
};
const status: CouponStatusRsyncRequest = {
  app_channel_id: 1,
  user_code: 'udxbxd',
  stock_id: 'test001',
  coupon_id: '1234567',
  coupon_status: 2,
  usage_time: time,
  event_time: time,
  version: '1.0.1',
};
const stockStatus = { stock_id: 'test001', stock_status: 5 };

const messages: [string, z.ZodType, object][] = [
  ['stock-rsync', stockRsyncRequest, stock],
  ['coupon-rsync', couponRsyncRequest, coupon],
  ['stock-status-rsync', stockStatusRsyncRequest, stockStatus],
  ['coupon-status-rsync', couponStatusRsyncRequest, status],
];

describe.each(messages)('%s', (_, schema, message) => {
  it('accepts exactly what we send', () => {
    expect(read(schema, message)).toEqual(message);
  });

  it('lets the common parameters stand beside it', () => {
    const text = signedBody(sampleCredential, message, { seqId: 's', now: 1_572_342_076_000, nonce: '1' });
    expect(read(schema, parametersOf(text))).toEqual(message);
  });

  it.each(Object.keys(message).filter((name) => !/_coupon$|usage_time/.test(name)))('needs %s', (name) => {
    expect(read(schema, { ...message, [name]: undefined })).toBe(`${name}: is required`);
    expect(read(schema, { ...message, [name]: null })).toBe(`${name}: is required`);
  });

  it('has no field too many', () => {
    expect(read(schema, { ...message, usage_tme: time })).toBe('usage_tme: is not a field here');
  });

  it('has no numbers written as text', () => {
    for (const [name, value] of Object.entries(message)) {
      if (typeof value === 'number') {
        expect(read(schema, { ...message, [name]: String(value) })).toMatch(`${name}: must be`);
      }
    }
  });

  it('has times in one form only', () => {
    for (const name of Object.keys(message).filter((key) => key.endsWith('_time'))) {
      const problem = `${name}: must be yyyy-MM-ddTHH:mm:ss.SSS+08:00`;
      expect(read(schema, { ...message, [name]: '2020-07-20T05:29:35.120Z' })).toBe(problem);
    }
  });
});

describe('stock-rsync', () => {
  it('may name a business class', () => {
    expect(read(stockRsyncRequest, { ...stock, buss_classify: 7 })).toMatchObject({ buss_classify: 7 });
  });

  it.each([
    [{ fixed_normal_coupon: undefined }, 'fixed_normal_coupon: is required for coupon_type 1'],
    [{ coupon_type: 3 }, 'discount_coupon: is required for coupon_type 3'],
    [{ discount_coupon: discount }, 'discount_coupon: does not belong to coupon_type 1'],
    [{ coupon_type: 2, discount_coupon: discount }, 'discount_coupon: does not belong to coupon_type 2'],
    [
      { fixed_normal_coupon: { coupon_amount: 1000 } },
      'fixed_normal_coupon.transaction_minimum: is required',
    ],
    [
      { fixed_normal_coupon: { ...fixed, coupon_amount: 0 } },
      'fixed_normal_coupon.coupon_amount: must be at least 1',
    ],
    [{ fixed_normal_coupon: { ...fixed, x: 1 } }, 'fixed_normal_coupon.x: is not a field here'],
    [{ cut_to_coupon: { cut_to_price: 1 } }, 'cut_to_coupon: is not a field here'],
  ])('is not one with %j', (change, problem) => {
    expect(read(stockRsyncRequest, { ...stock, ...change })).toBe(problem);
  });

  it.each([0, 100, 8.8])('has no discount of %p percent', (discount_percent) => {
    const change = {
      coupon_type: 3,
      fixed_normal_coupon: undefined,
      discount_coupon: { ...discount, discount_percent },
    };
    expect(read(stockRsyncRequest, { ...stock, ...change })).toMatch(
      /^discount_coupon.discount_percent: must be/,
    );
  });

  it.each([
    ['stock_id', 30],
    ['stock_name', 20],
    ['instructions', 1024],
    ['coupon_name', 20],
    ['coupon_desc', 50],
    ['app_id', 32],
  ])('has a %s of up to %i characters', (name, max) => {
    expect(read(stockRsyncRequest, { ...stock, [name]: '🚗'.repeat(max) })).toMatchObject({
      [name]: '🚗'.repeat(max),
    });
    expect(read(stockRsyncRequest, { ...stock, [name]: '🚗'.repeat(max + 1) })).toBe(
      `${name}: must be 1 to ${max} characters`,
    );
  });

  it('of type 2 may be dressed as a fixed amount', () => {
    const dressed = { ...stock, coupon_type: 2 };
    expect(read(stockRsyncRequest, dressed)).toEqual(dressed);
  });

  it('is more careful than the sample of the documents', () => {
    const parameters = parametersOf(requestSamples['stock.rsync']);
    expect(read(stockRsyncRequest, parameters)).toBe('discount_coupon: does not belong to coupon_type 1');
    const { discount_coupon: _, ...rest } = parameters;
    expect(read(stockRsyncRequest, rest)).toMatchObject({ max_coupons: 20000, stock_status: 3 });
  });
});

describe('coupon-rsync', () => {
  it.each([
    [{ coupon_status: 4 }, 'coupon_status: must be 1, 2 or 3'],
    [{ usage_time: time }, 'usage_time: does not belong to coupon_status 1'],
    [{ coupon_id: '1'.repeat(21) }, 'coupon_id: must be 1 to 20 characters'],
    [{ mobile_phone: '139111122223' }, 'mobile_phone: must be 1 to 11 characters'],
    [{ mobile_phone: '' }, 'mobile_phone: must be 1 to 11 characters'],
    [{ extra: 'x'.repeat(257) }, 'extra: must be 1 to 256 characters'],
    [{ extra: {} }, 'extra: must be a string'],
  ])('is not one with %j', (change, problem) => {
    expect(read(couponRsyncRequest, { ...coupon, ...change })).toBe(problem);
  });

  it('tells when a used coupon was used', () => {
    const used = { ...coupon, coupon_status: 2, usage_time: time };
    expect(read(couponRsyncRequest, used)).toEqual(used);
  });

  it('reads the sample without its foreign object', () => {
    const { discount_coupon: _, ...sample } = parametersOf(requestSamples['coupon.rsync']);
    expect(read(couponRsyncRequest, sample)).toMatchObject({ stock_id: 'test001', coupon_status: 2 });
  });
});

describe('status messages', () => {
  it('tell a stock by id and status', () => {
    const sample = parametersOf(requestSamples['stock.status.rsync']);
    expect(read(stockStatusRsyncRequest, sample)).toEqual({ stock_id: 'udxbxd', stock_status: 3 });
    expect(read(stockStatusRsyncRequest, { ...stockStatus, stock_status: 0 })).toBe(
      'stock_status: must be 1, 2, 3, 4 or 5',
    );
  });

  it.each([
    [{ version: '1.0.0' }, 'version: must be "1.0.1"'],
    [{ coupon_status: 1 }, 'usage_time: does not belong to coupon_status 1'],
    [{ coupon_status: 3 }, 'usage_time: does not belong to coupon_status 3'],
    [{ coupon_status: 5 }, 'coupon_status: must be 1, 2, 3 or 4'],
    [{ extra: 'x'.repeat(129) }, 'extra: must be 1 to 128 characters'],
  ])('of a coupon are not one with %j', (change, problem) => {
    expect(read(couponStatusRsyncRequest, { ...status, ...change })).toBe(problem);
  });

  it('of a coupon always say their version', () => {
    const sample = parametersOf(requestSamples['coupon.status.rsync']);
    expect(read(couponStatusRsyncRequest, sample)).toBe('version: is required');
    expect(read(couponStatusRsyncRequest, { ...sample, version: '1.0.1' })).toMatchObject({
      event_time: time,
    });
  });

  it('of a coupon may carry 4 where settings ask', () => {
    const { usage_time: _, ...invalid } = { ...status, coupon_status: 4 };
    expect(read(couponStatusRsyncRequest, invalid)).toEqual(invalid);
  });
});
