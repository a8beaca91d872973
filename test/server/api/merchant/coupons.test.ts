// Coupons that cannot be redeemed: each is refused by its own code, and no other coupon of the call is touched.
import { invalidateCoupon } from '../../../../server/usecase/invalidate.ts';
import { addStore, limitStock } from '../../../../server/usecase/store.ts';
import { formatTime } from '../../../../shared/sp/times.ts';
import { dayMs } from '../../../kit/builders.ts';
import { newMerchant } from '../../../kit/merchant.ts';
import { runningStock } from '../../../kit/stocks.ts';
import { expectData, expectRefusal } from './expect.ts';
import { sharedShop } from './shop.ts';

const shop = sharedShop();
const redeeming = ['communal.user.consume', 'communal.user.coupons-vertify'] as const;
const consume = 'communal.user.consume';

const redeem = (action: (typeof redeeming)[number], params: object) =>
  shop().untouched(() => shop().call(action, { bizId: shop().bizId(), ...params }));

describe.each(redeeming)('%s', (action) => {
  it.each([
    ['a list', (id: string) => [id, id]],
    ['a text', (id: string) => `${id},${id}`],
    ['with blanks', (id: string) => [id, ` ${id} `]],
  ])('refuses a coupon twice in %s', async (_, twice) => {
    const { customerId, couponIds } = await shop().shopper({}, 1);
    const params = { customerId, couponsCardList: twice(couponIds[0] ?? '') };
    expectRefusal(await redeem(action, params), 'badParameter', /twice$/);
  });

  it('refuses more than 50 coupons', async () => {
    const { customerId, couponIds } = await shop().shopper({}, 200);
    const message = /^couponsCardList: must be at most 50 ids$/;
    for (const couponsCardList of [couponIds, couponIds.slice(0, 51)])
      expectRefusal(await redeem(action, { customerId, couponsCardList }), 'badParameter', message);
    const params = { bizId: shop().bizId(), customerId, couponsCardList: couponIds.slice(0, 50) };
    expectData(action, await shop().call(action, params));
  });

  it('needs a customer for ids', async () => {
    const { couponIds } = await shop().shopper({}, 1);
    const answer = await redeem(action, { couponsCardList: couponIds });
    expectRefusal(answer, 'badParameter', /^customerId: is required$/);
  });

  it('refuses a customer that nobody knows', async () => {
    const { couponIds } = await shop().shopper({}, 1);
    expectRefusal(await redeem(action, { customerId: '1', couponsCardList: couponIds }), 'customerNotFound');
  });

  it.each(['1', '390962138708451328', 'test', "' OR 1=1 --".replaceAll(' ', '_')])(
    'refuses a coupon that is not there: %s',
    async (couponId) => {
      const { customerId, couponIds } = await shop().shopper({}, 1);
      const params = { customerId, couponsCardList: [...couponIds, couponId] };
      expectRefusal(await redeem(action, params), 'couponNotFound', new RegExp(`^${couponId}: `));
    },
  );

  it('refuses the coupon of another customer', async () => {
    const { customerId, couponIds } = await shop().shopper({}, 1);
    const { couponIds: others } = await shop().shopper({}, 1);
    const params = { customerId, couponsCardList: [...couponIds, ...others] };
    expectRefusal(await redeem(action, params), 'couponNotFound', new RegExp(`^${others[0]}: `));
  });

  it('refuses a used coupon', async () => {
    const { customerId, couponIds } = await shop().shopper({}, 2);
    const [used] = couponIds;
    expectData(
      consume,
      await shop().call(consume, { bizId: shop().bizId(), customerId, couponsCardList: used }),
    );
    expectRefusal(
      await redeem(action, { customerId, couponsCardList: couponIds }),
      'couponUsed',
      /^\d{19}: /,
    );
  });

  it('refuses an invalidated coupon', async () => {
    const { customerId, couponIds } = await shop().shopper({}, 1);
    await invalidateCoupon(shop().server.context.useCases, couponIds[0] ?? '', 'operator', 'test');
    expectRefusal(await redeem(action, { customerId, couponsCardList: couponIds }), 'couponInvalid', /失效/);
  });

  it('refuses a coupon before its validity', async () => {
    const begin = shop().clock.now() + 5_000;
    const stockId = await runningStock(shop().server.context, {
      available_begin_time: formatTime(begin),
      available_end_time: formatTime(begin + dayMs),
    });
    const { customerId, couponIds } = await shop().shopper({}, 1, stockId);
    expectRefusal(await redeem(action, { customerId, couponsCardList: couponIds }), 'couponNotBegun', /生效/);
    await shop().pass(5_000);
    const params = { bizId: shop().bizId(), customerId, couponsCardList: couponIds };
    expectData(action, await shop().call(action, params));
  });

  it('refuses a coupon a millisecond after its end', async () => {
    const end = shop().clock.now() + 5_000;
    const stockId = await runningStock(shop().server.context, { available_end_time: formatTime(end) });
    const { customerId, couponIds } = await shop().shopper({}, 2, stockId);
    const [first, second] = couponIds;
    await shop().pass(5_000);
    const params = { bizId: shop().bizId(), customerId, couponsCardList: first };
    expectData(action, await shop().call(action, params));
    await shop().pass(1);
    expectRefusal(await redeem(action, { customerId, couponsCardList: second }), 'couponExpired', /过期/);
    const listed = await shop().call('user.coupon-new-status', { customerId, useStatus: 6 });
    expect(expectData('user.coupon-new-status', listed)).toMatchObject([{ cardId: second, useStatus: 6 }]);
  });
});

describe('a held coupon', () => {
  const freeze = (params: object, key = shop().key) => shop().call('communal.coupon.freeze', params, { key });

  it('is redeemed by its own bizId alone', async () => {
    const { customerId, couponIds } = await shop().shopper({}, 1);
    const bizId = shop().bizId();
    expectData('communal.coupon.freeze', await freeze({ cardId: couponIds[0], bizId }));
    const params = { customerId, couponsCardList: couponIds };
    expectRefusal(await redeem(consume, params), 'couponFrozen', /冻结/);
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
    expectRefusal(await redeem(consume, { customerId, couponsCardList: couponIds }), 'couponFrozen');
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
    [consume, { multiMark: 'S1' }],
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
