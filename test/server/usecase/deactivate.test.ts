// 出行服务 deactivates coupons: one, or a batch, all or none; told back only where an older state could still overtake.
import type { Context } from '../../../server/context.ts';
import { couponHistory } from '../../../server/store/sql/coupon-history.ts';
import { findCoupon } from '../../../server/store/sql/find-coupons.ts';
import {
  type DeactivateOrder,
  deactivateBatch,
  deactivateCoupon,
} from '../../../server/usecase/deactivate.ts';
import { CouponStatus } from '../../../shared/sp/vocabulary.ts';
import { aClaim } from '../../kit/builders.ts';
import { createClock, noon, type TestClock } from '../../kit/clock.ts';
import { testContext } from '../../kit/context.ts';
import { eventLine, outboxOf } from '../../kit/outbox.ts';
import { redeemCoupon } from '../../kit/redeem.ts';
import { newTenant, runningStock } from '../../kit/stocks.ts';

const { available, used, expired, invalid } = CouponStatus;
const order: DeactivateOrder = {
  tenantId: 'demo',
  appChannelId: 1,
  userCode: 'u1',
  to: invalid,
  reason: '退款',
};

let context: Context;
let clock: TestClock;
let stockId: string;
beforeEach(async () => {
  clock = createClock();
  context = await testContext({ now: clock.now });
  stockId = await runningStock(context);
});

let requests = 0;
async function claim(more: Parameters<typeof aClaim>[0] = {}): Promise<string> {
  requests += 1;
  const outcome = await context.claims.claim(
    aClaim({ stockId, userCode: 'u1', requestId: `r${requests}`, ...more }),
  );
  if (outcome.kind === 'refused') throw new Error(outcome.reason);
  return outcome.coupon.couponId;
}

const deactivate = (couponId: string, more: Partial<DeactivateOrder> = {}, its = stockId) =>
  deactivateCoupon(context.useCases, { ...order, ...more }, { stockId: its, couponId });
const batch = (couponIds: readonly string[], more: Partial<DeactivateOrder> = {}) =>
  deactivateBatch(
    context.useCases,
    { ...order, ...more },
    couponIds.map((couponId) => ({ stockId, couponId })),
  );
const find = (couponId: string) => findCoupon(context.database.read, couponId, 1);
const told = async (couponId: string) =>
  (await outboxOf(context.database.read, `coupon:${couponId}`)).map(eventLine);

describe('deactivateCoupon', () => {
  it('ends the coupon and writes down who and why', async () => {
    const couponId = await claim();
    clock.advance(5);
    expect(await deactivate(couponId)).toMatchObject({
      kind: 'ended',
      coupon: { status: invalid, endedAt: noon + 5 },
    });
    expect(await find(couponId)).toMatchObject({ status: invalid, endedAt: noon + 5 });
    expect(await couponHistory(context.database.read, { bucket: 0, couponId })).toMatchObject([
      { event: 'invalidate', actor: 'tencent', reason: '退款' },
    ]);
  });

  it('keeps state and time when ordered again', async () => {
    const couponId = await claim();
    await deactivate(couponId);
    clock.advance(5);
    const again = await deactivate(couponId, { to: expired });
    expect(again).toMatchObject({ kind: 'ended', coupon: { status: invalid, endedAt: noon, version: 2 } });
    expect(await find(couponId)).toMatchObject({ status: invalid, endedAt: noon, version: 2 });
  });

  it('does not touch a used coupon', async () => {
    const couponId = await claim();
    await redeemCoupon(context.useCases, couponId, 'operator');
    expect(await deactivate(couponId)).toMatchObject({ kind: 'illegal', coupon: { status: used } });
    expect(await find(couponId)).toMatchObject({ status: used });
  });

  it("finds nobody else's coupon, whatever it is called by", async () => {
    await newTenant(context, 'other');
    await runningStock(context, { stock_id: 'theirs' }, 'other');
    const couponId = await claim();
    const theirs = await claim({ stockId: 'theirs', tenantId: 'other' });
    const found = [
      await deactivate('1234567890123456789'),
      await deactivate(couponId, { userCode: 'u2' }),
      await deactivate(couponId, {}, 'test001'),
      await deactivate(couponId, {}, 'nothing'),
      await deactivate(couponId, { appChannelId: 11 }),
      await deactivate(couponId, { tenantId: 'other' }),
      await deactivate(theirs, {}, 'theirs'),
    ];
    expect(found).toEqual(new Array(7).fill(undefined));
    expect([await find(couponId), await find(theirs)]).toMatchObject([
      { status: available },
      { status: available },
    ]);
  });

  it('knows coupons of two tenants apart that have all the same names', async () => {
    await newTenant(context, 'other');
    await runningStock(context, { stock_id: stockId }, 'other');
    const couponId = await claim();
    expect(await deactivate(couponId, { tenantId: 'other' })).toBeUndefined();
    expect(await find(couponId)).toMatchObject({ status: available });
  });

  it("takes a stock's own channel where any will do", async () => {
    expect(await deactivate(await claim(), { appChannelId: undefined })).toMatchObject({ kind: 'ended' });
  });
});

