// What each action answers: exactly the fields of its table, in their types.
import { setAccount } from '../../../../server/usecase/merchant.ts';
import { newMerchant } from '../../../kit/merchant.ts';
import { runningStock } from '../../../kit/stocks.ts';
import { expectData, expectRefusal } from './expect.ts';
import { sharedShop } from './shop.ts';

const shop = sharedShop();
const wireTime = expect.stringMatching(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/);
const id = expect.stringMatching(/^[1-9]\d{18}$/);

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

describe('communal.user.consume', () => {
  const action = 'communal.user.consume';

  it('tells every field of the table', async () => {
    const { customerId, couponIds } = await shop().shopper(
      { rechargeFen: 1000, giftFen: 500, points: 30 },
      1,
    );
    const bizId = shop().bizId();
    const params = { bizId, customerId, couponsCardList: couponIds, amount: '12.30', points: 10 };
    expect(expectData(action, await shop().call(action, params))).toEqual({
      status: true,
      code: 0,
      message: '操作成功',
      bizId,
      couponsCardList: couponIds,
      gift_amount: '2.70',
      recharge_amount: '0.00',
      total_amount: '2.70',
      change_gift_amount: '2.30',
      change_recharge_amount: '10.00',
      storeBalance: 12.3,
      shopBalance: 0,
    });
  });

  it('takes coupons alone, in any spelling of a list', async () => {
    const { customerId, couponIds } = await shop().shopper({}, 4);
    const [one, two, three, four] = couponIds;
    for (const list of [[one], two, `${three}, ${four}`]) {
      const params = { bizId: shop().bizId(), customerId, couponsCardList: list, amount: '' };
      const data = expectData(action, await shop().call(action, params));
      expect(data).toMatchObject({ total_amount: '0.00', change_recharge_amount: '0.00', storeBalance: 0 });
    }
    expect((await shop().coupon(four ?? '')).status).toBe(2);
  });

  it('takes a balance alone', async () => {
    const { customerId } = await shop().shopper({ rechargeFen: 500 });
    const params = { bizId: shop().bizId(), customerId, couponsCardList: '', amount: 5 };
    expect(expectData(action, await shop().call(action, params))).toMatchObject({
      couponsCardList: [],
      total_amount: '0.00',
      change_recharge_amount: '5.00',
    });
  });
});

describe('communal.user.consume-reverse', () => {
  it.each(['communal.user.consume-reverse', 'communal.coupon.coupon-reverse'] as const)(
    'gives everything back as %s',
    async (action) => {
      const { customerId, couponIds } = await shop().shopper(
        { rechargeFen: 1000, giftFen: 500, points: 7 },
        1,
      );
      const bizId = shop().bizId();
      const params = { bizId, customerId, couponsCardList: couponIds, amount: '12.30', points: 7 };
      expectData('communal.user.consume', await shop().call('communal.user.consume', params));
      expect(expectData(action, await shop().call(action, { bizId }))).toEqual({
        bizId,
        couponsCardList: couponIds,
        gift_amount: '5.00',
        recharge_amount: '10.00',
        total_amount: '15.00',
        change_gift_amount: '2.30',
        change_recharge_amount: '10.00',
      });
      expect((await shop().coupon(couponIds[0] ?? '')).status).toBe(1);
    },
  );
});

describe('communal.user.coupons-vertify', () => {
  it('redeems coupons and says which', async () => {
    const action = 'communal.user.coupons-vertify';
    const { customerId, couponIds } = await shop().shopper({}, 2);
    const bizId = shop().bizId();
    const params = { bizId, customerId, couponsCardList: couponIds, amount: 1000, useCount: 1, ext: [] };
    expect(expectData(action, await shop().call(action, params))).toEqual({ bizId, cardIdList: couponIds });
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

describe('communal.coupon.freeze and unfreeze', () => {
  it('tell until when, and which', async () => {
    const { couponIds } = await shop().shopper({}, 1);
    const [cardId] = couponIds;
    const bizId = shop().bizId();
    const held = await shop().call('communal.coupon.freeze', { couponId: cardId, bizId, seconds: 90 });
    expect(expectData('communal.coupon.freeze', held)).toEqual({
      cardId,
      bizId,
      frozenUntil: '2026-01-15 12:01:30',
    });
    const free = await shop().call('communal.coupon.unfreeze', { cardId, bizId });
    expect(expectData('communal.coupon.unfreeze', free)).toEqual({ cardId });
    expect((await shop().coupon(cardId ?? '')).hold).toBeUndefined();
  });
});

describe('an account that wants answers as the samples spell them', () => {
  it('gets status and code as text', async () => {
    const { context } = shop().server;
    const key = await newMerchant(context, { account: 'samples' });
    await setAccount(context.useCases, {
      tenantId: 'demo',
      account: 'samples',
      policies: { answers: 'samples' },
    });
    const { customerId, couponIds } = await shop().shopper({}, 1);
    const params = { bizId: shop().bizId(), customerId, couponsCardList: couponIds };
    const done = await shop().call('communal.user.consume', params, { key });
    expect(done.json).toMatchObject({
      status: 'true',
      code: '0',
      data: { status: 'true', code: '0', couponsCardList: [id], storeBalance: 0 },
    });
    const refused = await shop().call('communal.user.consume', { ...params, bizId: 'other' }, { key });
    expect(refused.json).toEqual({ status: 'true', code: '40202', message: expect.stringMatching(/已使用/) });
    const unknown = await shop().call('no.such-action', {}, { key });
    expect(unknown.json).toEqual({ status: 'false', code: '50007', message: expect.any(String) });
  });
});
