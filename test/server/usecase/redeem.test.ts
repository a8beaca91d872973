// An operator uses a coupon, or takes that back; each is told.
import type { Context } from '../../../server/context.ts';
import { operatorAccount } from '../../../server/domain/merchant.ts';
import { findConsume } from '../../../server/store/sql/consumes.ts';
import { findCoupon } from '../../../server/store/sql/find-coupons.ts';
import { consume } from '../../../server/usecase/consume.ts';
import { redeemCoupons, reverseConsume } from '../../../server/usecase/redeem.ts';
import { reverse as takeBack } from '../../../server/usecase/reverse.ts';
import { unguarded } from '../../../server/usecase/scan-code.ts';
import { why } from '../../../server/usecase/why-refused.ts';
import { CouponStatus } from '../../../shared/sp/vocabulary.ts';
import { aClaim, aConsume, dayMs } from '../../kit/builders.ts';
import { createClock, noon, type TestClock } from '../../kit/clock.ts';
import { testContext } from '../../kit/context.ts';
import { claimFor } from '../../kit/merchant.ts';
import { eventLine, outboxOf } from '../../kit/outbox.ts';
import { redeemCoupon, reverseCoupon } from '../../kit/redeem.ts';
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

const redeem = () => redeemCoupon(context.useCases, couponId, 'operator');
const reverse = () => reverseCoupon(context.useCases, couponId, 'operator');
const find = () => findCoupon(context.database.read, couponId, 1);
const events = () => outboxOf(context.database.read, `coupon:${couponId}`);

describe('redeemCoupon', () => {
  it('uses the coupon and tells when', async () => {
    const coupon = await redeem();
    expect(coupon).toMatchObject({ status: CouponStatus.used, usedAt: noon });
    expect(await find()).toEqual(coupon);
    expect(await events()).toMatchObject([
      {
        interface: 'coupon.status.rsync',
        body: { coupon_status: 2, usage_time: '2026-01-15T12:00:00.000+08:00' },
      },
    ]);
  });

  it('books nothing, wherever it is said to be', async () => {
    const coupons = { by: 'id', values: [couponId] } as const;
    const order = { tenantId: 'demo', coupons, storeCode: 's1', actor: 'operator' };
    const { bizId } = await redeemCoupons(context.useCases, order);
    const key = { tenantId: 'demo', account: operatorAccount, bizId };
    expect(await findConsume(context.database.read, key, 1)).toMatchObject({
      storeCode: 's1',
      answer: { booked: { headOfficeFen: 0, storeFen: 0 } },
    });
  });

  it('wakes the delivery after the commit', async () => {
    const seen: Promise<unknown[]>[] = [];
    context.onEvents(() => {
      seen.push(events());
    });
    await redeem();
    expect(await Promise.all(seen)).toMatchObject([[{ body: { coupon_status: 2 } }]]);
  });

  it('refuses a second use and tells nothing', async () => {
    await redeem();
    await expect(redeem()).rejects.toMatchObject({ key: 'stateForbids' });
    expect(await events()).toHaveLength(1);
  });

  it('refuses a coupon past its end that nobody has swept', async () => {
    clock.advance(dayMs + 1);
    await context.ids.renew();
    await expect(redeem()).rejects.toThrow('validity is over');
    expect(await find()).toMatchObject({ status: CouponStatus.available });
  });

  it('refuses a coupon that is not there', async () => {
    await expect(redeemCoupon(context.useCases, '1', 'operator')).rejects.toMatchObject({ key: 'notFound' });
  });

  it('refuses a code that is none, and says why alone', async () => {
    const coupons = { by: 'code', values: ['10000000000000000000'] } as const;
    const refused = redeemCoupons(context.useCases, { tenantId: 'demo', coupons, actor: 'operator' });
    await expect(refused).rejects.toMatchObject({ key: 'notFound', message: why.codeInvalid });
  });

  it('uses a coupon once when two processes try', async () => {
    const another = await testContext({ dataDir: context.settings.dataDir, now: clock.now });
    const both = [context, another].map(({ useCases }) => redeemCoupon(useCases, couponId, 'till'));
    const settled = await Promise.allSettled(both);
    expect(settled.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
    expect(await events()).toHaveLength(1);
  });
});

describe('reverseCoupon', () => {
  it('gives the coupon back and tells it, in order', async () => {
    await redeem();
    expect(await reverse()).toMatchObject({ status: CouponStatus.available, usedAt: undefined, version: 3 });
    const told = await events();
    expect(told.map(eventLine)).toEqual(['coupon.status.rsync 2', 'coupon.status.rsync 1']);
    expect(told.map(({ eventAt }) => eventAt)).toEqual([noon, noon + 1]);
    expect(told[1]?.body).not.toHaveProperty('usage_time');
  });

  it('gives back nothing that is over', async () => {
    await redeem();
    clock.advance(dayMs + 1);
    await context.ids.renew();
    expect(await reverse()).toMatchObject({ status: CouponStatus.expired, endedAt: noon + dayMs });
    expect((await events()).map(eventLine)).toEqual(['coupon.status.rsync 2', 'coupon.status.rsync 3']);
  });

  it('asks whose it was where two accounts used one bizId, and means no third who only tried to reverse it', async () => {
    const stockId = await runningStock(context);
    for (const account of ['north', 'south']) {
      const { couponId: one } = await claimFor(context, stockId, 'ann');
      const request = aConsume({ account, coupons: { by: 'id', values: [one] } });
      expect(await consume(context.useCases, request, unguarded)).toMatchObject({ kind: 'done' });
    }
    const key = { tenantId: 'demo', bizId: 'b1' };
    const gone = { ...key, account: 'east', actor: 'till', reason: undefined };
    expect(await takeBack(context.useCases, gone)).toMatchObject({ kind: 'refused' });
    await expect(reverseConsume(context.useCases, { ...key, actor: 'operator' })).rejects.toMatchObject({
      key: 'invalid',
      message: expect.stringContaining('used by north, south:'),
    });
    const south = { ...key, account: 'south', actor: 'operator' };
    expect(await reverseConsume(context.useCases, south)).toMatchObject({ kind: 'done', again: false });
  });

  it('refuses a coupon that is not used', async () => {
    await expect(reverse()).rejects.toMatchObject({ key: 'notFound' });
    expect(await events()).toEqual([]);
  });
});
