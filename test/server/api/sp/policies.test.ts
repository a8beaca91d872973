// What a channel may want otherwise (sp §4, §5).
import type { ChannelPolicies } from '../../../../server/domain/tenant.ts';
import { setChannel } from '../../../../server/usecase/channel.ts';
import { sharedTestServer } from '../../../kit/server.ts';
import { newStock, runningStock } from '../../../kit/stocks.ts';
import { expectData, expectRefusal } from './expect.ts';

const server = sharedTestServer();
const setPolicies = (appChannelId: number, policies: Partial<ChannelPolicies>) =>
  setChannel(server().context.useCases, { tenantId: 'demo', appChannelId, policies }, () => undefined);

describe('remapped codes', () => {
  beforeAll(() =>
    setPolicies(11, { codes: { stockNotFound: 10_001, stockNotIssuing: 10_002, couponNotFound: 10_101 } }),
  );

  it('are those of the channel that asks', async () => {
    const stock_id = await newStock(server().context, { app_channel_id: 11 });
    expectRefusal(
      await server().claim({ app_channel_id: 11, stock_id: 'none' }),
      10_001,
      /^stock not found$/,
    );
    expectRefusal(await server().claim({ app_channel_id: 11, stock_id }), 10_002, /^stock is not/);
    const order = { app_channel_id: 11, user_code: 'u', stock_id, coupon_id: '1', coupon_status: 3 };
    expectRefusal(await server().call('coupon.deactivate', order), 10_101, /^coupon not found$/);
  });

  it('leave the other channels alone', async () => {
    expectRefusal(await server().claim({ stock_id: 'none' }), 410001, /^stock not found$/);
  });

  it('leave the other codes alone', async () => {
    const stock_id = await runningStock(server().context, { app_channel_id: 11, max_coupons: 1 });
    expectData('coupon.receive', await server().claim({ app_channel_id: 11, stock_id }));
    expectRefusal(await server().claim({ app_channel_id: 11, stock_id }), 410003, /^stock is exhausted$/);
  });

  it('are counted as they were sent', async () => {
    await server().claim({ app_channel_id: 11, stock_id: 'none' });
    const { text } = await server().send('GET', '/metrics');
    expect(text).toMatch(/^chelian_requests_total\{interface="coupon.receive",code="10001"\} [1-9]/m);
  });
});

describe('a stock that reduces to a price', () => {
  const cutTo = {
    coupon_type: 2,
    fixed_normal_coupon: undefined,
    cut_to_coupon: { cut_to_price: 990, transaction_minimum: 1_500 },
  };

  it('is not published by default', async () => {
    await expect(runningStock(server().context, { ...cutTo, app_channel_id: 0 })).rejects.toThrow(/减至券/);
  });

  it('is told without an object while it is not published', async () => {
    const stock_id = await newStock(server().context, { ...cutTo, app_channel_id: 0 });
    const data = expectData('stock.query', await server().call('stock.query', { stock_id }));
    expect(data.coupon_type).toBe(2);
    expect(Object.keys(data).filter((key) => key.endsWith('_coupon'))).toEqual([]);
  });

  it('may be told as an amount off', async () => {
    await setPolicies(1, { cutToPrice: 'as-fixed-normal' });
    const stock_id = await runningStock(server().context, cutTo);
    const told = { coupon_type: 2, fixed_normal_coupon: { coupon_amount: 990, transaction_minimum: 1_500 } };
    expect(expectData('stock.query', await server().call('stock.query', { stock_id }))).toMatchObject(told);
    expect(expectData('coupon.receive', await server().claim({ stock_id }))).toMatchObject(told);
  });
});

describe('a channel that reviews its stocks', () => {
  it('gives nothing before the approval', async () => {
    await setPolicies(0, { review: true });
    const stock_id = await runningStock(server().context, { app_channel_id: 0 });
    expect(expectData('stock.query', await server().call('stock.query', { stock_id })).stock_status).toBe(2);
    expectRefusal(await server().claim({ app_channel_id: 0, stock_id }), 410002, /^stock is not/);
  });
});
