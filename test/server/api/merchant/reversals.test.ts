// A reversal: once, of the account's own consume, and before it if need be.
import { newMerchant } from '../../../kit/merchant.ts';
import { expectData, expectRefusal } from './expect.ts';
import { sharedShop } from './shop.ts';

const shop = sharedShop();
const consume = 'communal.user.consume';
const reverse = 'communal.user.consume-reverse';

async function consumed() {
  const { customerId, couponIds } = await shop().shopper({ rechargeFen: 1000, points: 10 }, 1);
  const params = {
    bizId: shop().bizId(),
    customerId,
    couponsCardList: couponIds,
    amount: '1.00',
    points: 10,
  };
  expectData(consume, await shop().call(consume, params));
  return { params, bizId: params.bizId, couponIds };
}

describe('a reversal', () => {
  it('again is answered the same and gives nothing more', async () => {
    const { bizId } = await consumed();
    const first = await shop().call(reverse, { bizId });
    expect(expectData(reverse, first).total_amount).toBe('10.00');
    const again = await shop().untouched(() => shop().call('communal.coupon.coupon-reverse', { bizId }));
    expect(again.text).toBe(first.text);
  });

  it('of several at once gives once', async () => {
    const { bizId } = await consumed();
    const answers = await Promise.all(Array.from({ length: 8 }, () => shop().call(reverse, { bizId })));
    expect(new Set(answers.map(({ text }) => text)).size).toBe(1);
    expect(answers[0]?.json.data.total_amount).toBe('10.00');
  });

  it('of an unknown bizId is refused every time', async () => {
    const bizId = shop().bizId();
    expectRefusal(await shop().call(reverse, { bizId }), 'consumeNotFound');
    const again = await shop().untouched(() => shop().call(reverse, { bizId }));
    expectRefusal(again, 'consumeNotFound');
  });

  it('needs a bizId', async () => {
    for (const bizId of [undefined, '', null, {}])
      expectRefusal(
        await shop().untouched(() => shop().call(reverse, { bizId })),
        'badParameter',
        /^bizId: /,
      );
  });

  it('does not reach the bizId of another account', async () => {
    const { bizId, couponIds } = await consumed();
    const key = await newMerchant(shop().server.context, { account: 'naixue2' });
    expectRefusal(await shop().call(reverse, { bizId }, { key }), 'consumeNotFound');
    expect((await shop().coupon(couponIds[0] ?? '')).status).toBe(2);
    expectData(reverse, await shop().call(reverse, { bizId }));
  });

  it('is refused for the wrong channel', async () => {
    const { bizId } = await consumed();
    const answer = await shop().untouched(() => shop().call(reverse, { bizId, channel: 'naixue2' }));
    expectRefusal(answer, 'wrongChannel');
  });
});

describe('a consume', () => {
  it('is refused after its reversal', async () => {
    const { params, bizId } = await consumed();
    expectData(reverse, await shop().call(reverse, { bizId }));
    expectRefusal(await shop().untouched(() => shop().call(consume, params)), 'consumeReversed');
    expectData(consume, await shop().call(consume, { ...params, bizId: shop().bizId() }));
  });

  it('that comes after its reversal never happens', async () => {
    const { customerId, couponIds } = await shop().shopper({ rechargeFen: 1000 }, 1);
    const params = { bizId: shop().bizId(), customerId, couponsCardList: couponIds, amount: '1.00' };
    expectRefusal(await shop().call(reverse, { bizId: params.bizId }), 'consumeNotFound');
    expectRefusal(await shop().untouched(() => shop().call(consume, params)), 'consumeReversed');
    expectData(consume, await shop().call(consume, { ...params, bizId: shop().bizId() }));
  });

  it('and its reversal at once end in nothing taken or given back', async () => {
    for (let nth = 0; nth < 10; nth += 1) {
      const { customerId, couponIds } = await shop().shopper({ rechargeFen: 1000 }, 1);
      const params = { bizId: shop().bizId(), customerId, couponsCardList: couponIds, amount: '1.00' };
      const [done, undone] = await Promise.all([
        shop().call(consume, params),
        shop().call(reverse, { bizId: params.bizId }),
      ]);
      // Either the consume was first, and both happened; or neither did.
      expect([done.json.code, undone.json.code]).toEqual(done.json.code === 0 ? [0, 0] : [40402, 40401]);
      const left = { bizId: shop().bizId(), customerId, couponsCardList: couponIds, amount: '10.00' };
      expect(expectData(consume, await shop().call(consume, left)).total_amount).toBe('0.00');
    }
  });
});
