// Coupons that cannot be redeemed: each is refused by its own code, and no other coupon of the call is touched.
import { invalidateCoupon } from '../../../../server/usecase/invalidate.ts';
import { formatTime } from '../../../../shared/sp/times.ts';
import { dayMs } from '../../../kit/builders.ts';
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
