// The wallet: three tabs with counts, each in an order of its own, paged without a gap or a repetition.
import { invalidateCoupon } from '../../../../server/usecase/invalidate.ts';
import type { CouponView } from '../../../../shared/plugin/messages/views.ts';
import { formatTime } from '../../../../shared/sp/times.ts';
import { claimFor } from '../../../kit/merchant.ts';
import { redeemCoupon } from '../../../kit/redeem.ts';
import { runningStock } from '../../../kit/stocks.ts';
import { couponsElsewhere } from './elsewhere.ts';
import { expectFailure } from './expect.ts';
import { sharedVisits, type Visitor } from './visits.ts';

const visits = sharedVisits();
const context = () => visits().server.context;
const until = (ms: number) => ({ available_end_time: formatTime(visits().clock.now() + ms) });
const aStock = (terms = {}) =>
  runningStock(context(), { max_coupons: 5_000, max_coupons_per_user: 5_000, ...terms });
const hour = 3_600_000;

async function given({ userCode }: Visitor, terms = {}): Promise<string> {
  return (await claimFor(context(), await aStock(terms), userCode)).couponId;
}

const idsOf = (coupons: readonly CouponView[]) => coupons.map(({ couponId }) => couponId);
const tabOf = async ({ get }: Visitor, tab: 'available' | 'used' | 'ended') => get('coupons', { tab });

/** Every page of a tab, one after another. */
async function allOf({ get }: Visitor, tab: 'available' | 'used' | 'ended'): Promise<CouponView[]> {
  const all: CouponView[] = [];
  let after: string | undefined;
  do {
    const page = await get('coupons', { tab, ...(after !== undefined && { after }) });
    all.push(...page.coupons);
    after = page.next;
    // A person turns pages slower than that.
    await visits().pass(1_000);
  } while (after !== undefined);
  return all;
}

it('is empty for somebody new', async () => {
  const { get } = await visits().visitor();
  for (const tab of ['available', 'used', 'ended'] as const)
    expect(await get('coupons', { tab })).toEqual({
      counts: { available: 0, used: 0, ended: 0 },
      coupons: [],
    });
});

it('sorts each coupon under its tab', async () => {
  const visitor = await visits().visitor();
  const [free, used, invalid, over] = [
    await given(visitor),
    await given(visitor),
    await given(visitor),
    await given(visitor, until(1_000)),
  ];
  await redeemCoupon(context().useCases, used, 'till');
  await invalidateCoupon(context().useCases, invalid, 'operator', 'test');
  await visits().pass(1_001);
  const counts = { available: 1, used: 1, ended: 2 };
  const available = await tabOf(visitor, 'available');
  expect(available).toMatchObject({ counts, coupons: [{ couponId: free, state: 'available' }] });
  expect(available).not.toHaveProperty('next');
  const usedAt = visits().clock.now() - 1_001;
  expect(await tabOf(visitor, 'used')).toMatchObject({
    ...{ counts, coupons: [{ couponId: used, state: 'used', usedAt, version: 2 }] },
  });
  // Nobody has swept the one that is over.
  expect(await tabOf(visitor, 'ended')).toMatchObject({
    counts,
    coupons: [
      { couponId: over, state: 'expired', endedAt: usedAt + 1_000 },
      { couponId: invalid, state: 'invalid', endedAt: usedAt },
    ],
  });
});

it('shows what expires first, first', async () => {
  const visitor = await visits().visitor();
  const [late, soon, middle] = [
    await given(visitor, until(3 * hour)),
    await given(visitor, until(hour)),
    await given(visitor, until(2 * hour)),
  ];
  expect(idsOf((await tabOf(visitor, 'available')).coupons)).toEqual([soon, middle, late]);
});

it('shows what was used last, first', async () => {
  const visitor = await visits().visitor();
  const ids = [await given(visitor), await given(visitor), await given(visitor)];
  const [a = '', b = '', c = ''] = ids;
  for (const couponId of [b, c, a]) {
    await visits().pass(1_000);
    await redeemCoupon(context().useCases, couponId, 'till');
  }
  expect(idsOf((await tabOf(visitor, 'used')).coupons)).toEqual([a, c, b]);
});

