// Keys come and go; and what another tenant has is not there.
import { disableMerchantCredential, rotateMerchantCredential } from '../../../../server/usecase/merchant.ts';
import { newMerchant } from '../../../kit/merchant.ts';
import { startTestServer } from '../../../kit/server.ts';
import { newTenant } from '../../../kit/stocks.ts';
import { expectData, expectRefusal } from './expect.ts';
import { sharedShop } from './shop.ts';

const shop = sharedShop();
const deps = () => ({ ...shop().server.context.useCases, seal: shop().server.context.seal });
const ask = (key: Awaited<ReturnType<typeof newMerchant>>) =>
  shop().call('user.coupon-new-status', { customerId: '1' }, { key });

describe('a credential', () => {
  it('that was rotated works until its overlap ends', async () => {
    const old = await newMerchant(shop().server.context);
    const fresh = await rotateMerchantCredential(deps(), old.openId, 60_000);
    expectRefusal(await ask(old), 'customerNotFound');
    expectRefusal(await ask(fresh), 'customerNotFound');
    await shop().pass(60_000);
    expectRefusal(await ask(old), 'unknownOpenId');
    expectRefusal(await ask(fresh), 'customerNotFound');
  });

  it('that was disabled is unknown at once', async () => {
    const key = await newMerchant(shop().server.context);
    expectRefusal(await ask(key), 'customerNotFound');
    await disableMerchantCredential(deps(), key.openId);
    expectRefusal(await ask(key), 'unknownOpenId');
  });

  it('that was just added works in another process', async () => {
    const { clock, server } = shop();
    const other = await startTestServer({ now: clock.now, dataDir: server.dataDir });
    const key = await newMerchant(other.context);
    expectRefusal(await ask(key), 'customerNotFound');
  });

  it('of one account shares its bizIds', async () => {
    const { customerId } = await shop().shopper({ rechargeFen: 1000 });
    const params = { bizId: shop().bizId(), customerId, amount: '1.00' };
    const first = await shop().call('communal.user.consume', params);
    expectData('communal.user.consume', first);
    const key = await newMerchant(shop().server.context);
    const second = await shop().untouched(() => shop().call('communal.user.consume', params, { key }));
    expect(second.text).toBe(first.text);
  });

  it('of another account has bizIds of its own', async () => {
    const { customerId } = await shop().shopper({ rechargeFen: 1000 });
    const params = { bizId: shop().bizId(), customerId, amount: '1.00' };
    const key = await newMerchant(shop().server.context, { account: 'naixue2' });
    const [first, second] = [
      await shop().call('communal.user.consume', params),
      await shop().call('communal.user.consume', params, { key }),
    ];
    expect(expectData('communal.user.consume', first).total_amount).toBe('9.00');
    expect(expectData('communal.user.consume', second).total_amount).toBe('8.00');
  });
});

describe('a credential of another tenant', () => {
  it('sees and takes nothing of this one', async () => {
    await newTenant(shop().server.context, 'other');
    const key = await newMerchant(shop().server.context, { tenantId: 'other' });
    const { customerId, couponIds } = await shop().shopper({ rechargeFen: 1000 }, 2);
    const [used, cardId = ''] = couponIds;
    const bizId = shop().bizId();
    const consume = { bizId, customerId, couponsCardList: used, amount: '1.00' };
    expectData('communal.user.consume', await shop().call('communal.user.consume', consume));
    const code = await shop().code(cardId);
    for (const [action, params, refusal] of [
      ['user.coupon-new-status', { customerId }, 'customerNotFound'],
      ['user.coupon-new-status', { customerId, cardId }, 'customerNotFound'],
      ['communal.user.consume', { bizId: 'x', customerId, amount: '1.00' }, 'customerNotFound'],
      ['communal.user.consume', consume, 'customerNotFound'],
      ['communal.user.consume', { bizId: 'x', type: 1, couponsCardList: code }, 'codeInvalid'],
      ['communal.user.coupons-vertify', { bizId: 'x', type: 1, couponsCardList: code }, 'codeInvalid'],
      [
        'communal.user.coupons-vertify',
        { bizId: 'x', customerId, couponsCardList: cardId },
        'customerNotFound',
      ],
      ['communal.coupon.coupon-detail', { userCouponCode: cardId }, 'couponNotFound'],
      ['coupon.off-coupon', { code }, 'codeInvalid'],
      ['communal.coupon.freeze', { cardId, bizId: 'x' }, 'couponNotFound'],
      ['communal.coupon.unfreeze', { cardId, bizId: 'x' }, 'couponNotFound'],
    ] as const)
      expectRefusal(await shop().untouched(() => shop().call(action, params, { key })), refusal);
    expectRefusal(await shop().call('communal.user.consume-reverse', { bizId }, { key }), 'consumeNotFound');
    expect((await shop().coupon(used ?? '')).status).toBe(2);
  });
});
