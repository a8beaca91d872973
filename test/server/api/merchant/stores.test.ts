// Where a coupon is redeemed, and for which order.
import { addStore, limitStock } from '../../../../server/usecase/store.ts';
import { runningStock } from '../../../kit/stocks.ts';
import { expectData, expectRefusal } from './expect.ts';
import { sharedShop } from './shop.ts';

const shop = sharedShop();
const redeeming = ['communal.user.consume', 'communal.user.coupons-vertify'] as const;

const redeem = (action: (typeof redeeming)[number], params: object) =>
  shop().untouched(() => shop().call(action, { bizId: shop().bizId(), ...params }));

describe('a stock of some stores', () => {
  async function limited() {
    const { context } = shop().server;
    const stockId = await runningStock(context);
    await addStore(context.useCases, { tenantId: 'demo', storeCode: 'S1', name: '一店' });
    await limitStock(context.useCases, 'demo', stockId, ['S1']);
    return shop().shopper({}, 1, stockId);
  }

  it.each([undefined, '', 'S2', 's1', ' S1'])('is not redeemed at %p', async (multiMark) => {
    const { customerId, couponIds } = await limited();
    for (const action of redeeming) {
      const params = { customerId, couponsCardList: couponIds, multiMark };
      expectRefusal(await redeem(action, params), 'wrongStore', /本店/);
    }
  });

  it.each([
    ['communal.user.consume', { multiMark: 'S1' }],
    ['communal.user.coupons-vertify', { multiMark: 'S1' }],
    ['communal.user.coupons-vertify', { ext: { multiStoreMark: 'S1' } }],
  ] as const)('is redeemed by %s with %j', async (action, store) => {
    const { customerId, couponIds } = await limited();
    const params = { bizId: shop().bizId(), customerId, couponsCardList: couponIds, ...store };
    expectData(action, await shop().call(action, params));
    const detail = await shop().call('communal.coupon.coupon-detail', { userCouponCode: couponIds[0] });
    expect(expectData('communal.coupon.coupon-detail', detail).stores).toEqual(['S1']);
  });
});

describe('an order', () => {
  const action = 'communal.user.coupons-vertify';

  it('below the minimum redeems no coupon', async () => {
    const { customerId, couponIds } = await shop().shopper({}, 1);
    for (const orderAmount of [0, 9_999, '9999'])
      expectRefusal(
        await redeem(action, { customerId, couponsCardList: couponIds, orderAmount }),
        'orderTooSmall',
        /未达到/,
      );
    const params = { bizId: shop().bizId(), customerId, couponsCardList: couponIds, orderAmount: 10_000 };
    expectData(action, await shop().call(action, params));
  });

  it.each([-1, '1.00', 1.5, 'much'])('does not come to %p fen', async (orderAmount) => {
    const { customerId, couponIds } = await shop().shopper({}, 1);
    const params = { customerId, couponsCardList: couponIds, orderAmount };
    expectRefusal(await redeem(action, params), 'badParameter', /^orderAmount: /);
  });

  it('uses a coupon once', async () => {
    const { customerId, couponIds } = await shop().shopper({}, 1);
    for (const useCount of [0, 2, -1])
      expectRefusal(
        await redeem(action, { customerId, couponsCardList: couponIds, useCount }),
        'badParameter',
        /^useCount: /,
      );
  });
});
