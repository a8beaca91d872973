// Scan codes: good for this minute and the next, for one coupon, once.
import { invalidateCoupon } from '../../../../server/usecase/invalidate.ts';
import { scanCodeOf } from '../../../../server/usecase/scan-code.ts';
import { claimFor } from '../../../kit/merchant.ts';
import { expectData, expectRefusal } from './expect.ts';
import { sharedShop } from './shop.ts';

const shop = sharedShop();
const consume = 'communal.user.consume';
const minute = 60_000;

const byCode = (couponsCardList: unknown, more = {}) => ({
  bizId: shop().bizId(),
  type: 1,
  couponsCardList,
  ...more,
});
const refused = (params: object) => shop().untouched(() => shop().call(consume, params));

async function coded() {
  const { customerId, couponIds } = await shop().shopper({ rechargeFen: 1000 }, 1);
  const [couponId = ''] = couponIds;
  return { customerId, couponId, code: await shop().code(couponId) };
}

describe('a scan code', () => {
  it('redeems its coupon without a customerId', async () => {
    const { couponId, code } = await coded();
    const data = expectData(consume, await shop().call(consume, byCode(code)));
    expect(data).toMatchObject({ couponsCardList: [couponId], total_amount: '10.00' });
  });

  it('takes from its customer’s wallet too', async () => {
    const { code } = await coded();
    const data = expectData(consume, await shop().call(consume, byCode([code], { amount: '10.00' })));
    expect(data.total_amount).toBe('0.00');
  });

  it('of somebody without a wallet pays nothing', async () => {
    const { context } = shop().server;
    const coupon = await claimFor(context, shop().stockId, 'nobody-yet');
    const { code } = await scanCodeOf(context.useCases, coupon);
    expectRefusal(await refused(byCode(code, { amount: '0.01' })), 'balanceShort');
    const asking = byCode(code, { usePassword: 1, payPassword: '1234' });
    expectRefusal(await refused(asking), 'passwordNotSet');
    const data = expectData(consume, await shop().call(consume, byCode(code)));
    expect(data).toMatchObject({ couponsCardList: [coupon.couponId], total_amount: '0.00' });
  });

  it('redeems by coupons-vertify as well', async () => {
    const action = 'communal.user.coupons-vertify';
    const { couponId, code } = await coded();
    expect(expectData(action, await shop().call(action, byCode(code))).cardIdList).toEqual([couponId]);
  });

  it('used before is refused', async () => {
    const { code } = await coded();
    expectData(consume, await shop().call(consume, byCode(code)));
    expectRefusal(await refused(byCode(code)), 'couponUsed', /已使用/);
  });

  it('shown before a reversal is refused after it', async () => {
    const { couponId, code } = await coded();
    const params = byCode(code);
    expectData(consume, await shop().call(consume, params));
    const { bizId } = params;
    expectData(
      'communal.user.consume-reverse',
      await shop().call('communal.user.consume-reverse', { bizId }),
    );
    expectRefusal(await refused(byCode(code)), 'codeInvalid');
    expectRefusal(await shop().call('coupon.off-coupon', { code }), 'codeInvalid');
    expectData(consume, await shop().call(consume, byCode(await shop().code(couponId))));
  });

  it('is good in its minute and the next', async () => {
    const { couponId } = await coded();
    await shop().pass(minute - (shop().clock.now() % minute));
    const code = await shop().code(couponId);
    await shop().pass(2 * minute - 1);
    expect(expectData('coupon.off-coupon', await shop().call('coupon.off-coupon', { code })).id).toBe(
      couponId,
    );
    await shop().pass(1);
    expectRefusal(await refused(byCode(code)), 'codeInvalid');
    expectRefusal(await shop().call('coupon.off-coupon', { code }), 'codeInvalid');
  });

  it('too old is answered again under its bizId', async () => {
    const { code } = await coded();
    const params = byCode(code);
    const first = await shop().call(consume, params);
    expectData(consume, first);
    await shop().pass(10 * minute);
    const again = await shop().untouched(() => shop().call(consume, params));
    expect(again.text).toBe(first.text);
  });

  it('newer of the same coupon is answered again, too', async () => {
    const { code, couponId } = await coded();
    await shop().pass(minute);
    const params = byCode(await shop().code(couponId));
    const first = await shop().call(consume, params);
    const again = await shop().untouched(() => shop().call(consume, { ...params, couponsCardList: code }));
    expect(again.text).toBe(first.text);
  });

  it('with another of the same coupon is one too many', async () => {
    const { couponId, code } = await coded();
    await shop().pass(minute);
    const newer = await shop().code(couponId);
    expect(newer).not.toBe(code);
    expectRefusal(await refused(byCode([code, newer])), 'badParameter', /^couponsCardList: /);
    expectRefusal(await refused(byCode([code, code])), 'badParameter', /twice$/);
  });

  it('with one of somebody else takes from nobody’s wallet', async () => {
    const [one, two] = [await coded(), await coded()];
    const answer = await refused(byCode([one.code, two.code], { amount: '1.00' }));
    expectRefusal(answer, 'badParameter', /^customerId: /);
    expectRefusal(await refused(byCode([one.code, two.code], { customerId: one.customerId })), 'codeInvalid');
    const data = expectData(consume, await shop().call(consume, byCode([one.code, two.code])));
    expect(data.couponsCardList).toEqual([one.couponId, two.couponId]);
  });

  it.each([
    ['a coupon’s id', async () => (await coded()).couponId],
    [
      'one digit changed',
      async () => (await coded()).code.replace(/.$/, (digit) => String((Number(digit) + 1) % 10)),
    ],
    ['a digit less', async () => (await coded()).code.slice(0, -1)],
    ['a digit more', async () => `${(await coded()).code}0`],
    ['another version', async () => (await coded()).code.replace(/^1/, '2')],
    ['full-width digits', async () => '１２３４５６７８９０１２３４５６７８９０'],
  ])('is not %s', async (_, make) => {
    const code = await make();
    const answer = await refused(byCode(code));
    expect([40208, 40001]).toContain(answer.json.code);
    expect(answer.json.code === 40001).toBe(!/^[\x21-\x7e]+$/.test(code));
  });

  it('is no id: without type it stands for nothing', async () => {
    const { customerId, code } = await coded();
    const params = { bizId: shop().bizId(), customerId, couponsCardList: code };
    expectRefusal(await refused(params), 'couponNotFound', /不存在/);
  });
});

describe('coupon.off-coupon', () => {
  it.each([
    ['held', 2, 2, 2],
    ['used', 1, 1, 1],
    ['over', 2, 2, 6],
  ])('tells that a coupon is %s', async (what, status, is_lock, useStatus) => {
    const { customerId, couponId, code } = await coded();
    if (what === 'held')
      await shop().call('communal.coupon.freeze', { cardId: couponId, bizId: shop().bizId() });
    if (what === 'used')
      await shop().call(consume, { bizId: shop().bizId(), customerId, couponsCardList: couponId });
    if (what === 'over') await invalidateCoupon(shop().server.context.useCases, couponId, 'operator', 'test');
    const data = expectData('coupon.off-coupon', await shop().call('coupon.off-coupon', { code }));
    expect(data).toMatchObject({ status, is_lock, useStatus });
  });

  it.each([undefined, '', '123', 'x'.repeat(20), 1234567890, {}, ['1']])(
    'refuses %p as a code',
    async (code) => {
      const answer = await shop().untouched(() => shop().call('coupon.off-coupon', { code }));
      expectRefusal(answer, 'badParameter', /^code: /);
    },
  );
});
