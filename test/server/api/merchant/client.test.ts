// The client that we ship, at the server that it is for.
import { newMerchant, tillOf } from '../../../kit/merchant.ts';
import { sharedShop } from './shop.ts';

const shop = sharedShop();

describe('the client', () => {
  it('consumes, reverses and reads what is left', async () => {
    const { server, clock, key } = shop();
    const till = tillOf(server.url, key, clock.now);
    const { customerId, couponIds } = await shop().shopper({ rechargeFen: 1000 }, 1);
    const bizId = shop().bizId();
    const params = { bizId, customerId, couponsCardList: couponIds, amount: '2.50' };
    const done = await till.call('communal.user.consume', params);
    expect(done).toMatchObject({
      ok: true,
      code: 0,
      attempts: 1,
      data: { total_amount: '7.50', storeBalance: 2.5 },
    });
    const undone = await till.call('communal.user.consume-reverse', { bizId });
    expect(undone.data).toMatchObject({ couponsCardList: couponIds, total_amount: '10.00' });
  });

  it('does not ask again where the answer is no', async () => {
    const { server, clock, key } = shop();
    const till = tillOf(server.url, key, clock.now);
    const answer = await till.call('user.coupon-new-status', { customerId: '1' });
    expect(answer).toMatchObject({ ok: false, code: 40101, attempts: 1, data: undefined });
  });

  it('is told when its key is good no more', async () => {
    const { server, clock } = shop();
    const key = await newMerchant(server.context);
    const till = tillOf(server.url, { ...key, openKey: 'another' }, clock.now);
    expect(await till.call('user.coupon-new-status', { customerId: '1' })).toMatchObject({
      ok: false,
      code: 50003,
    });
  });
});
