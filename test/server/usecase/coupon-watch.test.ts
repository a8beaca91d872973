// Waiting for coupons to change: woken by this process at once, by others with the next look, and never kept for nothing.
import type { Context } from '../../../server/context.ts';
import { type CouponWatch, createCouponWatch } from '../../../server/usecase/coupon-watch.ts';
import { QueueFull } from '../../../server/usecase/errors.ts';
import { freezeCoupon } from '../../../server/usecase/freeze.ts';
import { testContext } from '../../kit/context.ts';
import { claimFor } from '../../kit/merchant.ts';
import { runningStock } from '../../kit/stocks.ts';
import { tempDir } from '../../kit/temp-dir.ts';

const longMs = 60_000;
const never = new AbortController().signal;
const key = (couponId: string, version = 1) => ({ bucket: 0, couponId, version });
const waitFor = (watch: CouponWatch, couponId: string, gone = never, forMs = longMs) =>
  watch.wait(key(couponId), forMs, gone);

describe('whoever waits', () => {
  let watch: CouponWatch;
  beforeEach(() => {
    watch = createCouponWatch(10);
  });
  afterEach(() => watch.close());

  it('is woken by a change of the coupon, with everybody else', async () => {
    const waiting = [waitFor(watch, 'a'), waitFor(watch, 'a'), waitFor(watch, 'b')];
    expect(watch.size).toBe(3);
    watch.changed(['x', 'a']);
    expect(await Promise.all(waiting.slice(0, 2))).toEqual([true, true]);
    expect(watch.size).toBe(1);
    watch.changed(['b']);
    expect(await waiting[2]).toBe(true);
    expect(watch.size).toBe(0);
  });

  it('is told when nothing happened in time', async () => {
    jest.useFakeTimers();
    try {
      const waiting = waitFor(watch, 'a', never, 25_000);
      jest.advanceTimersByTime(24_999);
      expect(watch.size).toBe(1);
      jest.advanceTimersByTime(1);
      expect(await waiting).toBe(false);
      expect(watch.size).toBe(0);
      expect(jest.getTimerCount()).toBe(0);
    } finally {
      jest.useRealTimers();
    }
  });

  it('leaves nothing behind when it goes', async () => {
    const gone = new AbortController();
    const waiting = waitFor(watch, 'a', gone.signal);
    gone.abort();
    expect(await waiting).toBe(false);
    expect(watch.size).toBe(0);
    watch.changed(['a']);
  });

  it('does not begin once it is gone', async () => {
    expect(await waitFor(watch, 'a', AbortSignal.abort())).toBe(false);
    expect(watch.size).toBe(0);
  });

  it('is refused when too many wait', async () => {
    const waiting = Array.from({ length: 10 }, (_, n) => waitFor(watch, `${n}`));
    await expect(waitFor(watch, 'one more')).rejects.toBeInstanceOf(QueueFull);
    watch.changed(['3']);
    expect(await waiting[3]).toBe(true);
    const again = waitFor(watch, 'one more');
    watch.close();
    expect(await again).toBe(false);
  });

  it('is let go when the watch closes, and never kept again', async () => {
    const waiting = [waitFor(watch, 'a'), waitFor(watch, 'b')];
    watch.close();
    expect(await Promise.all(waiting)).toEqual([false, false]);
    expect(await waitFor(watch, 'c')).toBe(false);
    expect(watch.size).toBe(0);
  });
});

describe('a look', () => {
  let context: Context;
  let other: Context;
  beforeEach(async () => {
    const dataDir = tempDir();
    context = await testContext({ dataDir });
    other = await testContext({ dataDir });
  });

  const look = () => context.watch.look(context.database.read);
  const order = { tenantId: 'demo', account: 'naixue', bizId: 'b1', actor: 'till', forMs: longMs };
  const watched = ({ bucket, couponId, version }: { bucket: number; couponId: string; version: number }) =>
    context.watch.wait({ bucket, couponId, version }, longMs, never);

  it('finds what another process changed, and only that', async () => {
    const stockId = await runningStock(context);
    const changed = await claimFor(context, stockId, 'u1');
    const waiting = watched(changed);
    const still = watched(await claimFor(context, stockId, 'u2'));
    await look();
    expect(context.watch.size).toBe(2);
    await freezeCoupon(other.useCases, { ...order, couponId: changed.couponId });
    expect(context.watch.size).toBe(2);
    await look();
    expect(await waiting).toBe(true);
    expect(context.watch.size).toBe(1);
    context.watch.close();
    expect(await still).toBe(false);
  });

  it('wakes nobody for a coupon that is not there', async () => {
    const waiting = waitFor(context.watch, 'nothing');
    await look();
    expect(context.watch.size).toBe(1);
    context.watch.close();
    expect(await waiting).toBe(false);
  });

  it('wakes 5,000 at once and lets others have their turn', async () => {
    const stockId = await runningStock(context, { max_coupons: 5_000 });
    const coupons = await Promise.all(
      Array.from({ length: 5_000 }, (_, n) => claimFor(context, stockId, `u${n}`)),
    );
    const waiting = coupons.map(watched);
    expect(context.watch.size).toBe(5_000);
    await other.database.transaction((tx) =>
      tx.run('UPDATE coupon SET version = version + 1 WHERE stock_id = ?', [stockId]),
    );
    let turns = 0;
    let looking = true;
    const turn = () => {
      turns += 1;
      if (looking) setImmediate(turn);
    };
    turn();
    await look();
    looking = false;
    expect(await Promise.all(waiting)).toEqual(coupons.map(() => true));
    expect(context.watch.size).toBe(0);
    expect(turns).toBeGreaterThanOrEqual(50);
  });
});