describe('deactivateBatch', () => {
  it('ends all of them in one go', async () => {
    const ids = [await claim(), await claim()];
    expect(await batch(ids, { to: expired })).toMatchObject({ kind: 'done', changes: [{}, {}] });
    for (const couponId of ids) {
      expect(await find(couponId)).toMatchObject({ status: expired, endedAt: noon });
      expect(await couponHistory(context.database.read, { bucket: 0, couponId })).toMatchObject([
        { event: 'expire', actor: 'tencent', reason: '退款' },
      ]);
    }
  });

  it('shows each to whoever looks at it', async () => {
    const ids = [await claim(), await claim()];
    const couponsChanged = jest.fn();
    const refs = ids.map((couponId) => ({ stockId, couponId }));
    await deactivateBatch({ ...context.useCases, couponsChanged }, order, refs);
    expect(couponsChanged.mock.calls).toEqual([[ids]]);
  });

  it('answers in the order of the request', async () => {
    const ids = [await claim(), await claim(), await claim()].toReversed();
    expect(await batch(ids)).toMatchObject({ coupons: ids.map((couponId) => ({ couponId })) });
  });

  it('ends none when one is not legal', async () => {
    const [one, two] = [await claim(), await claim()];
    await redeemCoupon(context.useCases, two, 'operator');
    expect(await batch([one, two, 'nothing'])).toEqual({
      kind: 'illegal',
      coupons: [
        { stockId, couponId: two, status: used },
        { stockId, couponId: 'nothing', status: invalid },
      ],
    });
    expect(await find(one)).toMatchObject({ status: available, version: 1 });
  });

  it('takes each coupon by the stock it is named with', async () => {
    const couponId = await claim();
    const refs = [stockId, 'test001'].map((named) => ({ stockId: named, couponId }));
    const decision = await deactivateBatch(context.useCases, order, refs);
    expect(decision).toMatchObject({ kind: 'illegal', coupons: [{ stockId: 'test001' }] });
    expect(await find(couponId)).toMatchObject({ status: available });
  });
});

describe('what 出行服务 itself has ordered', () => {
  it('is not told back', async () => {
    const couponId = await claim();
    await deactivate(couponId);
    expect(await told(couponId)).toEqual([]);
  });

  it('is told while an older state is on its way there', async () => {
    const [issued, claimed] = [await claim({ source: 'issue' }), await claim()];
    await batch([issued, claimed]);
    expect(await told(issued)).toEqual(['coupon.rsync 1', 'coupon.status.rsync 4']);
    expect(await told(claimed)).toEqual([]);
  });

  it('is told while an older state may be applied late', async () => {
    const couponId = await claim({ source: 'issue' });
    const settle =
      (ambiguous: number) => (tx: Parameters<Parameters<Context['database']['transaction']>[0]>[0]) =>
        tx.run('UPDATE delivery_lane SET pending = 0, ambiguous = ? WHERE coupon_id = ?', [
          ambiguous,
          couponId,
        ]);
    await context.database.transaction(settle(1));
    await deactivate(couponId);
    expect(await told(couponId)).toEqual(['coupon.rsync 1', 'coupon.status.rsync 4']);
  });

  it('is not told when all before it has arrived', async () => {
    const couponId = await claim({ source: 'issue' });
    await context.database.transaction((tx) => tx.run('UPDATE delivery_lane SET pending = 0, ambiguous = 0'));
    await deactivate(couponId);
    expect(await told(couponId)).toEqual(['coupon.rsync 1']);
  });
});
