// An operator makes a coupon worthless; 出行服务 is told.
import type { Context } from '../../../server/context.ts';
import { couponHistory } from '../../../server/store/sql/coupon-history.ts';
import { invalidateCoupon } from '../../../server/usecase/invalidate.ts';
import { CouponStatus } from '../../../shared/sp/vocabulary.ts';
import { aClaim, dayMs } from '../../kit/builders.ts';
import { createClock, noon, type TestClock } from '../../kit/clock.ts';
import { testContext } from '../../kit/context.ts';
import { outboxOf } from '../../kit/outbox.ts';
import { redeemCoupon } from '../../kit/redeem.ts';
import { runningStock } from '../../kit/stocks.ts';

let context: Context;
let clock: TestClock;
let couponId: string;
beforeEach(async () => {
  clock = createClock();
  context = await testContext({ now: clock.now });
  const outcome = await context.claims.claim(aClaim({ stockId: await runningStock(context) }));
  couponId = outcome.kind === 'refused' ? '' : outcome.coupon.couponId;
});

const invalidate = () => invalidateCoupon(context.useCases, couponId, 'operator', 'printed twice');
const events = () => outboxOf(context.database.read, `coupon:${couponId}`);

describe('invalidateCoupon', () => {
  it('ends the coupon now and tells it', async () => {
    expect(await invalidate()).toMatchObject({ status: CouponStatus.invalid, endedAt: noon });
    expect(await events()).toMatchObject([{ interface: 'coupon.status.rsync', body: { coupon_status: 4 } }]);
  });

  it('keeps who did it and why', async () => {
    await invalidate();
    const history = await couponHistory(context.database.read, { bucket: 0, couponId });
    expect(history).toMatchObject([{ event: 'invalidate', actor: 'operator', reason: 'printed twice' }]);
  });

  it('refuses a coupon that is used', async () => {
    await redeemCoupon(context.useCases, couponId, 'till');
    await expect(invalidate()).rejects.toMatchObject({ key: 'stateForbids' });
    expect(await events()).toHaveLength(1);
  });

  it('refuses a coupon past its end', async () => {
    clock.advance(dayMs + 1);
    await expect(invalidate()).rejects.toThrow('it is not available');
    expect(await events()).toEqual([]);
  });
});
