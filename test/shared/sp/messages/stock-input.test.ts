// What a stock is created from: the shape of /stock/rsync, read liberally.
import { stockInput } from '../../../../shared/sp/messages/stock-rsync.ts';
import { requestSamples } from '../samples.ts';
import { parametersOf, read } from './read.ts';

const sample = parametersOf(requestSamples['stock.rsync']);
const cutTo = { coupon_type: 2, cut_to_coupon: { cut_to_price: 990, transaction_minimum: 0 } };

describe('stockInput', () => {
  it('reads the sample of the documents', () => {
    expect(read(stockInput, sample)).toEqual({
      app_channel_id: 1,
      app_id: 'wx11111111',
      stock_id: 'test001',
      stock_name: '代驾代金券',
      instructions: '详细的券使用说明',
      coupon_name: '代驾代金券',
      coupon_desc: '满10元可用,仅限深圳地区使用',
      coupon_type: 1,
      fixed_normal_coupon: { coupon_amount: 1000, transaction_minimum: 10000 },
      max_coupons: 20000,
      max_coupons_per_user: 1,
      available_begin_time: Date.UTC(2020, 6, 5, 5, 29, 35, 120),
      available_end_time: Date.UTC(2020, 6, 30, 15, 59, 59, 120),
      create_time: Date.UTC(2020, 6, 30, 15, 59, 59, 120),
    });
  });

  it('does without what the server knows better', () => {
    const { app_id: _, create_time: __, stock_status: ___, ...least } = sample;
    expect(read(stockInput, least)).toMatchObject({ stock_id: 'test001' });
    expect(read(stockInput, { ...sample, stock_status: 'running' })).not.toHaveProperty('stock_status');
  });

  it('takes numbers written as text', () => {
    const request = {
      ...sample,
      coupon_type: '1',
      max_coupons: '20000',
      fixed_normal_coupon: { coupon_amount: '1000', transaction_minimum: '' },
    };
    expect(read(stockInput, request)).toMatchObject({
      coupon_type: 1,
      max_coupons: 20000,
      fixed_normal_coupon: { coupon_amount: 1000, transaction_minimum: 0 },
    });
  });

  it('keeps what a type 2 coupon is worth', () => {
    const stock = read(stockInput, { ...sample, ...cutTo });
    expect(stock).toMatchObject(cutTo);
    expect(stock).not.toHaveProperty('fixed_normal_coupon');
    expect(stock).not.toHaveProperty('discount_coupon');
  });

  it.each([
    [{ coupon_type: 2 }, 'cut_to_coupon: is required for coupon_type 2'],
    [{ fixed_normal_coupon: null }, 'fixed_normal_coupon: is required for coupon_type 1'],
    [{ fixed_normal_coupon: 1000 }, 'fixed_normal_coupon: must be an object'],
    [{ coupon_type: 4 }, 'coupon_type: must be 1, 2 or 3'],
    [{ max_coupons: 0 }, 'max_coupons: must be 1 to 2147483647'],
    [{ stock_id: 'a\tb' }, 'stock_id: must not contain control characters'],
    [{ available_begin_time: 'soon' }, 'available_begin_time: must be yyyy-MM-ddTHH:mm:ss.SSS+08:00'],
    [{ available_end_time: '2020-07-04T00:00:00' }, 'available_end_time: is before available_begin_time'],
  ])('refuses %j', (change, problem) => {
    expect(read(stockInput, { ...sample, ...change })).toBe(problem);
  });

  it('lets a stock be valid for one moment', () => {
    const at = '2020-07-05T00:00:00Z';
    const stock = read(stockInput, { ...sample, available_begin_time: at, available_end_time: at });
    expect(stock).toMatchObject({ available_end_time: Date.UTC(2020, 6, 5) });
  });
});
