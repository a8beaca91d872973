// What the four answers look like: exactly these fields, in these types (sp §4, §5).
import { sharedTestServer } from '../../../kit/server.ts';
import { newStock, runningStock } from '../../../kit/stocks.ts';
import { expectData, expectRefusal } from './expect.ts';

const server = sharedTestServer();
const wireTime = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}\+08:00$/;
const discount = {
  coupon_type: 3,
  fixed_normal_coupon: undefined,
  discount_coupon: { discount_amount_max: 2000, discount_percent: 88, transaction_minimum: 0 },
};

describe('stock query', () => {
  it('tells every field of the table', async () => {
    const stock_id = await runningStock(server().context, { buss_classify: 7 });
    const data = expectData('stock.query', await server().call('stock.query', { stock_id }));
    expect(data).toEqual({
      app_channel_id: 1,
      app_id: 'wx1111111111',
      stock_id,
      stock_name: '代驾10元代金券',
      instructions: '优惠券使用简介',
      coupon_name: '代驾代金券',
      coupon_desc: '消费满100元可用',
      coupon_type: 1,
      fixed_normal_coupon: { coupon_amount: 1000, transaction_minimum: 10_000 },
      max_coupons: 100,
      max_coupons_per_user: 5,
      available_begin_time: expect.stringMatching(wireTime),
      available_end_time: expect.stringMatching(wireTime),
      create_time: expect.stringMatching(wireTime),
      stock_status: 3,
    });
  });

  it('tells the object of its own type alone', async () => {
    const stock_id = await runningStock(server().context, discount);
    const data = expectData('stock.query', await server().call('stock.query', { stock_id }));
    expect(data).toMatchObject({ coupon_type: 3, discount_coupon: discount.discount_coupon });
    expect(data).not.toHaveProperty('fixed_normal_coupon');
  });

  it('shows stocks that are not activated', async () => {
    const stock_id = await newStock(server().context);
    const data = expectData('stock.query', await server().call('stock.query', { stock_id }));
    expect(data.stock_status).toBe(1);
  });
});

describe('claim', () => {
  it('tells every field of the table', async () => {
    const before = Date.now();
    const data = expectData('coupon.receive', await server().claim());
    expect(data).toEqual({
      app_id: 'wx1111111111',
      stock_id: 'test001',
      coupon_id: expect.stringMatching(/^[1-9]\d{18}$/),
      coupon_type: 1,
      fixed_normal_coupon: { coupon_amount: 1000, transaction_minimum: 10_000 },
      available_begin_time: expect.stringMatching(wireTime),
      available_end_time: expect.stringMatching(wireTime),
      receive_time: expect.stringMatching(wireTime),
      coupon_status: 1,
    });
    expect(Date.parse(data.receive_time)).toBeGreaterThanOrEqual(before);
    expect(Date.parse(data.receive_time)).toBeLessThanOrEqual(Date.now());
  });

  it('tells a discount in percent and fen', async () => {
    const stock_id = await runningStock(server().context, discount);
    const data = expectData('coupon.receive', await server().claim({ stock_id }));
    expect(data.discount_coupon).toEqual(discount.discount_coupon);
    expect(data).not.toHaveProperty('fixed_normal_coupon');
  });

  it('keeps the validity that the stock has', async () => {
    const available_begin_time = '2020-07-20T13:29:35.120+08:00';
    const available_end_time = '2999-07-20T23:59:59.999+08:00';
    const stock_id = await runningStock(server().context, { available_begin_time, available_end_time });
    const data = expectData('coupon.receive', await server().claim({ stock_id }));
    expect(data).toMatchObject({ available_begin_time, available_end_time });
  });

  it('is allowed before the validity begins', async () => {
    const available_begin_time = '2999-07-20T13:29:35.120+08:00';
    const available_end_time = '2999-07-21T13:29:35.120+08:00';
    const stock_id = await runningStock(server().context, { available_begin_time, available_end_time });
    expectData('coupon.receive', await server().claim({ stock_id }));
  });

  it('needs neither nonce, seq_id, phone nor extra', async () => {
    const optional = { nonce: undefined, seq_id: undefined, mobile_phone: null, extra: '' };
    expectData('coupon.receive', await server().claim(optional));
  });

  it('takes the channel as numeric text', async () => {
    expectData('coupon.receive', await server().claim({ app_channel_id: '1' }));
  });
});

describe('deactivation', () => {
  const deactivate = async (coupon_status: number | string, user_code: string) => {
    const { coupon_id } = expectData('coupon.receive', await server().claim({ user_code }));
    const order = { app_channel_id: 1, user_code, stock_id: 'test001', coupon_id, coupon_status };
    return server().call('coupon.deactivate', order);
  };

  it.each([3, 4, '3'])('to %p answers with its time alone', async (to) => {
    const data = expectData('coupon.deactivate', await deactivate(to, `answers-${typeof to}-${to}`));
    expect(data).toEqual({ deactivate_time: expect.stringMatching(wireTime) });
  });
});

describe('refusal', () => {
  it.each([
    ['stock.query', { stock_id: 'none' }, 410001],
    ['coupon.receive', { app_channel_id: 1, user_code: 'u', stock_id: 'none', request_id: 'r' }, 410001],
    [
      'coupon.deactivate',
      { app_channel_id: 1, user_code: 'u', stock_id: 'test001', coupon_id: '1', coupon_status: 3 },
      410101,
    ],
    ['coupon.batch-deactivate', { app_channel_id: 1, user_code: 'u', coupons: [], coupon_status: 3 }, 400000],
  ] as const)('of %s has no data', async (name, parameters, code) => {
    expectRefusal(await server().call(name, parameters), code, /./);
  });
});
