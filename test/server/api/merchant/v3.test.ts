// V3: the same actions by path, with an envelope that begins in lower case and says no Action.
import { type MerchantAction, merchantActions } from '../../../../shared/merchant/actions.ts';
import { v2Body } from '../../../kit/merchant.ts';
import { expectData, expectRefusal } from './expect.ts';
import { sharedShop } from './shop.ts';

const shop = sharedShop();

/** The V2 body in the other spelling. */
function v3Body(params: unknown): string {
  const { Action: _, ...envelope } = JSON.parse(
    v2Body(shop().key, 'none', params, { at: shop().clock.now() }),
  );
  const members = Object.entries(envelope).map(
    ([name, value]) => [name.charAt(0).toLowerCase() + name.slice(1), value] as const,
  );
  return JSON.stringify(Object.fromEntries(members));
}

const pathOf = (action: MerchantAction): string => merchantActions[action].v3Path ?? '';
const call = (action: MerchantAction, params: unknown) =>
  shop().send(v3Body(params), { path: pathOf(action) });

describe('V3', () => {
  it('serves the five paths that are public', () => {
    expect(Object.values(merchantActions).flatMap(({ v3Path }) => v3Path ?? [])).toEqual([
      '/v3/crm/coupon/getCustomerCoupons',
      '/v3/crm/customer/customerConsume',
      '/v3/crm/customer/consumeReverse',
      '/v3/crm/coupon/writeOffCoupon',
      '/v3/crm/coupon/couponReverse',
    ]);
  });

  it('consumes and reverses', async () => {
    const { customerId, couponIds } = await shop().shopper({ rechargeFen: 300 }, 1);
    const bizId = shop().bizId();
    const consume = { bizId, customerId, couponsCardList: couponIds, amount: '3.00' };
    expectData('communal.user.consume', await call('communal.user.consume', consume));
    expect((await shop().coupon(couponIds[0] ?? '')).status).toBe(2);
    const reversed = await call('communal.user.consume-reverse', { bizId });
    expect(expectData('communal.user.consume-reverse', reversed)).toMatchObject({ total_amount: '3.00' });
  });

  it('redeems coupons and takes them back', async () => {
    const { customerId, couponIds } = await shop().shopper({}, 1);
    const bizId = shop().bizId();
    const redeem = { bizId, customerId, couponsCardList: couponIds };
    expectData('communal.user.coupons-vertify', await call('communal.user.coupons-vertify', redeem));
    expectData('communal.coupon.coupon-reverse', await call('communal.coupon.coupon-reverse', { bizId }));
    const listed = await call('user.coupon-new-status', { customerId, cardId: couponIds[0] });
    expect(expectData('user.coupon-new-status', listed)).toMatchObject({ useStatus: 0 });
  });

  it('is one with V2: a bizId is the same in both', async () => {
    const { customerId, couponIds } = await shop().shopper({}, 1);
    const params = { bizId: shop().bizId(), customerId, couponsCardList: couponIds };
    const first = await call('communal.user.consume', params);
    const second = await shop().untouched(() => shop().call('communal.user.consume', params));
    expect(second.text).toBe(first.text);
  });

  it('goes by the path whatever Action says', async () => {
    const body = v2Body(shop().key, 'communal.user.consume', {}, { at: shop().clock.now() });
    const answer = await shop().send(body, { path: pathOf('communal.user.consume-reverse') });
    expectRefusal(answer, 'badParameter', /^bizId: is required$/);
  });

  it('takes the capitals of V2 too', async () => {
    const body = v2Body(shop().key, '', { customerId: '1' }, { at: shop().clock.now() });
    expectRefusal(await shop().send(body, { path: pathOf('user.coupon-new-status') }), 'customerNotFound');
  });
});

describe('V2', () => {
  it('takes the lower case of V3 too', async () => {
    const { token, timestamp, nonce, ...rest } = JSON.parse(v3Body({ customerId: '1' }));
    const body = { ...rest, token, timestamp, nonce, action: 'user.coupon-new-status' };
    expectRefusal(await shop().send(JSON.stringify(body)), 'customerNotFound');
  });

  it('refuses both spellings of one name', async () => {
    const body = { ...JSON.parse(v3Body({})), OpenId: 'other', action: 'user.coupon-new-status' };
    expectRefusal(await shop().send(JSON.stringify(body)), 'badEnvelope', /^OpenId: /);
  });
});
