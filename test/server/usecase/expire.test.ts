// The expiry sweeper: dated at the end of the validity, told to 出行服务, in batches, and only what can still expire.
import type { Context } from '../../../server/context.ts';
import { couponHistory } from '../../../server/store/sql/coupon-history.ts';
import { findCoupon } from '../../../server/store/sql/find-coupons.ts';
import { expireBatch } from '../../../server/usecase/expire.ts';
import { CouponStatus } from '../../../shared/sp/vocabulary.ts';
import { aClaim, dayMs } from '../../kit/builders.ts';
import { createClock, noon, type TestClock } from '../../kit/clock.ts';
import { testContext } from '../../kit/context.ts';
import { eventLine, outboxOf } from '../../kit/outbox.ts';
import { redeemCoupon } from '../../kit/redeem.ts';
import { newTenant, runningStock } from '../../kit/stocks.ts';

const endAt = noon + dayMs;
let context: Context;
let clock: TestClock;
let stockId: string;
beforeEach(async () => {
  clock = createClock();
  context = await testContext({ now: clock.now });
  stockId = await runningStock(context);
});

/** @returns the coupon's id */
async function claim(userCode: string, from: Parameters<typeof aClaim>[0] = {}): Promise<string> {
  const outcome = await context.claims.claim(aClaim({ stockId, userCode, requestId: userCode, ...from }));
  if (outcome.kind === 'refused') throw new Error(outcome.reason);
  return outcome.coupon.couponId;
}

async function pass(at: number): Promise<void> {
  clock.set(at);
  await context.ids.renew();
}

const find = (couponId: string) => findCoupon(context.database.read, couponId, 1);
const told = async (couponId: string) =>
  (await outboxOf(context.database.read, `coupon:${couponId}`)).map(eventLine);

describe('expireBatch', () => {
  it('expires from the millisecond after the end', async () => {
    const couponId = await claim('u1');
    await pass(endAt);
    expect(await expireBatch(context.useCases, 10)).toBe(0);
    await pass(endAt + 1);
    expect(await expireBatch(context.useCases, 10)).toBe(1);
    expect(await find(couponId)).toMatchObject({ status: CouponStatus.expired, version: 2 });
  });

  it('dates the end where the validity ended, however late it comes', async () => {
    const couponId = await claim('u1');
    await pass(endAt + 5 * dayMs);
    await expireBatch(context.useCases, 10);
    const coupon = await find(couponId);
    expect(coupon?.endedAt).toBe(endAt);
    expect(await couponHistory(context.database.read, { bucket: 0, couponId })).toMatchObject([
      { event: 'expire', at: endAt + 5 * dayMs, actor: 'sweeper' },
    ]);
  });

  it('tells each coupon once', async () => {
    const [one, two] = [await claim('u1'), await claim('u2')];
    let wakes = 0;
    context.onEvents(() => {
      wakes += 1;
    });
    await pass(endAt + 1);
    await expireBatch(context.useCases, 10);
    expect([await told(one), await told(two), wakes]).toEqual([
      ['coupon.status.rsync 3'],
      ['coupon.status.rsync 3'],
      1,
    ]);
    expect(await expireBatch(context.useCases, 10)).toBe(0);
    expect([await told(one), wakes]).toEqual([['coupon.status.rsync 3'], 1]);
  });

  it('takes as many as a batch has, the earliest first', async () => {
    const ids = [];
    for (const user of ['u1', 'u2', 'u3', 'u4', 'u5']) ids.push(await claim(user));
    await pass(endAt + 1);
    const batches = [];
    for (let round = 0; round < 4; round += 1) batches.push(await expireBatch(context.useCases, 2));
    expect(batches).toEqual([2, 2, 1, 0]);
    for (const id of ids) expect(await told(id)).toEqual(['coupon.status.rsync 3']);
  });

  it('leaves used coupons alone', async () => {
    const couponId = await claim('u1');
    await redeemCoupon(context.useCases, couponId, 'operator');
    await pass(endAt + 1);
    expect(await expireBatch(context.useCases, 10)).toBe(0);
    expect(await told(couponId)).toEqual(['coupon.status.rsync 2']);
  });

  it('decides again what another process was faster with', async () => {
    const couponId = await claim('u1');
    await pass(endAt + 1);
    const another = await testContext({ dataDir: context.settings.dataDir, now: clock.now });
    const swept = await Promise.all([context, another].map(({ useCases }) => expireBatch(useCases, 10)));
    expect(swept.toSorted()).toEqual([0, 1]);
    expect(await told(couponId)).toEqual(['coupon.status.rsync 3']);
  });

  it("tells each tenant's coupon by its own stock", async () => {
    await newTenant(context, 'other');
    await runningStock(context, { stock_id: 'same', app_channel_id: 11 });
    await runningStock(context, { stock_id: 'same', app_channel_id: 1 }, 'other');
    const ours = await claim('u1', { stockId: 'same', appChannelId: 11 });
    const theirs = await claim('u1', { stockId: 'same', tenantId: 'other' });
    await pass(endAt + 1);
    await expireBatch(context.useCases, 10);
    for (const [couponId, tenantId, appChannelId] of [
      [ours, 'demo', 11],
      [theirs, 'other', 1],
    ] as const) {
      expect(await outboxOf(context.database.read, `coupon:${couponId}`)).toMatchObject([
        { tenantId, appChannelId, body: { app_channel_id: appChannelId } },
      ]);
    }
  });
});
