// Claims from two instances at once: limits hold exactly, a request gets one coupon, and all sums agree.

import { bucketOf } from '../../server/domain/bucket.ts';
import { findStock } from '../../server/store/sql/find-stock.ts';
import { changeTerms } from '../../server/usecase/stock.ts';
import { stockInput } from '../../shared/sp/messages/stock-rsync.ts';
import { formatTime } from '../../shared/sp/times.ts';
import { disagreements } from '../kit/disagreements.ts';
import { buckets } from '../kit/engine.ts';
import { runningStock } from '../kit/stocks.ts';
import { couponsOf, type Instances, tally, twoInstances } from './instances.ts';

let instances: Instances;
beforeEach(async () => {
  instances = await twoInstances();
});

const stored = () => instances.one.database.read.all<{ coupon_id: string }>('SELECT coupon_id FROM coupon');

describe('two instances', () => {
  it.each([1, 7, 8, 100, 333])('give out exactly %d coupons', async (max_coupons) => {
    const stockId = await runningStock(instances.one, { max_coupons, max_coupons_per_user: 1 });
    const outcomes = await instances.deal(500, (n) => ({ stockId, userCode: `u${n}`, requestId: `r${n}` }));
    expect(tally(outcomes)).toEqual({ issued: max_coupons, stockExhausted: 500 - max_coupons });
    expect(new Set((await stored()).map(({ coupon_id }) => coupon_id)).size).toBe(max_coupons);
    expect(await disagreements(instances.one.database.read)).toEqual([]);
  });

  it('give out the last coupon to a user of any bucket', async () => {
    const stockId = await runningStock(instances.one, { max_coupons: 20, max_coupons_per_user: 1 });
    for (let n = 0; n < 20; n += 1) {
      expect(
        tally(await instances.deal(1, () => ({ stockId, userCode: `u${n}`, requestId: `r${n}` }))),
      ).toEqual({ issued: 1 });
    }
    expect(
      tally(await instances.deal(2, (n) => ({ stockId, userCode: `v${n}`, requestId: `s${n}` }))),
    ).toEqual({ stockExhausted: 2 });
  });

  it('give a user no more than their share', async () => {
    const stockId = await runningStock(instances.one, { max_coupons: 1000, max_coupons_per_user: 3 });
    const outcomes = await instances.deal(200, (n) => ({ stockId, requestId: `r${n}` }));
    expect(tally(outcomes)).toEqual({ issued: 3, userLimitReached: 197 });
    expect(await disagreements(instances.one.database.read)).toEqual([]);
  });

  it('answer a request_id with one coupon, whoever is asked', async () => {
    const stockId = await runningStock(instances.one, { max_coupons: 1000, max_coupons_per_user: 500 });
    const outcomes = await instances.deal(400, (n) => ({ stockId, requestId: `r${Math.floor(n / 2)}` }));
    expect(tally(outcomes)).toEqual({ issued: 200, repeated: 200 });
    for (let n = 0; n < 400; n += 2)
      expect(couponsOf(outcomes.slice(n, n + 2))[1]).toEqual(couponsOf(outcomes.slice(n, n + 1))[0]);
    expect(await stored()).toHaveLength(200);
  });

  it('let one user have a request_id that several send', async () => {
    const stockId = await runningStock(instances.one, { max_coupons: 1000 });
    const outcomes = await instances.deal(100, (n) => ({
      stockId,
      userCode: `u${n}`,
      requestId: `r${n % 5}`,
    }));
    expect(tally(outcomes)).toEqual({ issued: 5, requestIdReused: 95 });
    expect(await stored()).toHaveLength(5);
    expect(await disagreements(instances.one.database.read)).toEqual([]);
  });

  it('know a request_id again after its stock is exhausted', async () => {
    const stockId = await runningStock(instances.one, { max_coupons: 10 });
    const first = await instances.deal(10, (n) => ({ stockId, userCode: `u${n}`, requestId: `r${n}` }));
    const again = await instances.deal(12, (n) => ({ stockId, userCode: `u${n}`, requestId: `r${n}` }));
    expect(tally(again)).toEqual({ repeated: 10, stockExhausted: 2 });
    expect(couponsOf(again).slice(0, 10)).toEqual(couponsOf(first));
  });

  it('work through many stocks at once', async () => {
    const stocks: string[] = [];
    for (let n = 0; n < 12; n += 1)
      stocks.push(await runningStock(instances.one, { max_coupons: 10, max_coupons_per_user: 1 }));
    const outcomes = await instances.deal(480, (n) => ({
      stockId: stocks[n % 12] ?? '',
      userCode: `u${n}`,
      requestId: `r${n}`,
    }));
    expect(tally(outcomes)).toEqual({ issued: 120, stockExhausted: 360 });
    expect(await disagreements(instances.one.database.read)).toEqual([]);
  });
});

describe('new terms', () => {
  const change = async (stockId: string, max_coupons: number) => {
    const stock = await findStock(instances.one.database.read, 'demo', stockId);
    const input = stockInput.parse({
      app_channel_id: 1,
      stock_id: stockId,
      stock_name: stock?.stockName,
      instructions: stock?.instructions,
      coupon_name: stock?.couponName,
      coupon_desc: stock?.couponDesc,
      coupon_type: 1,
      fixed_normal_coupon: { coupon_amount: 1000, transaction_minimum: 10_000 },
      max_coupons,
      max_coupons_per_user: 5,
      available_begin_time: formatTime(stock?.beginAt ?? 0),
      available_end_time: formatTime(stock?.endAt ?? 0),
    });
    return changeTerms(instances.two.useCases, 'demo', input);
  };

  it('open an exhausted stock again, to users of any bucket', async () => {
    const stockId = await runningStock(instances.one, { max_coupons: 5 });
    const of = (n: number) => ({ stockId, userCode: `u${n}`, requestId: `r${n}` });
    expect(tally(await instances.deal(60, of))).toEqual({ issued: 5, stockExhausted: 55 });
    // One more each time, wherever it lies, and a user of one bucket after another.
    for (let bucket = 0; bucket < buckets; bucket += 1) {
      await change(stockId, 6 + bucket);
      const user = Array.from({ length: 1000 }, (_, n) => 100 + n).filter(
        (n) => bucketOf(`u${n}`, buckets) === bucket,
      );
      const asked = await instances.deal(3, (n) => of(user[n] ?? 0));
      expect(tally(asked)).toEqual({ issued: 1, stockExhausted: 2 });
    }
    expect(await disagreements(instances.one.database.read)).toEqual([]);
  });

  it('never promise less than was given meanwhile', async () => {
    const stockId = await runningStock(instances.one, { max_coupons: 300 });
    const claims = instances.deal(200, (n) => ({ stockId, userCode: `u${n}`, requestId: `r${n}` }));
    const [outcomes, ...changes] = await Promise.all([
      claims,
      ...[150, 250, 120].map((max) => change(stockId, max).catch((error: unknown) => error)),
    ]);
    const { issued = 0 } = tally(outcomes);
    const stock = await findStock(instances.one.database.read, 'demo', stockId);
    expect(issued).toBeLessThanOrEqual(stock?.maxCoupons ?? 0);
    for (const changed of changes) if (changed instanceof Error) expect(changed.name).toBe('Refusal');
    expect(await disagreements(instances.one.database.read)).toEqual([]);
  });
});
