// A claim with the same request_id again: the same coupon, as it is now, whatever became of the stock (sp §6 claim).

import { moveStock, type StockMove } from '../../../../server/usecase/stock.ts';
import { createClock } from '../../../kit/clock.ts';
import { redeemCoupon, reverseCoupon } from '../../../kit/redeem.ts';
import { sharedTestServer } from '../../../kit/server.ts';
import type { Parameters } from '../../../kit/signed.ts';
import { newStock, runningStock } from '../../../kit/stocks.ts';
import { expectData, expectRefusal } from './expect.ts';

const clock = createClock();
const server = sharedTestServer({ now: clock.now, env: { SWEEP_INTERVAL_MS: '86400000' } });
const move = (stockId: string, to: StockMove) => moveStock(server().context.useCases, 'demo', stockId, to);

let requests = 0;
/** A claim that was answered, and how to make it again. */
async function claimed(terms: Parameters = {}) {
  requests += 1;
  const stock_id = await runningStock(server().context, terms);
  const claim = { user_code: 'owner', stock_id, request_id: `request${requests}` };
  const first = expectData('coupon.receive', await server().claim(claim));
  const again = async () => expectData('coupon.receive', await server().claim(claim));
  return { stock_id, claim, first, again };
}

describe('the same request_id', () => {
  it('gives the same coupon', async () => {
    const { first, again } = await claimed();
    clock.advance(1_000);
    expect(await again()).toEqual(first);
    expect(await again()).toEqual(first);
  });

  it('gives it although other fields differ', async () => {
    const { first, claim } = await claimed();
    const answer = await server().claim({ ...claim, extra: 'new', mobile_phone: '13900000000' });
    expect(expectData('coupon.receive', answer)).toEqual(first);
  });

  it('gives it after the coupon was deactivated', async () => {
    for (const coupon_status of [3, 4]) {
      const { first, again, claim } = await claimed();
      const order = { ...claim, app_channel_id: 1, coupon_id: first.coupon_id, coupon_status };
      expectData('coupon.deactivate', await server().call('coupon.deactivate', order));
      expect(await again()).toEqual({ ...first, coupon_status });
    }
  });

  it('gives it after the coupon was used and reversed', async () => {
    const { first, again } = await claimed();
    await redeemCoupon(server().context.useCases, first.coupon_id, 'till');
    expect(await again()).toEqual({ ...first, coupon_status: 2 });
    await reverseCoupon(server().context.useCases, first.coupon_id, 'till');
    expect(await again()).toEqual(first);
  });

  it('gives it after the stock was sold out', async () => {
    const { first, again, stock_id } = await claimed({ max_coupons: 2 });
    expectData('coupon.receive', await server().claim({ stock_id }));
    expectRefusal(await server().claim({ stock_id }), 410003, /^stock is exhausted$/);
    expect(await again()).toEqual(first);
  });

  it('gives it after the stock was stopped', async () => {
    const { first, again, stock_id } = await claimed();
    await move(stock_id, 'stop');
    expectRefusal(await server().claim({ stock_id }), 410002, /^stock is not being issued$/);
    expect(await again()).toEqual(first);
  });

  it('gives it when the user’s limit is reached', async () => {
    const { first, again, claim } = await claimed({ max_coupons_per_user: 1 });
    expectRefusal(await server().claim({ ...claim, request_id: 'more' }), 410004, /^the limit per user/);
    expect(await again()).toEqual(first);
  });

  it('gives it as expired after its end', async () => {
    const soon = new Date(clock.now() + 8 * 3_600_000 + 5_000).toISOString().replace('Z', '+08:00');
    const { first, again, stock_id } = await claimed({ available_end_time: soon });
    clock.advance(5_000);
    expect(await again()).toEqual(first);
    expectData('coupon.receive', await server().claim({ stock_id }));
    clock.advance(1);
    expect(await again()).toEqual({ ...first, coupon_status: 3 });
    expectRefusal(await server().claim({ stock_id }), 410005, /^the validity of the stock is over$/);
  });

  it('is refused for another user', async () => {
    const { claim, first, again } = await claimed();
    expectRefusal(await server().claim({ ...claim, user_code: 'thief' }), 410006, /^request_id /);
    expect(await again()).toEqual(first);
  });

  it('is refused for another stock', async () => {
    const { claim } = await claimed();
    const stock_id = await runningStock(server().context);
    expectRefusal(await server().claim({ ...claim, stock_id }), 410006, /^request_id /);
    expectRefusal(await server().claim({ ...claim, stock_id: 'none' }), 410006, /^request_id /);
  });

  it('gives one coupon to fifty at once', async () => {
    const stock_id = await runningStock(server().context);
    const claim = { user_code: 'hasty', stock_id, request_id: 'at-once' };
    const answers = await Promise.all(Array.from({ length: 50 }, () => server().claim(claim)));
    expect(new Set(answers.map(({ text }) => text)).size).toBe(1);
    const answer = answers[0];
    if (answer !== undefined) expectData('coupon.receive', answer);
  });
});

describe('a refused request_id', () => {
  it('works once the stock is activated', async () => {
    const stock_id = await newStock(server().context);
    const claim = { user_code: 'early', stock_id, request_id: 'early' };
    expectRefusal(await server().claim(claim), 410002, /^stock is not being issued$/);
    await move(stock_id, 'activate');
    expectData('coupon.receive', await server().claim(claim));
  });

  it('works once the stock runs again', async () => {
    const stock_id = await runningStock(server().context);
    const claim = { user_code: 'patient', stock_id, request_id: 'patient' };
    await move(stock_id, 'pause');
    expectRefusal(await server().claim(claim), 410002, /^stock is not being issued$/);
    await move(stock_id, 'resume');
    expectData('coupon.receive', await server().claim(claim));
  });

  it('works for another user', async () => {
    const stock_id = await runningStock(server().context, { max_coupons_per_user: 1 });
    const claim = { user_code: 'greedy', stock_id };
    expectData('coupon.receive', await server().claim(claim));
    expectRefusal(await server().claim({ ...claim, request_id: 'passed-on' }), 410004, /^the limit per user/);
    expectData(
      'coupon.receive',
      await server().claim({ ...claim, user_code: 'modest', request_id: 'passed-on' }),
    );
  });
});

describe('the limits', () => {
  it('hold for claims that arrive together', async () => {
    const stock_id = await runningStock(server().context, { max_coupons: 10 });
    const answers = await Promise.all(Array.from({ length: 40 }, () => server().claim({ stock_id })));
    const codes = answers.map(({ json }) => json.code).sort();
    expect(codes).toEqual([...Array(10).fill(0), ...Array(30).fill(410003)]);
  });

  it('count deactivated coupons too', async () => {
    const { claim, first } = await claimed({ max_coupons_per_user: 1 });
    const order = { ...claim, app_channel_id: 1, coupon_id: first.coupon_id, coupon_status: 4 };
    expectData('coupon.deactivate', await server().call('coupon.deactivate', order));
    expectRefusal(await server().claim({ ...claim, request_id: 'second' }), 410004, /^the limit per user/);
  });
});
