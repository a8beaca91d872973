// What is not there, and what is somebody else's: the answers must not tell the two apart (sp §5, §6).
import { setChannel } from '../../../../server/usecase/channel.ts';
import { sharedTestServer } from '../../../kit/server.ts';
import { newTenant, runningStock } from '../../../kit/stocks.ts';
import { expectData, expectRefusal } from './expect.ts';

const server = sharedTestServer();
const owner = { app_channel_id: 1, user_code: 'owner' };
const order = { ...owner, stock_id: 'test001', coupon_status: 4 };

async function ownersCoupon(): Promise<string> {
  const answer = await server().claim({ ...owner, request_id: 'owners' });
  return expectData('coupon.receive', answer).coupon_id;
}

describe('a stock', () => {
  it('that does not exist is not found', async () => {
    expectRefusal(await server().call('stock.query', { stock_id: 'none' }), 410001, /^stock not found$/);
    expectRefusal(await server().claim({ stock_id: 'none' }), 410001, /^stock not found$/);
  });

  it('of another channel is not found', async () => {
    const stock_id = await runningStock(server().context, { app_channel_id: 11 });
    const missing = await server().claim({ stock_id: 'none' });
    expect((await server().claim({ stock_id })).text).toBe(missing.text);
    expectData('coupon.receive', await server().claim({ stock_id, app_channel_id: 11 }));
  });

  it('of another tenant is not found', async () => {
    const credential = await newTenant(server().context, 'stock-stranger');
    const missing = await server().call('stock.query', { stock_id: 'none' });
    const theirs = await server().call('stock.query', { stock_id: 'test001' }, { credential });
    expect(theirs.text).toBe(missing.text);
    expectRefusal(await server().claim({}, { credential }), 410001, /^stock not found$/);
  });

  it('may have the id of another tenant', async () => {
    const credential = await newTenant(server().context, 'namesake');
    await runningStock(server().context, { stock_id: 'test001', stock_name: '别家的券' }, 'namesake');
    const theirs = await server().call('stock.query', { stock_id: 'test001' }, { credential });
    expect(expectData('stock.query', theirs).stock_name).toBe('别家的券');
    const ours = await server().call('stock.query', { stock_id: 'test001' });
    expect(expectData('stock.query', ours).stock_name).toBe('代驾10元代金券');
  });

  it('shares no request_id with another tenant', async () => {
    const credential = await newTenant(server().context, 'same-request');
    await runningStock(server().context, { stock_id: 'test001' }, 'same-request');
    const claim = { user_code: 'shared', request_id: 'shared' };
    const ours = expectData('coupon.receive', await server().claim(claim));
    const theirs = expectData('coupon.receive', await server().claim(claim, { credential }));
    expect(theirs.coupon_id).not.toBe(ours.coupon_id);
  });
});

describe('a channel', () => {
  it('that nobody set up is refused', async () => {
    const parameters = { ...order, app_channel_id: 7, coupon_id: '1' };
    expectRefusal(await server().claim({ app_channel_id: 7 }), 400000, /^app_channel_id: /);
    expectRefusal(await server().call('coupon.deactivate', parameters), 400000, /^app_channel_id: /);
  });

  it('that nobody set up is accepted where set', async () => {
    const credential = await newTenant(server().context, 'generous', 'accept');
    const stock_id = await runningStock(server().context, {}, 'generous');
    const claim = { user_code: 'u', stock_id, app_channel_id: 7 };
    const { coupon_id, app_id } = expectData('coupon.receive', await server().claim(claim, { credential }));
    expect(app_id).toBe('wxgenerous');
    const parameters = { ...claim, coupon_id, coupon_status: 3 };
    expectData('coupon.deactivate', await server().call('coupon.deactivate', parameters, { credential }));
  });

  it('of our own must still be the stock’s', async () => {
    const credential = await newTenant(server().context, 'generous-too', 'accept');
    const { useCases } = server().context;
    const channel = { tenantId: 'generous-too', appChannelId: 5, appId: 'wx5' };
    await setChannel(useCases, channel, () => undefined);
    const stock_id = await runningStock(server().context, {}, 'generous-too');
    expectRefusal(
      await server().claim({ stock_id, app_channel_id: 5 }, { credential }),
      410001,
      /^stock not/,
    );
  });
});

describe('a coupon', () => {
  beforeAll(() => runningStock(server().context, { stock_id: 'other' }));

  it.each([
    ['unknown', { coupon_id: '1234567890123456789' }],
    ['no number', { coupon_id: "1' OR '1'='1" }],
    ['another user’s', { user_code: 'thief' }],
    ['another stock’s', { stock_id: 'other' }],
    ['another channel’s', { app_channel_id: 11 }],
  ])('that is %s is not found', async (_, differs) => {
    const coupon_id = await ownersCoupon();
    const missing = await server().call('coupon.deactivate', { ...order, coupon_id: '1' });
    expectRefusal(missing, 410101, /^coupon not found$/);
    expect((await server().call('coupon.deactivate', { ...order, coupon_id, ...differs })).text).toBe(
      missing.text,
    );
    expect(await ownersCoupon()).toBe(coupon_id);
  });

  it('of another tenant is not found', async () => {
    const coupon_id = await ownersCoupon();
    const credential = await newTenant(server().context, 'coupon-stranger');
    await runningStock(server().context, { stock_id: 'test001' }, 'coupon-stranger');
    const answer = await server().call('coupon.deactivate', { ...order, coupon_id }, { credential });
    expectRefusal(answer, 410101, /^coupon not found$/);
    const coupons = [{ stock_id: 'test001', coupon_id }];
    const batch = { ...owner, coupons, coupon_status: 4 };
    const data = expectData(
      'coupon.batch-deactivate',
      await server().call('coupon.batch-deactivate', batch, { credential }),
    );
    expect(data).toEqual({ illegal_coupons: [{ ...coupons[0], coupon_status: 4 }] });
  });
});