it('tells what is frozen and what has not begun', async () => {
  const visitor = await visits().visitor();
  const held = await given(visitor);
  const begin = formatTime(visits().clock.now() + hour);
  const early = await given(visitor, { available_begin_time: begin, ...until(30 * hour) });
  await context().database.transaction((tx) =>
    tx.run('UPDATE coupon SET held_by = ?, held_until_at = ? WHERE coupon_id = ?', [
      'naixue/b1',
      visits().clock.now() + 60_000,
      held,
    ]),
  );
  const states = async () => {
    const { counts, coupons } = await tabOf(visitor, 'available');
    expect(counts.available).toBe(2);
    return Object.fromEntries(coupons.map(({ couponId, state }) => [couponId, state]));
  };
  expect(await states()).toEqual({ [held]: 'frozen', [early]: 'not-begun' });
  await visits().pass(60_000);
  expect(await states()).toEqual({ [held]: 'available', [early]: 'not-begun' });
});

it('leaves out other channels, tenants and people', async () => {
  const [visitor, neighbour] = [await visits().visitor(), await visits().visitor()];
  await given(neighbour);
  await couponsElsewhere(context(), visitor.userCode);
  expect(await tabOf(visitor, 'available')).toEqual({
    counts: { available: 0, used: 0, ended: 0 },
    coupons: [],
  });
});

describe('2,000 coupons', () => {
  let visitor: Visitor;
  let ids: string[];
  beforeAll(async () => {
    visitor = await visits().visitor();
    // Many end in the same moment, so that a page ends among equals.
    const stocks = [
      await aStock(until(hour * 20)),
      await aStock(until(hour * 21)),
      await aStock(until(hour * 22)),
    ];
    const claims = Array.from({ length: 2_000 }, (_, n) =>
      claimFor(context(), stocks[n % 3] ?? '', visitor.userCode),
    );
    ids = (await Promise.all(claims)).map(({ couponId }) => couponId);
  });

  it('are paged without a gap or a repetition', async () => {
    const coupons = await allOf(visitor, 'available');
    expect(coupons).toHaveLength(2_000);
    expect(idsOf(coupons).sort()).toEqual([...ids].sort());
    const ends = coupons.map(({ endAt }) => endAt);
    expect(ends).toEqual([...ends].sort((a, b) => a - b));
  });

  it('are paged the other way round once they are over', async () => {
    await context().database.transaction((tx) =>
      tx.run('UPDATE coupon SET status = 2, used_at = end_at - 5, version = 2 WHERE user_code = ?', [
        visitor.userCode,
      ]),
    );
    const coupons = await allOf(visitor, 'used');
    expect(idsOf(coupons).sort()).toEqual([...ids].sort());
    const times = coupons.map(({ usedAt = 0 }) => usedAt);
    expect(times).toEqual([...times].sort((a, b) => b - a));
  });

  it('go on where a page ended although one was used meanwhile', async () => {
    const another = await visits().visitor();
    const stockId = await aStock();
    const claims = Array.from({ length: 45 }, () => claimFor(context(), stockId, another.userCode));
    const all = (await Promise.all(claims)).map(({ couponId }) => couponId).sort();
    const first = await another.get('coupons', {});
    expect(idsOf(first.coupons)).toEqual(all.slice(0, 20));
    await redeemCoupon(context().useCases, all[3] ?? '', 'till');
    const second = await another.get('coupons', { after: first.next ?? '' });
    expect(idsOf(second.coupons)).toEqual(all.slice(20, 40));
    expect(second.counts).toEqual({ available: 44, used: 1, ended: 0 });
    const third = await another.get('coupons', { after: second.next ?? '' });
    expect(idsOf(third.coupons)).toEqual(all.slice(40));
    expect(third).not.toHaveProperty('next');
  });
});

it.each(['', 'x', '1', '1.', '.1', '1.2.3', '-1.2', '1e3.5', `${'9'.repeat(16)}.1`, "1.1' OR 1=1"])(
  'has no page behind %j',
  async (after) => {
    expectFailure(await (await visits().visitor()).ask('coupons', { after }), 'badRequest');
  },
);
