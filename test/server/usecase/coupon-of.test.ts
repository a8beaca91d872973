// One coupon with its stock and owner: for its tenant alone.
import { couponOf } from '../../../server/usecase/coupon-of.ts';
import { ensureCustomer } from '../../../server/usecase/customer.ts';
import { CouponStatus } from '../../../shared/sp/vocabulary.ts';
import { aClaim, dayMs } from '../../kit/builders.ts';
import { createClock } from '../../kit/clock.ts';
import { testContext } from '../../kit/context.ts';
import { newTenant, runningStock } from '../../kit/stocks.ts';

async function claimed() {
  const clock = createClock();
  const context = await testContext({ now: clock.now });
  const stockId = await runningStock(context);
  const outcome = await context.claims.claim(aClaim({ stockId, userCode: 'nobody-yet' }));
  if (outcome.kind === 'refused') throw new Error(outcome.reason);
  return { clock, context, stockId, couponId: outcome.coupon.couponId };
}

it('knows stock, owner and state as they are now', async () => {
  const { clock, context, stockId, couponId } = await claimed();
  const { useCases } = context;
  const user = { tenantId: 'demo', appChannelId: 1, userCode: 'nobody-yet' };
  expect(await couponOf(useCases, 'demo', couponId)).toMatchObject({
    coupon: { couponId, status: CouponStatus.available },
    stock: { stockId },
    stores: [],
    customer: undefined,
  });
  const customer = await ensureCustomer(useCases, user);
  clock.advance(dayMs + 1);
  expect(await couponOf(useCases, 'demo', couponId)).toMatchObject({
    coupon: { status: CouponStatus.expired },
    customer,
  });
});

it('knows none for another tenant, whose stock may have the same id', async () => {
  const { context, stockId, couponId } = await claimed();
  await newTenant(context, 'other');
  await runningStock(context, { stock_id: stockId }, 'other');
  expect(await couponOf(context.useCases, 'other', couponId)).toBeUndefined();
  expect(await couponOf(context.useCases, 'demo', '1')).toBeUndefined();
});
