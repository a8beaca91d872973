// What the actions that only look answer: exactly the fields of their tables, in their types.
import { newMerchant } from '../../../kit/merchant.ts';
import { runningStock } from '../../../kit/stocks.ts';
import { expectData, expectRefusal } from './expect.ts';
import { sharedShop } from './shop.ts';

const shop = sharedShop();
const wireTime = expect.stringMatching(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/);

describe('user.coupon-new-status', () => {
  const action = 'user.coupon-new-status';

  it('tells every field of the table', async () => {
    const { customerId, couponIds } = await shop().shopper({}, 1);
    const [cardId] = couponIds;
    expect(expectData(action, await shop().call(action, { customerId, cardId }))).toEqual({
      beginAt: '2026-01-14 12:00:00',
      cardId,
      channel: 'naixue',
      couponId: shop().stockId,
      couponType: '0',
      createdAt: '2026-01-15 12:00:00',
      customerId,
      title: '代驾代金券',
      updatedAt: '2026-01-15 12:00:00',
      useStatus: 0,
      templateId: shop().stockId,
      endAt: '2026-01-16 12:00:00',
      extra: '',
    });
  });

  it('lists the newest first without cardId', async () => {
    const { customerId, couponIds } = await shop().shopper({}, 3);
    const data = expectData(action, await shop().call(action, { customerId }));
    const ids = data.map(({ cardId }: { cardId: string }) => cardId);
    expect(ids).toEqual([...couponIds].reverse());
  });

  it('lists the newest 200 of 201', async () => {
    const { customerId, couponIds } = await shop().shopper({}, 201);
    const data = expectData(action, await shop().call(action, { customerId }));
    const ids = data.map(({ cardId }: { cardId: string }) => cardId);
    expect(ids).toEqual(couponIds.slice(1).reverse());
  });

  it('finds each coupon by its status alone', async () => {
    const { customerId, couponIds } = await shop().shopper({}, 3);
    const [unused, used, held] = couponIds;
    const bizId = shop().bizId();
    expectData(
      'communal.user.consume',
      await shop().call('communal.user.consume', { bizId, customerId, couponsCardList: used }),
    );
    expectData(
      'communal.coupon.freeze',
      await shop().call('communal.coupon.freeze', { cardId: held, bizId: 'another' }),
    );
    for (const [useStatus, cardId] of [
      [0, unused],
      ['1', used],
      [2, held],
    ]) {
      const data = expectData(action, await shop().call(action, { customerId, useStatus }));
      expect(data).toEqual([expect.objectContaining({ cardId, useStatus: Number(useStatus) })]);
    }
    for (const useStatus of [6, 7])
      expectRefusal(await shop().call(action, { customerId, useStatus }), 'couponNotFound');
    expectRefusal(await shop().call(action, { customerId, useStatus: 3 }), 'badParameter', /^useStatus: /);
  });

  it('knows no coupon of a newcomer', async () => {
    const { customerId } = await shop().shopper();
    expectRefusal(await shop().call(action, { customerId }), 'couponNotFound');
  });
});

describe('coupon.off-coupon', () => {
  const action = 'coupon.off-coupon';

  it('tells every field of the table', async () => {
    const { customerId, couponIds } = await shop().shopper({}, 1);
    const [couponId = ''] = couponIds;
    const code = await shop().code(couponId);
    const seconds = Math.floor(shop().clock.now() / 1000);
    const data = await shop().untouched(() => shop().call(action, { code, deviceSn: 'till-1' }));
    expect(expectData(action, data)).toEqual({
      id: couponId,
      user_id: customerId,
      coupon_id: shop().stockId,
      start_at: seconds - 86_400,
      end_at: seconds + 86_400,
      status: 0,
      verify_code: code,
      created_at: seconds,
      is_lock: 1,
      coupon: {
        id: shop().stockId,
        title: '代驾代金券',
        amount: '10.00',
        coupon_type: 0,
        min_amount_use: 100,
        desc: '消费满100元可用',
        shop_range_type: 0,
      },
      useStatus: 0,
    });
  });

  it('tells a discount in percent', async () => {
    const stockId = await runningStock(shop().server.context, {
      coupon_type: 3,
      fixed_normal_coupon: undefined,
      discount_coupon: { discount_amount_max: 2000, discount_percent: 88, transaction_minimum: 0 },
    });
    const { couponIds } = await shop().shopper({}, 1, stockId);
    const code = await shop().code(couponIds[0] ?? '');
    const data = expectData(action, await shop().call(action, { code }));
    expect(data.coupon).toMatchObject({ amount: '88', coupon_type: 1, min_amount_use: 0 });
  });

  it('reads a code in groups', async () => {
    const { couponIds } = await shop().shopper({}, 1);
    const code = await shop().code(couponIds[0] ?? '');
    const grouped = code.replace(/\d{4}(?=\d)/g, '$& ');
    expect(expectData(action, await shop().call(action, { code: grouped })).id).toBe(couponIds[0]);
  });
});

describe('communal.coupon.coupon-detail', () => {
  const action = 'communal.coupon.coupon-detail';

  it('tells every field of an unused coupon', async () => {
    const { customerId, couponIds } = await shop().shopper({}, 1);
    const data = expectData(action, await shop().call(action, { userCouponCode: couponIds[0] }));
    expect(data).toEqual({
      id: couponIds[0],
      templateId: shop().stockId,
      title: '代驾代金券',
      channel: 'naixue',
      customerId,
      createdAt: wireTime,
      gainTime: wireTime,
      beginAt: wireTime,
      endAt: wireTime,
      useStatus: 0,
      useTime: '',
      extra: '',
      instructions: '优惠券使用简介',
      couponType: '0',
      amount: '10.00',
      minAmount: '100.00',
      stores: [],
    });
  });

  it('tells by which bizId it was used', async () => {
    const { customerId, couponIds } = await shop().shopper({}, 1);
    const bizId = `2026/01/${shop().bizId()}`;
    const params = { bizId, customerId, couponsCardList: couponIds };
    expectData('communal.user.consume', await shop().call('communal.user.consume', params));
    const data = expectData(action, await shop().call(action, { userCouponCode: couponIds[0] }));
    expect(data).toMatchObject({ useStatus: 1, useTime: '2026-01-15 12:00:00', bizId });
  });

  it('hides the bizId of another account', async () => {
    const { customerId, couponIds } = await shop().shopper({}, 1);
    const params = { bizId: shop().bizId(), customerId, couponsCardList: couponIds };
    expectData('communal.user.consume', await shop().call('communal.user.consume', params));
    const key = await newMerchant(shop().server.context, { account: 'naixue2' });
    const data = expectData(action, await shop().call(action, { userCouponCode: couponIds[0] }, { key }));
    expect(data).toMatchObject({ useStatus: 1, channel: 'naixue2' });
    expect(data).not.toHaveProperty('bizId');
  });
});
