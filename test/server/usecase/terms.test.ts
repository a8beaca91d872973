// New terms for a stock: what may change once people hold its coupons, and who is told.
import type { Context } from '../../../server/context.ts';
import { findStock } from '../../../server/store/sql/find-stock.ts';
import { changeTerms, createStock, moveStock } from '../../../server/usecase/stock.ts';
import type { StockInput } from '../../../shared/sp/messages/stock-rsync.ts';
import { aClaim, aStockInput, dayMs } from '../../kit/builders.ts';
import { createClock, noon, type TestClock } from '../../kit/clock.ts';
import { testContext } from '../../kit/context.ts';
import { eventLine, outboxOf } from '../../kit/outbox.ts';

let context: Context;
let clock: TestClock;
beforeEach(async () => {
  clock = createClock();
  context = await testContext({ now: clock.now });
  await createStock(context.useCases, 'demo', aStockInput());
});

const change = (more: Partial<StockInput>) => changeTerms(context.useCases, 'demo', aStockInput(more));
const activate = () => moveStock(context.useCases, 'demo', 'test002', 'activate');
const claim = (userCode: string, requestId = userCode) =>
  context.claims.claim(aClaim({ stockId: 'test002', userCode, requestId }));
const told = async () => (await outboxOf(context.database.read, 'stock:test002')).map(eventLine);
const find = () => findStock(context.database.read, 'demo', 'test002');

describe('changeTerms', () => {
  it('tells nobody before the stock was published', async () => {
    await change({ stock_name: '新' });
    expect(await find()).toMatchObject({ stockName: '新', version: 2, createdAt: noon });
    expect(await told()).toEqual([]);
  });

  it('publishes a running stock again', async () => {
    await activate();
    await change({ stock_name: '新' });
    const events = await outboxOf(context.database.read, 'stock:test002');
    expect(events.map(eventLine)).toEqual(['stock.rsync 3', 'stock.rsync 3']);
    expect(events[1]?.body).toMatchObject({ stock_name: '新' });
  });

  it('lets more be claimed at once', async () => {
    await change({ max_coupons: 1 });
    await activate();
    await claim('u1');
    expect(await claim('u2')).toMatchObject({ reason: 'stockExhausted' });
    await change({ max_coupons: 2 });
    expect(await claim('u2')).toMatchObject({ kind: 'issued' });
  });

  it('refuses less than was issued', async () => {
    await activate();
    for (const user of ['u1', 'u2']) await claim(user);
    await expect(change({ max_coupons: 1 })).rejects.toMatchObject({ key: 'stateForbids' });
    await change({ max_coupons: 2 });
    expect(await claim('u3')).toMatchObject({ reason: 'stockExhausted' });
  });

  it('counts users by their new limit, up and down', async () => {
    await change({ max_coupons_per_user: 2 });
    await activate();
    await claim('u1', 'r1');
    await claim('u1', 'r2');
    await change({ max_coupons_per_user: 1 });
    expect(await claim('u1', 'r3')).toMatchObject({ reason: 'userLimitReached' });
    await change({ max_coupons_per_user: 3 });
    expect(await claim('u1', 'r4')).toMatchObject({ kind: 'issued' });
    expect(await claim('u1', 'r5')).toMatchObject({ reason: 'userLimitReached' });
  });

  it('keeps what issued coupons are worth', async () => {
    const dearer = { fixed_normal_coupon: { coupon_amount: 2000, transaction_minimum: 10_000 } };
    await activate();
    await change(dearer);
    await claim('u1');
    await expect(change({})).rejects.toMatchObject({ key: 'stateForbids' });
    await change({ ...dearer, coupon_name: '新' });
    expect(await find()).toMatchObject({ benefit: { couponAmountFen: 2000 }, couponName: '新' });
  });

  it('leaves issued coupons their validity', async () => {
    await activate();
    await claim('u1');
    await change({ available_end_time: noon + 9 * dayMs });
    await claim('u2');
    const ends = await context.database.read.all('SELECT end_at FROM coupon ORDER BY coupon_id');
    expect(ends).toEqual([{ end_at: noon + dayMs }, { end_at: noon + 9 * dayMs }]);
  });

  it('opens a stock again that was over', async () => {
    await activate();
    clock.advance(dayMs + 1);
    await context.ids.renew();
    expect(await claim('u1')).toMatchObject({ reason: 'stockOver' });
    await change({ available_end_time: noon + 9 * dayMs });
    expect(await claim('u1')).toMatchObject({ kind: 'issued' });
  });

  it.each([
    ['another channel', { app_channel_id: 11 }, 'invalid'],
    ['a stock that is not there', { stock_id: 'nothing' }, 'notFound'],
  ])('refuses %s', async (_, more, key) => {
    await expect(change(more)).rejects.toMatchObject({ key });
  });

  it('refuses a stopped stock', async () => {
    await activate();
    await moveStock(context.useCases, 'demo', 'test002', 'stop');
    await expect(change({ stock_name: '新' })).rejects.toMatchObject({ key: 'stateForbids' });
    expect(await told()).toHaveLength(2);
  });

  it('refuses to publish a 减至 stock that cannot be told', async () => {
    const cutTo = { coupon_type: 2, cut_to_coupon: { cut_to_price: 1, transaction_minimum: 0 } } as const;
    await activate();
    await expect(change(cutTo)).rejects.toMatchObject({ key: 'stateForbids' });
    expect(await find()).toMatchObject({ benefit: { couponType: 1 } });
  });
});
