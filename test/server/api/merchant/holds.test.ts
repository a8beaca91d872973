// Holds: a coupon is kept for one bizId, and nobody else redeems it meanwhile.
import { newMerchant } from '../../../kit/merchant.ts';
import { expectData, expectRefusal } from './expect.ts';
import { sharedShop } from './shop.ts';

const shop = sharedShop();
const consume = 'communal.user.consume';

const redeem = (params: object) =>
  shop().untouched(() => shop().call(consume, { bizId: shop().bizId(), ...params }));

describe('a held coupon', () => {
  const freeze = (params: object, key = shop().key) => shop().call('communal.coupon.freeze', params, { key });

  it('is redeemed by its own bizId alone', async () => {
    const { customerId, couponIds } = await shop().shopper({}, 1);
    const bizId = shop().bizId();
    expectData('communal.coupon.freeze', await freeze({ cardId: couponIds[0], bizId }));
    const params = { customerId, couponsCardList: couponIds };
    expectRefusal(await redeem(params), 'couponFrozen', /冻结/);
    const other = await newMerchant(shop().server.context, { account: 'naixue2' });
    const theirs = await shop().untouched(() => shop().call(consume, { bizId, ...params }, { key: other }));
    expectRefusal(theirs, 'couponFrozen', /冻结/);
    expectData(consume, await shop().call(consume, { bizId, ...params }));
  });

  it('is neither held nor let go by others', async () => {
    const { couponIds } = await shop().shopper({}, 1);
    const [cardId] = couponIds;
    expectData('communal.coupon.freeze', await freeze({ cardId, bizId: 'mine' }));
    for (const action of ['communal.coupon.freeze', 'communal.coupon.unfreeze'] as const) {
      const answer = await shop().untouched(() => shop().call(action, { cardId, bizId: 'yours' }));
      expectRefusal(answer, 'couponFrozen');
    }
    expectData(
      'communal.coupon.unfreeze',
      await shop().call('communal.coupon.unfreeze', { cardId, bizId: 'mine' }),
    );
    expectData('communal.coupon.freeze', await freeze({ cardId, bizId: 'yours' }));
  });

  it('is free again when its time is over', async () => {
    const { customerId, couponIds } = await shop().shopper({}, 1);
    expectData('communal.coupon.freeze', await freeze({ cardId: couponIds[0], bizId: 'slow', seconds: 5 }));
    await shop().pass(4_999);
    expectRefusal(await redeem({ customerId, couponsCardList: couponIds }), 'couponFrozen');
    await shop().pass(1);
    const params = { bizId: shop().bizId(), customerId, couponsCardList: couponIds };
    expectData(consume, await shop().call(consume, params));
  });

  it.each([0, -1, 86_401, 1.5, 'soon', {}])('is not held for %p seconds', async (seconds) => {
    const { couponIds } = await shop().shopper({}, 1);
    const answer = await shop().untouched(() => freeze({ cardId: couponIds[0], bizId: 'b', seconds }));
    expectRefusal(answer, 'badParameter', /^seconds: /);
  });

  it('is named once, under either name', async () => {
    const { couponIds } = await shop().shopper({}, 2);
    const [couponId, cardId] = couponIds;
    const message = /^couponId: is another one than cardId$/;
    expectRefusal(await freeze({ couponId, cardId, bizId: 'b' }), 'badParameter', message);
    expectRefusal(await freeze({ bizId: 'b' }), 'badParameter', /^couponId: is required$/);
  });

  it('is not a used one', async () => {
    const { customerId, couponIds } = await shop().shopper({}, 1);
    const params = { bizId: shop().bizId(), customerId, couponsCardList: couponIds };
    expectData(consume, await shop().call(consume, params));
    const answer = await shop().untouched(() => freeze({ cardId: couponIds[0], bizId: 'b' }));
    expectRefusal(answer, 'couponUsed');
    expectRefusal(await freeze({ cardId: '1', bizId: 'b' }), 'couponNotFound');
  });
});
