// What the actions that take and give answer: exactly the fields of their tables, in their types.
import { setAccount } from '../../../../server/usecase/merchant.ts';
import { newMerchant } from '../../../kit/merchant.ts';
import { expectData } from './expect.ts';
import { sharedShop } from './shop.ts';

const shop = sharedShop();
const id = expect.stringMatching(/^[1-9]\d{18}$/);

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
