// A bizId is one consume: the same again is answered the same, anything else under it is refused.
import { newMerchant } from '../../../kit/merchant.ts';
import { expectData, expectRefusal } from './expect.ts';
import { sharedShop } from './shop.ts';

const shop = sharedShop();
const action = 'communal.user.consume';

async function done() {
  const { customerId, couponIds } = await shop().shopper({ rechargeFen: 1000, points: 10 }, 3);
  const params = {
    bizId: shop().bizId(),
    customerId,
    couponsCardList: couponIds.slice(0, 2),
    amount: '1.00',
    points: 1,
    multiMark: 'SZ001',
  };
  const first = await shop().call(action, params);
  expectData(action, first);
  return { params, first, couponIds };
}

describe('a bizId again', () => {
  it('gets the first answer, although time went by', async () => {
    const { params, first } = await done();
    await shop().pass(10_000);
    const again = await shop().untouched(() => shop().call(action, params));
    expect(again.text).toBe(first.text);
  });

  it.each([
    [
      'another order of the coupons',
      ({ couponsCardList: ids }: { couponsCardList: string[] }) => ({ couponsCardList: [...ids].reverse() }),
    ],
    ['another spelling of the amount', () => ({ amount: 1 })],
    [
      'another remark and operator',
      () => ({ remark: 'again', operatorName: '小王', deviceSn: 'till-2', reason: 'r' }),
    ],
  ])('gets it with %s', async (_, changed) => {
    const { params, first } = await done();
    const again = await shop().untouched(() => shop().call(action, { ...params, ...changed(params) }));
    expect(expectData(action, again).couponsCardList).toEqual(first.json.data.couponsCardList);
  });

  it.each([
    ['amount', () => ({ amount: '1.01' })],
    ['points', () => ({ points: 2 })],
    ['store', () => ({ multiMark: 'SZ002' })],
    ['coupons', (ids: readonly string[]) => ({ couponsCardList: ids })],
    ['fewer coupons', (ids: readonly string[]) => ({ couponsCardList: ids[0] })],
    ['customer', () => ({ customerId: '1' })],
  ])('is refused with another %s', async (_, changed) => {
    const { params, couponIds } = await done();
    const other = { ...params, ...changed(couponIds) };
    expectRefusal(await shop().untouched(() => shop().call(action, other)), 'bizIdReused');
  });

  it('is another one for other actions and accounts', async () => {
    const { params, couponIds } = await done();
    const [, , cardId] = couponIds;
    const vertify = { bizId: params.bizId, customerId: params.customerId, couponsCardList: cardId };
    const clash = await shop().untouched(() => shop().call('communal.user.coupons-vertify', vertify));
    expectRefusal(clash, 'bizIdReused');
    const key = await newMerchant(shop().server.context, { account: 'naixue2' });
    expectData(
      'communal.user.coupons-vertify',
      await shop().call('communal.user.coupons-vertify', vertify, { key }),
    );
  });

  it('may be tried again after a refusal', async () => {
    const { customerId } = await shop().shopper({ rechargeFen: 100 });
    const bizId = shop().bizId();
    expectRefusal(await shop().call(action, { bizId, customerId, amount: '1.01' }), 'balanceShort');
    expectData(action, await shop().call(action, { bizId, customerId, amount: '1.00' }));
  });

  it('of several at once takes once', async () => {
    const { customerId, couponIds } = await shop().shopper({ rechargeFen: 1000 }, 2);
    const params = { bizId: shop().bizId(), customerId, couponsCardList: couponIds, amount: '6.00' };
    const answers = await Promise.all(Array.from({ length: 10 }, () => shop().call(action, params)));
    expect(new Set(answers.map(({ text }) => text)).size).toBe(1);
    expect(expectData(action, answers[0] as (typeof answers)[number]).total_amount).toBe('4.00');
  });

  it.each(['', ' ', 'a b', 'x'.repeat(65), '流水', {}, [], true])('is refused: %p', async (bizId) => {
    const { customerId } = await shop().shopper({ rechargeFen: 100 });
    const answer = await shop().untouched(() => shop().call(action, { bizId, customerId, amount: '1.00' }));
    expectRefusal(answer, 'badParameter', /^bizId: /);
  });

  it('may be a number of nineteen digits', async () => {
    const { customerId } = await shop().shopper({ rechargeFen: 100 });
    const text = `{"bizId":1234567890123456789,"customerId":${customerId},"amount":0.10}`;
    const answer = await shop().call(action, {}, { envelope: { Params: text } });
    expect(expectData(action, answer).bizId).toBe('1234567890123456789');
  });
});
