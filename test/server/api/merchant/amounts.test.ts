// What is no amount, and what nobody has: refused, and nothing is taken.
import type { Funds } from '../../../../server/domain/wallet.ts';
import { setAccount } from '../../../../server/usecase/merchant.ts';
import { newMerchant } from '../../../kit/merchant.ts';
import { expectData, expectRefusal } from './expect.ts';
import { sharedShop } from './shop.ts';

const shop = sharedShop();
const action = 'communal.user.consume';

/** Of a customer who has plenty and a coupon. */
async function consume(params: object) {
  const { customerId, couponIds } = await shop().shopper(
    { rechargeFen: 1_000_000, giftFen: 500, points: 100 },
    1,
  );
  const whole = { bizId: shop().bizId(), customerId, couponsCardList: couponIds, ...params };
  return shop().call(action, whole);
}

/** The same refusal, with nothing changed but what `consume` itself makes. */
async function refused(funds: Partial<Funds>, params: object, coupons = 1) {
  const { customerId, couponIds } = await shop().shopper(funds, coupons);
  const whole = { bizId: shop().bizId(), customerId, couponsCardList: couponIds, ...params };
  return shop().untouched(() => shop().call(action, whole));
}

describe('an amount', () => {
  it.each([
    '1.234',
    '0.001',
    '1.',
    '.5',
    '-1',
    '-0.01',
    '+1',
    '1e3',
    '1E3',
    '0x10',
    '1,000.00',
    '１',
    '1.00元',
    'Infinity',
    'NaN',
    ' 1',
    '1 ',
    '1000000000',
    '9999999999.99',
    1e3 / 7,
    -1,
    1e21,
    true,
    {},
    [],
    ['1.00'],
  ])('is refused: %p', async (amount) => {
    expectRefusal(await refused({ rechargeFen: 1_000_000 }, { amount }), 'badParameter', /^amount: /);
  });

  it('is refused as the number 1e3', async () => {
    const { customerId, couponIds } = await shop().shopper({ rechargeFen: 1_000_000 }, 1);
    const params = { bizId: shop().bizId(), customerId, couponsCardList: couponIds, amount: 0 };
    const envelope = { Params: JSON.stringify(params).replace('"amount":0', '"amount":1e3') };
    const answer = await shop().untouched(() => shop().call(action, {}, { envelope }));
    expectRefusal(answer, 'badParameter', /^amount: /);
  });

  it.each([
    ['1', '1.00'],
    ['1.5', '1.50'],
    ['1.05', '1.05'],
    ['0001.00', '1.00'],
    [1, '1.00'],
    [12.3, '12.30'],
    [0.1, '0.10'],
    ['0', '0.00'],
    [null, '0.00'],
    [undefined, '0.00'],
  ])('is read: %p', async (amount, taken) => {
    const data = expectData(action, await consume({ amount }));
    expect(data.change_recharge_amount).toBe(taken);
  });

  it.each(['0', '0.00', 0, '', undefined])('of %p is nothing to take', async (amount) => {
    const params = { amount, couponsCardList: '', points: 5 };
    const answer = await refused({ rechargeFen: 100, points: 5 }, params);
    expectRefusal(answer, 'badParameter', /^couponsCardList: or a positive amount is required$/);
  });
});

describe('a wallet', () => {
  it.each([
    ['one fen short', { rechargeFen: 500, giftFen: 499 }, '10.00'],
    ['empty', {}, '0.01'],
    ['far too small', { rechargeFen: 500 }, '999999999.99'],
  ])('that is %s gives nothing, nor does the coupon', async (_, funds, amount) => {
    expectRefusal(await refused(funds, { amount }), 'balanceShort');
  });

  it('gives its last fen', async () => {
    const { customerId } = await shop().shopper({ rechargeFen: 500, giftFen: 500 });
    const params = { bizId: shop().bizId(), customerId, amount: '10.00' };
    expect(expectData(action, await shop().call(action, params)).total_amount).toBe('0.00');
  });
});

describe('points', () => {
  it.each([-1, '-1', 1.5, '1.5', 'many', 1e300, '2147483648', {}, true])(
    'are refused: %p',
    async (points) => {
      expectRefusal(await refused({ points: 100 }, { points }), 'badParameter', /^points: /);
    },
  );

  it('are refused where one is missing', async () => {
    expectRefusal(
      await refused({ rechargeFen: 100, points: 99 }, { amount: '1.00', points: 100 }),
      'pointsShort',
    );
  });

  it('are taken with the rest', async () => {
    const { customer, customerId, couponIds } = await shop().shopper({ points: 100 }, 1);
    const params = { bizId: shop().bizId(), customerId, couponsCardList: couponIds, points: '100' };
    expectData(action, await shop().call(action, params));
    const { read } = shop().server.context.database;
    const rows = await read.all('SELECT points FROM wallet WHERE customer_id = ?', [customer.customerId]);
    expect(rows).toEqual([{ points: 0 }]);
  });
});

describe('what an account says about taking and booking', () => {
  it.each([
    ['recharge-first', 'head-office', ['5.00', '0.00', 5, 0]],
    ['gift-first', 'store', ['2.00', '3.00', 0, 5]],
    ['proportional', 'gift-at-store', ['3.33', '1.67', 3.33, 1.67]],
  ] as const)('holds for %s and %s', async (take, booking, [recharge, gift, storeBalance, shopBalance]) => {
    const { context } = shop().server;
    const key = await newMerchant(context, { account: take });
    await setAccount(context.useCases, { tenantId: 'demo', account: take, policies: { take, booking } });
    const { customerId } = await shop().shopper({ rechargeFen: 600, giftFen: 300 });
    const params = { bizId: shop().bizId(), customerId, amount: '5.00', multiMark: 'SZ001' };
    expect(expectData(action, await shop().call(action, params, { key }))).toMatchObject({
      change_recharge_amount: recharge,
      change_gift_amount: gift,
      storeBalance,
      shopBalance,
    });
  });
});
