// Both limits, and one coupon for one request, under calls that all arrive at once over HTTP.
import { spErrors } from '../../../../shared/sp/codes.ts';
import { sharedTestServer } from '../../../kit/server.ts';
import { runningStock } from '../../../kit/stocks.ts';

const server = sharedTestServer();

/** How often each code was answered. */
async function codesOf(calls: readonly Promise<{ json: unknown }>[]): Promise<Record<number, number>> {
  const counts: Record<number, number> = {};
  for (const { json } of await Promise.all(calls)) {
    const { code } = json as { code: number };
    counts[code] = (counts[code] ?? 0) + 1;
  }
  return counts;
}

describe('claims that arrive at once', () => {
  it('give out exactly what the stock has', async () => {
    const stock_id = await runningStock(server().context, { max_coupons: 100, max_coupons_per_user: 1 });
    const calls = Array.from({ length: 500 }, () => server().claim({ stock_id }));
    expect(await codesOf(calls)).toEqual({ 0: 100, [spErrors.stockExhausted.code]: 400 });
    expect(await count(stock_id)).toBe(100);
  });

  it('give one coupon for fifty equal requests', async () => {
    const stock_id = await runningStock(server().context);
    const same = { stock_id, user_code: 'one', request_id: 'fifty-times' };
    const answers = await Promise.all(Array.from({ length: 50 }, () => server().claim(same)));
    expect(new Set(answers.map(({ text }) => text)).size).toBe(1);
    expect(answers[0]).toMatchObject({ status: 200, json: { code: 0 } });
    expect(await count(stock_id)).toBe(1);
  });

  it('give a user no more than their share', async () => {
    const stock_id = await runningStock(server().context, { max_coupons_per_user: 3 });
    const calls = Array.from({ length: 100 }, () => server().claim({ stock_id, user_code: 'greedy' }));
    expect(await codesOf(calls)).toEqual({ 0: 3, [spErrors.userLimitReached.code]: 97 });
    expect(await count(stock_id)).toBe(3);
  });
});

async function count(stockId: string): Promise<number | undefined> {
  const sql = 'SELECT COUNT(*) AS coupons FROM coupon WHERE stock_id = ?';
  return (await server().context.database.read.all<{ coupons: number }>(sql, [stockId]))[0]?.coupons;
}
